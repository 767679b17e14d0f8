from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from pghistory.models import Event as LoggedEvent
from pghistory.models import Events
from psycopg2.extras import DateRange

from mentorship.bank import merging
from mentorship.bank.lifecycle import ON_MERGE
from mentorship.bank.models import (
    Affiliation,
    Attendance,
    MenteeEntry,
    MentorEntry,
    MergeRecord,
    Namesakes,
    Person,
)
from mentorship.bank.withdrawals import withdraw
from mentorship.core.exceptions import DomainError
from tests.factories.bank import (
    AttendanceFactory,
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PersonFactory,
    TopicFactory,
)
from tests.factories.organizations import MembershipFactory, UserFactory
from tests.factories.pairs import PairFactory
from tests.factories.surveys import ResponseFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 1)


@pytest.fixture
def make(curator):
    def make_person(**kwargs):
        return PersonFactory(institution=curator.organization, **kwargs)

    return make_person


@pytest.fixture
def keep(make):
    return make(last_name="Громов", consented=True)


@pytest.fixture
def drop(make):
    return make(last_name="Громов", consented=True)


def merge(member, keep, drop, **values):
    return merging.merge_people(member=member, keep=keep, drop=drop, values=values, today=TODAY)


def test_every_foreign_key_to_people_has_its_room():
    owned = {field for room in ON_MERGE for field in room.fields}
    found = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if not issubclass(model, LoggedEvent)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model in (Person, MentorEntry, MenteeEntry)
    }

    assert found == owned


def test_chosen_values_stay_and_gaps_are_filled(curator, keep, drop):
    Person.objects.filter(pk=keep.pk).update(contacts="", first_name="Артем")
    Person.objects.filter(pk=drop.pk).update(contacts="8 900", patronymic="Ильич", sex="f")

    merge(curator, keep, drop, first_name="drop", patronymic="keep")

    keep.refresh_from_db()
    assert (keep.first_name, keep.patronymic, keep.sex, keep.contacts) == (
        "Артём",
        "Игоревич",
        "m",
        "8 900",
    )
    assert keep.sort_name == "громов артем игоревич"
    assert not Person.objects.filter(pk=drop.pk).exists()


def test_birth_goes_over_whole(curator, keep, drop):
    drop.born_on = date(2009, 3, 5)
    drop.save()

    merge(curator, keep, drop, birth="drop")

    keep.refresh_from_db()
    assert (keep.born_on, keep.birth_year) == (date(2009, 3, 5), 2009)


def test_record_says_who_what_and_when(curator, keep, drop):
    key = drop.pk
    AttendanceFactory(person=drop)

    record = merge(curator, keep, drop)

    assert (record.kept, record.dropped_key, record.merged_by) == (keep, key, curator)
    assert record.before["last_name"] == ["Громов", "Громов"]
    assert record.moved == {"классы и должности": 1, "согласия": 1, "мероприятия": 1}
    logged = Events.objects.filter(pgh_obj_model="bank.Person", pgh_obj_id=str(key))
    assert logged.exists()


def test_old_address_leads_to_the_card_kept_also_after_another_merge(curator, make, keep, drop):
    last = make(last_name="Громов")
    key = drop.pk
    merge(curator, keep, drop)

    merge(curator, last, keep)

    assert merging.kept_instead_of(curator, key) == last
    assert merging.kept_instead_of(MembershipFactory(), key) is None


def test_both_entries_of_one_bank_become_one(curator, keep, drop):
    shared, other = (TopicFactory(organization=curator.organization) for _ in range(2))
    stays = MenteeEntryFactory(
        institution=curator.organization, person=keep, request="физика", interests=""
    )
    gone = MenteeEntryFactory(
        institution=curator.organization,
        person=drop,
        request="химия",
        interests="шахматы",
        entered_on=date(2022, 1, 10),
    )
    stays.topics.set([shared])
    gone.topics.set([shared, other])

    merge(curator, keep, drop)

    entry = MenteeEntry.objects.get()
    assert (entry.request, entry.interests) == ("физика\nхимия", "шахматы")
    assert (entry, entry.entered_on) == (stays, date(2022, 1, 10))
    assert set(entry.topics.all()) == {shared, other}


