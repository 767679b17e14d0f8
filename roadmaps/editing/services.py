"""A plan changed by hand: its title and period, its sections, tasks added and taken out."""

import hashlib
from datetime import date

from django.db import transaction
from django.db.models import Q

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from roadmaps.models import Occurrence, RemovedTask, Roadmap, Section, Task
from roadmaps.occurrences import renew_occurrences
from roadmaps.patterns.library import check_period
from roadmaps.positions import Place, put
from roadmaps.readings import Reading, read_deadline
from roadmaps.removals import remove_tasks
from roadmaps.workflow import refuse_edit

ARCHIVED = "Дорожная карта в архиве. Сначала верните её из архива."
GONE = "Мероприятие уже исключено из плана: его можно вернуть внизу страницы плана."
NO_SECTION = "Раздела, после которого вы поставили этот, в плане уже нет. Выберите другое место."
SECTION_GONE = "Раздела в плане уже нет: его убрал другой сотрудник."
WHY = "Напишите, почему исключается: здесь уже есть отчёт, отметка или файл."
BY_HAND = "Исключено из плана."
READING = ["windows", "starts_on", "due_on", "recurrence", "deadline_kind", "confidence", "unclear"]


@transaction.atomic
def add_task(
    *, roadmap: Roadmap, member: Membership, place: Place | None, title: str, **words: str
) -> Task:
    """A new task of the plan; its deadline is read, its turns are made.

    `words`: number, heading, content, deadline_text, responsible, expected_result.
    """
    plan = plan_to_edit(roadmap, member)
    reading = read_deadline(words.pop("deadline_text", ""), period=plan.period)
    task = Task(
        organization=plan.organization, title=title, position=0, **words, **reading.columns()
    )
    put(task, plan, place)
    task.save()
    renew_occurrences(plan, [task])
    return task


@transaction.atomic
def remove_task(*, task: Task, member: Membership, reason: str) -> RemovedTask:
    """Take a task out into the store of removed ones; `removals.restore_task` brings it back.

    A task somebody has worked on leaves only with a reason.
    """
    if RemovedTask.objects.filter(task=task).exists():
        raise DomainError(GONE)
    plan = plan_to_edit(task.section.roadmap, member)
    rows = Task.objects.select_for_update(of=("self",)).select_related("section")
    found = rows.filter(pk=task.pk, section__roadmap=plan).first()
    if found is None:
        raise DomainError(GONE)
    [removed] = _taken_out(plan, member, [found], reason)
    return removed


@transaction.atomic
def add_section(
    *, roadmap: Roadmap, member: Membership, number: str, title: str, after: int | None
) -> Section:
    """A new section after another one, or the first."""
    plan = plan_to_edit(roadmap, member)
    section = Section(roadmap=plan, position=0, number=number, title=title)
    _put_section(section, plan, after)
    section.save()
    return section


@transaction.atomic
def update_section(
    *,
    section: Section,
    member: Membership,
    number: str,
    title: str,
    after: int | None,
    seen: str | None = None,
) -> Section:
    """Rename a section and put it after another one; tasks taken out of it still find it.

    `seen` is the `section_mark` the writer had in front of them.
    """
    plan, section = _section_to_edit(section, member)
    if seen is not None and seen != section_mark(section):
        raise _stale("раздел", f"{section.number} {section.title}".strip())
    RemovedTask.objects.filter(roadmap=plan, section_title=section.title).update(
        section_title=title
    )
    section.number, section.title = number, title
    _put_section(section, plan, after)
    section.save()
    return section


@transaction.atomic
def remove_section(*, section: Section, member: Membership, reason: str) -> int:
    """Take a section out with its tasks, which go into the store; how many there were."""
    plan, section = _section_to_edit(section, member)
    rows = Task.objects.select_for_update(of=("self",)).select_related("section")
    tasks = list(rows.filter(section=section).order_by("pk"))
    _taken_out(plan, member, tasks, reason)
    section.delete()
    return len(tasks)


