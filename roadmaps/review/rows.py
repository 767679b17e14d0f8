"""Rows of the review page: what changed with its marks, and the remarks beside each task."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from mentorship.core.working_days import is_day_off
from roadmaps.deadlines import Kind as DeadlineKind
from roadmaps.models import Remark, Review, Roadmap, Task, Version
from roadmaps.review.comparing import Comparison, Kind, TaskChange, compare
from roadmaps.review.content import sections_of
from roadmaps.review.history import base_of
from roadmaps.review.panel import remarks_of


@dataclass(frozen=True)
class Row:
    """A task with its remarks; `shows_change` marks words that differ from the version before."""

    change: TaskChange
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Group:
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    """What the methodist looks at: only what changed since the last verdict, or everything."""

    groups: tuple[Group, ...]
    of_plan: tuple[Remark, ...]
    base: Version | None
    changed: int
    shown: int
    is_whole: bool


@dataclass(frozen=True)
class Deadlines:
    """What of the deadlines is worth a look: without days of their own, and on days off."""

    whole_period: int = 0
    by_schedule: int = 0
    undated: int = 0
    days_off: tuple[date, ...] = field(default=())


def sheet_of(review: Review, *, whole: bool) -> Sheet:
    """Compare the reviewed version with the one of the last verdict and put remarks beside tasks.

    A task that nobody changed but that has a remark not settled yet is shown too.
    """
    version = review.version
    base = base_of(review.roadmap, before=version)
    comparison = _against(base, version)
    remarks = _by_task(remarks_of(review.roadmap))
    whole = whole or base is None
    groups = tuple(_groups(comparison, remarks, whole=whole))
    return Sheet(
        groups=groups,
        of_plan=tuple(remarks.get(None, ())),
        base=base,
        changed=len(comparison.changes) if base else 0,
        shown=sum(len(group.rows) for group in groups),
        is_whole=whole,
    )


def _against(base: Version | None, version: Version) -> Comparison:
    """Without an earlier verdict nothing is marked: the plan is compared with itself."""
    new = sections_of(version.content)
    return compare(sections_of(base.content) if base else new, new)


def _by_task(remarks: Iterable[Remark]) -> dict[int | None, list[Remark]]:
    found: dict[int | None, list[Remark]] = defaultdict(list)
    for remark in remarks:
        found[remark.task_id].append(remark)
    return found


def _groups(
    comparison: Comparison, remarks: dict[int | None, list[Remark]], *, whole: bool
) -> Iterator[Group]:
    for section in comparison.sections:
        rows = [Row(change, tuple(remarks.get(change.task.key, ()))) for change in section.tasks]
        kept = tuple(row for row in rows if whole or _is_worth_a_look(row))
        if kept:
            yield Group(section.label, kept)


def _is_worth_a_look(row: Row) -> bool:
    unsettled = any(remark.state != Remark.State.ACCEPTED for remark in row.remarks)
    return row.change.kind is not Kind.SAME or unsettled


def deadlines_of(roadmap: Roadmap) -> Deadlines:
    """Counted over the plan's rows: they cannot change while it is in review."""
    tasks = list(Task.objects.filter(section__roadmap=roadmap))
    period = [[roadmap.starts_on.isoformat(), roadmap.ends_on.isoformat()]]
    off = sorted({task.due_on for task in tasks if task.due_on and is_day_off(task.due_on)})
    return Deadlines(
        whole_period=sum(task.windows == period for task in tasks),
        by_schedule=sum(task.recurrence == "by_schedule" for task in tasks),
        undated=sum(task.deadline_kind == DeadlineKind.EMPTY for task in tasks),
        days_off=tuple(off),
    )
