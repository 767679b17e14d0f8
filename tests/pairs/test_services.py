from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from psycopg2.extras import DateRange

from mentorship.bank.models import Consent
from mentorship.core.exceptions import DomainError
from mentorship.pairs import services
from mentorship.pairs.models import MentoringKind, Pair, PairMember, RoleVariant
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    MentorOfferFactory,
    PersonFactory,
    form,
)
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import MeetingFactory

DAY = date(2022, 10, 5)


def test_create_pair_holds_members_for_the_period(drafting, curator):
    pair = services.create_pair(**drafting, title="Физики", topic="олимпиада")

    row = pair.members.get()
    assert (pair.state, pair.school_year, pair.title) == ("draft", 2022, "Физики")
    assert row.period == DateRange(date(2022, 10, 1), date(2023, 6, 1))
    assert row.person == drafting["mentee_entries"][0].person
    assert [(m.action, m.made_by) for m in pair.moves.all()] == [("create", curator)]


def test_create_pair_of_two_mentees_is_a_group(drafting, school):
    drafting["mentee_entries"].append(MenteeEntryFactory(institution=school))

    assert services.create_pair(**drafting).members.count() == 2


def test_create_pair_takes_nobody_without_a_consent(drafting):
    Consent.objects.filter(person=drafting["mentee_entries"][0].person).delete()

    assert refusal(drafting, today=DAY) == (
        "Нет действующего согласия на обработку персональных данных: "
        f"{drafting['mentee_entries'][0].person.short_name}"
    )


def test_create_pair_asks_for_the_mentors_consent_too(drafting):
    Consent.objects.filter(person=drafting["mentor_entry"].person).update(withdrawn_on=DAY)

    assert refusal(drafting, today=DAY) == (
        "Нет действующего согласия на обработку персональных данных: "
        f"{drafting['mentor_entry'].person.short_name}"
    )


def test_create_pair_belongs_to_the_right(drafting, school):
    drafting["member"] = MembershipFactory(role="director", organization=school)

    with pytest.raises(PermissionDenied):
        services.create_pair(**drafting)


def refusal(drafting, **spoilt):
    with pytest.raises(DomainError) as error:
        services.create_pair(**(drafting | spoilt))
    assert not Pair.objects.exists()
    return str(error.value)


def test_create_pair_takes_nobody_who_did_not_pass_the_selection(drafting):
    mentor = drafting["mentor_entry"]
    mentor.stage = "declined"
    mentor.save()

    assert refusal(drafting) == f"Не прошёл отбор наставников: {mentor.person.short_name}"


def test_create_pair_needs_a_mentee(drafting):
    assert refusal(drafting, mentee_entries=[]) == "Выберите хотя бы одного наставляемого."


def test_create_pair_refuses_foreign_mentee(drafting):
    foreign = MenteeEntryFactory()

    assert refusal(drafting, mentee_entries=[foreign]) == (
        "Наставляемый состоит в базе другой организации."
    )


def test_create_pair_refuses_mentor_of_another_municipality(drafting):
    assert refusal(drafting, mentor_entry=MentorEntryFactory()) == (
        "Пара составляется внутри одной организации или двух организаций одного муниципалитета."
    )


def test_create_pair_takes_mentor_of_a_neighbouring_school(drafting, school):
    neighbour = InstitutionFactory(parent=school.parent)
    entry = MentorEntryFactory(institution=neighbour, stage="admitted")
    drafting["mentor_entry"] = MentorOfferFactory(entry=entry).entry

    assert services.create_pair(**drafting).mentor_institution == neighbour


def test_create_pair_takes_a_neighbour_from_an_open_offer_only(drafting, school):
    neighbour = InstitutionFactory(parent=school.parent)
    entry = MentorEntryFactory(institution=neighbour, stage="admitted")
    offer = MentorOfferFactory(entry=entry)
    offer.ended_on = DAY
    offer.save()

    assert refusal(drafting, mentor_entry=entry) == (
        "Организация наставника не предлагает его другим сейчас: попросите её открыть предложение."
    )


def test_create_pair_takes_no_more_places_than_are_offered(drafting, school):
    neighbour = InstitutionFactory(parent=school.parent)
    entry = MentorEntryFactory(institution=neighbour, stage="admitted", capacity=3)
    MentorOfferFactory(entry=entry, places=1)
    services.create_pair(**drafting | {"mentor_entry": entry})
    more = {"mentor_entry": entry, "mentee_entries": [MenteeEntryFactory(institution=school)]}

    with pytest.raises(DomainError) as error:
        services.create_pair(**drafting | more)

    assert str(error.value) == (
        "Организация наставника предлагает другим мест: 1, занято 1, выбрано ещё 1."
    )


