"""Moves of an event: one table feeds the buttons, the refusals and the tests."""

from datetime import date
from typing import NamedTuple

from mentorship.bank.models import Event
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right

State = Event.State


class Move(NamedTuple):
    """One move: the states it starts from, the state it ends in, its button and its message."""

    sources: frozenset[str]
    target: Event.State
    label: str
    done: str


MOVES: dict[str, Move] = {
    "hold": Move(
        frozenset({State.PLANNED}), State.HELD, "Отметить проведённым", "Отмечено проведённым."
    ),
    "cancel": Move(frozenset({State.PLANNED}), State.CANCELLED, "Отменить", "Отменено."),
    "reopen": Move(
        frozenset({State.HELD, State.CANCELLED}),
        State.PLANNED,
        "Вернуть в запланированные",
        "Снова запланировано.",
    ),
}


def is_owner(member: Membership, event: Event) -> bool:
    """An event is written by the organization that holds it, at whatever level."""
    return member.may(Right.EVENTS_EDIT) and event.organization_id == member.organization_id


def moves_open_to(member: Membership, event: Event, today: date) -> list[str]:
    """Names of the moves that are buttons for this member on this event now.

    An event is held no earlier than its day.
    """
    if not is_owner(member, event):
        return []
    return [
        name
        for name, move in MOVES.items()
        if event.state in move.sources and (name != "hold" or event.starts_on <= today)
    ]


def can_mark(member: Membership, event: Event) -> bool:
    """Institutions mark their own people, at their own events and at those from above."""
    return (
        member.may(Right.EVENTS_EDIT)
        and member.organization.is_institution
        and event.state != State.CANCELLED
    )
