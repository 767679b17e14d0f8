"""What happens to rows of upper rooms when something happens to a person; they register here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from mentorship.bank.models import MenteeEntry, MentorEntry, Person
from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear

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


@dataclass(frozen=True)
class Turn:
    """The turn of a school year in an institution, as its curator wants it.

    `year` is the one that ends, `answers` say what becomes of a class, a pair, a person, by the
    key of the question; a question nobody answered goes by its default. `facts` are read once for
    all the rooms that ask; a room that changes what they tell clears them.
    """

    member: Membership
    year: SchoolYear
    answers: Mapping[str, str]
    today: date
    facts: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, read: Callable[[], Any]) -> Any:
        """The fact of this name, read when it is first asked for."""
        if name not in self.facts:
            self.facts[name] = read()
        return self.facts[name]

    @property
    def last_day(self) -> date:
        return self.year.ends_on

    @property
    def first_day(self) -> date:
        return self.next_year.starts_on

    @property
    def next_year(self) -> SchoolYear:
        return SchoolYear(self.year.first + 1)

    def answer(self, question: "TurnQuestion") -> str:
        """What was chosen, or the default; a choice that is not offered any more does not count."""
        given = self.answers.get(question.key, "")
        return given if given in dict(question.choices) else question.default


@dataclass(frozen=True)
class TurnQuestion:
    """Something the curator decides; without a default it must be answered before the turn.

    `people` (pk) are named in its words, for the reading log.
    """

    key: str
    title: str
    choices: tuple[tuple[str, str], ...]
    default: str = ""
    detail: str = ""
    url: str = ""
    people: frozenset[int] = frozenset()


@dataclass(frozen=True)
class TurnLine:
    """What will be done, or was: words and a count."""

    title: str
    count: int
    detail: str = ""


@dataclass(frozen=True)
class TurnRoom:
    """What a room does when the school year turns.

    `preview` tells what `carry_out` will do, and `carry_out` what it did; both in lines. The upper
    rooms go first, so that nobody leaves a bank while still in a pair of the year.
    """

    title: str
    preview: Callable[[Turn], list[TurnLine]]
    carry_out: Callable[[Turn], list[TurnLine]]
    questions: Callable[[Turn], list[TurnQuestion]] = lambda turn: []


ON_YEAR_TURN: Registry[TurnRoom] = Registry()
