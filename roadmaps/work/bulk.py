"""One change of several tasks at once: of all the chosen rows, or of none."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from roadmaps.models import Occurrence, Roadmap, Task
from roadmaps.occurrences import complete_begun, renew_occurrences, turns_of
from roadmaps.readings import dates_by_hand
from roadmaps.work.locking import locked_tasks
from roadmaps.work.responsible import assign

MOST_ROWS = 300
MOST_DAYS = 3660
Change = Callable[[Task], None]


class StaleRows(DomainError):  # noqa: N818 -- reads as what the user is told
    """Somebody has changed chosen rows meanwhile; `keys` says which."""

    def __init__(self, tasks: Collection[Task]) -> None:
        self.keys = frozenset(task.pk for task in tasks)
        named = ", ".join(_called(task) for task in tasks)
        super().__init__(
            f"Пока страница была открыта, кто-то изменил: {named}. Ничего не записано: сверьте"
            " строки ниже и отправьте ещё раз."
        )


def mark_of(task: Task) -> str:
    """A short mark of a row as it stands, to notice that somebody else has changed it."""
    seen = [task.title, task.deadline_text, task.windows, task.starts_on, task.due_on]
    seen += [task.progress, task.done_on, task.report_text, task.responsible]
    return hashlib.sha256("\n".join(map(str, seen)).encode()).hexdigest()[:12]


@transaction.atomic
def mark_done(
    *, roadmap: Roadmap, member: Membership, seen: Mapping[int, str], done_on: date
) -> list[Task]:
    """Open tasks become done on the day; those that are done or dropped stay as they are. Gives
    the tasks that were open.

    Of a recurring task the turns that had begun by the day are done: the rest are still to come.
    """
    if done_on > timezone.localdate():
        raise DomainError("Дата выполнения ещё не наступила.")
    tasks = locked_tasks(roadmap, list(seen), member)
    _refuse_stale(tasks, seen)
    tasks = [task for task in tasks if task.is_open]
    if not tasks:
        raise DomainError("Среди отмеченных всё уже выполнено или не проводится.")
    with_turns = _with_planned_turns(tasks)
    once = [task for task in tasks if task.pk not in with_turns]
    for task in once:
        task.progress, task.done_on = Task.Progress.DONE, done_on
    Task.objects.bulk_update(once, ["progress", "done_on"])
    waiting = complete_begun([task for task in tasks if task.pk in with_turns], done_on)
    if waiting:
        named = ", ".join(_called(task) for task in waiting)
        raise DomainError(f"Следующий раз ещё не наступил: {named}. Снимите отметку.")
    return tasks


def _with_planned_turns(tasks: Collection[Task]) -> set[int]:
    planned = Occurrence.objects.filter(task__in=tasks, state=Occurrence.State.PLANNED)
    return set(planned.values_list("task_id", flat=True))


@dataclass(frozen=True)
class Dates:
    """First and last day; both may stay open."""

    starts_on: date | None
    due_on: date | None


READING = ["windows", "starts_on", "due_on", "recurrence", "deadline_kind", "confidence", "unclear"]


@transaction.atomic
def set_dates(
    *, roadmap: Roadmap, member: Membership, seen: Mapping[int, str], dates: Dates
) -> list[Task]:
    """The same dates for all; the printed text of the deadline stays."""
    if not (dates.starts_on or dates.due_on):
        raise DomainError("Укажите хотя бы одну дату.")
    if dates.starts_on and dates.due_on and dates.due_on < dates.starts_on:
        raise DomainError("Срок заканчивается раньше, чем начинается.")

    def change(task: Task) -> None:
        reading = dates_by_hand(
            task.deadline_text, dates.starts_on, dates.due_on, recurrence=task.recurrence
        )
        for name, value in reading.columns().items():
            setattr(task, name, value)

    return _written(roadmap, member, seen, change, READING)


@transaction.atomic
def move_dates(
    *, roadmap: Roadmap, member: Membership, seen: Mapping[int, str], days: int
) -> list[Task]:
    """Every date of the tasks by so many days, back if negative; a task without dates refuses."""
    if not days or abs(days) > MOST_DAYS:
        raise DomainError(f"Сдвиг – от 1 до {MOST_DAYS} дней вперёд или назад.")
    step = timedelta(days=days)

    def moved(day: date | None) -> date | None:
        return day + step if day else None

    def change(task: Task) -> None:
        if not (task.starts_on or task.due_on):
            raise DomainError(f"Сдвигать нечего: нет дат, {_called(task)}. Снимите с него отметку.")
        before = turns_of(task, roadmap.period)
        task.starts_on, task.due_on = moved(task.starts_on), moved(task.due_on)
        task.windows = [
            [(date.fromisoformat(day) + step).isoformat() if day else None for day in window]
            for window in task.windows
        ]
        if before and turns_of(task, roadmap.period) == before:
            raise DomainError(
                f"Повторения идут по периоду карты, сдвигом их не перенести: {_called(task)}. "
                "Снимите с него отметку или измените срок на странице мероприятия."
            )
        # A person has looked at these dates.
        task.confidence, task.unclear = 1.0, []

    return _written(roadmap, member, seen, change, READING)


@transaction.atomic
def put_in_charge(
    *,
    roadmap: Roadmap,
    member: Membership,
    seen: Mapping[int, str],
    people: Collection[Membership],
) -> list[Task]:
    """These members, and nobody else, are in charge of the tasks."""
    tasks = assign(roadmap=roadmap, keys=list(seen), member=member, people=people)
    _refuse_stale(tasks, seen)
    return tasks


def _written(
    roadmap: Roadmap,
    member: Membership,
    seen: Mapping[int, str],
    change: Change,
    fields: list[str],
) -> list[Task]:
    tasks = locked_tasks(roadmap, list(seen), member, of_plan=True)
    _refuse_stale(tasks, seen)
    for task in tasks:
        change(task)
    Task.objects.bulk_update(tasks, fields)
    renew_occurrences(roadmap, tasks)
    return tasks


def _refuse_stale(tasks: list[Task], seen: Mapping[int, str]) -> None:
    if not tasks:
        raise DomainError("Не отмечено ни одного мероприятия.")
    if len(tasks) > MOST_ROWS:
        raise DomainError(f"За один раз изменяется не больше {MOST_ROWS} мероприятий.")
    if stale := [task for task in tasks if mark_of(task) != seen[task.pk]]:
        raise StaleRows(stale)


def _called(task: Task) -> str:
    words = " ".join(task.title.split())
    short = words if len(words) <= 60 else f"{words[:60].rsplit(' ', 1)[0]}…"
    return f"{task.number} «{short}»".strip()
