"""The institution's side: tasks it is asked to take, and changes of those it has taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from roadmaps.cascade.linking import link_plans_if_free
from roadmaps.cascade.wordings import (
    TEXTS,
    Difference,
    differences,
    is_changed,
    mark_of,
    reading_for,
    take_columns,
    wording_of,
)
from roadmaps.models import (
    Roadmap,
    Section,
    Task,
    TaskAddress,
    TaskAddressQuerySet,
    TaskLink,
)
from roadmaps.occurrences import renew_occurrences
from roadmaps.workflow import can_keep, refuse_edit

ANSWERED = {
    TaskAddress.Recipient.INSTITUTION: "Образовательная организация",
    TaskAddress.Recipient.HEAD: "Руководитель",
    TaskAddress.Recipient.CURATOR: "Куратор",
}
GONE = "Это мероприятие вам больше не предлагается: обновите страницу."
MOVED_ON = (
    "Пока вы смотрели, муниципалитет ещё раз изменил мероприятие. Ниже показан новый текст: "
    "решите ещё раз."
)
NO_REASON = "Напишите, почему мероприятие не входит в ваш план: муниципалитет увидит причину."
TAKEN_ALREADY = "Это мероприятие вашего плана уже связано с другим мероприятием муниципалитета."
FOREIGN_PLAN = "Выберите действующую дорожную карту своей организации."


@dataclass(frozen=True)
class Change:
    """A task taken before whose source reads otherwise now."""

    link: TaskLink
    differences: list[Difference]
    mark: str


def can_decide(member: Membership) -> bool:
    """Whoever keeps the plan of an institution decides what goes into it."""
    return member.organization.is_institution and member.may(Right.ROADMAPS_EDIT)


def proposals_for(institution: Organization) -> list[TaskAddress]:
    """Tasks from above about which the institution has not decided, in the order of their plan."""
    return list(
        undecided_by(institution, timezone.localdate())
        .select_related("task__section__roadmap__organization")
        .order_by("task__section__roadmap", "task__section__position", "task__position", "pk")
    )


def undecided_by(institution: Organization, today: date) -> TaskAddressQuerySet:
    settled = TaskLink.objects.settled(today)
    decided = settled.filter(source=OuterRef("task"), institution=institution.pk)
    return TaskAddress.objects.reaching(institution).filter(~Exists(decided))


def declined_by(institution: Organization) -> list[TaskLink]:
    """Refused tasks that are still asked for: each may be taken after all."""
    asked = TaskAddress.objects.reaching(institution).values("task")
    refused = TaskLink.objects.filter(
        institution=institution.pk, state=TaskLink.State.DECLINED, source__in=asked
    )
    return list(refused.select_related("source__address").order_by("pk"))


def changes_for(institution: Organization) -> list[Change]:
    """Taken tasks whose source has changed since, each with what differs."""
    links = TaskLink.objects.accepted().filter(
        institution=institution.pk,
        task__section__roadmap__archived_on=None,
        source__section__roadmap__archived_on=None,
    )
    links = links.select_related("source__section", "task").order_by("pk")
    return [
        Change(link, differences(link), mark_of(wording_of(link.source)))
        for link in links
        if is_changed(link)
    ]


@transaction.atomic
def accept_tasks(
    *, member: Membership, roadmap: Roadmap, addresses: Iterable[TaskAddress]
) -> list[Task]:
    """Put proposed tasks into a plan of the institution, under the sections they come from.

    Deadlines come with their reading, the period of the plan is one's own; the responsible is the
    institution's own (no names of the municipality). What was decided in the meantime is passed
    over; what an archived or ended plan had taken is taken again.
    """
    plan = _own_plan(member, roadmap)
    made = []
    for address in addresses:
        source = address.task
        if address.organization_id != member.organization.parent_id:
            raise DomainError(GONE)
        if not _may_still_decide(member, source):
            continue
        task = _copy_into(plan, source, _responsible(address))
        _decide(member, source, task=task)
        made.append(task)
        link_plans_if_free(member=member, roadmap=plan, parent=source.section.roadmap)
    renew_occurrences(plan, made)
    return made


@transaction.atomic
def join_task(*, member: Membership, address: TaskAddress, task: Task) -> TaskLink:
    """Say that a task of the own plan is the one asked for; its words stay the own ones."""
    _own_plan(member, task.section.roadmap)
    if not _may_still_decide(member, address.task):
        raise DomainError(GONE)
    if TaskLink.objects.filter(task=task).exists():
        raise DomainError(TAKEN_ALREADY)
    return _decide(member, address.task, task=task)


@transaction.atomic
def decline_task(*, member: Membership, address: TaskAddress, reason: str) -> TaskLink:
    """Refuse a proposed task with a reason that the municipality reads."""
    _one_at_a_time(member)
    if not reason.strip():
        raise DomainError(NO_REASON)
    if not _may_still_decide(member, address.task):
        raise DomainError(GONE)
    return _decide(member, address.task, reason=reason.strip())


@transaction.atomic
def decide_change(
    *, member: Membership, link: TaskLink, seen: str, columns: Sequence[str] | None
) -> TaskLink:
    """Take the changed columns of the source (`columns` names them), or keep one's own (None).

    `seen` is the mark of the wording that was on the page; a newer one is refused once.
    """
    found = TaskLink.objects.select_for_update(of=("self",)).select_related(
        "source__section", "task__section__roadmap"
    )
    link = found.get(pk=link.pk)
    if link.task is None:
        raise DomainError(GONE)
    _own_plan(member, link.task.section.roadmap)
    wording = wording_of(link.source)
    if mark_of(wording) != seen:
        raise DomainError(MOVED_ON)
    if columns is not None:
        changed = [row.name for row in differences(link)]
        link.task = Task.objects.select_for_update(of=("self",)).get(pk=link.task.pk)
        take_columns(link.task, link.source, [name for name in columns if name in changed])
        link.task.save()
        renew_occurrences(link.task.section.roadmap, [link.task])
    link.taken, link.taken_mark, link.decided_by = wording, seen, member
    link.save()
    return link


def _own_plan(member: Membership, roadmap: Roadmap) -> Roadmap:
    """The plan locked for writing; DomainError when it is foreign or in the archive."""
    _one_at_a_time(member)
    plan = Roadmap.objects.select_for_update(of=("self",)).get(pk=roadmap.pk)
    if not can_keep(member, plan) or plan.archived_on:
        raise DomainError(FOREIGN_PLAN)
    refuse_edit(member, plan)
    return plan


def _one_at_a_time(member: Membership) -> None:
    """Two people of an institution decide one after the other, so nothing is taken twice."""
    if not can_decide(member):
        raise PermissionDenied
    Organization.objects.select_for_update(of=("self",), no_key=True).get(pk=member.organization_id)


def outside_period(plan: Roadmap, tasks: Iterable[Task]) -> int:
    """How many of the tasks are due before the plan begins or after it ends."""
    return sum(
        task.due_on is not None and not plan.starts_on <= task.due_on <= plan.ends_on
        for task in tasks
    )


def _may_still_decide(member: Membership, source: Task) -> bool:
    """Whether the task is still asked for and not taken; a refusal may be taken back."""
    reaching = TaskAddress.objects.reaching(member.organization).filter(task=source.pk)
    taken = TaskLink.objects.accepted().settled(timezone.localdate())
    mine = taken.filter(source=source, institution=member.organization_id)
    return reaching.exists() and not mine.exists()


def _decide(
    member: Membership, source: Task, *, task: Task | None = None, reason: str = ""
) -> TaskLink:
    wording = wording_of(source)
    decision: dict[str, Any] = {
        "task": task,
        "state": TaskLink.State.ACCEPTED if task else TaskLink.State.DECLINED,
        "reason": reason,
        "taken": wording,
        "taken_mark": mark_of(wording),
        "decided_by": member,
        "decided_at": timezone.now(),
    }
    return TaskLink.objects.update_or_create(
        source=source, institution=member.organization, defaults=decision
    )[0]


def _responsible(address: TaskAddress) -> str:
    return ", ".join(ANSWERED[TaskAddress.Recipient(recipient)] for recipient in address.recipients)


def _copy_into(plan: Roadmap, source: Task, responsible: str) -> Task:
    section = _section_like(plan, source.section)
    last = Task.objects.filter(section=section).aggregate(last=Max("position"))["last"] or 0
    copied = {name: getattr(source, name) for name in TEXTS} | reading_for(plan, source)
    return Task.objects.create(
        organization=plan.organization,
        section=section,
        position=last + 1,
        number=source.number,
        heading=source.heading,
        responsible=responsible,
        **copied,
    )


def _section_like(plan: Roadmap, wanted: Section) -> Section:
    """The section of the same title, else a new one at the end of the plan."""
    sections = list(Section.objects.filter(roadmap=plan))
    for section in sections:
        if section.title.casefold().strip() == wanted.title.casefold().strip():
            return section
    last = max((section.position for section in sections), default=0)
    return Section.objects.create(roadmap=plan, position=last + 1, title=wanted.title)
