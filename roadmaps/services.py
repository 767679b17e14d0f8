import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from roadmaps.models import RemovedTask, Roadmap, Section, Task
from roadmaps.occurrences import renew_occurrences
from roadmaps.parsing import ParsedRoadmap, ParsedSection, ParsedTask
from roadmaps.positions import Place, put
from roadmaps.readings import Reading, dates_by_hand, read_deadline
from roadmaps.workflow import LOCKED, can_keep, can_report, refuse_edit

LONGEST_TITLE = 400
LONGEST_NUMBER = 40
# S002: a report that speaks of the future («Программа не завершена», «Запланировано: …»,
# «Проведутся встречи», «Информация будет предоставляться») tells of nothing done.
NOT_DONE_YET = re.compile(
    r"\W*(программа не завершена|не завершен|(за)?планир|провед[её]тся|проведутся)"
    r"|.{0,40}\bбуд(ет|ут)\b",
    re.IGNORECASE | re.DOTALL,
)


@transaction.atomic
def import_roadmap(
    *,
    organization: Organization,
    parsed: ParsedRoadmap,
    title: str,
    starts_on: date,
    ends_on: date,
    source_name: str = "",
    mark_reported_done: bool = False,
    readings: Mapping[int, Reading] | None = None,
) -> Roadmap:
    """Write a parsed roadmap whole, or nothing; DomainError when there is nothing to write.

    Deadlines are read against the period, but for the `readings` a person has decided on, by row.
    With `mark_reported_done` a task whose report text tells of something finished becomes done
    (S002 is a plan and its execution in one table).
    """
    if ends_on < starts_on:
        raise DomainError("Период дорожной карты заканчивается раньше, чем начинается.")
    if not parsed.tasks:
        raise DomainError("В дорожной карте нет ни одного мероприятия: загружать нечего.")
    roadmap = Roadmap.objects.create(
        organization=organization,
        title=title[:LONGEST_TITLE],
        starts_on=starts_on,
        ends_on=ends_on,
        source_name=source_name[:255],
        dropped=[asdict(row) for row in (*parsed.dropped, *parsed.outside)],
        warnings=[asdict(remark) for remark in parsed.warnings],
    )
    _write_sections(roadmap, parsed.sections, readings or {}, mark_reported_done)
    return roadmap


def _write_sections(
    roadmap: Roadmap,
    parsed: tuple[ParsedSection, ...],
    readings: Mapping[int, Reading],
    mark_done: bool,
) -> None:
    sections = Section.objects.bulk_create(
        Section(
            roadmap=roadmap,
            position=position,
            number=section.number[:LONGEST_NUMBER],
            title=section.title,
        )
        for position, section in enumerate(parsed, start=1)
    )
    tasks = Task.objects.bulk_create(
        task_of(row, section, position, readings.get(row.row), mark_done=mark_done)
        for section, source in zip(sections, parsed, strict=True)
        for position, row in enumerate(source.tasks, start=1)
    )
    renew_occurrences(roadmap, tasks)


def task_of(
    row: ParsedTask,
    section: Section,
    position: int,
    reading: Reading | None = None,
    *,
    mark_done: bool = False,
) -> Task:
    """An unsaved task of a section from a row of a table; its deadline read, unless it is given."""
    roadmap = section.roadmap
    reading = reading or read_deadline(row.deadline_text, period=roadmap.period)
    done = mark_done and tells_of_done(row.report_text)
    return Task(
        organization=roadmap.organization,
        section=section,
        position=position,
        number=row.number[:LONGEST_NUMBER],
        heading=row.heading,
        title=row.title or "(без названия)",
        content=row.content,
        responsible=row.responsible,
        expected_result=row.expected_result,
        report_text=row.report_text,
        progress=Task.Progress.DONE if done else Task.Progress.PLANNED,
        done_on=_assumed_done_on(roadmap, reading) if done else None,
        **reading.columns(),
    )


def tells_of_done(report_text: str) -> bool:
    """Whether a report text tells of something finished, not of plans or of work in progress."""
    return bool(report_text.strip()) and not NOT_DONE_YET.match(report_text)


def _assumed_done_on(roadmap: Roadmap, reading: Reading) -> date:
    """An execution report names no days: the deadline, at the latest the period's end or today."""
    return min(reading.due_on or roadmap.ends_on, roadmap.ends_on, timezone.localdate())


@transaction.atomic
def report_task(
    *,
    task: Task,
    member: Membership,
    progress: str,
    done_on: date | None = None,
    report_text: str = "",
    seen: str | None = None,
) -> Task:
    """Record how a task goes; DomainError when the record contradicts itself.

    `seen` is the `report_mark` of the report the writer had in front of them: if somebody has
    written since, nothing is overwritten.
    """
    task = _locked(task, member, can_report)
    if seen is not None and seen != report_mark(task):
        raise DomainError(
            "Пока вы писали, отчёт изменил другой сотрудник. Сейчас записано: "
            f"«{task.get_progress_display()}. {task.report_text}». Ваш текст ниже не потерян: "
            "сверьте и сохраните ещё раз."
        )
    done = progress == Task.Progress.DONE
    _check_report(progress, done_on, report_text)
    task.progress, task.report_text = progress, report_text
    task.done_on = done_on if done else None
    task.save(update_fields=["progress", "done_on", "report_text"])
    return task


