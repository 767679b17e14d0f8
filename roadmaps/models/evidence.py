import pghistory
from django.db import models

from mentorship.organizations.models import Membership, Organization
from roadmaps.models.plans import Task


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, member: Membership) -> "EvidenceQuerySet":
        """Files of the member's own organization: they may name people, so they stay inside it."""
        return self.filter(organization=member.organization_id)

    def in_use(self) -> "EvidenceQuerySet":
        return self.filter(archived_on=None)


@pghistory.track()
class Evidence(models.Model):
    """A file that shows a task done."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, related_name="evidence")
    name = models.CharField("название", max_length=255)
    file = models.FileField("файл", upload_to="evidence/%Y/%m/")
    added_at = models.DateTimeField(auto_now_add=True)
    archived_on = models.DateField("убран", null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name