def test_mentor_keeps_the_further_stage_and_room_for_all(curator, keep, drop):
    stays = MentorEntryFactory(
        institution=curator.organization, person=keep, capacity=1, stage="declined"
    )
    gone = MentorEntryFactory(
        institution=curator.organization, person=drop, capacity=1, stage="trained"
    )
    pairs = [PairFactory(institution=curator.organization, mentor_entry=e) for e in (stays, gone)]

    merge(curator, keep, drop)

    entry = MentorEntry.objects.get(person=keep)
    assert (entry.stage, entry.capacity) == ("trained", 2)
    assert set(entry.pairs.all()) == set(pairs)


def test_past_entries_and_memberships_follow_the_person(curator, keep, drop):
    past = MenteeEntryFactory(
        institution=curator.organization, person=drop, left_on=date(2022, 10, 1)
    )
    MenteeEntryFactory(institution=curator.organization, person=keep)
    pair = PairFactory(institution=curator.organization, mentees=[past])

    merge(curator, keep, drop)

    past.refresh_from_db()
    assert (past.person, pair.members.get().person) == (keep, keep)


def test_mentee_of_a_joined_entry_stays_in_the_pair(curator, keep, drop):
    stays = MenteeEntryFactory(institution=curator.organization, person=keep)
    gone = MenteeEntryFactory(institution=curator.organization, person=drop)
    pair = PairFactory(institution=curator.organization, mentees=[gone])

    merge(curator, keep, drop)

    member = pair.members.get()
    assert (member.person, member.mentee_entry) == (keep, stays)


@pytest.mark.parametrize(
    ("winner", "expected"),
    [
        ("keep", [("7 «А»", date(2020, 9, 1), None)]),
        (
            "drop",
            [
                ("7 «А»", date(2020, 9, 1), date(2021, 9, 1)),
                ("8 «Б»", date(2021, 9, 1), date(2022, 6, 1)),
                ("7 «А»", date(2022, 6, 1), None),
            ],
        ),
    ],
)
def test_days_both_cards_speak_of_are_taken_from_one(curator, make, keep, winner, expected):
    drop = make(category="")
    Affiliation.objects.create(
        person=drop,
        institution=curator.organization,
        category="pupil",
        place="8 «Б»",
        period=DateRange(date(2021, 9, 1), date(2022, 6, 1)),
    )

    merge(curator, keep, drop, standing=winner)

    rows = keep.affiliations.order_by("period__startswith")
    assert [(r.place, r.period.lower, r.period.upper) for r in rows] == expected


def test_stretches_that_do_not_meet_stay_whole(curator, make, keep):
    drop = make(category="")
    for category, first, last in (
        ("pupil", date(2018, 9, 1), date(2020, 9, 1)),
        ("student", date(2021, 9, 1), None),
    ):
        Affiliation.objects.create(
            person=drop,
            institution=curator.organization,
            category=category,
            period=DateRange(first, last),
        )

    merge(curator, keep, drop)

    assert keep.affiliations.count() == 3


def test_one_event_was_attended_once(curator, keep, drop):
    first = AttendanceFactory(person=keep, state="absent")
    AttendanceFactory(person=drop, event=first.event, state="present", result="призёр")

    merge(curator, keep, drop)

    attendance = Attendance.objects.get()
    assert (attendance.person, attendance.state, attendance.result) == (keep, "present", "призёр")


def test_later_answer_of_two_stays(curator, keep, drop):
    ResponseFactory(person=keep, answered_on=date(2023, 5, 1))
    later = ResponseFactory(person=drop, answered_on=date(2023, 5, 20))

    merge(curator, keep, drop)

    assert list(keep.responses.all()) == [later]


def test_namesakes_of_the_dropped_card_are_remembered(curator, make, keep, drop):
    other = make()
    for one, two in ((keep, drop), (drop, other), (keep, other)):
        merging.part_namesakes(member=curator, one=two, other=one)

    merge(curator, keep, drop)

    assert list(Namesakes.objects.values_list("first", "second")) == [(keep.pk, other.pk)]


def test_account_goes_over(curator, keep, drop):
    drop.user = UserFactory()
    drop.save()

    merge(curator, keep, drop)

    keep.refresh_from_db()
    assert keep.user == drop.user


