"""The whole square state × role, without a database."""

from datetime import date

import pytest
from django.utils import timezone

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role
from monitoring.models import Round, RoundReport
from monitoring.rounds.workflow import MOVES, can_extend, can_fill, may_move

TODAY = date(2022, 11, 25)
LEVELS = {"coordinator": (0, "region"), "methodist": (1, "municipality")}
SENDERS, REVIEWERS = {"curator", "director"}, {"methodist", "coordinator"}
SQUARE = {
    "submit": ({"draft", "returned"}, SENDERS),
    "recall": ({"submitted"}, SENDERS),
    "correct": ({"accepted"}, SENDERS),
    "accept": ({"submitted"}, REVIEWERS),
    "return": ({"submitted", "accepted"}, REVIEWERS),
}


def person(role):
    key, level = LEVELS.get(role, (3, "institution"))
    return Membership(
        role=role, organization=Organization(pk=key, level=level), organization_id=key
    )


def sent(state, **given):
    return RoundReport(round=Round(**given), organization_id=3, state=state)


@pytest.mark.parametrize("state", RoundReport.State.values)
@pytest.mark.parametrize("role", Role.values)
def test_moves_fill_the_square(role, state):
    expected = {
        name for name, (states, roles) in SQUARE.items() if state in states and role in roles
    }

    found = {name for name in MOVES if may_move(person(role), sent(state), name, TODAY)}
    assert found == expected


@pytest.mark.parametrize("state", RoundReport.State.values)
@pytest.mark.parametrize("role", Role.values)
def test_values_are_typed_and_days_given_while_the_institution_has_it(role, state):
    editable = state in {"draft", "returned"}

    found = (can_fill(person(role), sent(state)), can_extend(person(role), sent(state)))
    assert found == (editable and role in SENDERS, editable and role in REVIEWERS)


@pytest.mark.parametrize("state", RoundReport.State.values)
@pytest.mark.parametrize("role", Role.values)
def test_closed_round_leaves_the_verdict_alone(role, state):
    closed = sent(state, closed_at=timezone.now())

    found = {name for name in MOVES if may_move(person(role), closed, name, TODAY)}
    assert found <= {"accept", "return"}


def test_later_day_of_ones_own_opens_a_closed_round_for_the_institution():
    report = sent("draft", closed_at=timezone.now())
    report.due_until = TODAY

    assert may_move(person("curator"), report, "submit", TODAY)
    assert not may_move(person("curator"), report, "submit", date(2022, 11, 26))


def test_move_nobody_knows_is_refused():
    assert not may_move(person("curator"), sent("draft"), "drop", TODAY)
