"""What colleagues say about a task: it stays inside the organization."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from roadmaps.models import Task, TaskComment
from roadmaps.workflow import can_keep

MOST = 200  # a task


def can_comment(member: Membership, task: Task) -> bool:
    """Everybody of the organization who may open the task, its director and psychologist too."""
    return member.may(Right.ROADMAPS_VIEW) and member.organization_id == task.organization_id


def can_remove(member: Membership, comment: TaskComment) -> bool:
    """The author takes own words back; whoever keeps the plan, anybody's."""
    return can_comment(member, comment.task) and (
        comment.written_by_id == member.pk or can_keep(member, comment.task)
    )


@transaction.atomic
def add_comment(*, task: Task, member: Membership, text: str) -> TaskComment:
    if not can_comment(member, task):
        raise PermissionDenied
    if task.section.roadmap.archived_on:
        raise DomainError("Дорожная карта в архиве. Сначала верните её из архива.")
    Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if TaskComment.objects.in_use().filter(task=task).count() >= MOST:
        raise DomainError(f"У мероприятия уже {MOST} комментариев. Уберите ненужные.")
    return TaskComment.objects.create(
        organization_id=task.organization_id, task=task, written_by=member, text=text
    )


@transaction.atomic
def remove_comment(*, comment: TaskComment, member: Membership) -> None:
    """Take a comment off the page; `restore_comment` brings it back."""
    _set_archived(comment, member, removed=True)


@transaction.atomic
def restore_comment(*, comment: TaskComment, member: Membership) -> None:
    _set_archived(comment, member, removed=False)


def _set_archived(comment: TaskComment, member: Membership, *, removed: bool) -> None:
    if not can_remove(member, comment):
        raise PermissionDenied
    comment.archived_on = timezone.localdate() if removed else None
    comment.save(update_fields=["archived_on"])
