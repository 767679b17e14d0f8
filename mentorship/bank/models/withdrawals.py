from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import Q

from mentorship.bank.models.consents import Consent
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def visible_to(self, member: Membership) -> "WithdrawalQuerySet":
        return self.filter(people_within(member, field="institution"))

    def standing(self) -> "WithdrawalQuerySet":
        """Not taken back and not overtaken by a new consent."""
        return self.filter(cancelled_on=None)

    def open(self) -> "WithdrawalQuerySet":
        """What still has to be done: data to be destroyed, publications to be taken down."""
        return self.standing().filter(done_on=None)

    def of(self, person: Any, purpose: str) -> "WithdrawalQuerySet":
        """Standing withdrawals of one person (pk or OuterRef) for one purpose."""
        return self.standing().filter(person=person, purpose=purpose)


@pghistory.track()
class Withdrawal(models.Model):
    """A consent taken back: from its day nothing is processed, by `due_on` the data are destroyed.

    Processing and transfer: thirty days (152-ФЗ, ст. 21, ч. 5); publication: three working days
    (ст. 10.1, ч. 12). Rows stay as evidence also when they were taken back or overtaken.
    """

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="withdrawals")
    person = models.ForeignKey("bank.Person", models.PROTECT, related_name="withdrawals")
    purpose = models.CharField("цель", max_length=12, choices=Consent.Purpose)
    received_on = models.DateField("заявление получено")
    recorded_on = models.DateField("записано")
    recorded_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    basis = models.CharField("основание", max_length=300, blank=True)
    due_on = models.DateField("исполнить до")
    done_on = models.DateField("исполнено", null=True, blank=True)
    done_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    done_how = models.CharField("чем подтверждается", max_length=300, blank=True)
    cancelled_on = models.DateField("снято", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_reason = models.CharField("почему снято", max_length=300, blank=True)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = "отзыв согласия"
        verbose_name_plural = "отзывы согласий"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index("person", "purpose", name="withdrawal_of_person"),
            models.Index(
                "institution",
                "due_on",
                name="withdrawal_open",
                condition=Q(done_on=None, cancelled_on=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="withdrawal_cancelled_has_person_and_reason",
                condition=Q(cancelled_on=None, cancelled_by=None, cancel_reason="")
                | Q(cancelled_on__isnull=False, cancelled_by__isnull=False) & ~Q(cancel_reason=""),
            ),
            models.CheckConstraint(
                name="withdrawal_done_has_person",
                condition=Q(done_on=None, done_by=None)
                | Q(done_on__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.received_on:%d.%m.%Y}"

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.cancelled_on is None

    def days_left(self, today: date) -> int:
        """Negative when the day has passed."""
        return (self.due_on - today).days
