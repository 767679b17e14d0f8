from typing import Any

import pghistory
from django.db import models
from django.db.models import Q

from mentorship.bank.models.imports import ImportRun
from mentorship.bank.models.people import Person
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


class DoubleDecisionQuerySet(models.QuerySet["DoubleDecision"]):
    def visible_to(self, member: Membership) -> "DoubleDecisionQuerySet":
        return self.filter(people_within(member, field="institution"))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class DoubleDecision(models.Model):
    """What an institution said of a name in its files: the same person, or another one.

    A row is known by its sort key and birth as written; beside it stands a person of the bank, or
    another row by its own key. `Namesakes` says the same of two people of the bank.
    """

    personal_fields = frozenset({"name_key", "birth", "other_key", "other_birth"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    name_key = models.CharField("имя в файле", max_length=320, db_collation="C")
    birth = models.CharField("рождение в файле", max_length=10, blank=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    other_key = models.CharField("имя в другой строке", max_length=320, blank=True)
    other_birth = models.CharField("рождение в другой строке", max_length=10, blank=True)
    is_same = models.BooleanField("один человек")
    decided_at = models.DateTimeField(auto_now=True)
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = DoubleDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "ответ о двойнике"
        verbose_name_plural = "ответы о двойниках"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="doubledecision_once_of_person",
                fields=["institution", "name_key", "birth", "person"],
                condition=Q(person__isnull=False),
            ),
            models.UniqueConstraint(
                name="doubledecision_once_of_row",
                fields=["institution", "name_key", "birth", "other_key", "other_birth"],
                condition=Q(person=None),
            ),
            models.CheckConstraint(
                name="doubledecision_person_or_row",
                condition=Q(person__isnull=False, other_key="", other_birth="")
                | (Q(person=None) & ~Q(other_key="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.is_same}"


class ColumnMappingQuerySet(models.QuerySet["ColumnMapping"]):
    def visible_to(self, member: Membership) -> "ColumnMappingQuerySet":
        return self.filter(people_within(member, field="institution"))


class ColumnMapping(models.Model):
    """What an institution's own headings meant the last time, so that nobody chooses twice."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    bank = models.CharField("банк", max_length=8, choices=ImportRun.Bank)
    # Codes of columns by the key of a heading; an empty code was left out on purpose.
    codes: Any = models.JSONField("столбцы", default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ColumnMappingQuerySet.as_manager()

    class Meta:
        verbose_name = "столбцы файлов"
        verbose_name_plural = "столбцы файлов"
        ordering = ["institution", "bank"]
        constraints = [
            models.UniqueConstraint(name="columnmapping_once", fields=["institution", "bank"])
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}: {self.bank}"
