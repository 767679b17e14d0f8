from datetime import date

import pytest

from mentorship.bank.models import Consent
from mentorship.organizations.attention import ATTENTION
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory
from tests.factories.matching import WaitingStepFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import MeetingFactory

DAY = date(2022, 11, 15)


def line(code, member, year):
    return ATTENTION[code](member, year, DAY)


def test_pairs_without_consent_are_counted(make_pair, curator, year):
    silent, _agreed = make_pair(), make_pair()
    silent.mentor_entry.person.consents.all().delete()

    found = line("pairs_lack_consent", curator, year)

    assert (found.count, found.url) == (1, "/pairs/?needs=consent")


def test_ended_pair_wants_no_consent(make_pair, curator, year):
    make_pair("completed")
    Consent.objects.all().delete()

    assert line("pairs_lack_consent", curator, year) is None


def test_pairs_awaiting_an_order_are_counted(make_pair, curator, year):
    make_pair("accepted")
    make_pair("ordered")

    found = line("pairs_await_order", curator, year)

    assert (found.count, found.text) == (1, "пара ждёт приказа")


@pytest.mark.parametrize(
    ("held_on", "count"), [(date(2022, 10, 15), 1), (date(2022, 10, 16), 0), (None, 1)]
)
def test_pairs_silent_for_more_than_30_days_are_counted(make_pair, curator, year, held_on, count):
    pair = make_pair("active")
    if held_on:
        MeetingFactory(pair=pair, held_on=held_on)

    found = line("pairs_are_silent", curator, year)

    assert (found.count if found else 0) == count


def test_pair_that_began_this_month_is_not_silent(make_pair, curator, year):
    make_pair("active", starts_on=date(2022, 10, 16))

    assert line("pairs_are_silent", curator, year) is None


def test_mentor_is_told_of_own_silent_pairs(make_pair, school, year):
    member = MembershipFactory(role="mentor", organization=school)
    person = PersonFactory(institution=school, user=member.user, category="teacher")
    make_pair("active", mentor_entry=MentorEntryFactory(institution=school, person=person))
    make_pair("active")

    assert line("pairs_are_silent", member, year).count == 1
    assert line("pairs_await_order", member, year) is None


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
@pytest.mark.parametrize("code", ["pairs_lack_consent", "pairs_await_order", "pairs_are_silent"])
def test_nobody_above_the_school_is_told(make_pair, year, role, code):
    make_pair("active")

    assert line(code, MembershipFactory(role=role), year) is None


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("pairs_lack_consent", "draft"),
        ("pairs_await_order", "accepted"),
        ("pairs_are_silent", "active"),
    ],
)
def test_line_leads_to_a_list_of_as_many(make_pair, curator, year, sign_in, code, state):
    make_pair(state)
    make_pair("completed")
    if code == "pairs_lack_consent":
        Consent.objects.all().delete()

    found = line(code, curator, year)
    response = sign_in(curator, 2022).get(found.url)

    assert response.context["page_obj"].paginator.count == found.count == 1


def test_late_next_actions_of_those_who_wait_are_counted(curator, school, year):
    late = MenteeEntryFactory(institution=school)
    WaitingStepFactory(entry=late, due_on=date(2022, 11, 1))
    WaitingStepFactory(entry=MenteeEntryFactory(institution=school), due_on=DAY)

    found = line("waiting_actions_overdue", curator, year)

    assert (found.count, found.since) == (1, date(2022, 11, 1))
    assert found.url == "/pairs/matching/waiting/?step=overdue"


def test_director_is_not_told_of_late_actions(school, year):
    entry = MenteeEntryFactory(institution=school)
    WaitingStepFactory(entry=entry, due_on=date(2022, 11, 1))
    director = MembershipFactory(organization=school, role="director")

    assert line("waiting_actions_overdue", director, year) is None
