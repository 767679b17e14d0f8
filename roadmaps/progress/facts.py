"""What the system knows for a binding: numbers, headcounts to divide by, registered papers."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from mentorship.documents.models import Document
from mentorship.organizations.dimensions import DIMENSIONS
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.headcounts import HeadcountKey
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import HIDDEN_CELL, hidden_in
from mentorship.pairs.models import Meeting
from roadmaps.progress.bindings import LASTING, Binding

MOST_PAPERS = 5
PUPILS, TEACHERS = HeadcountKey("pupil"), HeadcountKey("teacher")
BASES = {"pupils": (PUPILS,), "teachers": (TEACHERS,), "everyone": (PUPILS, TEACHERS)}


@dataclass(frozen=True)
class Number:
    """A figure of the organization; `part` is set for one value of a breakdown.

    Above the institution 1–4 people are not told apart, nor what they would follow from.
    """

    key: str
    title: str
    value: int
    is_hidden: bool = False

    @property
    def shown(self) -> int | None:
        """The number for whoever may read the task; None where it is hidden."""
        return None if self.is_hidden else self.value

    @property
    def text(self) -> str:
        return in_words(self.shown)

    @property
    def figure(self) -> str:
        return self.key.partition(":")[0]

    @property
    def part(self) -> str:
        return self.key.partition(":")[2]


def in_words(shown: int | None) -> str:
    return HIDDEN_CELL if shown is None else str(shown)


@dataclass(frozen=True)
class Base:
    """What a share is taken of; `value` is None when nobody has entered the headcount."""

    value: int | None
    lacks: str = ""


@dataclass(frozen=True)
class Facts:
    numbers: tuple[Number, ...]
    parts: tuple[Number, ...]
    bases: dict[str, Base]
    papers: tuple[Document, ...]
    year: SchoolYear
    day: date

    @property
    def values(self) -> dict[str, int | None]:
        """What is stored with a text: every number in it by its key, None for a hidden one."""
        return {row.key: row.shown for row in (*self.numbers, *self.parts)}

    @property
    def is_met(self) -> bool:
        """Whether the system sees the task done: something is counted, or a paper is in force."""
        return self.is_counted or bool(self.papers)

    @property
    def is_counted(self) -> bool:
        """Whether there is anything to tell of; nothing at all is told in words, not as zeros."""
        return any(row.value for row in self.numbers)


def facts_of(binding: Binding, organization: Organization, year: SchoolYear, today: date) -> Facts:
    """Everything a text of the binding needs, in a number of statements the binding fixes."""
    figures = [FIGURES[code] for code in binding.figures]
    numbers = [Number(each.code, each.title, each.value(organization, year)) for each in figures]
    parts = _parts(binding, organization, year)
    hidden = frozenset() if organization.is_institution else _hidden([*numbers, *parts])
    return Facts(
        numbers=tuple(replace(row, is_hidden=row.key in hidden) for row in numbers),
        parts=tuple(replace(row, is_hidden=row.key in hidden) for row in parts),
        bases={name: base_of(name, organization, year, today) for name in binding.bases},
        papers=_papers(binding, organization, year, today),
        year=year,
        day=year.counted_on(today),
    )


def _hidden(rows: list[Number]) -> frozenset[str]:
    """Keys of what an office may not read: small numbers of people, also by subtraction.

    Numbers of one text are parts of each other (a total and its categories, the satisfied of
    those who answered), so a single hidden one takes the next smallest along.
    """
    numbered = enumerate(rows)
    people = {n: row.value for n, row in numbered if FIGURES[row.figure].counts_people}
    return frozenset(rows[n].key for n in hidden_in(people))


def _parts(binding: Binding, organization: Organization, year: SchoolYear) -> tuple[Number, ...]:
    """The first figure by the values of the breakdown; directions of meetings also where 0."""
    if not binding.breakdown:
        return ()
    figure = FIGURES[binding.figures[0]]
    table = figure.table(organization, year, (binding.breakdown,))
    counted = {value: number for (value,), number in table.items()}
    asked = Meeting.Direction.values if binding.breakdown == "direction" else []
    labels = DIMENSIONS[binding.breakdown].labels([*asked, *counted])
    return tuple(
        Number(f"{figure.code}:{value}", title, counted.get(value, 0))
        for value, title in labels.items()
    )


def base_of(name: str, organization: Organization, year: SchoolYear, today: date) -> Base:
    """The newest headcount of the year; of several categories all must be known."""
    total = 0
    for key in BASES[name]:
        row = key.rows(year, today).filter(organization=organization).first()
        if row is None:
            return Base(None, f"нет численности {key.whose} на {year} учебный год")
        total += row.value
    return Base(total) if total else Base(None, "численность равна нулю")


def _papers(
    binding: Binding, organization: Organization, year: SchoolYear, today: date
) -> tuple[Document, ...]:
    """Papers in force on the counting day: of the year, and those that last until replaced."""
    if not binding.kinds:
        return ()
    lasting = [kind for kind in binding.kinds if kind in LASTING]
    of_year = Q(kind__in=binding.kinds, school_year=year.first) | Q(kind__in=lasting)
    found = Document.objects.in_force_on(year.counted_on(today)).filter(
        of_year, organization=organization
    )
    return tuple(found.order_by("-dated_on", "-pk")[:MOST_PAPERS])
