"""Templates are made of plans, shared downwards, and become new plans in one step."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from roadmaps.models import Roadmap, RoadmapTemplate, Section, Task, TaskBinding
from roadmaps.occurrences import renew_occurrences
from roadmaps.patterns.content import KEPT, Line, content_of, lines_of
from roadmaps.patterns.shifting import ShiftedLine, shift_years, shifted, years_between
from roadmaps.workflow import can_import
from roadmaps.workflow import can_keep as keeps_plan

EMPTY = "В дорожной карте нет мероприятий: образец из неё не получится."
ARCHIVED = "Образец в архиве: сначала верните его."
OTHER_LEVEL = "Это образец плана другого уровня: выберите образец для своей организации."
UPSIDE_DOWN = "Период заканчивается раньше, чем начинается."
LONGEST_PERIOD_YEARS = 10
TOO_LONG = f"Период плана не длиннее {LONGEST_PERIOD_YEARS} лет."


def can_keep(member: Membership, template: RoadmapTemplate) -> bool:
    """A template is kept by the editors of the very organization that made it."""
    return member.may(Right.ROADMAPS_EDIT) and template.organization_id == member.organization_id


@transaction.atomic
def make_template(
    *, member: Membership, roadmap: Roadmap, title: str, level: str, today: date
) -> RoadmapTemplate:
    """A template of one's own plan for oneself and everybody below; a plan made again is the
    next version and puts the one before into the archive. Reports and files stay out. `level` says
    whose plans are made of it: those of the own level or of one below."""
    if not keeps_plan(member, roadmap) or level not in levels_of(member):
        raise PermissionDenied
    content = content_of(roadmap)
    if not lines_of(content):
        raise DomainError(EMPTY)
    code = f"plan-{roadmap.pk}"
    own = RoadmapTemplate.objects.owned_by(member).filter(code=code)
    latest = own.aggregate(latest=Max("version"))["latest"] or 0
    own.in_use().update(archived_on=today)
    return RoadmapTemplate.objects.create(
        organization=member.organization,
        code=code,
        version=latest + 1,
        level=level,
        title=title,
        starts_on=roadmap.starts_on,
        ends_on=roadmap.ends_on,
        content=content,
        source=f"дорожная карта: {roadmap.organization.short_name}"[:400],
        checked_on=today,
        made_by=member,
    )


def levels_of(member: Membership) -> list[str]:
    """Levels of organizations a member makes templates for: the own one and those below."""
    ordered = list(Organization.Level.values)
    return ordered[ordered.index(member.organization.level) :]


@transaction.atomic
def archive_template(*, member: Membership, template: RoadmapTemplate) -> RoadmapTemplate:
    """Offer a template no more; plans made of it stay. Undone by `restore_template`."""
    return _set_archived(member, template, timezone.localdate())


@transaction.atomic
def restore_template(*, member: Membership, template: RoadmapTemplate) -> RoadmapTemplate:
    return _set_archived(member, template, None)


def _set_archived(
    member: Membership, template: RoadmapTemplate, day: date | None
) -> RoadmapTemplate:
    found = RoadmapTemplate.objects.select_for_update(of=("self",)).get(pk=template.pk)
    if not can_keep(member, found):
        raise PermissionDenied
    found.archived_on = day
    found.save(update_fields=["archived_on"])
    return found


def shifted_lines(
    template: RoadmapTemplate, *, starts_on: date, ends_on: date, move_days_off: bool = False
) -> list[ShiftedLine]:
    """All tasks of a template with their deadlines in the chosen years."""
    base = (template.starts_on, template.ends_on)
    return [
        shifted(line, base=base, period=(starts_on, ends_on), move_days_off=move_days_off)
        for line in lines_of(template.content)
    ]


def check_period(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise DomainError(UPSIDE_DOWN)
    if ends_on.year - starts_on.year > LONGEST_PERIOD_YEARS:
        raise DomainError(TOO_LONG)


@transaction.atomic
def plan_from_template(
    *,
    member: Membership,
    template: RoadmapTemplate,
    title: str,
    starts_on: date,
    ends_on: date,
    move_days_off: bool = False,
) -> Roadmap:
    """A new plan of the member's organization: sections, tasks, deadlines in the new years,
    and what each task is measured by."""
    if not can_import(member, member.organization):
        raise PermissionDenied
    if template.archived_on:
        raise DomainError(ARCHIVED)
    if template.level != member.organization.level:
        raise DomainError(OTHER_LEVEL)
    check_period(starts_on, ends_on)
    roadmap = Roadmap.objects.create(
        organization=member.organization,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        source_name=f"образец: {template.title}"[:255],
    )
    lines = shifted_lines(
        template, starts_on=starts_on, ends_on=ends_on, move_days_off=move_days_off
    )
    base = (template.starts_on, template.ends_on)
    years = years_between(base, (starts_on, ends_on))
    sections = [
        section | {"title": shift_years(section["title"], years, base)}
        for section in template.content["sections"]
    ]
    _write(roadmap, sections, iter(lines))
    return roadmap


def _write(roadmap: Roadmap, sections: list[dict[str, Any]], lines: Iterable[ShiftedLine]) -> None:
    made = Section.objects.bulk_create(
        Section(
            roadmap=roadmap, position=position, number=section["number"], title=section["title"]
        )
        for position, section in enumerate(sections, start=1)
    )
    places = [
        (section, position)
        for section, source in zip(made, sections, strict=True)
        for position, _ in enumerate(source["tasks"], start=1)
    ]
    rows = list(zip(places, lines, strict=True))
    tasks = Task.objects.bulk_create(
        Task(
            organization=roadmap.organization,
            section=section,
            position=position,
            is_mandatory=bool(row.line.get("mandatory")),
            **_texts(row.line),
            **row.reading.columns(),
        )
        for (section, position), row in rows
    )
    TaskBinding.objects.bulk_create(
        TaskBinding(organization=roadmap.organization, task=task, code=row.line["binding"])
        for task, (_, row) in zip(tasks, rows, strict=True)
        if row.line.get("binding")
    )
    renew_occurrences(roadmap, tasks)


def _texts(line: Line) -> dict[str, str]:
    return {name: line.get(name, "") for name in KEPT if name != "deadline_text"}


def load_templates(rows: list[dict[str, Any]]) -> int:
    """The built-in templates, found by code and version; gives how many there are.

    A later version of a code puts the earlier ones into the archive.
    """
    for row in rows:
        built_in = RoadmapTemplate.objects.filter(organization=None, code=row["code"])
        built_in.filter(version__lt=row["version"], archived_on=None).update(
            archived_on=timezone.localdate()
        )
        told = {name: value for name, value in row.items() if name not in ("code", "version")}
        RoadmapTemplate.objects.update_or_create(
            organization=None, code=row["code"], version=row["version"], defaults=told
        )
    return RoadmapTemplate.objects.filter(organization=None).count()
