from typing import Any

import pghistory
from django.db import models
from django.db.models import F, Q

from mentorship.bank.models.people import Person
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


class MergeRecordQuerySet(models.QuerySet["MergeRecord"]):
    def visible_to(self, member: Membership) -> "MergeRecordQuerySet":
        return self.filter(people_within(member, field="institution"))


class MergeRecord(models.Model):
    """Two cards of one person became one: who did it, when, and what moved.

    Appended by `merging.merge_people`, never changed but for `kept`, which follows the person when
    they are merged again. `dropped_key` is the number of the card that is no more: its changes
    stay in the log under it, and its address leads to the card kept.
    """

    personal_fields = frozenset({"dropped_name", "before"})

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    dropped_key = models.PositiveBigIntegerField("номер прежней карточки", unique=True)
    dropped_name = models.CharField("прежняя карточка", max_length=320)
    # The values of both cards before, by field: {"last_name": ["Громов", "Грамов"], …}.
    before: Any = models.JSONField("значения до объединения", default=dict)
    # How many rows of each kind moved, in words of the page: {"согласия": 2, …}.
    moved: Any = models.JSONField("перенесено", default=dict)
    merged_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(auto_now_add=True)

    objects = MergeRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "объединение карточек"
        verbose_name_plural = "объединения карточек"
        ordering = ["-merged_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.dropped_key} → {self.kept_id}"


class NamesakesQuerySet(models.QuerySet["Namesakes"]):
    def visible_to(self, member: Membership) -> "NamesakesQuerySet":
        return self.filter(people_within(member, field="institution"))


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class Namesakes(models.Model):
    """Two people somebody said are different, so that nobody is asked about them again."""

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="namesakes")
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")

    objects = NamesakesQuerySet.as_manager()

    class Meta:
        verbose_name = "разные люди"
        verbose_name_plural = "разные люди"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="namesakes_once", fields=["first", "second"]),
            models.CheckConstraint(name="namesakes_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
