"""What a task is measured by: figures the system knows, and the text written with them."""

from typing import Any

import pghistory
from django.db import models
from django.db.models import Q

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import within
from roadmaps.models.plans import Task


class TaskBindingQuerySet(models.QuerySet["TaskBinding"]):
    def visible_to(self, member: Membership) -> "TaskBindingQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class TaskBinding(models.Model):
    """A task bound to what the system knows (`progress/bindings.py`).

    `written` is the generated part of the report as it was last put into the task, `figures` the
    numbers in it: `{name: number | null}`. Both stay, so that later figures can be compared.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="task_bindings")
    task = models.OneToOneField(Task, models.CASCADE, related_name="binding")
    code = models.CharField("чем подтверждается", max_length=60)
    school_year = models.PositiveSmallIntegerField("учебный год", null=True, blank=True)
    written = models.TextField("текст по данным", blank=True)
    figures: Any = models.JSONField("числа", default=dict, blank=True)
    written_at = models.DateTimeField("записан", null=True, blank=True)
    written_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TaskBindingQuerySet.as_manager()

    class Meta:
        verbose_name = "связь с данными"
        verbose_name_plural = "связи с данными"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="taskbinding_written_at_with_written_by",
                condition=Q(written_at=None, written_by=None, written="")
                | Q(written_at__isnull=False, written_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.code}"