def test_two_accounts_forbid(curator, keep, drop):
    for person in (keep, drop):
        person.user = UserFactory()
        person.save()

    with pytest.raises(DomainError, match="У обеих карточек есть вход в систему"):
        merge(curator, keep, drop)


def test_two_live_pairs_of_one_form_forbid(curator, keep, drop):
    for person in (keep, drop):
        entry = MenteeEntryFactory(institution=curator.organization, person=person)
        PairFactory(institution=curator.organization, mentees=[entry])

    with pytest.raises(DomainError, match="Обе карточки состоят в парах формы «учитель – ученик»"):
        merge(curator, keep, drop)

    assert Person.objects.filter(pk=drop.pk).exists()


def test_mentor_and_mentee_of_one_pair_are_two_people(curator, keep, drop):
    entry = MenteeEntryFactory(institution=curator.organization, person=drop)
    mentor = MentorEntryFactory(institution=curator.organization, person=keep)
    PairFactory(institution=curator.organization, mentor_entry=mentor, mentees=[entry])

    with pytest.raises(DomainError, match="два разных человека или ошибка в паре"):
        merge(curator, keep, drop)


def test_withdrawn_consent_is_not_overtaken_by_an_older_paper(curator, make, keep):
    drop = make()
    ConsentFactory(person=drop, withdrawn_on=TODAY)

    with pytest.raises(DomainError, match="согласие отозвано, по другой ещё действует"):
        merge(curator, keep, drop)


def test_withdrawal_of_transfer_counts_as_well(curator, keep, drop):
    ConsentFactory(person=keep, purpose="transfer")
    ConsentFactory(person=drop, purpose="transfer", withdrawn_on=TODAY)

    with pytest.raises(DomainError, match="согласие отозвано, по другой ещё действует"):
        merge(curator, keep, drop)


def test_newer_paper_overtakes_the_withdrawal(curator, make):
    keep, drop = make(), make()
    ConsentFactory(person=drop)
    ConsentFactory(person=keep, signed_on=date(2022, 11, 1))

    withdrawal = withdraw(
        member=curator,
        person=drop,
        purpose="processing",
        received_on=date(2022, 10, 1),
        basis="заявление",
        today=date(2022, 10, 1),
    )

    merge(curator, keep, drop)

    withdrawal.refresh_from_db()
    assert (withdrawal.person, withdrawal.cancelled_on) == (keep, TODAY)
    assert keep.consents.count() == 2


def test_only_the_curator_of_both_merges(curator, keep, drop):
    director = MembershipFactory(organization=curator.organization, role="director")

    for member, other in (
        (director, drop),
        (MembershipFactory(), drop),
        (curator, PersonFactory()),
    ):
        with pytest.raises(PermissionDenied):
            merge(member, keep, other)


def test_card_does_not_merge_with_itself_or_with_one_that_is_gone(curator, keep, drop):
    with pytest.raises(DomainError, match="одна и та же"):
        merge(curator, keep, keep)
    merge(curator, keep, drop)

    with pytest.raises(DomainError, match="уже нет: её объединили"):
        merge(curator, keep, drop)

    assert MergeRecord.objects.count() == 1


def test_probable_doubles_are_asked_until_parted(curator, make):
    first = make(last_name="Соловьёва", first_name="Наталья", patronymic="Ивановна")
    second = make(last_name="Соловьева", first_name="Наталия", patronymic="Ивановна")
    make(last_name="Громов")
    PersonFactory(last_name="Соловьёва", first_name="Наталья", patronymic="Ивановна")
    (pair,) = merging.probable_doubles(curator, TODAY)
    assert (pair.first, pair.second) == (first, second)

    merging.part_namesakes(member=curator, one=second, other=first)

    assert merging.probable_doubles(curator, TODAY) == []


def test_parting_needs_two_own_cards(curator, keep):
    for other in (keep, PersonFactory()):
        with pytest.raises(PermissionDenied):
            merging.part_namesakes(member=curator, one=keep, other=other)


def test_page_tells_what_will_move(curator, keep, drop):
    for person in (keep, drop):
        MentorEntryFactory(institution=curator.organization, person=person)

    assert merging.rows_to_move(keep, drop) == [
        "База наставников: обе карточки стоят в ней. Останется одна запись, в неё войдут сведения "
        "второй.",
        "Перейдёт согласий: 1.",
    ]
