"""School × task: how addressed tasks of a municipal plan go, in a fixed number of statements."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from mentorship.organizations.models import Membership, Organization, OrganizationQuerySet
from roadmaps.cascade.wordings import mark_of, wording_of
from roadmaps.models import AddressedInstitution, Roadmap, Task, TaskLink

OPEN = frozenset({Task.Progress.PLANNED, Task.Progress.STARTED})


@dataclass(frozen=True)
class Asked:
    """An addressed task: a column of the table."""

    pk: int
    number: str
    title: str
    due_on: date | None
    types: frozenset[str]
    listed: frozenset[int]
    mark: str

    def reaches(self, institution: int, institution_type: str) -> bool:
        return (not self.types or institution_type in self.types) and (
            not self.listed or institution in self.listed
        )


@dataclass(frozen=True)
class Cell:
    """What one institution did with one task. `state`: "" (not asked), waiting, declined, late,
    open, started, done, dropped; `changed`: a change of the source is not answered yet."""

    task: int
    state: str = ""
    day: date | None = None
    changed: bool = False


@dataclass(frozen=True)
class Row:
    pk: int
    name: str
    cells: tuple[Cell, ...]

    @property
    def done(self) -> int:
        return sum(cell.state == "done" for cell in self.cells)

    @property
    def asked(self) -> int:
        return sum(bool(cell.state) for cell in self.cells)


@dataclass(frozen=True)
class Total:
    """A column over all institutions that are asked."""

    asked: int
    done: int
    late: int
    waiting: int


@dataclass(frozen=True)
class Place:
    """An institution of the table: as much as a row needs."""

    pk: int
    name: str
    type: str


def asked_tasks(roadmap: Roadmap) -> list[Asked]:
    """Addressed tasks of a plan in its order, in two statements."""
    tasks = Task.objects.filter(section__roadmap=roadmap, address__isnull=False)
    listed: dict[int, set[int]] = {}
    named = AddressedInstitution.objects.filter(address__task__section__roadmap=roadmap)
    for task, institution in named.values_list("address__task", "institution"):
        listed.setdefault(task, set()).add(institution)
    ordered = tasks.select_related("address").order_by("section__position", "position", "pk")
    return [
        Asked(
            pk=task.pk,
            number=task.number,
            title=task.title,
            due_on=task.due_on,
            types=frozenset(task.address.institution_types),
            listed=frozenset(listed.get(task.pk, ())),
            mark=mark_of(wording_of(task)),
        )
        for task in ordered
    ]


def places(member: Membership, roadmap: Roadmap, today: date, *, late: bool = False) -> list[Place]:
    """Open institutions below the plan's organization that the member sees, by name."""
    below: OrganizationQuerySet = Organization.objects.visible_to(member).institutions()
    below = below.open_on(today).filter(parent=roadmap.organization_id)
    if late:
        links = TaskLink.objects.in_force().filter(
            institution=OuterRef("pk"),
            source__section__roadmap=roadmap,
            task__progress__in=OPEN,
            task__due_on__lt=today,
        )
        below = below.filter(Exists(links))
    rows = below.order_by("name", "pk").values_list("pk", "short_name", "institution_type")
    return [Place(*row) for row in rows]


def totals(
    roadmap: Roadmap, tasks: Sequence[Asked], institutions: Sequence[Place], today: date
) -> list[Total]:
    """One total for each task over the given institutions, in one grouped statement."""
    late = Q(task__progress__in=OPEN, task__due_on__lt=today)
    shown = [place.pk for place in institutions]
    links = TaskLink.objects.in_force().filter(source__section__roadmap=roadmap)
    counted = {
        row["source"]: row
        for row in links.filter(institution__in=shown)
        .order_by()
        .values("source")
        .annotate(
            decided=Count("pk"),
            done=Count("pk", filter=Q(task__progress=Task.Progress.DONE)),
            late=Count("pk", filter=late),
        )
    }
    by_type = Counter(place.type for place in institutions)
    nothing = {"decided": 0, "done": 0, "late": 0}
    found = []
    for task in tasks:
        row, asked = counted.get(task.pk, nothing), _asked(task, institutions, by_type)
        waiting = max(asked - row["decided"], 0)
        found.append(Total(max(asked, row["decided"]), row["done"], row["late"], waiting))
    return found


def _asked(task: Asked, institutions: Sequence[Place], by_type: Counter[str]) -> int:
    if task.listed:
        return sum(task.reaches(place.pk, place.type) for place in institutions)
    return sum(number for code, number in by_type.items() if not task.types or code in task.types)


def completion_rows(
    tasks: Sequence[Asked], institutions: Iterable[Place], today: date
) -> list[Row]:
    """Rows of the table for the given institutions, in one statement for all their cells."""
    shown = list(institutions)
    links = (
        TaskLink.objects.in_force()
        .filter(
            source__in=[task.pk for task in tasks], institution__in=[place.pk for place in shown]
        )
        .values_list(
            "institution",
            "source",
            "state",
            "taken_mark",
            "task__progress",
            "task__done_on",
            "task__due_on",
        )
    )
    decided = {row[:2]: row[2:] for row in links}
    return [
        Row(
            place.pk,
            place.name,
            tuple(_cell(task, place, decided.get((place.pk, task.pk)), today) for task in tasks),
        )
        for place in shown
    ]


def _cell(task: Asked, place: Place, link: tuple | None, today: date) -> Cell:
    if link is None:
        waits = task.reaches(place.pk, place.type)
        return Cell(task.pk, "waiting", task.due_on) if waits else Cell(task.pk)
    state, mark, progress, done_on, due_on = link
    if state == TaskLink.State.DECLINED:
        return Cell(task.pk, "declined")
    changed = mark != task.mark
    if progress == Task.Progress.DONE:
        return Cell(task.pk, "done", done_on, changed)
    if progress == Task.Progress.DROPPED:
        return Cell(task.pk, "dropped", None, changed)
    if due_on and due_on < today:
        return Cell(task.pk, "late", due_on, changed)
    return Cell(
        task.pk, "open" if progress == Task.Progress.PLANNED else "started", due_on, changed
    )
