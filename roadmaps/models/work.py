"""Who does a task, what is said about it, and how its people are reminded of it."""

import pghistory
from django.db import models

from mentorship.accounts.models import TokenLink
from mentorship.organizations.models import Membership, Organization
from roadmaps.models.plans import Task


class TaskResponsibleQuerySet(models.QuerySet["TaskResponsible"]):
    def visible_to(self, member: Membership) -> "TaskResponsibleQuerySet":
        """Of the member's own organization: above it nobody is named."""
        return self.filter(task__organization=member.organization_id)

    def in_force(self) -> "TaskResponsibleQuerySet":
        return self.select_related("membership__user").order_by("membership__user__full_name", "pk")


@pghistory.track()
class TaskResponsible(models.Model):
    """A member who does a task; what the plan says of it in print stays in `Task.responsible`."""

    task = models.ForeignKey(
        Task, models.CASCADE, related_name="responsibles", verbose_name="мероприятие"
    )
    membership = models.ForeignKey(
        Membership, models.PROTECT, related_name="tasks_in_charge", verbose_name="кто"
    )
    confirmed_by = models.ForeignKey(
        Membership, models.PROTECT, related_name="+", verbose_name="назначил"
    )
    confirmed_at = models.DateTimeField("назначен", auto_now_add=True)

    objects = TaskResponsibleQuerySet.as_manager()

    class Meta:
        verbose_name = "ответственный за мероприятие"
        verbose_name_plural = "ответственные за мероприятия"
        ordering = ["task", "pk"]
        constraints = [
            models.UniqueConstraint(name="task_responsible_once", fields=["task", "membership"])
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.membership_id}"


class TaskCommentQuerySet(models.QuerySet["TaskComment"]):
    def visible_to(self, member: Membership) -> "TaskCommentQuerySet":
        """Words of the member's own organization: what a school says to itself stays in it."""
        return self.filter(organization=member.organization_id)

    def in_use(self) -> "TaskCommentQuerySet":
        return self.filter(archived_on=None)


@pghistory.track()
class TaskComment(models.Model):
    """What somebody of the organization says about a task, for colleagues alone."""

    personal_fields = frozenset({"text"})

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    task = models.ForeignKey(
        Task, models.CASCADE, related_name="comments", verbose_name="мероприятие"
    )
    written_by = models.ForeignKey(
        Membership, models.PROTECT, related_name="+", verbose_name="автор"
    )
    text = models.TextField("комментарий", max_length=2000)
    written_at = models.DateTimeField("написан", auto_now_add=True)
    archived_on = models.DateField("убран", null=True, blank=True)

    objects = TaskCommentQuerySet.as_manager()

    class Meta:
        verbose_name = "комментарий к мероприятию"
        verbose_name_plural = "комментарии к мероприятиям"
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.task_id}, {self.written_at:%d.%m.%Y}"


class Digest(models.Model):
    """How often a member is written to, and for which day the last letter was.

    Without a row it is once a week. Not in the change log: nothing is decided about others.
    """

    class Rhythm(models.TextChoices):
        DAILY = "daily", "каждый рабочий день"
        WEEKLY = "weekly", "раз в неделю"
        OFF = "off", "не присылать"

    membership = models.OneToOneField(
        Membership, models.CASCADE, related_name="digest", verbose_name="чья"
    )
    rhythm = models.CharField("как часто", max_length=6, choices=Rhythm, default=Rhythm.WEEKLY)
    sent_on = models.DateField("за какой день", null=True, blank=True)

    class Meta:
        verbose_name = "сводка по почте"
        verbose_name_plural = "сводки по почте"

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.get_rhythm_display()}"


class TaskFeed(models.Model):
    """The secret address a calendar reads somebody's deadlines from; only its hash is kept."""

    membership = models.OneToOneField(
        Membership, models.CASCADE, related_name="task_feed", verbose_name="чья"
    )
    link = models.OneToOneField(TokenLink, models.PROTECT, related_name="task_feed")

    class Meta:
        verbose_name = "подписка на календарь сроков"
        verbose_name_plural = "подписки на календарь сроков"

    def __str__(self) -> str:
        return f"{self.membership_id}"
