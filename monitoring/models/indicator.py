import pghistory
from django.db import models
from django.db.models import F, Q

from mentorship.organizations.models import Membership, Organization, SharedQuerySet
from mentorship.organizations.scoping import within


class IndicatorQuerySet(SharedQuerySet["Indicator"]):
    def valid_in(self, year: int) -> "IndicatorQuerySet":
        """Versions of a school year, by its first calendar year."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=year), Q(valid_to=None) | Q(valid_to__gte=year)
        )


@pghistory.track()
class Indicator(models.Model):
    """A version of a target indicator: reference data with source, federal or of a region.

    Numerator and denominator are operands (`monitoring/operands.py`): a figure, a figure with a
    filter («mentees_taking_part?age=11-18»), or «headcount:…», an entered number, never guessed: a
    missing one is a reason, not a zero. A region's version stands in place of the federal one of
    the same code in the school years it holds for.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    code = models.CharField("код", max_length=20)
    version = models.PositiveSmallIntegerField("редакция", default=1)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField("показатель", max_length=600)
    short_title = models.CharField("кратко", max_length=200)
    formula = models.CharField("формула", max_length=800)
    numerator = models.CharField("числитель", max_length=200)
    denominator = models.CharField("знаменатель", max_length=200)
    # School years by their first calendar year; an open end holds on.
    valid_from = models.PositiveSmallIntegerField("с учебного года", null=True, blank=True)
    valid_to = models.PositiveSmallIntegerField("по учебный год", null=True, blank=True)
    archived_on = models.DateField("в архиве с", null=True, blank=True)
    source = models.CharField("источник", max_length=300)
    checked_on = models.DateField("дата проверки")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "показатель"
        verbose_name_plural = "показатели"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="indicator_code_version",
                fields=["organization", "code", "version"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="indicator_valid_in_order",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.short_title}"


@pghistory.track()
class PlanValue(models.Model):
    """A plan value of a calendar year, in percent; without an organization it is federal."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="plan_values")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="plan_values"
    )
    year = models.PositiveSmallIntegerField("год")
    value = models.PositiveSmallIntegerField("план, %")
    source = models.CharField("источник", max_length=300)

    objects = SharedQuerySet["PlanValue"].as_manager()

    class Meta:
        verbose_name = "плановое значение"
        verbose_name_plural = "плановые значения"
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="planvalue_once_a_year",
                fields=["indicator", "organization", "year"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.value} %"


class StatedValueQuerySet(models.QuerySet["StatedValue"]):
    def visible_to(self, member: Membership) -> "StatedValueQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class StatedValue(models.Model):
    """What an earlier report said about an indicator, kept beside the computed value."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="stated_values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="stated_values")
    school_year = models.PositiveSmallIntegerField("учебный год")
    text = models.CharField("как написано", max_length=100)
    percent = models.PositiveSmallIntegerField("заявлено, %")
    source = models.CharField("источник", max_length=300)
    note = models.CharField("пояснение", max_length=400, blank=True)

    objects = StatedValueQuerySet.as_manager()

    class Meta:
        verbose_name = "заявленное значение"
        verbose_name_plural = "заявленные значения"
        ordering = ["-school_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="statedvalue_once", fields=["organization", "indicator", "school_year"]
            )
        ]

    def __str__(self) -> str:
        return self.text
