from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from mentorship.organizations.models import Membership, Organization, OrganizationQuerySet
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Roadmap, Task
from roadmaps.selection import conditions

# Numbers of a line and the conditions of `selection` behind them.
COUNTED = {"total": "", "done": "done", "overdue": "overdue"}


@dataclass(frozen=True)
class Progress:
    """How the roadmaps of an institution, or of a municipality's institutions, go in a year.

    `institutions` and `with_roadmap` are 1 and 0 or 1 for a single institution.
    """

    organization: int
    name: str
    municipality: int
    municipality_name: str
    institutions: int
    with_roadmap: int
    total: int
    done: int
    overdue: int

    @property
    def without_roadmap(self) -> int:
        return self.institutions - self.with_roadmap


def progress_by_institution(
    member: Membership, year: SchoolYear, today: date, *, municipality: int | None = None
) -> list[Progress]:
    """Progress of every open institution the member sees, in one grouped statement.

    Counted are the tasks of roadmaps in use whose period touches the school year; an institution
    without a roadmap stands in the list too.
    """
    below = _institutions(member, today)
    if municipality is not None:
        below = below.filter(parent=municipality)
    rows = (
        below.annotate(has_roadmap=_has_roadmap(year), **_task_counts(year, today))
        .order_by("parent__name", "name", "pk")
        .values("pk", "short_name", "parent", "parent__short_name", "has_roadmap", *COUNTED)
    )
    return [
        Progress(
            organization=row["pk"],
            name=row["short_name"],
            municipality=row["parent"],
            municipality_name=row["parent__short_name"],
            institutions=1,
            with_roadmap=int(row["has_roadmap"]),
            **{name: row[name] for name in COUNTED},
        )
        for row in rows
    ]


def overdue_below(member: Membership, year: SchoolYear, today: date) -> tuple[int, int]:
    """How many open institutions the member sees are late, and with how many tasks."""
    below = _institutions(member, today).order_by().values("pk")
    late = Task.objects.filter(organization__in=below).of_year(year).overdue(today)
    found = late.aggregate(
        institutions=Count("organization", distinct=True), tasks=Count("pk", distinct=True)
    )
    return found["institutions"], found["tasks"]


def without_roadmap(member: Membership, year: SchoolYear, today: date) -> tuple[int, int]:
    """How many open institutions the member sees have no roadmap of the year, and of how many."""
    found = _institutions(member, today).aggregate(
        missing=Count("pk", filter=~Q(_has_roadmap(year))), total=Count("pk")
    )
    return found["missing"], found["total"]


def _institutions(member: Membership, today: date) -> OrganizationQuerySet:
    return Organization.objects.visible_to(member).institutions().open_on(today)


def _has_roadmap(year: SchoolYear) -> Exists:
    return Exists(Roadmap.objects.in_use().of_year(year).filter(organization=OuterRef("pk")))


def _task_counts(year: SchoolYear, today: date) -> dict[str, Count]:
    counted = Q(
        tasks__section__roadmap__archived_on=None,
        tasks__section__roadmap__starts_on__lte=year.ends_on,
        tasks__section__roadmap__ends_on__gte=year.starts_on,
    )
    rules = conditions(today, prefix="tasks__")
    return {name: Count("tasks", filter=counted & rules[code]) for name, code in COUNTED.items()}


def by_municipality(rows: Iterable[Progress]) -> list[Progress]:
    """The institutions' rows added up by municipality, in their order."""
    groups: dict[int, list[Progress]] = defaultdict(list)
    for row in rows:
        groups[row.municipality].append(row)
    return [summed(group, key, group[0].municipality_name) for key, group in groups.items()]


def summed(rows: Iterable[Progress], municipality: int = 0, name: str = "") -> Progress:
    """The total line; sums of numbers, so a share of it is divided once."""
    listed = list(rows)
    return Progress(
        organization=municipality,
        name=name,
        municipality=municipality,
        municipality_name=name,
        institutions=len(listed),
        with_roadmap=sum(row.with_roadmap for row in listed),
        total=sum(row.total for row in listed),
        done=sum(row.done for row in listed),
        overdue=sum(row.overdue for row in listed),
    )
