"""Turns of recurring tasks: made from the deadline, ticked off one by one.

Whoever writes a task's deadline calls `renew_occurrences`; nothing is made by reading.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from roadmaps.deadlines.spans import Bounds
from roadmaps.deadlines.turns import turns
from roadmaps.deadlines.values import Window
from roadmaps.models import Occurrence, OccurrenceQuerySet, Roadmap, Task
from roadmaps.workflow import can_report

# What a task says of itself when its turns have said why: they may name people, it may not.
NEVER_HELD = "Ни разу не проводилось: причины записаны у повторений."
FOLLOWED = ["progress", "done_on", "due_on", "report_text"]


def occurrences_of(task: Task, year: SchoolYear) -> OccurrenceQuerySet:
    """The turns of the task due in the school year, in order."""
    return Occurrence.objects.filter(task=task).of_year(year).order_by("due_on", "starts_on", "pk")


@transaction.atomic
def renew_occurrences(roadmap: Roadmap, tasks: Iterable[Task]) -> None:
    """Make the turns of these tasks of the roadmap from their deadlines, in a few statements.

    Planned turns that the deadline no longer asks for go; done and dropped ones stay, and no new
    turn is made for a day that one of them already answers for. Due dates are advanced and saved.
    """
    listed = list(tasks)
    kept: dict[int, list[Occurrence]] = defaultdict(list)
    for row in Occurrence.objects.filter(task__in=listed):
        kept[row.task_id].append(row)
    gone, made = [], []
    for task in listed:
        wanted = turns_of(task, roadmap.period)
        said = [row for row in kept[task.pk] if not row.is_planned]
        planned = [turn for turn in wanted if not any(row.due_on == turn[1] for row in said)]
        stay = [row for row in kept[task.pk] if row.is_planned and _days(row) in planned]
        gone += [row.pk for row in kept[task.pk] if row.is_planned and row not in stay]
        new = [_planned(task, turn) for turn in planned if turn not in map(_days, stay)]
        made += new
        kept[task.pk] = said + stay + new
    Occurrence.objects.filter(pk__in=gone).delete()
    Occurrence.objects.bulk_create(made)
    changed = [task for task in listed if _advance(task, kept[task.pk])]
    Task.objects.bulk_update(changed, ["due_on"])


def turns_of(task: Task, period: tuple[date, date]) -> list[Bounds]:
    """What the task's recurrence and dates ask for within the period of the plan."""
    windows = [Window(*(_day(side) for side in window)) for window in task.windows]
    return turns(task.recurrence, windows, period=period)


@transaction.atomic
def complete_occurrence(
    *, occurrence: Occurrence, member: Membership, done_on: date | None = None, note: str = ""
) -> Occurrence:
    """Mark a turn done (today unless told); the task becomes due on the next planned one.

    The last turn answered for makes the task done. DomainError for a day to come and for a turn
    that somebody has already answered for.
    """
    day = done_on or timezone.localdate()
    if day > timezone.localdate():
        raise DomainError("Дата выполнения ещё не наступила.")
    return _say(occurrence, member, Occurrence.State.DONE, done_on=day, note=note)


@transaction.atomic
def drop_occurrence(*, occurrence: Occurrence, member: Membership, note: str) -> Occurrence:
    """Say that a turn was not held, and why; the task becomes due on the next one. A task of which
    no turn was held is not held itself."""
    if not note.strip():
        raise DomainError("Напишите, почему мероприятие в этот раз не проводилось.")
    return _say(occurrence, member, Occurrence.State.DROPPED, done_on=None, note=note)


@transaction.atomic
def reopen_occurrence(*, occurrence: Occurrence, member: Membership) -> Occurrence:
    """Take back what was said of a turn: it is planned again, and the task open."""
    task, row = _locked(occurrence, member)
    planned = Occurrence.objects.filter(task=task, state=Occurrence.State.PLANNED)
    never_held = task.progress == Task.Progress.DROPPED and not planned.exists()
    row.state, row.done_on = Occurrence.State.PLANNED, None
    row.save(update_fields=["state", "done_on"])
    if task.progress == Task.Progress.DONE or never_held:
        task.progress, task.done_on = Task.Progress.STARTED, None
        task.report_text = "" if task.report_text == NEVER_HELD else task.report_text
    _follow(task)
    return row


