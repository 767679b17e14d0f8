from django.conf import settings
from django.db import models
from django.db.models import Q

from mentorship.documents.models.documents import Document
from mentorship.organizations.models import Membership


class AcquaintanceQuerySet(models.QuerySet["Acquaintance"]):
    def of_user(self, member: Membership) -> "AcquaintanceQuerySet":
        """Lines that name the member, in documents of the organization they work in now."""
        own = Q(document__organization=member.organization_id)
        return self.filter(own, user=member.user_id)

    def waiting(self) -> "AcquaintanceQuerySet":
        """Lines without a date, of documents that still stand."""
        return self.filter(acquainted_on=None, document__state=Document.State.REGISTERED)


class Acquaintance(models.Model):
    """A line of the acquaintance list: named at registration, dated when the person has read.

    `user` is the account of the same full name in the organization on that day, when there is
    exactly one; its owner may confirm without paper. The line of a paper list is dated by those
    who prepare documents. This is a record of who has read, not a signature (63-ФЗ).
    """

    personal_fields = frozenset({"full_name"})

    document = models.ForeignKey(Document, models.PROTECT, related_name="acquaintances")
    full_name = models.CharField("фамилия, имя, отчество", max_length=200)
    position = models.CharField("должность", max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    acquainted_on = models.DateField("дата ознакомления", null=True, blank=True)
    noted_at = models.DateTimeField("отмечено", null=True, blank=True)
    noted_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    objects = AcquaintanceQuerySet.as_manager()

    class Meta:
        verbose_name = "ознакомление"
        verbose_name_plural = "лист ознакомления"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="acquaintance_named_once", fields=["document", "full_name"]
            ),
            models.CheckConstraint(
                name="acquaintance_dated_by_somebody",
                condition=Q(acquainted_on=None, noted_at=None, noted_by=None)
                | Q(acquainted_on__isnull=False, noted_at__isnull=False, noted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_own_mark(self) -> bool:
        """Whether the person confirmed it under the own account."""
        return self.noted_by is not None and self.noted_by.user_id == self.user_id
