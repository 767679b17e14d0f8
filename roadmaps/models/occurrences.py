"""Turns of a recurring task: each month, quarter or autumn that the plan asks for it again."""

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import within
from roadmaps.models.plans import Task


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def visible_to(self, member: Membership) -> "OccurrenceQuerySet":
        return self.filter(within(member, field="organization"))

    def of_year(self, year: SchoolYear) -> "OccurrenceQuerySet":
        """Turns due in the school year: each turn belongs to one year only."""
        return self.filter(due_on__gte=year.starts_on, due_on__lte=year.ends_on)

    def open(self) -> "OccurrenceQuerySet":
        """Turns still to come of tasks that are open, in roadmaps that are in use."""
        return self.filter(
            state=Occurrence.State.PLANNED,
            task__progress__in=Task.OPEN,
            task__section__roadmap__archived_on=None,
        )

    def overdue(self, today: date) -> "OccurrenceQuerySet":
        return self.open().filter(due_on__lt=today)


@pghistory.track()
class Occurrence(models.Model):
    """One turn of a recurring task, made from its deadline for the period of the plan.

    A planned turn follows the deadline when that is read anew; what a person has said of a turn
    (done, not held) stays whatever the deadline becomes.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "предстоит"
        DONE = "done", "выполнено"
        DROPPED = "dropped", "не проводилось"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, related_name="occurrences")
    starts_on = models.DateField("с")
    due_on = models.DateField("по")
    state = models.CharField("состояние", max_length=8, choices=State, default=State.PLANNED)
    done_on = models.DateField("выполнено", null=True, blank=True)
    note = models.TextField("что сделано", blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "повторение мероприятия"
        verbose_name_plural = "повторения мероприятий"
        ordering = ["due_on", "starts_on", "pk"]
        indexes = [
            models.Index(
                "organization", "due_on", name="occurrence_planned_by_due",
                condition=Q(state="planned"),
            )
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                "task", "starts_on", "due_on", name="occurrence_once",
                violation_error_message="Такое повторение уже есть.",
            ),
            models.CheckConstraint(
                name="occurrence_ends_after_start", condition=Q(due_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="occurrence_done_on_with_done",
                condition=Q(state="done", done_on__isnull=False)
                | ~Q(state="done") & Q(done_on=None),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.starts_on:%d.%m.%Y} – {self.due_on:%d.%m.%Y}"

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    def is_overdue(self, today: date) -> bool:
        return self.is_planned and self.due_on < today
