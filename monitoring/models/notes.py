"""Analytic notes: drafts made of sections, recommendations, and what was issued."""

from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from mentorship.core.wording import counted
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import limits_of
from monitoring.models.rounds import Round

NAMED_IN_TITLE = 3


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, member: Membership) -> "NoteQuerySet":
        """Notes of the own organization: a school's tells true numbers, a draft is not yet said.

        In a municipality those that tell of just the institutions the member reaches: numbers of
        another reach would give away by subtraction what the member's own pages hide.
        """
        types, listed = limits_of(member)
        return self.filter(
            organization=member.organization, part_types=sorted(types), part_listed=sorted(listed)
        )

    def in_use(self) -> "NoteQuerySet":
        """Without deleted drafts."""
        return self.exclude(state=Note.State.ARCHIVED)

    def with_readers(self) -> "NoteQuerySet":
        """With all that says whose numbers a note reads."""
        return self.select_related("organization__parent__parent", "round")


@pghistory.track()
class Note(models.Model):
    """The analytic note of an organization for a school year; its text lies in sections.

    Of a school it is the final analytic report of the curator (S001 4.6.2), above it the note of
    the municipality or of the region (S004, stage 7).
    """

    class State(models.TextChoices):
        DRAFT = "draft", "проект"
        ISSUED = "issued", "выпущена"
        # Taken away by mistake or not: the texts of several people are in it, it can be put back.
        ARCHIVED = "archived", "удалена"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="notes")
    first_year = models.PositiveSmallIntegerField("учебный год начинается в")
    round = models.ForeignKey(
        Round,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name="сбор отчётов",
    )
    # The limits of the methodist who began it, as they were that day; nothing means all
    # institutions. A limit that is changed later changes no note. Sorted, to be compared.
    part_types = ArrayField(models.CharField(max_length=16), blank=True, default=list)
    part_listed = ArrayField(models.BigIntegerField(), blank=True, default=list)
    part_words = models.TextField("о каких организациях", blank=True)
    state = models.CharField("состояние", max_length=8, choices=State, default=State.DRAFT)
    # Why an issued note is being corrected: the reason goes into its next version.
    correction = models.TextField("причина исправления", blank=True)
    created_at = models.DateTimeField("начата", auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "аналитическая справка"
        verbose_name_plural = "аналитические справки"
        ordering = ["-first_year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="note_one_a_year",
                fields=["organization", "first_year", "part_types", "part_listed"],
                condition=~Q(state="archived"),
                violation_error_message="За этот учебный год справка уже начата.",
            )
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="tells_of_one_part", fields=["part_types", "part_listed", "part_words"]
            )
        ]

    def __str__(self) -> str:
        part = f" ({self.part_title})" if self.is_of_part else ""
        return f"{self.title}{part} за {self.year} учебный год"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:note_detail", args=[self.pk])

    @property
    def year(self) -> SchoolYear:
        return SchoolYear(self.first_year)

    @property
    def title(self) -> str:
        if self.organization.is_institution:
            return "Итоговый аналитический отчёт"
        return "Аналитическая справка"

    @property
    def is_of_part(self) -> bool:
        return bool(self.part_types or self.part_listed)

    @property
    def part_title(self) -> str:
        """Of which institutions it tells, short enough for a title; `part_words` names them all."""
        listed = len(self.part_listed)
        if listed <= NAMED_IN_TITLE:
            return self.part_words
        return counted(listed, "организация", "организации", "организаций")

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_archived(self) -> bool:
        return self.state == self.State.ARCHIVED


class NoteSection(models.Model):
    """A part of the note as a person has it: lines of text with marks for live numbers."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="sections")
    code = models.CharField("код", max_length=40)
    title = models.CharField("название", max_length=200)
    position = models.PositiveSmallIntegerField("место")
    text = models.TextField("текст", blank=True)
    is_left_out = models.BooleanField("не входит в справку", default=False)
    # What the marks of the text and of the standard text read when it was last written.
    remembered: Any = models.JSONField("числа, которые видели", default=dict, blank=True)
    draft = models.PositiveIntegerField("сохранение", default=0)
    saved_at = models.DateTimeField("сохранён", null=True, blank=True)
    saved_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "раздел справки"
        verbose_name_plural = "разделы справки"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(name="notesection_once", fields=["note", "code"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("monitoring:note_section", args=[self.note_id, self.code])


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def visible_to(self, member: Membership) -> "RecommendationQuerySet":
        return self.filter(note__in=Note.objects.visible_to(member))

    def in_force(self) -> "RecommendationQuerySet":
        return self.filter(dropped_by=None)


@pghistory.track()
class Recommendation(models.Model):
    """What the note advises one institution; a rule has suggested it, or a person added it.

    One that was dropped stays, so that the rule does not suggest it again.
    """

    note = models.ForeignKey(Note, models.CASCADE, related_name="recommendations")
    institution = models.ForeignKey(Organization, models.PROTECT, related_name="recommendations")
    # A code of a rule, a colon, a code of an indicator.
    rule = models.CharField("правило", max_length=60, blank=True)
    text = models.TextField("рекомендация", max_length=2000)
    ground = models.TextField("основание", blank=True)
    draft = models.PositiveIntegerField("сохранение", default=0)
    edited_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "рекомендация"
        verbose_name_plural = "рекомендации"
        ordering = ["institution__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="recommendation_suggested_once",
                fields=["note", "institution", "rule"],
                condition=~Q(rule=""),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("monitoring:recommendation_update", args=[self.pk])


class NoteVersionQuerySet(models.QuerySet["NoteVersion"]):
    def visible_to(self, member: Membership) -> "NoteVersionQuerySet":
        return self.filter(note__in=Note.objects.visible_to(member))

    def newest(self) -> "NoteVersionQuerySet":
        """The last version of each note: while a correction is written, it is still in force."""
        last = NoteVersion.objects.filter(note=OuterRef("note")).order_by("-number").values("pk")
        return self.filter(pk=Subquery(last[:1]))


class NoteVersion(models.Model):
    """The note as it was issued. Nothing of it is ever counted or written again.

    `body` is the printed text with its tables and charts, `shown` what each mark read, `advice`
    the recommendations: `[{institution: pk, name, text}]`.
    """

    note = models.ForeignKey(Note, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("редакция")
    body = models.TextField("текст")
    shown: Any = models.JSONField("числа")
    advice: Any = models.JSONField("рекомендации")
    counted_on = models.DateField("числа на дату")
    reason = models.TextField("причина исправления", blank=True)
    issued_at = models.DateTimeField("выпущена", auto_now_add=True)
    issued_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = NoteVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "выпущенная справка"
        verbose_name_plural = "выпущенные справки"
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(name="noteversion_number_once", fields=["note", "number"]),
            models.CheckConstraint(
                name="noteversion_correction_has_reason",
                condition=Q(number=1) | ~Q(reason=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="stays_as_issued", operation=pgtrigger.Delete | pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return f"редакция {self.number}"
