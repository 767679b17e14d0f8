"""The whole role × state square, without a database."""

from datetime import date

import pytest

from mentorship.bank.events_workflow import can_mark, is_owner, moves_open_to
from mentorship.bank.models import Event
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role

TODAY = date(2022, 10, 1)
OPEN = {"planned": ["hold", "cancel"], "held": ["reopen"], "cancelled": ["reopen"]}
KEEPERS = {Role.CURATOR, Role.COUNCIL, Role.PSYCHOLOGIST, Role.METHODIST, Role.COORDINATOR}
LEVELS = {Role.METHODIST: "municipality", Role.COORDINATOR: "region"}


def member_of(role, pk=1):
    level = LEVELS.get(role, "institution")
    return Membership(role=role, organization=Organization(pk=pk, level=level))


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("state", Event.State.values)
def test_moves_open_to_role_in_state(role, state):
    event = Event(state=state, organization_id=1, starts_on=TODAY)

    moves = moves_open_to(member_of(role), event, TODAY)

    assert moves == (OPEN[state] if role in KEEPERS else [])


@pytest.mark.parametrize("role", Role.values)
def test_nobody_moves_a_foreign_event(role):
    event = Event(state="planned", organization_id=2, starts_on=TODAY)
    member = member_of(role)

    assert (moves_open_to(member, event, TODAY), is_owner(member, event)) == ([], False)


def test_event_of_a_day_to_come_is_not_held_yet():
    event = Event(state="planned", organization_id=1, starts_on=date(2022, 10, 2))

    assert moves_open_to(member_of(Role.CURATOR), event, TODAY) == ["cancel"]


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("state", Event.State.values)
def test_institutions_mark_people_until_it_is_cancelled(role, state):
    event = Event(state=state, organization_id=2)
    institutions = KEEPERS - set(LEVELS)

    assert can_mark(member_of(role), event) == (role in institutions and state != "cancelled")
