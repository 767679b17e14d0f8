"""What happens to rows of upper rooms when something happens to a person; they register here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from mentorship.bank.models import MenteeEntry, MentorEntry, Person
from mentorship.core.registry import Registry

# Called inside the transaction of the withdrawal, when no consent to processing is left in force.
ON_WITHDRAWAL: Registry[Callable[[Person, date], None]] = Registry()


def consent_withdrawn(person: Person, day: date) -> None:
    """Tell every room that from this day on the person may not be processed any more."""
    for react in ON_WITHDRAWAL:
        react(person, day)


@dataclass(frozen=True)
class Twins:
    """Two cards of one person on their way to one: `keep` stays, `drop` goes.

    `joined` are the entries both have open in one bank: the first takes over the second, which is
    deleted afterwards with the card. Both people are locked.
    """

    keep: Person
    drop: Person
    joined: tuple[tuple[MentorEntry, MentorEntry] | tuple[MenteeEntry, MenteeEntry], ...] = ()

    def move(self, model: type[Model], field: str = "person") -> int:
        """Rows that name the dropped card name the kept one from now on; gives how many."""
        rows = model._default_manager.filter(**{field: self.drop})
        return rows.update(**{field: self.keep})

    def move_entries(self, model: type[Model], field: str) -> int:
        """Rows that name an entry taken over name the one that stays."""
        wanted = model._meta.get_field(field).related_model
        return sum(
            model._default_manager.filter(**{field: gone}).update(**{field: stays})
            for stays, gone in self.joined
            if type(stays) is wanted
        )


def no_problems(twins: Twins) -> list[str]:
    return []


@dataclass(frozen=True)
class MergeRoom:
    """What a room does with its rows when two cards become one.

    `fields` are its foreign keys to people and entries («pairs.PairMember.person»): a test finds
    one that no room names. `move` makes them point at the kept card and tells how many rows of
    which kind moved; `problems` are sentences about what forbids the merge.
    """

    fields: frozenset[str]
    move: Callable[[Twins], dict[str, int]]
    problems: Callable[[Twins], list[str]] = no_problems


# In the order of the rooms: the bank first, so that upper rooms find its rows in their place.
ON_MERGE: Registry[MergeRoom] = Registry()
