"""The yearly cycle as a guided list: reference stages, marks by hand, corrections of the plan."""

from typing import Any

import pghistory
from django.db import models
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import within
from roadmaps.models.plans import Roadmap


class CycleStage(models.Model):
    """A stage of a cycle (S004: eight, S001: seven): reference data with source and date of check.

    `months` is `[[0, 5], [0, 8]]`: from May to August of the year the school year begins in; 1 is
    the calendar year after it. `items` are its documents: `[{code, title, kinds?, binding?, check?,
    page?}]` (`cycle/states.py`).
    """

    cycle = models.SlugField("цикл")
    cycle_title = models.CharField("название цикла", max_length=200)
    number = models.PositiveSmallIntegerField("этап")
    title = models.CharField("название", max_length=300)
    when = models.CharField("когда", max_length=100, blank=True)
    months: Any = models.JSONField("месяцы", default=list)
    essence = models.TextField("суть этапа", blank=True)
    items: Any = models.JSONField("документы", default=list)
    is_correction = models.BooleanField("корректировка плана", default=False)
    source = models.CharField("источник", max_length=400)
    checked_on = models.DateField("дата проверки")

    class Meta:
        verbose_name = "этап цикла"
        verbose_name_plural = "этапы цикла"
        ordering = ["cycle", "number"]
        constraints = [
            models.UniqueConstraint(name="cyclestage_number_once", fields=["cycle", "number"])
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class CycleMarkQuerySet(models.QuerySet["CycleMark"]):
    def visible_to(self, member: Membership) -> "CycleMarkQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class CycleMark(models.Model):
    """What a person says is done where the system cannot know it; taken back, it is deleted."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="cycle_marks")
    stage = models.ForeignKey(CycleStage, models.PROTECT, related_name="marks")
    item = models.CharField("документ", max_length=60)
    school_year = models.PositiveSmallIntegerField("учебный год")
    note = models.CharField("примечание", max_length=300, blank=True)
    marked_at = models.DateTimeField("отмечено", auto_now_add=True)
    marked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = CycleMarkQuerySet.as_manager()

    class Meta:
        verbose_name = "отметка этапа"
        verbose_name_plural = "отметки этапов"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="cyclemark_once", fields=["organization", "stage", "item", "school_year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}, {self.school_year}: {self.item}"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, member: Membership) -> "CorrectionQuerySet":
        return self.filter(within(member, field="organization"))


@pghistory.track()
class Correction(models.Model):
    """The January–February correction of a plan (S004, этап 8): what the last report found.

    `findings` is `[{code, text, task?, answer}]`; `answer` says how the plan meets the finding. The
    plan itself is changed in its own place and goes its usual way through review.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="corrections")
    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="corrections")
    school_year = models.PositiveSmallIntegerField("учебный год")
    findings: Any = models.JSONField("выводы отчёта", default=list)
    begun_at = models.DateTimeField("начата", auto_now_add=True)
    begun_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "корректировка плана"
        verbose_name_plural = "корректировки планов"
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="correction_once_a_year", fields=["roadmap", "school_year"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.roadmap_id}, {self.school_year}"

    def get_absolute_url(self) -> str:
        return reverse("roadmaps:correction_update", args=[self.pk])

    @property
    def answered(self) -> int:
        return sum(bool(finding.get("answer")) for finding in self.findings)
