"""What is known of an organization as numbers and years: headcounts, participation."""

import pghistory
from django.db import models
from django.db.models import F, Q

from mentorship.organizations.models.members import Membership
from mentorship.organizations.models.tree import Organization
from mentorship.organizations.scoping import within
from mentorship.organizations.small_cells import is_small


class HeadcountQuerySet(models.QuerySet["Headcount"]):
    def visible_to(self, member: "Membership") -> "HeadcountQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class Headcount(models.Model):
    """How many people of a category an organization has on a day: a denominator, never guessed.

    Ages are full years, both bounds included; `experience_to` is full years of teaching.
    An empty bound means «любой». Enterprises of the territory are counted here too.
    """

    class Category(models.TextChoices):
        PUPIL = "pupil", "обучающиеся"
        TEACHER = "teacher", "педагогические работники"
        ENTERPRISE = "enterprise", "предприятия территории"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="headcounts")
    as_of = models.DateField("на дату")
    category = models.CharField("категория", max_length=16, choices=Category)
    age_from = models.PositiveSmallIntegerField("возраст от", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("возраст до", null=True, blank=True)
    experience_to = models.PositiveSmallIntegerField("стаж до, лет", null=True, blank=True)
    value = models.PositiveIntegerField("численность")
    source = models.CharField("источник", max_length=200)

    objects = HeadcountQuerySet.as_manager()

    class Meta:
        verbose_name = "численность"
        verbose_name_plural = "численность"
        ordering = ["-as_of", "category", "age_from", "age_to", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="headcount_once_a_day",
                fields=["organization", "as_of", "category", "age_from", "age_to", "experience_to"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="headcount_ages_in_order",
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}{self.bounds}: {self.value}"

    @property
    def is_small(self) -> bool:
        """1–4 people: above the institution such a number is not shown."""
        return self.category != self.Category.ENTERPRISE and is_small(self.value)

    @property
    def bounds(self) -> str:
        """« 10–19 лет», « стаж до 3 лет» or nothing."""
        parts = []
        if self.age_from is not None and self.age_to is not None:
            parts.append(f" {self.age_from}–{self.age_to} лет")
        if self.experience_to is not None:
            parts.append(f" со стажем до {self.experience_to} лет")
        return "".join(parts)


class RollDeclarationQuerySet(models.QuerySet["RollDeclaration"]):
    def visible_to(self, member: Membership) -> "RollDeclarationQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class RollDeclaration(models.Model):
    """Somebody's word that on a day everybody of a category stands in the lists of the house.

    Only then may the headcount of that day be counted from them.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="declarations")
    category = models.CharField("категория", max_length=16, choices=Headcount.Category)
    as_of = models.DateField("на дату")
    declared_at = models.DateTimeField(auto_now_add=True)
    declared_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = RollDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = "список полный"
        verbose_name_plural = "списки полные"
        ordering = ["-as_of", "category", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="roll_declared_once_a_day", fields=["organization", "category", "as_of"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: список полный на {self.as_of:%d.%m.%Y}"


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visible_to(self, member: "Membership") -> "ParticipationQuerySet":
        return self.filter(within(member, field="institution"))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Participation(models.Model):
    """The yearly list of participants, approved by order of the region (S004, этап 3)."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="participations")
    year = models.PositiveSmallIntegerField("учебный год")
    order = models.CharField("приказ", max_length=200, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = "участие в году"
        verbose_name_plural = "участие в году"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="participation_once_a_year", fields=["institution", "year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}, {self.year}"
