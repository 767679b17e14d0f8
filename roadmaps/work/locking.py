"""Rows of tasks locked for writing, always in the order of their keys."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from roadmaps.models import Roadmap, Task
from roadmaps.workflow import can_keep, refuse_edit


def locked_tasks(
    roadmap: Roadmap, keys: Collection[int], member: Membership, *, of_plan: bool = False
) -> list[Task]:
    """Tasks of the roadmap by their keys; strangers, archived roadmaps, missing rows are refused.

    `of_plan`: what is about to change is the plan itself, which nobody changes under review; the
    roadmap is locked first. Raises PermissionDenied and DomainError.
    """
    if not can_keep(member, roadmap):
        raise PermissionDenied
    if of_plan:
        refuse_edit(member, Roadmap.objects.select_for_update().get(pk=roadmap.pk))
    if roadmap.archived_on:
        raise DomainError("Дорожная карта в архиве. Сначала верните её из архива.")
    rows = Task.objects.select_for_update(of=("self",)).filter(section__roadmap=roadmap)
    found = list(rows.filter(pk__in=keys).order_by("pk"))
    if len(found) < len(set(keys)):
        raise DomainError("Часть отмеченных мероприятий уже убрана. Откройте карту заново.")
    return found