def _say(
    occurrence: Occurrence, member: Membership, state: str, *, done_on: date | None, note: str
) -> Occurrence:
    task, row = _locked(occurrence, member)
    if not row.is_planned:
        said = f"{row.get_state_display()}{f' {row.done_on:%d.%m.%Y}' if row.done_on else ''}"
        raise DomainError(f"За этот срок уже отмечено: {said}. Сначала верните его в работу.")
    row.state, row.done_on, row.note = state, done_on, note
    row.save(update_fields=["state", "done_on", "note"])
    if task.is_open:
        task.progress = Task.Progress.STARTED
        _follow(task)
    return row


@transaction.atomic
def complete_begun(tasks: Collection[Task], done_on: date) -> list[Task]:
    """Mark done the planned turns of open recurring tasks that had begun by the day.

    The caller has locked the tasks and asked who may report. Gives the tasks of which nothing had
    begun: nothing is said of them. As many statements for any number of turns.
    """
    rows: dict[int, list[Occurrence]] = defaultdict(list)
    turns = Occurrence.objects.select_for_update(of=("self",)).filter(task__in=tasks)
    for row in turns.order_by("pk"):
        rows[row.task_id].append(row)
    said: list[Occurrence] = []
    for task in tasks:
        begun = [row for row in rows[task.pk] if row.is_planned and row.starts_on <= done_on]
        for row in begun:
            row.state, row.done_on = Occurrence.State.DONE, done_on
        if begun:
            task.progress = Task.Progress.STARTED
            _followed(task, rows[task.pk])
        said += begun
    answered = {row.task_id for row in said}
    Occurrence.objects.bulk_update(said, ["state", "done_on"])
    Task.objects.bulk_update([task for task in tasks if task.pk in answered], FOLLOWED)
    return [task for task in tasks if task.pk not in answered]


def _follow(task: Task) -> None:
    _followed(task, list(Occurrence.objects.filter(task=task)))
    task.save(update_fields=FOLLOWED)


def _followed(task: Task, rows: list[Occurrence]) -> None:
    """The task after its turns: due on the next planned one, done when all are answered for, and
    dropped when none of them was held."""
    held = [row.done_on for row in rows if row.done_on]
    if rows and not any(row.is_planned for row in rows):
        task.progress = Task.Progress.DONE if held else Task.Progress.DROPPED
        task.done_on = max(held, default=None)
        task.report_text = task.report_text or ("" if held else NEVER_HELD)
    _advance(task, rows)


def _advance(task: Task, rows: list[Occurrence]) -> bool:
    """Set the due date of an open task to its next planned turn; whether that changed it."""
    due = min((row.due_on for row in rows if row.is_planned), default=None)
    if not task.is_open or due is None or due == task.due_on:
        return False
    task.due_on = due
    return True


def _locked(occurrence: Occurrence, member: Membership) -> tuple[Task, Occurrence]:
    """Task and turn locked, the task first: two turns of a task are ticked off one by one."""
    tasks = Task.objects.select_for_update(of=("self",)).select_related("section__roadmap")
    task = tasks.get(pk=occurrence.task_id)
    if not can_report(member, task):
        raise PermissionDenied
    if task.section.roadmap.archived_on:
        raise DomainError("Дорожная карта в архиве. Сначала верните её из архива.")
    return task, Occurrence.objects.select_for_update().get(pk=occurrence.pk)


def _planned(task: Task, turn: Bounds) -> Occurrence:
    return Occurrence(
        organization_id=task.organization_id, task=task, starts_on=turn[0], due_on=turn[1]
    )


def _days(row: Occurrence) -> Bounds:
    return row.starts_on, row.due_on


def _day(side: str | None) -> date | None:
    return date.fromisoformat(side) if side else None
