"""Roadmaps as patterns of their level: built in from the sources, or made of one's own plan."""

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization, SharedQuerySet


class RoadmapTemplateQuerySet(SharedQuerySet["RoadmapTemplate"]):
    def in_use(self) -> "RoadmapTemplateQuerySet":
        return self.filter(archived_on=None)

    def of_level(self, level: str) -> "RoadmapTemplateQuerySet":
        return self.filter(level=level)


@pghistory.track()
class RoadmapTemplate(models.Model):
    """A plan without an organization, from which a new roadmap is made in one step.

    `content` is `{"sections": [{number, title, tasks: [...]}]}` (`patterns/content.py`); deadlines
    are kept as printed and speak of the template's own period, from which they are shifted.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="roadmap_templates"
    )
    code = models.SlugField("код")
    version = models.PositiveSmallIntegerField("редакция", default=1)
    level = models.CharField("чей план", max_length=16, choices=Organization.Level)
    title = models.CharField("название", max_length=400)
    starts_on = models.DateField("период образца с")
    ends_on = models.DateField("по")
    content: Any = models.JSONField("содержание")
    source = models.CharField("источник", max_length=400)
    checked_on = models.DateField("дата проверки")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    archived_on = models.DateField("в архиве", null=True, blank=True)

    objects = RoadmapTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "образец дорожной карты"
        verbose_name_plural = "образцы дорожных карт"
        ordering = ["title", "-version", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="roadmaptemplate_version_once",
                fields=["organization", "code", "version"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="roadmaptemplate_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="content_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("content", "starts_on", "ends_on", "level"),
                condition=pgtrigger.Condition("OLD.organization_id IS NOT NULL"),
                func="""
                    IF (NEW.content, NEW.starts_on, NEW.ends_on, NEW.level) IS DISTINCT FROM
                        (OLD.content, OLD.starts_on, OLD.ends_on, OLD.level)
                    THEN
                        RAISE EXCEPTION 'template % is shared and never changes', OLD.id
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("roadmaps:template_detail", args=[self.pk])

    @property
    def keeper(self) -> str:
        """Whose template it is, in words."""
        return self.organization.short_name if self.organization else "встроенный"

    @property
    def tasks_total(self) -> int:
        return sum(len(section["tasks"]) for section in self.content["sections"])
