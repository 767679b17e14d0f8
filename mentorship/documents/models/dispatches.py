from datetime import date

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.documents.models.documents import Document
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.scoping import NOTHING, within


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    def visible_to(self, member: Membership) -> "DispatchQuerySet":
        """What the member's organization has sent, to recipients within the member's own reach."""
        if not member.may(Right.LETTERS_SEND):
            return self.filter(NOTHING)
        own = Q(document__organization=member.organization_id)
        return self.filter(own & within(member, field="organization"))

    def received_by(self, member: Membership) -> "DispatchQuerySet":
        """What was sent to exactly the member's organization: the only way to a foreign paper."""
        if not member.may(Right.LETTERS_RECEIVE):
            return self.filter(NOTHING)
        return self.filter(organization=member.organization_id)

    def unread(self) -> "DispatchQuerySet":
        """Not opened yet, of documents that still stand."""
        return self.filter(read_at=None, document__state=Document.State.REGISTERED)

    def awaited(self) -> "DispatchQuerySet":
        """An acknowledgement was asked for and has not come; a cancelled document asks nothing."""
        asked = self.filter(due_on__isnull=False, acknowledged_on=None)
        return asked.filter(document__state=Document.State.REGISTERED)

    def overdue(self, today: date) -> "DispatchQuerySet":
        return self.awaited().filter(due_on__lt=today)


@pghistory.track()
class Dispatch(models.Model):
    """A registered document sent to an organization below: who has opened it, who answers for it.

    `read_at` is set when somebody there opens the letter, not when they see it in a list; from
    then on it cannot be taken back. `note` is theirs, for instance their own incoming number.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="dispatches")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="received")
    sent_at = models.DateTimeField("отправлено", auto_now_add=True)
    sent_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    due_on = models.DateField("ознакомиться до", null=True, blank=True)
    # When the organization was told of it by mail; never where no mail server is set.
    mailed_at = models.DateTimeField("уведомление отправлено", null=True, blank=True)
    read_at = models.DateTimeField("прочитано", null=True, blank=True)
    read_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    acknowledged_on = models.DateField("ознакомились", null=True, blank=True)
    acknowledged_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    note = models.CharField("входящий номер, примечание", max_length=200, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = "отправление"
        verbose_name_plural = "отправления"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="dispatch_sent_once", fields=["document", "organization"]),
            models.CheckConstraint(
                name="dispatch_read_by_somebody",
                condition=Q(read_at=None, read_by=None)
                | Q(read_at__isnull=False, read_by__isnull=False),
            ),
            models.CheckConstraint(
                name="dispatch_acknowledged_by_somebody_who_read",
                condition=Q(acknowledged_on=None, acknowledged_by=None)
                | Q(
                    acknowledged_on__isnull=False,
                    acknowledged_by__isnull=False,
                    read_at__isnull=False,
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="read_never_taken_back",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__read_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="stays_as_sent",
                operation=pgtrigger.UpdateOf(
                    "document_id", "organization_id", "sent_at", "sent_by_id"
                ),
            ),
            pgtrigger.Protect(
                name="stays_as_read",
                operation=pgtrigger.UpdateOf("read_at", "read_by_id"),
                condition=pgtrigger.Q(old__read_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="stays_as_acknowledged",
                operation=pgtrigger.UpdateOf("acknowledged_on", "acknowledged_by_id", "note"),
                condition=pgtrigger.Q(old__acknowledged_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.organization_id}"

    def get_absolute_url(self) -> str:
        """The page of those who received it."""
        return reverse("documents:incoming_detail", args=[self.pk])

    def days_late(self, today: date) -> int:
        """How many days the acknowledgement came after its term, or is late by now."""
        if self.due_on is None or not (self.acknowledged_on or self.is_awaited):
            return 0
        return max(0, ((self.acknowledged_on or today) - self.due_on).days)

    @property
    def is_awaited(self) -> bool:
        """Whether the acknowledgement is still asked for: of a document that stands."""
        return self.acknowledged_on is None and self.document.state == Document.State.REGISTERED
