"""Templates of programs: always written in a draft; what was put to use never changes."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.bank.models import MentoringForm
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.versions import Versions
from mentorship.programs.content import (
    MOST_LINES,
    Content,
    Line,
    as_template,
    content_of,
    empty_content,
)
from mentorship.programs.models import Practice, Program, ProgramTemplate

State = ProgramTemplate.State
TEMPLATES = Versions(ProgramTemplate, Right.LIBRARY_EDIT)
GONE = "Такой строки в шаблоне уже нет: обновите страницу."


@transaction.atomic
def begin_template(
    *,
    member: Membership,
    title: str,
    form: MentoringForm,
    today: date,
    program: Program | None = None,
) -> ProgramTemplate:
    """A draft of one's own, empty or with the plan of a program: no person and no day in it."""
    TEMPLATES.refuse_role(member)
    content = as_template(content_of(program)) | {"difficulties": ""} if program else None
    return ProgramTemplate.objects.create(
        organization=member.organization,
        code=f"own-{uuid4().hex[:12]}",
        state=State.DRAFT,
        title=title,
        form=form,
        content=content or empty_content(),
        source=member.organization.short_name,
        checked_on=today,
    )


@transaction.atomic
def copy_template(*, member: Membership, template: ProgramTemplate) -> ProgramTemplate:
    """A draft of the next own version; the draft that is there already when there is one."""
    TEMPLATES.refuse_role(member)
    if draft := TEMPLATES.draft_of(member, template.code):
        return draft
    is_own = template.organization_id == member.organization_id
    return ProgramTemplate.objects.create(
        organization=member.organization,
        code=template.code,
        version=TEMPLATES.next_number(member, template.code),
        state=State.DRAFT,
        title=template.title,
        form=template.form,
        content=template.content,
        source=template.source,
        checked_on=template.checked_on,
        derived_from=template.derived_from if is_own else template,
        practice=template.practice,
    )


@transaction.atomic
def save_heading(
    *, member: Membership, template: ProgramTemplate, values: dict[str, Any], texts: dict[str, Any]
) -> ProgramTemplate:
    """Title, form and source of a draft, and the texts of its content."""
    draft = TEMPLATES.locked_draft(member, template)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.content = draft.content | texts
    draft.save()
    return draft


def put_line(
    *, member: Membership, template: ProgramTemplate, kind: str, line: Line, key: str = ""
) -> ProgramTemplate:
    """Write a line of the plan: in its place by its key, or a new one at the end."""

    def put(lines: list[Line]) -> list[Line]:
        if key:
            place = _place(lines, key)
            return [*lines[:place], line | {"key": key}, *lines[place + 1 :]]
        if len(lines) >= MOST_LINES:
            raise DomainError(f"В шаблоне не больше {MOST_LINES} строк.")
        return [*lines, line | {"key": f"x{uuid4().hex[:8]}"}]

    return _rewrite(member, template, kind, put)


def shift_line(
    *, member: Membership, template: ProgramTemplate, kind: str, key: str, by: int
) -> ProgramTemplate:
    """Move a line up (-1) or down (1); at the edge it stays."""

    def shifted(lines: list[Line]) -> list[Line]:
        rest = list(lines)
        place = _place(rest, key)
        line = rest.pop(place)
        rest.insert(max(0, place + by), line)
        return rest

    return _rewrite(member, template, kind, shifted)


def remove_line(
    *, member: Membership, template: ProgramTemplate, kind: str, key: str
) -> ProgramTemplate:
    """Take a line out of a draft; activities that answered a difficulty stay without it."""

    def removed(lines: list[Line]) -> list[Line]:
        place = _place(lines, key)
        return [*lines[:place], *lines[place + 1 :]]

    return _rewrite(member, template, kind, removed)


@transaction.atomic
def publish_template(*, member: Membership, template: ProgramTemplate) -> ProgramTemplate:
    """Put a draft to use; the version used before it goes to the archive, its programs stay."""
    draft = TEMPLATES.locked_draft(member, template)
    if problems := template_problems(draft):
        raise DomainError(" ".join(problems))
    TEMPLATES.publish(member, draft)
    return draft


@transaction.atomic
def archive_template(*, member: Membership, template: ProgramTemplate) -> ProgramTemplate:
    """Offer a template no more; programs made of it stay. Undone by `restore_template`."""
    return TEMPLATES.archive(member, template)


@transaction.atomic
def restore_template(*, member: Membership, template: ProgramTemplate) -> ProgramTemplate:
    """Out of the archive: to use what was used, to a draft what never was."""
    return TEMPLATES.restore(member, template)


@transaction.atomic
def take_over(*, member: Membership, practice: Practice, today: date) -> ProgramTemplate:
    """A practice of others as one's own template, in use at once; pressed twice, the same one."""
    TEMPLATES.refuse_role(member)
    if practice.organization_id == member.organization_id:
        raise DomainError("Это практика вашей организации: брать её не нужно.")
    if not practice.has_plan:
        raise DomainError("В практике нет плана мероприятий: как шаблон её взять нельзя.")
    own = ProgramTemplate.objects.owned_by(member).select_for_update()
    if taken := own.filter(practice=practice).exclude(state=State.ARCHIVED).first():
        return taken
    version = own.filter(practice=practice).aggregate(latest=Max("version"))["latest"] or 0
    return ProgramTemplate.objects.create(
        organization=member.organization,
        code=f"practice-{practice.pk}",
        version=version + 1,
        state=State.PUBLISHED,
        title=practice.title,
        form=practice.form,
        content=practice.content,
        source=f"практика: {practice.organization.short_name}"[:300],
        checked_on=today,
        practice=practice,
        published_at=timezone.now(),
        published_by=member,
    )


def load_templates(rows: list[dict[str, Any]]) -> None:
    """The built-in templates, found by code and version; a later version takes the place of one."""
    forms = {form.code: form for form in MentoringForm.objects.all()}
    for row in rows:
        built_in = ProgramTemplate.objects.filter(organization=None, code=row["code"])
        earlier = built_in.filter(version__lt=row["version"])
        earlier.update(state=State.ARCHIVED, changed_at=timezone.now())
        ProgramTemplate.objects.update_or_create(
            organization=None,
            code=row["code"],
            version=row["version"],
            defaults={
                **{name: row[name] for name in ("title", "content", "source", "checked_on")},
                "form": forms[row["form"]],
            },
        )


def template_problems(template: ProgramTemplate) -> list[str]:
    """What a draft lacks to be put to use."""
    found = []
    if not template.content["goal"].strip():
        found.append("Укажите цель программы.")
    if not template.content["activities"]:
        found.append("Добавьте в план хотя бы одно мероприятие.")
    return found


def _place(lines: list[Line], key: str) -> int:
    for place, line in enumerate(lines):
        if line["key"] == key:
            return place
    raise DomainError(GONE)


@transaction.atomic
def _rewrite(
    member: Membership,
    template: ProgramTemplate,
    kind: str,
    change: Callable[[list[Line]], list[Line]],
) -> ProgramTemplate:
    draft = TEMPLATES.locked_draft(member, template)
    content: Content = draft.content | {kind: change(draft.content[kind])}
    known = {row["key"] for row in content["problems"]}
    for row in content["activities"]:
        row["problem"] = row["problem"] if row["problem"] in known else ""
    draft.content = content
    draft.save(update_fields=["content", "changed_at"])
    return draft
