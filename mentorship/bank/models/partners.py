from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, member: Membership) -> "PartnerQuerySet":
        return self.filter(people_within(member, field="institution"))


@pghistory.track()
class Partner(models.Model):
    """An enterprise or another organization that gives mentors by an agreement (S004, этап 4)."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="partners")
    name = models.CharField("наименование", max_length=300)
    inn = models.CharField("ИНН", max_length=12, blank=True)
    contacts = models.CharField("контакты", max_length=300, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = "партнёр"
        verbose_name_plural = "партнёры"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("bank:partner_detail", args=[self.pk])


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, member: Membership) -> "AgreementQuerySet":
        return self.filter(people_within(member, field="institution"))

    def in_force_on(self, day: date) -> "AgreementQuerySet":
        """signed_on ≤ day ≤ valid_until; without an end it holds until it is ended."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=day), signed_on__lte=day)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Agreement(models.Model):
    """One agreement with a partner; there may be several at a time, each about its own subject."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="agreements")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="agreements")
    number = models.CharField("номер", max_length=60, blank=True)
    signed_on = models.DateField("дата", null=True, blank=True)
    valid_until = models.DateField("действует до", null=True, blank=True)
    subject = models.CharField("предмет", max_length=300, blank=True)
    scan = models.FileField("скан", upload_to="agreements/%Y/%m/", blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "договор"
        verbose_name_plural = "договоры"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_signing",
                condition=Q(signed_on=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("signed_on")),
            ),
            # Something must tell one paper from another.
            models.CheckConstraint(
                name="agreement_has_number_or_date",
                condition=~Q(number="") | Q(signed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        parts = [f"№ {self.number}" if self.number else "без номера"]
        if self.signed_on:
            parts.append(f"от {self.signed_on:%d.%m.%Y}")
        return " ".join(parts)

    def is_over_on(self, day: date) -> bool:
        return self.valid_until is not None and self.valid_until < day
