"""Sheets that were printed for signing: what was given out, to whom, and when."""

from typing import Any

import pghistory
from django.db import models
from django.urls import reverse

from mentorship.bank.models.consent_texts import ConsentText
from mentorship.bank.models.consents import Consent
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


class SheetRunQuerySet(models.QuerySet["SheetRun"]):
    def visible_to(self, member: Membership) -> "SheetRunQuerySet":
        return self.filter(people_within(member, field="institution"))


@pghistory.track()
class SheetRun(models.Model):
    """Sheets of many people printed at once: one file, kept for a few days."""

    personal_fields = frozenset({"file"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="sheet_runs")
    purpose = models.CharField("цель", max_length=12, choices=Consent.Purpose)
    # Keys of people asked for, and [key, reason] of those who got no sheet.
    people: Any = models.JSONField(default=list)
    left_out: Any = models.JSONField(default=list)
    printed_on = models.DateField("напечатано", null=True, blank=True)
    file = models.FileField("файл", upload_to="consent_sheets/%Y/%m/", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = SheetRunQuerySet.as_manager()

    class Meta:
        verbose_name = "печать листов согласий"
        verbose_name_plural = "печать листов согласий"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Листы согласий № {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("bank:sheet_run_detail", args=[self.pk])


class ConsentSheetQuerySet(models.QuerySet["ConsentSheet"]):
    def visible_to(self, member: Membership) -> "ConsentSheetQuerySet":
        return self.filter(people_within(member, field="institution"))


@pghistory.track()
class ConsentSheet(models.Model):
    """A sheet printed for one person to sign; the passport lines on it are blanks."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="consent_sheets")
    person = models.ForeignKey("bank.Person", models.PROTECT, related_name="consent_sheets")
    purpose = models.CharField("цель", max_length=12, choices=Consent.Purpose)
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="sheets")
    text_sha256 = models.CharField(max_length=64)
    printed_on = models.DateField("напечатан")
    printed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    run = models.ForeignKey(
        SheetRun, models.PROTECT, null=True, blank=True, related_name="sheets", editable=False
    )

    objects = ConsentSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "лист согласия"
        verbose_name_plural = "листы согласий"
        ordering = ["-printed_on", "-pk"]
        indexes = [models.Index("person", "purpose", "printed_on", name="sheet_of_person")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.printed_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("bank:sheet_detail", args=[self.pk])
