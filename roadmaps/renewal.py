"""A new table put into a roadmap that is there: what was chosen of the difference, in one step."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from roadmaps.deadlines import Kind
from roadmaps.difference import (
    PRINTED,
    Change,
    ChangeKind,
    compare,
    counterparts,
    mark_of,
    tasks_to_compare,
    title_of,
)
from roadmaps.drafts import readings_of
from roadmaps.models import ImportDraft, Roadmap, Section, Task
from roadmaps.occurrences import renew_occurrences
from roadmaps.parsing import ParsedRoadmap, ParsedSection, parsed_from_json
from roadmaps.readings import Reading, read_deadline
from roadmaps.removals import remove_tasks
from roadmaps.services import LONGEST_NUMBER, task_of
from roadmaps.workflow import refuse_edit

NOT_IN_THE_TABLE = "Нет в новой редакции плана."


class StaleDifferenceError(DomainError):
    """The roadmap has been changed since its difference was shown."""


@dataclass(frozen=True)
class Choice:
    """What a person takes of the difference: keys of changes, and tasks to take out with reasons.

    `takes_head`: the title and the period of the new table too.
    """

    taken: frozenset[str]
    removed: Mapping[int, str] = field(default_factory=dict)
    takes_head: bool = False


@transaction.atomic
def apply_difference(
    *, draft: ImportDraft, roadmap: Roadmap, member: Membership, choice: Choice, seen: str
) -> Roadmap:
    """Write the chosen changes; what was not chosen, and every report, stays as it is.

    `seen` is the `mark_of` the roadmap when the difference was shown: StaleDifferenceError when it
    has been changed since. A second confirmation of the same draft changes nothing.
    """
    roadmap = Roadmap.objects.select_for_update(of=("self",)).get(pk=roadmap.pk)
    draft = ImportDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    refuse_edit(member, roadmap)
    if roadmap.archived_on:
        raise DomainError("Дорожная карта в архиве. Сначала верните её из архива.")
    if draft.roadmap_id == roadmap.pk:
        return roadmap
    # A report that is being written is read first, or waits until the plan is written.
    own = Task.objects.filter(section__roadmap=roadmap)
    list(own.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    tasks = tasks_to_compare(roadmap)
    if seen != mark_of(roadmap, tasks):
        raise StaleDifferenceError(
            "Пока вы смотрели, карту изменил другой сотрудник. Ничего не записано: ниже разница "
            "показана заново, ваш выбор сохранён. Проверьте и подтвердите ещё раз."
        )
    _write(draft, roadmap, member, choice, tasks)
    draft.roadmap = roadmap
    draft.save(update_fields=["roadmap"])
    return roadmap


def _write(
    draft: ImportDraft, roadmap: Roadmap, member: Membership, choice: Choice, tasks: list[Task]
) -> None:
    parsed = parsed_from_json(draft.parsed)
    changes = compare(parsed, tasks)
    _write_head(draft, roadmap, parsed, choice)
    gone = {each.task.pk: each.task for each in changes if each.task and not each.row}
    reasons = {key: text for key, text in choice.removed.items() if key in gone}
    remove_tasks(
        roadmap=roadmap,
        member=member,
        reasons={task: reasons[task.pk] for task in tasks if task.pk in reasons},
    )
    homes = counterparts(parsed, tasks)
    writer = _Writer(roadmap, readings_of(draft, parsed), choice, homes, draft.mark_reported_done)
    writer.write(parsed, {change.row.row: change for change in changes if change.row})
    writer.keep([task for key, task in gone.items() if key not in reasons])
    Section.objects.filter(roadmap=roadmap, tasks=None).exclude(pk__in=writer.used).delete()
    renew_occurrences(roadmap, Task.objects.filter(section__roadmap=roadmap))


def _write_head(
    draft: ImportDraft, roadmap: Roadmap, parsed: ParsedRoadmap, choice: Choice
) -> None:
    if choice.takes_head:
        roadmap.title = draft.title
        roadmap.starts_on, roadmap.ends_on = draft.starts_on, draft.ends_on
    roadmap.source_name = draft.source_name
    roadmap.dropped = [asdict(row) for row in (*parsed.dropped, *parsed.outside)]
    roadmap.warnings = [asdict(remark) for remark in parsed.warnings]
    roadmap.save()


def _columns(task: Task) -> dict[str, Any]:
    return {column.attname: getattr(task, column.attname) for column in Task._meta.concrete_fields}


def _save(task: Task, before: dict[str, Any]) -> None:
    """Write a task that has changed: an unchanged one leaves no line in the change log."""
    if _columns(task) != before:
        task.save()


class _Writer:
    """Writes sections and tasks in the order of the new table; the rest follows them."""

    def __init__(
        self,
        roadmap: Roadmap,
        readings: Mapping[int, Reading],
        choice: Choice,
        homes: Mapping[int, int],
        marks_done: bool,
    ) -> None:
        self.roadmap, self.readings, self.choice, self.homes = roadmap, readings, choice, homes
        self.marks_done = marks_done
        self.free = list(Section.objects.filter(roadmap=roadmap).order_by("position", "pk"))
        self.used: list[int] = []
        self.last: dict[int, int] = {}

    def write(self, parsed: ParsedRoadmap, changes: Mapping[int, Change]) -> None:
        for position, own in enumerate(parsed.sections, start=1):
            section = self.section_of(own, position)
            for row in own.tasks:
                self.write_task(section, changes[row.row])

    def keep(self, gone: list[Task]) -> None:
        """Tasks the new table does not have stand at the end of their sections."""
        for position, section in enumerate(self.free, start=len(self.used) + 1):
            section.position = position
            section.save(update_fields=["position"])
        for task in gone:
            before = _columns(task)
            self.place(task, task.section)
            _save(task, before)

    def section_of(self, own: ParsedSection, position: int) -> Section:
        """Its counterpart in the roadmap under the new name, else a new one."""
        home = self.homes.get(own.row)
        same = [section for section in self.free if section.pk == home]
        section = same[0] if same else Section(roadmap=self.roadmap)
        self.free = [each for each in self.free if each.pk != home]
        section.position, section.number = position, own.number[:LONGEST_NUMBER]
        section.title = own.title
        section.save()
        self.used.append(section.pk)
        return section

    def write_task(self, section: Section, change: Change) -> None:
        is_taken = change.key in self.choice.taken
        if change.task is None:
            if is_taken and change.row:
                reading = self.readings.get(change.row.row)
                task = task_of(change.row, section, 0, reading, mark_done=self.marks_done)
                self.place(task, section)
                task.save()
            return
        task, before = change.task, _columns(change.task)
        if is_taken or change.kind is ChangeKind.SAME:
            self.take(task, change)
            self.place(task, section)
        else:
            self.place(task, task.section)
        _save(task, before)

    def place(self, task: Task, section: Section) -> None:
        self.last[section.pk] = self.last.get(section.pk, 0) + 1
        task.section, task.position = section, self.last[section.pk]

    def take(self, task: Task, change: Change) -> None:
        """The words of the new table; a report that stands is never overwritten."""
        row = change.row
        if row is None:
            return
        reading = self.reading_of(task, row.deadline_text, self.readings.get(row.row))
        for name in PRINTED:
            setattr(task, name, title_of(row) if name == "title" else getattr(row, name))
        task.number = task.number[:LONGEST_NUMBER]
        task.report_text = task.report_text or row.report_text
        for name, value in (reading.columns() if reading else {}).items():
            setattr(task, name, value)

    def reading_of(self, task: Task, text: str, decided: Reading | None) -> Reading | None:
        """A deadline of the same words keeps its dates, also those set by hand; one that names the
        whole period follows the period."""
        if " ".join(text.split()) != " ".join(task.deadline_text.split()):
            return decided or read_deadline(text, period=self.roadmap.period)
        again = read_deadline(text, period=self.roadmap.period)
        return again if again.deadline_kind == Kind.PERIOD else None