def test_create_pair_keeps_kind_and_variant_of_the_form(drafting):
    kind = MentoringKind.objects.get(code="virtual")
    variant = RoleVariant.objects.filter(form=drafting["form"]).first()

    pair = services.create_pair(**drafting, kind=kind, variant=variant)

    assert (pair.kind, pair.variant) == (kind, variant)


def test_create_pair_refuses_variant_of_another_form(drafting):
    variant = RoleVariant.objects.filter(form__code="uchenik-uchenik").first()

    assert refusal(drafting, variant=variant) == (
        "Ролевая модель относится к другой форме наставничества."
    )


def test_create_pair_refuses_mentoring_oneself(drafting, school):
    person = PersonFactory(institution=school)
    mentor = MentorEntryFactory(institution=school, person=person)
    mentee = MenteeEntryFactory(institution=school, person=person)

    words = refusal(
        drafting, mentor_entry=mentor, mentee_entries=[mentee], form=form("uchenik-uchenik")
    )

    assert words == "Наставник не может быть наставляемым в своей паре."


def test_create_pair_refuses_form_that_does_not_fit(drafting):
    person = drafting["mentor_entry"].person

    assert refusal(drafting, form=form("uchenik-uchenik")) == (
        "В форме «ученик – ученик» наставником может быть: обучающийся. На 01.10.2022 это не так: "
        f"{person.short_name}"
    )


def test_create_pair_reads_the_category_of_its_first_day(drafting):
    person = drafting["mentee_entries"][0].person
    person.affiliations.update(period=DateRange(date(2022, 10, 2), None))

    assert refusal(drafting) == (
        "В форме «учитель – ученик» наставляемым может быть: обучающийся. На 01.10.2022 это не "
        f"так: {person.short_name}"
    )


def test_create_pair_refuses_who_left_the_bank(drafting):
    mentor = drafting["mentor_entry"]
    mentor.left_on = date(2022, 9, 15)
    mentor.save()

    assert refusal(drafting) == f"К 01.10.2022 выбыли из базы: {mentor.person.short_name}"


@pytest.mark.parametrize(
    ("ends_on", "words"),
    [
        (date(2022, 9, 30), "Дата окончания раньше даты начала."),
        (
            date(2023, 9, 1),
            "Пара составляется на один учебный год: окончание не позже 31.08.2023.",
        ),
    ],
)
def test_create_pair_refuses_period(drafting, ends_on, words):
    assert refusal(drafting, ends_on=ends_on) == words


def test_create_pair_refuses_mentor_without_places(drafting, school):
    mentor = drafting["mentor_entry"]
    mentor.capacity = 1
    mentor.save()
    drafting["mentee_entries"].append(MenteeEntryFactory(institution=school))

    assert refusal(drafting) == (
        f"У наставника недостаточно мест: {mentor.person.short_name} ведёт 0 из 1, выбрано ещё 2."
    )


def test_create_pair_refuses_mentee_of_a_live_pair_of_the_form(drafting, school):
    services.create_pair(**drafting)
    drafting["mentor_entry"] = MentorEntryFactory(institution=school)

    with pytest.raises(DomainError) as error:
        services.create_pair(**drafting)

    person = drafting["mentee_entries"][0].person
    assert str(error.value) == (
        f"Уже состоят в паре формы «учитель – ученик» в эти дни: {person.short_name}"
    )


def test_create_pair_of_another_form_is_allowed(drafting, school):
    services.create_pair(**drafting)
    pupil = PersonFactory(institution=school, birth_year=2006, consented=True)
    drafting |= {
        "today": DAY,
        "mentor_entry": MentorEntryFactory(institution=school, person=pupil),
        "form": form("uchenik-uchenik"),
    }

    services.create_pair(**drafting)

    assert PairMember.objects.count() == 2


def test_move_pair_leaves_history(make_pair, curator):
    pair = services.move_pair(pair=make_pair(), action="propose", member=curator, today=DAY)

    move = pair.moves.get()
    assert (pair.state, move.action, move.made_by) == ("proposed", "propose", curator)


@pytest.mark.parametrize(
    ("state", "action"), [("draft", "propose"), ("proposed", "accept"), ("ordered", "start")]
)
def test_move_pair_needs_consents_in_force(make_pair, curator, state, action):
    pair = make_pair(state)
    person = pair.members.get().person
    person.consents.update(withdrawn_on=DAY)

    with pytest.raises(DomainError) as error:
        services.move_pair(pair=pair, action=action, member=curator, today=DAY)

    pair.refresh_from_db()
    assert pair.state == state
    assert str(error.value).startswith(
        f"Нет действующего согласия на обработку персональных данных: {person.short_name}"
    )