@transaction.atomic
def update_plan(
    *,
    roadmap: Roadmap,
    member: Membership,
    title: str,
    starts_on: date,
    ends_on: date,
    seen: str | None = None,
) -> Roadmap:
    """Title and period. Deadlines that stand as they were read are read anew for the new period;
    dates somebody has typed or chosen stay. `seen` is the `head_mark` the writer had before them.
    """
    plan = plan_to_edit(roadmap, member)
    if seen is not None and seen != head_mark(plan):
        period = f"{plan.starts_on:%d.%m.%Y} – {plan.ends_on:%d.%m.%Y}"
        raise _stale("план", f"{plan.title}, {period}")
    check_period(starts_on, ends_on)
    before = plan.period
    plan.title, plan.starts_on, plan.ends_on = title, starts_on, ends_on
    plan.save(update_fields=["title", "starts_on", "ends_on"])
    if plan.period != before:
        _follow_period(plan, before)
    return plan


def head_mark(roadmap: Roadmap) -> str:
    """A short mark of title and period, to notice that somebody else has changed them."""
    return _mark(roadmap.title, roadmap.starts_on, roadmap.ends_on)


def section_mark(section: Section) -> str:
    return _mark(section.number, section.title)


def is_worked_on(tasks: list[Task]) -> bool:
    """Whether people have reported on any of the tasks: a report, a state, a file, a turn."""
    told = Q(progress__in=[Task.Progress.STARTED, Task.Progress.DONE, Task.Progress.DROPPED])
    told |= ~Q(report_text="") | Q(evidence__isnull=False, evidence__archived_on=None)
    told |= Q(occurrences__state__in=[Occurrence.State.DONE, Occurrence.State.DROPPED])
    return Task.objects.filter(told, pk__in=[task.pk for task in tasks]).exists()


def plan_to_edit(roadmap: Roadmap, member: Membership) -> Roadmap:
    """The plan's row locked; refused to strangers, under review and in the archive."""
    rows = Roadmap.objects.select_for_update(of=("self",)).select_related("organization")
    plan = rows.get(pk=roadmap.pk)
    refuse_edit(member, plan)
    if plan.archived_on:
        raise DomainError(ARCHIVED)
    return plan


def _section_to_edit(section: Section, member: Membership) -> tuple[Roadmap, Section]:
    plan = plan_to_edit(section.roadmap, member)
    found = Section.objects.select_for_update(of=("self",)).filter(pk=section.pk).first()
    if found is None:
        raise DomainError(SECTION_GONE)
    return plan, found


def _put_section(section: Section, plan: Roadmap, after: int | None) -> None:
    """Number the sections of the plan anew with this one in its place; the others are saved."""
    others = Section.objects.filter(roadmap=plan).exclude(pk=section.pk)
    ordered = list(others.order_by("position", "pk"))
    keys = [row.pk for row in ordered]
    if after is not None and after not in keys:
        raise DomainError(NO_SECTION)
    ordered.insert(0 if after is None else keys.index(after) + 1, section)
    moved = []
    for position, row in enumerate(ordered, start=1):
        if row.position != position:
            row.position = position
            moved.append(row)
    Section.objects.bulk_update([row for row in moved if row is not section], ["position"])


def _taken_out(
    plan: Roadmap, member: Membership, tasks: list[Task], reason: str
) -> list[RemovedTask]:
    if not reason.strip() and is_worked_on(tasks):
        raise DomainError(WHY)
    reasons = {task: reason.strip() or BY_HAND for task in tasks}
    return remove_tasks(roadmap=plan, member=member, reasons=reasons)


def _follow_period(plan: Roadmap, before: tuple[date, date]) -> None:
    rows = Task.objects.select_for_update(of=("self",)).filter(section__roadmap=plan)
    tasks = list(rows.order_by("pk"))
    changed = []
    for task in tasks:
        was = read_deadline(task.deadline_text, period=before)
        reading = read_deadline(task.deadline_text, period=plan.period)
        if _says(task, was) and reading != was:
            changed.append(task)
            for name, value in reading.columns().items():
                setattr(task, name, value)
    Task.objects.bulk_update(changed, READING)
    # Turns are counted within the period, also those of dates typed by hand.
    renew_occurrences(plan, tasks)


def _says(task: Task, reading: Reading) -> bool:
    """Whether the task has what the text was read as: nobody has set its dates by hand.

    The due date is left out, because a recurring task moves it from turn to turn.
    """
    names = ("windows", "recurrence", "deadline_kind", "confidence")
    return all(getattr(task, name) == getattr(reading, name) for name in names)


def _stale(what: str, said: str) -> DomainError:
    return DomainError(
        f"Пока вы писали, {what} изменил другой сотрудник. Сейчас записано: «{said}». Ваш текст "
        "ниже не потерян: сверьте и сохраните ещё раз."
    )


def _mark(*said: object) -> str:
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:16]
