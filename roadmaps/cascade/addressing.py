"""The municipal side: which tasks are addressed to institutions, and to which of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from roadmaps.cascade.recognising import Suggestion, suggest_address
from roadmaps.models import AddressedInstitution, Roadmap, Task, TaskAddress
from roadmaps.workflow import can_keep

NOT_MUNICIPAL = "Поручать мероприятия организациям может только муниципальный план."
NOBODY = "Отметьте, кому поручается мероприятие: организациям, руководителям или кураторам."
FOREIGN = "Организация «{name}» не относится к вашей территории: выберите другую."
WRONG_TYPE = "Организация «{name}» не подходит под выбранные типы: уберите её или добавьте её тип."


@dataclass(frozen=True)
class Addressable:
    """A line of the municipal plan: its address when confirmed, else what its text suggests."""

    task: Task
    address: TaskAddress | None
    suggestion: Suggestion

    @property
    def recipients_in_words(self) -> str:
        codes = self.address.recipients if self.address else self.suggestion.recipients
        return ", ".join(TaskAddress.Recipient(code).label for code in codes)


def can_address(member: Membership, roadmap: Roadmap) -> bool:
    """Only an editor of the municipal plan, and only while it is in use."""
    is_municipal = member.organization.level == Organization.Level.MUNICIPALITY
    return is_municipal and can_keep(member, roadmap) and roadmap.archived_on is None


def addressable_tasks(roadmap: Roadmap) -> list[Addressable]:
    """All tasks of a plan in their order with addresses and suggestions."""
    tasks = Task.objects.filter(section__roadmap=roadmap).select_related("section", "address")
    return [
        Addressable(
            task=task, address=address_of(task), suggestion=suggest_address(task.responsible)
        )
        for task in tasks.order_by("section__position", "position", "pk")
    ]


def address_of(task: Task) -> TaskAddress | None:
    return getattr(task, "address", None)


@transaction.atomic
def address_task(
    *,
    task: Task,
    member: Membership,
    recipients: Sequence[str],
    institution_types: Sequence[str] = (),
    institutions: Iterable[Organization] = (),
) -> TaskAddress:
    """Address a task to institutions below; said again, it replaces what was said before.

    What institutions have decided stays; those no longer asked keep their task as their own.
    """
    roadmap = Roadmap.objects.select_for_update(of=("self",)).get(pk=task.section.roadmap_id)
    _check(member, roadmap)
    if not recipients:
        raise DomainError(NOBODY)
    listed = _listed(member, institution_types, institutions)
    address, _ = TaskAddress.objects.update_or_create(
        task=task,
        defaults={
            "organization": roadmap.organization,
            "recipients": list(recipients),
            "institution_types": list(institution_types),
            "confirmed_by": member,
        },
    )
    AddressedInstitution.objects.filter(address=address).exclude(institution__in=listed).delete()
    known = set(address.listed.values_list("institution_id", flat=True))
    AddressedInstitution.objects.bulk_create(
        AddressedInstitution(address=address, institution=row)
        for row in listed
        if row.pk not in known
    )
    return address


@transaction.atomic
def confirm_suggestions(*, roadmap: Roadmap, member: Membership, tasks: Iterable[int]) -> int:
    """Address the chosen tasks as their texts suggest; gives how many there are.

    A chosen task in whose text nobody is recognised goes to institutions of every type.
    """
    _check(member, roadmap)
    chosen = set(tasks)
    rows = [row for row in addressable_tasks(roadmap) if row.task.pk in chosen and not row.address]
    for row in rows:
        address_task(
            task=row.task,
            member=member,
            recipients=row.suggestion.recipients or [TaskAddress.Recipient.INSTITUTION],
            institution_types=row.suggestion.institution_types,
        )
    return len(rows)


@transaction.atomic
def withdraw_address(*, task: Task, member: Membership) -> None:
    """Ask nobody any more: proposals disappear, tasks already taken stay with those who did."""
    _check(member, task.section.roadmap)
    TaskAddress.objects.filter(task=task).delete()


def _check(member: Membership, roadmap: Roadmap) -> None:
    if not can_keep(member, roadmap):
        raise PermissionDenied
    if not can_address(member, roadmap):
        raise DomainError(NOT_MUNICIPAL)


def _listed(
    member: Membership, types: Sequence[str], institutions: Iterable[Organization]
) -> list[Organization]:
    """The named institutions: each of the member's territory and of a chosen type."""
    listed = list(institutions)
    seen = Organization.objects.visible_to(member).institutions()
    own = set(seen.filter(pk__in=[row.pk for row in listed]).values_list("pk", flat=True))
    for row in listed:
        if row.pk not in own:
            raise DomainError(FOREIGN.format(name=row.short_name))
        if types and row.institution_type not in types:
            raise DomainError(WRONG_TYPE.format(name=row.short_name))
    return listed