def test_move_pair_ends_it_also_when_a_consent_was_withdrawn(make_pair, curator):
    pair = make_pair("active")
    Consent.objects.update(withdrawn_on=DAY)

    ended = services.move_pair(
        pair=pair, action="complete", member=curator, comment="отзыв согласия", today=DAY
    )

    assert ended.state == "completed"


def test_move_pair_accepts_only_with_written_agreement(make_pair, curator):
    pair = make_pair("proposed")
    names = ", ".join(
        sorted(p.short_name for p in [pair.mentor_entry.person, pair.members.get().person])
    )

    with pytest.raises(DomainError) as error:
        services.move_pair(pair=pair, action="accept", member=curator, today=DAY)

    assert str(error.value) == f"Не записано письменное согласие на участие в паре: {names}"


def test_move_pair_accepts_after_agreement(make_pair, curator):
    pair = make_pair("proposed")
    services.record_agreement(
        pair=pair,
        member=curator,
        mentor_agreed_on=DAY,
        members_agreed_on={pair.members.get().pk: DAY},
    )

    accepted = services.move_pair(pair=pair, action="accept", member=curator, today=DAY)

    assert accepted.state == "accepted"
    assert [m.action for m in pair.moves.all()] == ["accept", "agree"]


def test_move_pair_refuses_state_in_words(make_pair, curator):
    with pytest.raises(DomainError, match="«Начать работу» сейчас невозможно: черновик"):
        services.move_pair(pair=make_pair(), action="start", member=curator)


@pytest.mark.parametrize("action", ["order", "cancel_order", "fly"])
def test_move_pair_leaves_moves_of_the_order_to_the_order(make_pair, curator, action):
    with pytest.raises(PermissionDenied):
        services.move_pair(pair=make_pair("accepted"), action=action, member=curator)


def test_move_pair_by_the_mentors_school_is_denied(make_pair, school):
    neighbour = InstitutionFactory(parent=school.parent)
    pair = make_pair(mentor_institution=neighbour)
    member = MembershipFactory(role="curator", organization=neighbour)

    with pytest.raises(PermissionDenied):
        services.move_pair(pair=pair, action="propose", member=member)


def test_move_pair_dissolves_only_with_a_reason(make_pair, curator):
    with pytest.raises(DomainError, match="Укажите причину"):
        services.move_pair(pair=make_pair("active"), action="dissolve", member=curator, comment=" ")


def test_dissolved_pair_frees_mentee_and_place(make_pair, curator, school):
    pair = make_pair("active")
    mentee, mentor = pair.members.get().mentee_entry, pair.mentor_entry
    mentor.capacity = 1
    mentor.save()

    services.move_pair(
        pair=pair, action="dissolve", member=curator, comment="переезд семьи", today=DAY
    )

    assert pair.members.get().period == DateRange(date(2022, 10, 1), date(2022, 10, 6))
    assert pair.moves.get().comment == "переезд семьи"
    again = services.create_pair(
        member=curator,
        mentor_entry=mentor,
        mentee_entries=[mentee],
        form=pair.form,
        starts_on=DAY,
        ends_on=date(2023, 5, 31),
    )
    assert again.members.get().live


def test_dissolved_before_its_start_keeps_the_period(make_pair, curator):
    pair = make_pair("ordered")

    services.move_pair(
        pair=pair, action="dissolve", member=curator, comment="отказ", today=date(2022, 9, 20)
    )

    row = pair.members.get()
    assert (row.live, row.period.lower, row.period.upper) == (
        False,
        date(2022, 10, 1),
        date(2023, 6, 1),
    )


def test_completed_late_keeps_the_period(make_pair, curator):
    pair = make_pair("active")

    services.move_pair(
        pair=pair, action="complete", member=curator, comment="итоги", today=date(2023, 7, 1)
    )

    assert pair.members.get().period.upper == date(2023, 6, 1)


def test_drop_deletes_the_draft(make_pair, curator):
    services.move_pair(pair=make_pair(), action="drop", member=curator)

    assert not Pair.objects.exists()


def test_drop_keeps_a_draft_that_has_met(make_pair, curator):
    pair = make_pair()
    MeetingFactory(pair=pair)

    with pytest.raises(DomainError, match="черновик с ними не удаляется"):
        services.move_pair(pair=pair, action="drop", member=curator)


def test_consent_signed_later_opens_the_move(make_pair, curator):
    pair = make_pair()
    Consent.objects.all().delete()
    for person in [pair.mentor_entry.person, pair.members.get().person]:
        ConsentFactory(person=person, signed_on=DAY)

    assert services.move_pair(pair=pair, action="propose", member=curator, today=DAY).state == (
        "proposed"
    )