def _check_report(progress: str, done_on: date | None, report_text: str) -> None:
    if progress == Task.Progress.DONE:
        if done_on is None:
            raise DomainError("Укажите дату выполнения.")
        if done_on > timezone.localdate():
            raise DomainError("Дата выполнения ещё не наступила.")
    if progress == Task.Progress.DROPPED and not report_text.strip():
        raise DomainError("Напишите в отчёте, почему мероприятие не проводится.")


def report_mark(task: Task) -> str:
    """A short mark of the report as it stands, to notice that somebody else has changed it."""
    report = f"{task.progress}|{task.done_on}|{task.report_text}"
    return hashlib.sha256(report.encode()).hexdigest()[:16]


@transaction.atomic
def update_task(
    *,
    task: Task,
    member: Membership,
    number: str,
    title: str,
    deadline_text: str,
    responsible: str = "",
    expected_result: str = "",
    heading: str | None = None,
    content: str | None = None,
    place: Place | None = None,
    dates: tuple[date | None, date | None] | None = None,
    recurrence: str | None = None,
    seen: str | None = None,
) -> Task:
    """Change what the plan says of a task; with a `place` it moves there.

    `seen` is the `plan_mark` of the words the writer had in front of them; newer words are never
    overwritten unseen: DomainError.

    A changed deadline text is read anew; `dates` (first and last day) typed by a person override
    the reading and are certain. With them goes the code of a `recurrence`, else that of the text.
    """
    # The plan's row first: a submission waits for this change, or this change sees the submission.
    Roadmap.objects.select_for_update(of=("self",)).get(pk=task.section.roadmap_id)
    task = _locked(task, member, can_keep)
    refuse_edit(member, task)
    if seen is not None and seen != plan_mark(task):
        said = [task.number, task.title, task.deadline_text, task.responsible, task.expected_result]
        raise DomainError(
            "Пока вы писали, мероприятие изменил другой сотрудник. Сейчас записано: "
            f"«{'; '.join(filter(None, said))}». Ваш текст ниже не потерян: сверьте и сохраните"
            " ещё раз."
        )
    reading = _reading_for(task, deadline_text, dates, recurrence)
    task.number, task.title = number, title
    task.responsible, task.expected_result = responsible, expected_result
    task.heading = task.heading if heading is None else heading
    task.content = task.content if content is None else content
    if place:
        put(task, task.section.roadmap, place)
    for name, value in (reading.columns() if reading else {}).items():
        setattr(task, name, value)
    task.save()
    if reading:
        renew_occurrences(task.section.roadmap, [task])
    return task


def plan_mark(task: Task) -> str:
    """A short mark of what the plan says of a task, to notice that somebody else has changed it."""
    said = [task.number, task.title, task.deadline_text, task.starts_on, task.due_on]
    said += [task.responsible, task.expected_result, task.heading, task.content]
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:16]


def _reading_for(
    task: Task,
    text: str,
    dates: tuple[date | None, date | None] | None,
    recurrence: str | None,
) -> Reading | None:
    """The new reading of a task's deadline; None where nothing of it has changed."""
    is_same = text == task.deadline_text
    read = None if is_same else read_deadline(text, period=task.section.roadmap.period)
    if dates is None:
        return read
    _check_dates(*dates)
    if recurrence is None:
        # «Ежемесячно» changed to «до 25.12.2026» with the day typed too is no more monthly.
        recurrence = read.recurrence if read else task.recurrence
    return dates_by_hand(text, *dates, recurrence=recurrence)


def _check_dates(starts_on: date | None, due_on: date | None) -> None:
    if starts_on and due_on and due_on < starts_on:
        raise DomainError("Срок заканчивается раньше, чем начинается.")


@transaction.atomic
def archive_roadmap(*, roadmap: Roadmap, member: Membership) -> Roadmap:
    """Put a roadmap out of lists, counts and reminders; `restore_roadmap` takes it back."""
    return _set_archived(roadmap, member, timezone.localdate())


@transaction.atomic
def restore_roadmap(*, roadmap: Roadmap, member: Membership) -> Roadmap:
    """Take a roadmap back from the archive with everything in it."""
    if RemovedTask.objects.filter(task__section__roadmap=roadmap).exists():
        raise DomainError(
            "Здесь лежат мероприятия, исключённые из другой карты. Верните их на "
            "странице той карты по одному."
        )
    return _set_archived(roadmap, member, None)


def _set_archived(roadmap: Roadmap, member: Membership, day: date | None) -> Roadmap:
    roadmap = Roadmap.objects.select_for_update(of=("self",)).get(pk=roadmap.pk)
    if not can_keep(member, roadmap):
        raise PermissionDenied
    if day and roadmap.state in {Roadmap.State.SUBMITTED, Roadmap.State.IN_REVIEW}:
        raise DomainError(LOCKED[Roadmap.State(roadmap.state)])
    roadmap.archived_on = day
    roadmap.save(update_fields=["archived_on"])
    return roadmap


def _locked(task: Task, member: Membership, may: Callable[[Membership, Task], bool]) -> Task:
    """The task's row locked for writing; strangers and archived roadmaps are refused."""
    found = Task.objects.select_for_update(of=("self",)).select_related("section__roadmap")
    task = found.get(pk=task.pk)
    if not may(member, task):
        raise PermissionDenied
    if task.section.roadmap.archived_on:
        raise DomainError("Дорожная карта в архиве. Сначала верните её из архива.")
    return task
