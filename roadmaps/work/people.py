"""Whose tasks a list shows: everybody's, one's own, or those of one member."""

from dataclasses import dataclass

from django.http import QueryDict

from mentorship.core.keys import key_of
from mentorship.organizations.models import Membership, Organization
from roadmaps.models import TaskQuerySet, TaskResponsible

ME = "me"


@dataclass(frozen=True)
class Who:
    """The choice in the address: `code` is "", "me" or the key of a membership."""

    code: str = ""
    membership: int | None = None


@dataclass(frozen=True)
class PersonChoice:
    code: str
    name: str


def asked_who(asked: QueryDict, member: Membership, organization: Organization) -> Who:
    """What the address asks for; somebody else's organization tells of nobody, so all are shown."""
    code = asked.get("who", "")
    if organization.pk != member.organization_id:
        return Who()
    if code == ME:
        return Who(ME, member.pk)
    key = key_of(code)
    return Who(code, key) if key else Who()


def narrow_to(tasks: TaskQuerySet, who: Who) -> TaskQuerySet:
    return tasks.filter(responsibles__membership=who.membership) if who.membership else tasks


def people_of(member: Membership, tasks: TaskQuerySet) -> list[PersonChoice]:
    """Members in charge of some of the tasks, oneself first; none above the institution."""
    rows = TaskResponsible.objects.visible_to(member).filter(task__in=tasks.order_by())
    pairs = rows.order_by("membership__user__full_name").values_list(
        "membership", "membership__user__full_name"
    )
    found = dict(pairs)
    others = [PersonChoice(str(pk), name) for pk, name in found.items() if pk != member.pk]
    return [PersonChoice(ME, "Мои"), *others] if member.pk in found else others
