"""The registry of figures: named counts that pages, indicators and reports take numbers from."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from mentorship.core.registry import Registry
from mentorship.organizations.dimensions import DIMENSIONS, OF_THE_TREE
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import people_within

Where = Mapping[str, Any]
PEOPLE = "чел."
# Figures in these units count nothing personal: small ones need not be hidden above a school.
NOT_PEOPLE = ("орг", "предприят", "меропр", "практик")
BELOW = {
    Organization.Level.INSTITUTION: "",
    Organization.Level.MUNICIPALITY: "__parent",
    Organization.Level.REGION: "__parent__parent",
}


class UnknownDimensionError(ValueError):
    """A figure was asked for a cut it does not have; the message says which it has."""


@dataclass(frozen=True)
class Facts:
    """Rows that a figure counts over, all institutions together.

    `counted` is the path to the one countable thing (a child in two pairs is two rows and counts
    once), `institution` the path to the institution it counts in. `dimensions` gives by code a
    lookup path or an expression. Figures that count the same rows under conditions of their own are
    made by `sharing`: asked for together they are read once (`together.py`).
    """

    rows: QuerySet[Any]
    institution: str = "institution"
    counted: str = "pk"
    dimensions: Mapping[str, Any] = field(default_factory=dict)
    shared: str | None = None
    base: Any = None
    when: Q | None = None

    @classmethod
    def sharing(
        cls,
        name: str | None,
        base: QuerySet[Any],
        when: Q | None,
        institution: str,
        counted: str,
        dimensions: Mapping[str, Any],
    ) -> "Facts":
        """Those of the rows shared under a name that hold a condition; without one, all."""
        rows = base if when is None else base.filter(when)
        return cls(rows, institution, counted, dimensions, name, base, when)

    def narrowed(self, where: Where) -> QuerySet[Any]:
        """Rows whose dimensions have the values asked for: one value, or a collection of them.

        A `range` means from its first to its last number, both included.
        """
        rows = self.rows.order_by()
        for code, wanted in where.items():
            rows = rows.alias(**{f"where_{code}": self._made(code)})
            rows = rows.filter(_among(f"where_{code}", wanted))
        return rows

    def keyed(self, by: Sequence[str], where: Where) -> QuerySet[Any]:
        """The keys of each row in the order of `by`, then the counted thing."""
        rows = self.narrowed(where)
        keys = {f"key_{number}": self._made(code) for number, code in enumerate(by)}
        return rows.annotate(**keys).values_list(*keys, self.counted)

    def below(
        self, organization: Organization, year: SchoolYear, member: Membership | None
    ) -> "Facts":
        """Those of the institutions under an organization, as far as the member's reach goes.

        One closed before the year is in no sum: no table names it.
        """
        up = BELOW[Organization.Level(organization.level)]
        below = Organization.objects.filter(**{up.removeprefix("__") or "pk": organization.pk})
        if not organization.is_institution:
            below = below.open_on(year.starts_on)
        # All of one's own region is seen: asked again, planners would expect a few institutions.
        is_region = organization.level == Organization.Level.REGION
        if member is not None and not (is_region and member.organization_id == organization.pk):
            below = below.visible_to(member)
        # Joined to the tree, these rows are multiplied by it: planners take them for one or two.
        rows = self.rows.filter(**{f"{self.institution}__in": below.order_by().values("pk")})
        return Facts(rows, self.institution, self.counted, self.dimensions)

    def _made(self, code: str) -> Any:
        if code in OF_THE_TREE:
            return F(f"{self.institution}{OF_THE_TREE[code]}")
        made = self.dimensions[code]
        return F(made) if isinstance(made, str) else made


def _among(name: str, wanted: Any) -> Q:
    if wanted is None:
        return Q(**{f"{name}__isnull": True})
    if isinstance(wanted, range):
        return Q(**{f"{name}__gte": wanted[0], f"{name}__lte": wanted[-1]})
    if isinstance(wanted, Collection) and not isinstance(wanted, str):
        return Q(**{f"{name}__in": list(wanted)})
    return Q(**{name: wanted})


@dataclass(frozen=True)
class Figure:
    """A named count of people (or enterprises, meetings …) of a school year.

    `facts(year, day)` are the rows it counts over as they stood on the day; several of them (the
    mentees and the mentors) are counted as one. `things(year, day)` are what stands behind the
    number; without it the facts are themselves what is counted. `institution` is the path from
    such a row to its institution, `describe` the words of one row in the list.
    """

    code: str
    title: str
    definition: str
    unit: str
    facts: Callable[[SchoolYear, date], Sequence[Facts]]
    things: Callable[[SchoolYear, date], QuerySet[Any]] | None = None
    institution: str = "institution"
    describe: Callable[[Any], str] = str

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """Codes of what the figure can be cut by, those of the tree first."""
        year = SchoolYear(2000)
        own = [set(facts.dimensions) for facts in self.facts(year, year.starts_on)]
        shared = set.intersection(*own)
        return (*OF_THE_TREE, *(code for code, _ in DIMENSIONS.items() if code in shared))

    @property
    def counts_people(self) -> bool:
        """Whether a small number of it points at somebody: people, and what people are in."""
        return not self.unit.startswith(NOT_PEOPLE)

    def table(
        self,
        organization: Organization,
        year: SchoolYear,
        by: Sequence[str] = (),
        where: Where | None = None,
        *,
        as_of: date | None = None,
        member: Membership | None = None,
    ) -> dict[tuple[Any, ...], int]:
        """Counts by the values of `by` in their order, in one grouped statement.

        Only the keys that have something are there; without `by` the one key is `()`. What is
        counted once in each cell may stand in several, so cells need not add up to the total:
        over institutions they do. Raises UnknownDimensionError for a cut the figure has not.
        """
        where = where or {}
        self._check([*by, *where])
        parts = [
            facts.below(organization, year, member).keyed(by, where)
            for facts in self.facts(year, self.counted_on(year, as_of))
        ]
        return _counted(parts, len(by))

    def keys(
        self,
        organization: Organization,
        year: SchoolYear,
        by: Sequence[str] = (),
        where: Where | None = None,
        *,
        as_of: date | None = None,
        member: Membership | None = None,
    ) -> dict[tuple[Any, ...], list[int]]:
        """What stands in each cell of `table`: keys of the things counted, in order."""
        where = where or {}
        self._check([*by, *where])
        parts = [
            facts.below(organization, year, member).keyed(by, where)
            for facts in self.facts(year, self.counted_on(year, as_of))
        ]
        return _listed(parts, len(by))

    def by_institution(self, organization: Organization, year: SchoolYear) -> dict[int, int]:
        """Counts by institution pk inside the organization, in one grouped statement."""
        counted = self.table(organization, year, ("institution",))
        return {institution: count for (institution,), count in counted.items()}

    def value(self, organization: Organization, year: SchoolYear) -> int:
        """The count for an organization; above the institution it is the sum over institutions."""
        return sum(self.by_institution(organization, year).values())

    def rows(
        self, year: SchoolYear, *, where: Where | None = None, as_of: date | None = None
    ) -> QuerySet[Any]:
        """What is counted, each once, over all institutions: the list behind the number."""
        where = where or {}
        self._check(where)
        day = self.counted_on(year, as_of)
        parts = self.facts(year, day)
        if self.things is None:
            (only,) = parts
            return only.narrowed(where).order_by(*only.rows.query.order_by)
        taken = Q()
        for facts in parts:
            own = facts.narrowed(where).filter(**{facts.counted: OuterRef("pk")})
            taken |= Q(Exists(own))
        return self.things(year, day).filter(taken)

    def rows_for(
        self,
        member: Membership,
        year: SchoolYear,
        where: Where | None = None,
        as_of: date | None = None,
    ) -> QuerySet[Any]:
        """The rows behind the number, for a member of the institution; above it none are seen."""
        rows = self.rows(year, where=where, as_of=as_of)
        return rows.filter(people_within(member, field=self.institution))

    @staticmethod
    def counted_on(year: SchoolYear, as_of: date | None = None) -> date:
        """The day the figure speaks about: `as_of` or today, inside the school year."""
        return year.counted_on(as_of or timezone.localdate())

    def _check(self, codes: Collection[str]) -> None:
        if unknown := [code for code in codes if code not in self.dimensions]:
            has = ", ".join(self.dimensions)
            raise UnknownDimensionError(
                f"У величины «{self.title}» нет разреза «{unknown[0]}». Есть: {has}."
            )


def _counted(parts: Sequence[QuerySet[Any]], keys: int) -> dict[tuple[Any, ...], int]:
    """One statement over all parts: how many things there are under each key.

    The parts stand in a subquery, so a key may be any expression and is computed once.
    """
    names = [f"key_{number}" for number in range(keys)]
    counts = ", ".join([*names, "COUNT(DISTINCT thing)"])
    grouped = f" GROUP BY {', '.join(names)}" if names else ""
    rows = _selected(parts, names, counts, grouped)
    return {row[:-1]: row[-1] for row in rows} if rows or keys else {(): 0}


def _listed(parts: Sequence[QuerySet[Any]], keys: int) -> dict[tuple[Any, ...], list[int]]:
    """One statement over all parts: which things there are under each key."""
    names = [f"key_{number}" for number in range(keys)]
    columns = ", ".join([*names, "thing"])
    found: dict[tuple[Any, ...], list[int]] = {}
    for *key, thing in _selected(parts, names, f"DISTINCT {columns}", " ORDER BY thing"):
        found.setdefault(tuple(key), []).append(thing)
    return found


def _selected(
    parts: Sequence[QuerySet[Any]], names: Sequence[str], what: str, end: str
) -> list[tuple[Any, ...]]:
    compiled = []
    for part in parts:
        try:
            compiled.append(part.query.sql_with_params())
        except EmptyResultSet:
            continue
    if not compiled:
        return []
    inside = " UNION ALL ".join(f"({sql})" for sql, _params in compiled)
    columns = ", ".join([*names, "thing"])
    # Compiled queries and names of our own: what is asked for stands in the parameters.
    statement = f"SELECT {what} FROM ({inside}) AS facts({columns}){end}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [param for _sql, params in compiled for param in params])
        return cursor.fetchall()


FIGURES: Registry[Figure] = Registry()


def register_figure(figure: Figure) -> Figure:
    return FIGURES.register(figure.code, figure)
