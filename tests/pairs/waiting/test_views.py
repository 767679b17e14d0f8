from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Reading
from mentorship.pairs.models import WaitingStep
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, form
from tests.factories.matching import WaitingStepFactory
from tests.factories.organizations import MembershipFactory

LIST, SUPPLY, PLACES = "/pairs/matching/waiting/", "/pairs/matching/", "/pairs/matching/places/"


def step_data(**changes):
    today = f"{timezone.localdate():%d.%m.%Y}"
    return {"kind": "talk", "due_on": today, "done_on": today, "given_by": "", "note": ""} | changes


def test_waiting_list_shows_who_waits_and_where_everybody_is(desk, mentee, make_pair):
    response = desk.get(LIST)

    assert [row.entry for row in response.context["rows"]] == [mentee]
    assert dict(response.context["counts"])["Ждут наставника".lower()] == 1
    assert Reading.objects.get().people == [mentee.person_id]


@pytest.mark.parametrize(
    ("query", "found"), [("form=none", 0), ("topic=none", 0), ("q=нет", 0), ("step=nothing", 1)]
)
def test_waiting_list_filters(desk, mentee, query, found):
    assert len(desk.get(f"{LIST}?{query}").context["rows"]) == found


def test_waiting_list_takes_the_same_statements_for_many(desk, mentee, school, queries):
    one = queries(desk, LIST)
    for entry in MenteeEntryFactory.create_batch(3, institution=school):
        WaitingStepFactory(entry=entry, due_on=date(2026, 1, 1), school_year=2026)

    assert queries(desk, LIST) == one


def test_empty_waiting_list_says_so(desk):
    assert "Никто не ждёт" in desk.get(LIST).content.decode()


def test_next_action_is_planned_and_done(desk, mentee):
    desk.post(f"{LIST}{mentee.pk}/plan/", step_data(note="позвонить маме"))
    step = WaitingStep.objects.get()
    page = desk.get(f"{LIST}{mentee.pk}/")
    desk.post(f"/pairs/matching/steps/{step.pk}/finish/", step_data())

    step.refresh_from_db()
    assert page.context["row"].planned == step
    assert step.done_on == timezone.localdate()


def test_refused_plan_keeps_what_was_typed(desk, mentee):
    yesterday = timezone.localdate() - timedelta(days=1)
    data = step_data(due_on=f"{yesterday:%d.%m.%Y}", note="позвонить")

    response = desk.post(f"{LIST}{mentee.pk}/plan/", data)

    assert response.context["plan_form"].non_field_errors() == [
        "Срок следующего действия уже прошёл."
    ]
    assert response.context["plan_form"]["note"].value() == "позвонить"


def test_support_is_recorded_and_removed(desk, mentee):
    desk.post(f"{LIST}{mentee.pk}/support/", step_data())
    step = WaitingStep.objects.get()
    desk.post(f"/pairs/matching/steps/{step.pk}/removal/")

    assert (step.done_on, WaitingStep.objects.count()) == (timezone.localdate(), 0)


def test_page_of_somebody_in_a_pair_is_not_found(desk, school, make_pair, this_year):
    entry = MenteeEntryFactory(institution=school)
    make_pair("active", mentees=[entry], school_year=this_year.first)

    assert desk.get(f"{LIST}{entry.pk}/").status_code == 404


def test_director_reads_the_list_and_not_the_records(sign_in, school, mentee, this_year):
    director = sign_in(MembershipFactory(organization=school, role="director"), this_year.first)

    assert director.get(LIST).status_code == 200
    assert director.get(f"{LIST}{mentee.pk}/").status_code == 403


def test_numbers_of_the_supply_equal_their_lists(desk, school, mentee, make_mentor):
    make_mentor(capacity=2)
    MentorEntryFactory(institution=school, forms=[form("uchenik-uchenik")])
    MenteeEntryFactory(institution=school)

    market = desk.get(SUPPLY).context["market"]

    for name, lines in (("form", market.by_form), ("topic", market.by_topic)):
        for line in lines:
            waiting = desk.get(LIST, {name: line.key}).context["page_obj"].paginator.count
            places = desk.get(PLACES, {name: line.key}).context["places"]
            assert (waiting, places) == (line.waiting, line.places), line


def test_supply_says_where_places_are_missing(desk, mentee):
    (line,) = desk.get(SUPPLY).context["market"].by_topic

    assert (line.title, line.waiting, line.places, line.words) == (
        "Физика",
        1,
        0,
        "не хватает мест: 1",
    )


def test_full_mentor_offers_no_place(desk, school, make_pair, this_year):
    mentor = MentorEntryFactory(institution=school, capacity=1)
    make_pair(
        "active",
        mentor_entry=mentor,
        school_year=this_year.first,
        starts_on=this_year.starts_on,
        ends_on=this_year.ends_on,
    )

    assert desk.get(PLACES).context["places"] == 0


def test_empty_supply_says_what_to_do(desk):
    assert "Пока некого и не с кем соединять" in desk.get(SUPPLY).content.decode()
