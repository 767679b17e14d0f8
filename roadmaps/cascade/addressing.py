"""The municipal side: which tasks are addressed to institutions, and to which of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from roadmaps.cascade import limits
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


def addressable_tasks(roadmap: Roadmap, member: Membership) -> list[Addressable]:
    """All tasks of a plan in their order with addresses, and suggestions the member may follow."""
    tasks = Task.objects.filter(section__roadmap=roadmap).select_related("section", "address")
    return [
        Addressable(task=task, address=address_of(task), suggestion=suggestion_for(member, task))
        for task in tasks.order_by("section__position", "position", "pk")
    ]


def suggestion_for(member: Membership, task: Task) -> Suggestion:
    """What the text asks of the institutions the member looks after; nothing if of none."""
    suggested = suggest_address(task.responsible)
    types = limits.types_of(member).intersection(suggested.institution_types or limits.ALL)
    if not types:
        return Suggestion()
    return replace(suggested, institution_types=tuple(limits.in_order(types)))


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
    to_all: bool = False,
) -> TaskAddress:
    """Address a task to institutions below; said again, it replaces what was said before.

    What a methodist of other types has asked stays (`limits`); names are let go by `to_all` alone.
    What institutions have decided stays; those no longer asked keep their task as their own.
    """
    roadmap = Roadmap.objects.select_for_update(of=("self",)).get(pk=task.section.roadmap_id)
    _check(member, roadmap)
    if not recipients:
        raise DomainError(NOBODY)
    before = TaskAddress.objects.filter(task=task).first()
    listed = [row.pk for row in _listed(member, institution_types, institutions)]
    named = limits.names_after(member, before, listed, to_all=to_all)
    address, _ = TaskAddress.objects.update_or_create(
        task=task,
        defaults={
            "organization": roadmap.organization,
            "recipients": list(recipients),
            "institution_types": limits.types_after(member, before, institution_types),
            "confirmed_by": member,
        },
    )
    address.listed.exclude(institution__in=named).delete()
    AddressedInstitution.objects.bulk_create(
        AddressedInstitution(address=address, institution_id=key)
        for key in sorted(named - limits.named_in(address))
    )
    return address


@transaction.atomic
def confirm_suggestions(*, roadmap: Roadmap, member: Membership, tasks: Iterable[int]) -> int:
    """Address the chosen tasks as their texts suggest; gives how many there are.

    A chosen task in whose text nobody is recognised goes to institutions of every type the member
    looks after.
    """
    _check(member, roadmap)
    chosen = set(tasks)
    rows = addressable_tasks(roadmap, member)
    rows = [row for row in rows if row.task.pk in chosen and not row.address]
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
    """Ask nobody any more: proposals disappear, tasks already taken stay with those who did.

    A methodist of some types takes back what is asked of those; a colleague's stays.
    """
    roadmap = Roadmap.objects.select_for_update(of=("self",)).get(pk=task.section.roadmap_id)
    _check(member, roadmap)
    address = TaskAddress.objects.filter(task=task).first()
    if address is None:
        return
    named, kept = limits.named_in(address), limits.outside(member, address)
    types = limits.types_outside(member, address)
    if not named and limits.is_by_name(member):
        raise DomainError(limits.ASKS_ALL)
    if kept and limits.is_narrow(member):
        address.listed.exclude(institution__in=kept).delete()
    elif types and not named:
        address.institution_types = limits.in_order(types)
        address.save(update_fields=["institution_types"])
    else:
        address.delete()


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
