from datetime import date

import pytest
from psycopg2.extras import DateRange

from mentorship.audit.models import Reading
from mentorship.core.exceptions import DomainError
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import EndReason, Pair
from mentorship.pairs.orders import people as people_of_the_order
from mentorship.pairs.substitution import substitute_mentor
from mentorship.programs.names_check import people_of, words_naming
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory

DAY = date(2023, 2, 1)


@pytest.fixture
def pair(make_pair, order_dated):
    return make_pair("active", order=order_dated(date(2022, 9, 25)))


@pytest.fixture
def change(pair, curator, school):
    """Arguments of `substitute_mentor` that pass, to be spoilt one at a time."""
    return {
        "pair": pair,
        "member": curator,
        "mentor_entry": MentorEntryFactory(institution=school),
        "starts_on": DAY,
        "agreed_on": date(2023, 1, 30),
        "comment": "уволилась",
    }


def refusal(change, **kwargs):
    with pytest.raises(DomainError) as error:
        substitute_mentor(**change | kwargs)
    return str(error.value)


def test_substitution_is_a_dated_record_of_the_same_pair(pair, change):
    former = pair.mentor_entry

    substitute_mentor(**change)

    pair.refresh_from_db()
    terms = pair.terms.values_list("mentor_entry", "period", "agreed_on")
    assert list(terms) == [
        (former.pk, DateRange(date(2022, 10, 1), DAY), date(2022, 9, 20)),
        (change["mentor_entry"].pk, DateRange(DAY, date(2023, 6, 1)), date(2023, 1, 30)),
    ]
    assert (pair.mentor_entry, pair.mentor_agreed_on) == (
        change["mentor_entry"],
        date(2023, 1, 30),
    )
    assert pair.moves.get().action == "mentor_substituted"


def test_substitution_keeps_the_reason_of_the_list(change):
    reason = EndReason.objects.get(code="left-school")

    term = substitute_mentor(**change | {"reason": reason, "comment": "переезд"})

    assert term.reason == f"{reason.title}; переезд"
    assert term.pair.moves.get().reason == reason


def test_substitution_wants_a_reason(change):
    assert refusal(change, comment=" ") == "Укажите причину."


def test_substitution_of_a_mentor_by_himself_is_refused(pair, change):
    assert refusal(change, mentor_entry=pair.mentor_entry) == ("Этот наставник и так ведёт пару.")


@pytest.mark.parametrize("day", [date(2022, 10, 1), date(2023, 6, 1)])
def test_substitution_lies_inside_the_pair(change, day):
    words = refusal(change, starts_on=day, agreed_on=date(2022, 9, 1))

    assert words == (
        "День замены – после 01.10.2022 (с этого дня ведёт прежний наставник) и не позже "
        "31.05.2023."
    )


def test_substitution_to_come_is_refused(change):
    words = refusal(change, today=date(2023, 1, 31))

    assert words == "Замену записывают, когда она произошла: день не позже сегодняшнего."


def test_substitution_needs_the_new_mentors_agreement_by_the_day(change):
    words = refusal(change, agreed_on=date(2023, 2, 2))

    assert words == "Новый наставник соглашается письменно не позже дня замены."


def test_substitution_before_the_order_is_refused(make_pair, change):
    assert refusal(change, pair=make_pair("accepted")) == (
        "Замену записывают паре, закреплённой приказом, а она согласована сторонами."
    )


def test_substitution_needs_a_consent(change):
    person = change["mentor_entry"].person
    person.consents.all().delete()

    assert refusal(change) == (
        f"Нет действующего согласия на обработку персональных данных: {person.short_name}"
    )


def test_substitution_needs_a_place(make_pair, change, school):
    entry = MentorEntryFactory(institution=school, capacity=1)
    make_pair("active", mentor_entry=entry)

    assert refusal(change, mentor_entry=entry) == (
        f"У наставника недостаточно мест: {entry.person.short_name} ведёт 1 из 1, выбрано ещё 1."
    )


def test_substitution_frees_the_former_mentors_place(make_pair, pair, change, school):
    former = pair.mentor_entry
    type(former).objects.filter(pk=former.pk).update(capacity=1)
    substitute_mentor(**change)

    mentees = [MenteeEntryFactory(institution=school)]
    later = make_pair("draft", mentor_entry=former, starts_on=DAY, mentees=mentees)

    assert later.members.count() == 1


def test_mentor_of_another_school_comes_from_an_offer(change, school):
    neighbour = InstitutionFactory(parent=school.parent)

    assert refusal(change, mentor_entry=MentorEntryFactory(institution=neighbour)) == (
        "Организация наставника не предлагает его другим сейчас: попросите её открыть предложение."
    )


def test_present_mentor_sees_the_pair_and_the_former_does_not(pair, change, school):
    members = []
    for entry in (pair.mentor_entry, change["mentor_entry"]):
        member = MembershipFactory(role="mentor", organization=school)
        entry.person.user = member.user
        entry.person.save()
        members.append(member)

    substitute_mentor(**change)

    assert [Pair.objects.visible_to(member).count() for member in members] == [0, 1]


def test_figures_count_both_mentors_of_the_year(change, school):
    substitute_mentor(**change)

    assert FIGURES["mentors_taking_part"].value(school, SchoolYear(2022)) == 2


def test_figures_of_a_day_count_the_mentor_of_that_day(change, school, monkeypatch):
    substitute_mentor(**change)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a: date(2023, 1, 31))

    assert FIGURES["mentors_taking_part"].value(school, SchoolYear(2022)) == 1


def test_order_signed_before_still_names_the_former_mentor(pair, change):
    former = pair.mentor_entry.person_id
    substitute_mentor(**change)

    mentors = {former, change["mentor_entry"].person_id}
    assert people_of_the_order(pair.order) == {*mentors, pair.members.get().person_id}


def test_former_mentor_is_not_named_in_a_practice(pair, change):
    former = pair.mentor_entry.person
    substitute_mentor(**change)

    assert words_naming(people_of(pair), f"Занятия вела {former.last_name}") == [former.last_name]


def test_page_notes_the_former_mentor_it_names(sign_in, curator, pair, change):
    former = pair.mentor_entry.person_id
    substitute_mentor(**change)

    sign_in(curator, 2022).get(pair.get_absolute_url())

    assert Reading.objects.about(former).count() == 1
