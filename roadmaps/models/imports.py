from typing import Any

from django.db import models
from django.db.models import F, Q

from mentorship.organizations.models import Membership, Organization
from roadmaps.models.plans import Roadmap


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    def visible_to(self, member: Membership) -> "ImportDraftQuerySet":
        """Own drafts only: a draft is what one person is typing."""
        return self.filter(created_by=member)


class ImportDraft(models.Model):
    """A read but unconfirmed import: what was typed and what the parser made of it.

    It lives until the next import of the same person; the roadmap it became is remembered, so that
    a second confirmation leads to the same roadmap. Not in the change log: nothing is decided yet.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    title = models.CharField("название", max_length=400)
    starts_on = models.DateField("с")
    ends_on = models.DateField("по")
    source_name = models.CharField("загружена из", max_length=255, blank=True)
    text = models.TextField("вставленный текст", blank=True)
    parsed: Any = models.JSONField()
    # What a person has said of doubtful deadlines: {source row: columns of the reading}.
    decided: Any = models.JSONField(default=dict)
    mark_reported_done = models.BooleanField("отметить выполненными", default=False)
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, null=True, related_name="+")

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "черновик загрузки"
        verbose_name_plural = "черновики загрузки"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_draft_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return self.title
