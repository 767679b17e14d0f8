from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.jobs.models import Job
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import people_within


class YearTurnQuerySet(models.QuerySet["YearTurn"]):
    def visible_to(self, member: Membership) -> "YearTurnQuerySet":
        return self.filter(people_within(member, field="institution"))


@pghistory.track()
class YearTurn(models.Model):
    """The turn of one school year in an institution: what was decided, and what came of it.

    `answers` are choices by the keys of the questions (they hold numbers of rows, no names);
    `outcome` is what the rooms did, line by line.
    """

    # Who leaves and who stays behind: keys of people stand in the keys of the answers.
    personal_fields = frozenset({"answers"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="year_turns")
    school_year = models.PositiveSmallIntegerField("учебный год, который закончился")
    answers: Any = models.JSONField("решения", default=dict)
    outcome: Any = models.JSONField("что сделано", default=list)
    made_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто"
    )
    made_at = models.DateTimeField("когда", null=True, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = YearTurnQuerySet.as_manager()

    class Meta:
        verbose_name = "переход на новый учебный год"
        verbose_name_plural = "переходы на новый учебный год"
        ordering = ["-school_year", "pk"]
        constraints = [
            models.UniqueConstraint(name="yearturn_once", fields=["institution", "school_year"]),
            models.CheckConstraint(
                name="yearturn_made_by_somebody",
                condition=Q(made_at=None, made_by=None)
                | Q(made_at__isnull=False, made_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Переход с {self.year} учебного года"

    def get_absolute_url(self) -> str:
        return reverse("bank:year_turn")

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.school_year)

    @property
    def is_made(self) -> bool:
        return self.made_at is not None

    @property
    def is_busy(self) -> bool:
        return not self.is_made and self.job is not None and self.job.is_open
