"""Monitoring of quality (S000, 6): the table of criteria, sheets of schools, what was finished."""

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse

from mentorship.bank.models import MentoringForm
from mentorship.organizations.models import Membership, Organization, SharedQuerySet
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import people_within, within


class QualityTableQuerySet(SharedQuerySet["QualityTable"]):
    def in_year(self, year: SchoolYear) -> "QualityTableQuerySet":
        """Tables that hold in the year, the one to use first: a region's, then the newest."""
        own_first = Case(When(organization=None, then=Value(1)), default=Value(0))
        return self.filter(first_year__lte=year.first).order_by(
            own_first, "-first_year", "-version", "-pk"
        )


@pghistory.track()
class QualityTable(models.Model):
    """Criteria marked 0, 1 or 2 and the levels of their sum: reference data with its source.

    `sections`: [{title, criteria: [{code, text, proposal}]}]; a proposal says how a mark is
    proposed from data (`quality/evidence.py`). `levels`: [{code, title, least, most}] without gaps.
    `aspects`: [{title, scales}] puts the scales of the entry and exit sets to kinds of growth.
    A table without an organization is built in; a region's own stands in its place.
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="quality_tables"
    )
    version = models.PositiveSmallIntegerField("редакция")
    first_year = models.PositiveSmallIntegerField("с учебного года")
    title = models.CharField("название", max_length=200)
    sections: Any = models.JSONField("критерии")
    levels: Any = models.JSONField("уровни")
    aspects: Any = models.JSONField("виды роста", default=list)
    source = models.CharField("источник", max_length=500)
    proposals_source = models.CharField("откуда границы предложений", max_length=300, blank=True)
    checked_on = models.DateField("дата проверки")
    needs_check = models.BooleanField("формулировки нужно проверить", default=False)

    objects = QualityTableQuerySet.as_manager()

    class Meta:
        verbose_name = "таблица критериев качества"
        verbose_name_plural = "таблицы критериев качества"
        ordering = ["organization", "-version"]
        constraints = [
            models.UniqueConstraint(
                name="qualitytable_version_once",
                fields=["organization", "version"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.title


class QualitySheetQuerySet(models.QuerySet["QualitySheet"]):
    def visible_to(self, member: Membership) -> "QualitySheetQuerySet":
        """Words and marks stay inside the institution; above it only levels are read."""
        return self.filter(people_within(member, field="institution"))

    def of_year(self, year: SchoolYear) -> "QualitySheetQuerySet":
        return self.filter(school_year=year.first)


@pghistory.track(exclude=["typed"])
class QualitySheet(models.Model):
    """The quality of an institution's mentoring in a year, or of its program of one form.

    `typed` holds what people have written by key: «mark-goals», «words-goals», «strengths» …
    """

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        FINISHED = "finished", "завершён"

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="quality_sheets")
    school_year = models.PositiveSmallIntegerField("учебный год")
    # Empty: the whole institution.
    form = models.ForeignKey(
        MentoringForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="форма наставничества",
    )
    table = models.ForeignKey(QualityTable, models.PROTECT, related_name="sheets")
    state = models.CharField("состояние", max_length=8, choices=State, default=State.DRAFT)
    typed: Any = models.JSONField("введено", default=dict, blank=True)
    draft = models.PositiveIntegerField("сохранение черновика", default=0)
    saved_at = models.DateTimeField("сохранён", null=True, blank=True)
    saved_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Why a finished sheet is being corrected: the reason goes into its next version.
    correction = models.TextField("причина исправления", blank=True)

    objects = QualitySheetQuerySet.as_manager()

    class Meta:
        verbose_name = "лист качества"
        verbose_name_plural = "листы качества"
        ordering = ["-school_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="qualitysheet_once",
                fields=["institution", "school_year", "form"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.institution_id}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:quality_sheet", args=[self.pk])

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.school_year)

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def program(self) -> str:
        """Of what the sheet speaks, in words."""
        return self.form.title if self.form else "Организация в целом"


class SheetVersionQuerySet(models.QuerySet["SheetVersion"]):
    def visible_to(self, member: Membership) -> "SheetVersionQuerySet":
        """Of the member's branch; above the institution only `score` and the level are read."""
        return self.filter(within(member, field="sheet__institution"))

    def in_force(self) -> "SheetVersionQuerySet":
        """The last version of each sheet; while a correction is on its way, the one before it."""
        return self.order_by("sheet_id", "-number").distinct("sheet_id")


@pghistory.track(exclude=["content"])
class SheetVersion(models.Model):
    """A sheet as it was finished: criteria, marks, evidence, SWOT, growth; never counted again."""

    sheet = models.ForeignKey(QualitySheet, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("редакция")
    content: Any = models.JSONField("содержание")
    score = models.PositiveSmallIntegerField("баллов")
    greatest = models.PositiveSmallIntegerField("наибольшее число баллов")
    level_code = models.CharField("код уровня", max_length=20)
    level_title = models.CharField("уровень", max_length=60)
    reason = models.TextField("причина исправления", blank=True)
    finished_at = models.DateTimeField("завершён", auto_now_add=True)
    finished_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = SheetVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "завершённый лист качества"
        verbose_name_plural = "завершённые листы качества"
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(name="sheetversion_number_once", fields=["sheet", "number"]),
            models.CheckConstraint(
                name="sheetversion_score_within",
                condition=Q(score__lte=models.F("greatest")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept_as_finished", operation=pgtrigger.Delete),
            pgtrigger.Protect(name="never_counted_again", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"редакция {self.number}"
