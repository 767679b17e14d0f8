import pghistory
from django.db import models

from mentorship.documents.models.documents import Document
from mentorship.organizations.models import Organization


@pghistory.track()
class SeriesNumbering(models.Model):
    """How an organization numbers the documents of one series; without a row as the kinds say.

    Orders have none: theirs stands among the requisites of the organization.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    series = models.CharField("ряд", max_length=40)
    numbering = models.CharField("номера", max_length=10, choices=Organization.Numbering)
    pattern = models.CharField("образец номера", max_length=40)

    class Meta:
        verbose_name = "нумерация ряда"
        verbose_name_plural = "нумерация рядов"
        constraints = [
            models.UniqueConstraint(
                name="seriesnumbering_one_of_a_series", fields=["organization", "series"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.series}"


class NumberSeries(models.Model):
    """The counter row of an own series; taken under its lock in the registering transaction.

    `max + 1` and sequences double or skip numbers under load; this row does neither.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    # What the organization's own book had come to when the system took over in the year.
    begins_after = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = "ряд номеров"
        verbose_name_plural = "ряды номеров"
        constraints = [
            models.UniqueConstraint(
                name="numberseries_one_counter", fields=["organization", "kind", "year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class TakenNumber(models.Model):
    """A number of an organization's order book in a year, taken for ever (also when cancelled)."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=40)
    number_key = models.CharField(max_length=40)
    # The count in an own series; empty in the organization's own order book, until the count of the
    # system meets the typed number and goes past it.
    ordinal = models.PositiveIntegerField(null=True, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, related_name="taken_number")

    class Meta:
        verbose_name = "занятый номер"
        verbose_name_plural = "занятые номера"
        constraints = [
            models.UniqueConstraint(
                name="takennumber_unique_in_year",
                fields=["organization", "year", "series", "number_key"],
            )
        ]

    def __str__(self) -> str:
        return self.number_key
