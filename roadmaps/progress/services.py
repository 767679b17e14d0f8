"""A task is bound to what the system knows, and its report is written with live figures."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.core.wording import date_in_words
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Roadmap, Task, TaskBinding
from roadmaps.progress.bindings import BINDINGS, Binding
from roadmaps.progress.facts import Facts, Number, facts_of, in_words
from roadmaps.progress.merging import Merged, merge
from roadmaps.progress.texts import text_of
from roadmaps.services import report_mark
from roadmaps.workflow import can_keep

UNKNOWN = "Такой связи с данными нет: обновите страницу."
ARCHIVED = "Дорожная карта в архиве. Сначала верните её из архива."
NOT_BOUND = "Сначала выберите, какими данными подтверждается мероприятие."
MOVED_ON = "Пока вы смотрели, отчёт изменил другой сотрудник: проверьте его и повторите."


@dataclass(frozen=True)
class Stale:
    """A figure of a written report that reads otherwise now."""

    number: Number
    before: int | None
    since: date

    @property
    def words(self) -> str:
        """«записано 1 октября 2022 г.: 55, сейчас 57»: the day it changed on nobody knows."""
        before, now = in_words(self.before), self.number.text
        return f"записано {date_in_words(self.since)}: {before}, сейчас {now}"


@dataclass(frozen=True)
class Progress:
    """What a page shows of a bound task."""

    binding: Binding
    row: TaskBinding
    facts: Facts
    text: str
    stale: tuple[Stale, ...]

    @property
    def is_written(self) -> bool:
        return self.row.written_at is not None


def year_of(roadmap: Roadmap, year: SchoolYear) -> SchoolYear:
    """The chosen year, or the nearest one that the plan's period touches."""
    first = SchoolYear.containing(roadmap.starts_on)
    last = SchoolYear.containing(roadmap.ends_on)
    return min(max(year, first), last)


def progress_of(task: Task, year: SchoolYear, today: date) -> Progress | None:
    """The facts behind a bound task in the year; None for an unbound one."""
    row = TaskBinding.objects.filter(task=task).first()
    if row is None or row.code not in BINDINGS:
        return None
    binding, own_year = BINDINGS[row.code], year_of(task.section.roadmap, year)
    facts = facts_of(binding, task.organization, own_year, today)
    text = text_of(binding, facts, task.organization)
    return Progress(binding, row, facts, text, _stale(row, facts))


def _stale(row: TaskBinding, facts: Facts) -> tuple[Stale, ...]:
    if row.written_at is None or row.school_year != facts.year.first:
        return ()
    since = timezone.localdate(row.written_at)
    return tuple(
        Stale(number, row.figures[number.key], since)
        for number in (*facts.numbers, *facts.parts)
        if number.key in row.figures and row.figures[number.key] != number.shown
    )


@transaction.atomic
def bind_task(*, task: Task, member: Membership, code: str) -> TaskBinding | None:
    """Bind a task to a thing the system knows; an empty code lets it go, its report stays."""
    task = _locked(task, member)
    if not code:
        TaskBinding.objects.filter(task=task).delete()
        return None
    if code not in BINDINGS:
        raise DomainError(UNKNOWN)
    kept = TaskBinding.objects.filter(task=task, code=code).first()
    if kept:
        return kept
    fresh = {
        "organization": task.organization,
        "code": code,
        "school_year": None,
        "written": "",
        "figures": {},
        "written_at": None,
        "written_by": None,
    }
    return TaskBinding.objects.update_or_create(task=task, defaults=fresh)[0]


@transaction.atomic
def write_progress(
    *, task: Task, member: Membership, year: SchoolYear, seen: str, today: date
) -> Merged:
    """Write the report with today's figures, or bring them up to date in one people have edited.

    The figures are stored with it. `seen` is the mark of the report on the page: one that was
    changed since is not overwritten.
    """
    task = _locked(task, member)
    progress = progress_of(task, year, today)
    if progress is None:
        raise DomainError(NOT_BOUND)
    if seen != report_mark(task):
        raise DomainError(MOVED_ON)
    row = progress.row
    merged = merge(row.written, task.report_text, progress.text)
    task.report_text = merged.text
    task.save(update_fields=["report_text"])
    row.written, row.figures = progress.text, progress.facts.values
    row.school_year = progress.facts.year.first
    row.written_at, row.written_by = timezone.now(), member
    row.save()
    return merged


def _locked(task: Task, member: Membership) -> Task:
    found = Task.objects.select_for_update(of=("self",)).select_related(
        "section__roadmap", "organization"
    )
    task = found.get(pk=task.pk)
    if not can_keep(member, task):
        raise PermissionDenied
    if task.section.roadmap.archived_on:
        raise DomainError(ARCHIVED)
    return task
