from datetime import date
from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


class ConsentQuerySet(models.QuerySet["Consent"]):
    def visible_to(self, member: Membership) -> "ConsentQuerySet":
        return self.filter(people_within(member, field="institution"))

    def in_force_on(self, day: date) -> "ConsentQuerySet":
        """signed_on ≤ day ≤ valid_until and not withdrawn by the day (architecture §4)."""
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=day),
            Q(withdrawn_on=None) | Q(withdrawn_on__gt=day),
            signed_on__lte=day,
        )

    def for_processing(self, person: Any, day: date) -> "ConsentQuerySet":
        """Consents to processing of one person (pk or OuterRef) in force on a day."""
        return self.in_force_on(day).filter(person=person, purpose=Consent.Purpose.PROCESSING)


@pghistory.track()
class Consent(models.Model):
    """A consent of one person for one purpose: a document of its own (152-ФЗ, ст. 9; 156-ФЗ).

    Passport lines are blanks on the printed sheet and are never stored.
    """

    class Purpose(models.TextChoices):
        PROCESSING = "processing", "обработка персональных данных"
        PUBLICATION = "publication", "публикация"
        TRANSFER = "transfer", "передача другой организации"

    class Signer(models.TextChoices):
        SELF = "self", "сам участник"
        REPRESENTATIVE = "representative", "законный представитель"

    personal_fields = frozenset({"representative_name", "scan"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="consents")
    person = models.ForeignKey("bank.Person", models.PROTECT, related_name="consents")
    purpose = models.CharField("цель", max_length=12, choices=Purpose, default=Purpose.PROCESSING)
    text_version = models.CharField("редакция текста", max_length=40, default="2026-1")
    signed_on = models.DateField("подписано")
    signer = models.CharField("кто подписал", max_length=16, choices=Signer)
    representative_name = models.CharField(
        "фамилия, имя, отчество представителя", max_length=200, blank=True
    )
    valid_until = models.DateField("действует до", null=True, blank=True)
    withdrawn_on = models.DateField("отозвано", null=True, blank=True)
    scan = models.FileField("скан", upload_to="consents/%Y/%m/", blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        ordering = ["-signed_on", "-pk"]
        indexes = [models.Index("person", "purpose", "signed_on", name="consent_of_person")]
        constraints = [
            models.CheckConstraint(
                name="consent_dates_in_order",
                condition=(Q(valid_until=None) | Q(valid_until__gte=F("signed_on")))
                & (Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("signed_on"))),
            ),
            models.CheckConstraint(
                name="consent_representative_is_named",
                condition=~Q(signer="representative") | ~Q(representative_name=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.signed_on:%d.%m.%Y}"
