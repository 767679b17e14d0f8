from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.bank import services
from mentorship.bank.affiliations import Standing
from mentorship.bank.models import MenteeEntry, MentorEntry, Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory, form
from tests.factories.consents import WithdrawalFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 11, 1)
PUPIL = Standing("pupil", "7 «А»")


def new_person(**kwargs):
    return Person(last_name="Громова", first_name="Полина", patronymic="Сергеевна", **kwargs)


def save(member, **kwargs):
    kwargs = {
        "entry": MenteeEntry(entered_on=date(2022, 10, 3)),
        "person": new_person(birth_year=2011),
        "standing": PUPIL,
        "forms": None,
        "today": TODAY,
    } | kwargs
    return services.save_entry(member=member, **kwargs)


def test_save_entry_makes_person_class_and_entry(curator):
    entry = save(curator)

    entry.refresh_from_db()
    person = entry.person
    standing = person.affiliations.get()
    assert (person.institution, person.sex) == (curator.organization, "f")
    assert (standing.place, standing.period.lower) == ("7 «А»", date(2022, 9, 1))


def test_save_entry_sets_the_forms_of_a_mentor(curator):
    entry = save(curator, entry=MentorEntry(entered_on=TODAY), forms=[form()])

    assert list(entry.forms.all()) == [form()]


def test_save_entry_corrects_the_class_of_somebody_known(curator):
    entry = MenteeEntryFactory(institution=curator.organization)

    save(curator, entry=entry, person=entry.person, standing=Standing("pupil", "8 «Б»"))

    assert entry.person.affiliations.get().place == "8 «Б»"


def test_save_entry_without_standing_leaves_the_class(curator):
    person = PersonFactory(institution=curator.organization)

    save(curator, person=person, standing=None)

    assert person.affiliations.get().place == "7 «А»"


def test_save_entry_refuses_a_second_open_entry(curator):
    known = MenteeEntryFactory(institution=curator.organization)

    with pytest.raises(DomainError, match="уже стоит здесь: база наставляемых"):
        save(curator, person=known.person, standing=None)


def test_save_entry_refuses_whoever_took_the_consent_back_to_come_anew(curator):
    person = PersonFactory(institution=curator.organization)
    WithdrawalFactory(person=person)

    with pytest.raises(DomainError, match="Согласие на обработку отозвано"):
        save(curator, person=person)
    assert not MenteeEntry.objects.exists()


@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor"])
def test_save_entry_needs_the_right(role):
    with pytest.raises(PermissionDenied):
        save(MembershipFactory(role=role))


def test_save_entry_refuses_a_foreign_person_and_a_foreign_entry(curator):
    foreign = MenteeEntryFactory()

    with pytest.raises(PermissionDenied):
        save(curator, person=foreign.person, standing=None)
    with pytest.raises(PermissionDenied):
        save(curator, entry=foreign)


def test_find_doubles_asks_for_the_same_name_and_birth(curator):
    same = PersonFactory(
        institution=curator.organization,
        last_name="ГРОМОВА",
        first_name="Полина",
        patronymic="Сергеевна",
        birth_year=2011,
    )
    PersonFactory(last_name="Громова", first_name="Полина", patronymic="Сергеевна")

    found = [
        services.find_doubles(member=curator, person=new_person(birth_year=year))
        for year in (2011, None, 2010)
    ]

    assert found == [[same], [same], []]


def test_change_standing_keeps_the_past(curator):
    person = PersonFactory(institution=curator.organization)

    services.change_standing(
        member=curator, person=person, standing=Standing("pupil", "8 «А»"), day=TODAY
    )

    assert list(person.affiliations.order_by("period").values_list("place", flat=True)) == [
        "7 «А»",
        "8 «А»",
    ]


def test_leave_bank_and_return(curator):
    entry = MentorEntryFactory(institution=curator.organization)

    left = services.leave_bank(member=curator, entry=entry, day=TODAY, outcome="Победа")
    assert (left.left_on, left.outcome) == (TODAY, "Победа")

    services.return_to_bank(member=curator, entry=entry)
    entry.refresh_from_db()
    assert (entry.left_on, entry.outcome) == (None, "Победа")


def test_leave_bank_refuses_a_day_before_entering(curator):
    entry = MentorEntryFactory(institution=curator.organization)

    with pytest.raises(DomainError, match=r"раньше даты вхождения \(01.09.2022\)"):
        services.leave_bank(member=curator, entry=entry, day=date(2022, 8, 31), outcome="")


def test_leave_bank_twice_is_refused(curator):
    entry = MentorEntryFactory(institution=curator.organization, left_on=TODAY)

    with pytest.raises(DomainError, match=r"уже завершено 01.11.2022"):
        services.leave_bank(member=curator, entry=entry, day=TODAY, outcome="")


def test_return_to_bank_is_refused_when_the_person_came_again(curator):
    old = MenteeEntryFactory(institution=curator.organization, left_on=TODAY)
    MenteeEntryFactory(institution=curator.organization, person=old.person, entered_on=TODAY)

    with pytest.raises(DomainError, match="уже стоит"):
        services.return_to_bank(member=curator, entry=old)


def test_leave_bank_refuses_a_foreign_entry(curator):
    with pytest.raises(PermissionDenied):
        services.leave_bank(member=curator, entry=MenteeEntryFactory(), day=TODAY, outcome="")


def test_return_to_bank_refuses_a_foreign_entry(curator):
    with pytest.raises(PermissionDenied):
        services.return_to_bank(member=curator, entry=MenteeEntryFactory(left_on=TODAY))


@pytest.mark.parametrize(
    ("first", "day"), [(2022, TODAY), (2021, date(2021, 9, 1)), (2023, date(2023, 9, 1))]
)
def test_day_of_entering_stays_in_the_chosen_year(first, day):
    assert services.day_of_entering(SchoolYear(first), TODAY) == day
