"""An import between its two steps: read and shown, not yet written."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.organizations.models import Membership
from roadmaps.deadlines import Kind
from roadmaps.deadlines.proposals import WHOLE_PERIOD
from roadmaps.models import ImportDraft, Roadmap
from roadmaps.parsing import (
    ParsedRoadmap,
    ParsedSection,
    ParsedTask,
    Remark,
    parsed_from_json,
    parsed_to_json,
)
from roadmaps.readings import Reading, read_deadline, reading_from_json, reading_to_json
from roadmaps.services import import_roadmap
from roadmaps.workflow import can_import

KEPT = timedelta(days=7)


class PreviewTask(NamedTuple):
    task: ParsedTask
    reading: Reading
    messages: list[str]


class PreviewSection(NamedTuple):
    section: ParsedSection
    tasks: list[PreviewTask]
    messages: list[str]


class Preview(NamedTuple):
    """What would be written; `elsewhere` are remarks on rows that are no task and no section."""

    sections: list[PreviewSection]
    elsewhere: list[Remark]


@transaction.atomic
def save_draft(
    *,
    member: Membership,
    parsed: ParsedRoadmap,
    title: str,
    starts_on: date,
    ends_on: date,
    source_name: str = "",
    text: str = "",
    mark_reported_done: bool = False,
    corrects: ImportDraft | None = None,
) -> ImportDraft:
    """Keep a read roadmap until it is confirmed; drafts older than a week go.

    What a person has decided of deadlines in the draft it `corrects` comes along.
    """
    if not can_import(member, member.organization):
        raise PermissionDenied
    ImportDraft.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    return ImportDraft.objects.create(
        organization=member.organization,
        created_by=member,
        parsed=parsed_to_json(parsed),
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        source_name=source_name[:255],
        text=text,
        mark_reported_done=mark_reported_done,
        decided=_decided_before(corrects, parsed, (starts_on, ends_on)) if corrects else {},
    )


def _decided_before(
    draft: ImportDraft, parsed: ParsedRoadmap, period: tuple[date, date]
) -> dict[str, Any]:
    """Decided deadlines by row of a corrected table: of tasks that say the same in both.

    «Весь период карты» is that of the corrected one.
    """
    decided = {
        (task.title, task.deadline_text): reading_from_json(draft.decided[str(task.row)])
        for task in parsed_from_json(draft.parsed).tasks
        if str(task.row) in draft.decided
    }
    kept = {}
    for task in parsed.tasks:
        reading = decided.get((task.title, task.deadline_text))
        if reading and reading.deadline_kind == Kind.PERIOD:
            whole = read_deadline(WHOLE_PERIOD, period=period)
            reading = replace(whole, deadline_text=reading.deadline_text)
        if reading:
            kept[str(task.row)] = reading_to_json(reading)
    return kept


@transaction.atomic
def confirm_draft(*, draft: ImportDraft, member: Membership) -> Roadmap:
    """Write the previewed roadmap once: a second confirmation gives the same roadmap."""
    draft = ImportDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if not can_import(member, draft.organization):
        raise PermissionDenied
    if draft.roadmap is None:
        draft.roadmap = import_roadmap(
            organization=draft.organization,
            parsed=parsed_from_json(draft.parsed),
            title=draft.title,
            starts_on=draft.starts_on,
            ends_on=draft.ends_on,
            source_name=draft.source_name,
            mark_reported_done=draft.mark_reported_done,
            readings=readings_of(draft),
        )
        draft.save(update_fields=["roadmap"])
    return draft.roadmap


def readings_of(draft: ImportDraft, parsed: ParsedRoadmap | None = None) -> dict[int, Reading]:
    """The deadline of every task by its row: what a person has decided, else read anew.

    `parsed` is the draft's roadmap, if the caller has it already.
    """
    period = draft.starts_on, draft.ends_on
    readings = {}
    for task in (parsed or parsed_from_json(draft.parsed)).tasks:
        kept = draft.decided.get(str(task.row))
        answered = kept and kept["deadline_text"] == task.deadline_text
        read = read_deadline(task.deadline_text, period=period)
        readings[task.row] = reading_from_json(kept) if answered else read
    return readings


def preview(
    parsed: ParsedRoadmap, period: tuple[date, date], readings: Mapping[int, Reading]
) -> Preview:
    """Sections and tasks as they would be written, each with the remarks on its rows."""
    remarks: dict[int, list[str]] = defaultdict(list)
    for remark in parsed.warnings:
        # What is unclear in a deadline stands beside its reading, made anew for this period.
        if not remark.message.startswith("Срок «"):
            remarks[remark.row].append(remark.message)
    sections = [
        PreviewSection(
            section=section,
            tasks=[
                PreviewTask(
                    task=task,
                    reading=readings[task.row],
                    messages=[
                        *(text for row in task.source_rows for text in remarks.pop(row, [])),
                        *_outside(readings[task.row], period),
                    ],
                )
                for task in section.tasks
            ],
            messages=[text for row in section.source_rows for text in remarks.pop(row, [])],
        )
        for section in parsed.sections
    ]
    left = [Remark(row, text) for row, texts in sorted(remarks.items()) for text in texts]
    return Preview(sections, left)


def _outside(reading: Reading, period: tuple[date, date]) -> list[str]:
    """«Срок раньше начала плана…»: beside the row that says so."""
    first, last = period
    begins = reading.starts_on or reading.due_on
    ends = reading.due_on or reading.starts_on
    said = []
    if begins and begins < first:
        said.append(f"Срок начинается {begins:%d.%m.%Y}, раньше начала плана {first:%d.%m.%Y}")
    if ends and ends > last:
        said.append(f"Срок заканчивается {ends:%d.%m.%Y}, позже окончания плана {last:%d.%m.%Y}")
    return said


def outside_period(preview: Preview, period: tuple[date, date]) -> int:
    """How many tasks begin before the period or are due after it."""
    rows = [row for section in preview.sections for row in section.tasks]
    return sum(bool(_outside(row.reading, period)) for row in rows)
