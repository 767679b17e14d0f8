from typing import Any

import pghistory
import pgtrigger
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.scoping import NOTHING, within


def _margin(least: int) -> list[BaseValidator]:
    return [MinValueValidator(least), MaxValueValidator(50)]


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, member: Membership) -> "DocumentQuerySet":
        """The member's own organization's documents: they name people, nobody above sees them."""
        if not member.may(Right.DOCUMENTS_VIEW):
            return self.filter(NOTHING)
        return self.filter(within(member, field="organization"))

    def registered(self) -> "DocumentQuerySet":
        return self.filter(state=Document.State.REGISTERED)

    def drafts(self) -> "DocumentQuerySet":
        return self.filter(state=Document.State.DRAFT)


@pghistory.track()
class Document(models.Model):
    """An order or another paper: a draft is rendered at every look, a registered one is bytes."""

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        REGISTERED = "registered", "зарегистрирован"
        CANCELLED = "cancelled", "отменён"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="documents")
    kind = models.CharField("вид", max_length=40)
    title = models.CharField("заголовок", max_length=300)
    school_year = models.PositiveSmallIntegerField("учебный год")
    state = models.CharField("состояние", max_length=12, choices=State, default=State.DRAFT)
    # What was typed in the form of the kind (basis, protocol, points …) and the rows it speaks of.
    fields: Any = models.JSONField("заполнено", default=dict, blank=True)
    number = models.CharField("номер", max_length=40, blank=True)
    # The number without spaces, hyphens and case: «203ОД» equals «203-ОД» (ecosystem §5.1).
    number_key = models.CharField(max_length=40, blank=True, editable=False)
    dated_on = models.DateField("дата", null=True, blank=True)
    # What the text was rendered from, and the hash of the template: set once, at registration.
    context: Any = models.JSONField(default=dict, blank=True)
    template_version = models.CharField(max_length=64, blank=True)
    registered_at = models.DateTimeField("зарегистрирован", null=True, blank=True)
    registered_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField("отменён", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_reason = models.CharField("причина отмены", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="document_registered_has_number_date_and_person",
                condition=Q(
                    state="draft",
                    registered_at=None,
                    registered_by=None,
                    number="",
                    dated_on=None,
                )
                | (
                    ~Q(state="draft")
                    & ~Q(number="")
                    & ~Q(number_key="")
                    & Q(
                        registered_at__isnull=False,
                        registered_by__isnull=False,
                        dated_on__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="document_cancelled_has_reason_and_person",
                condition=Q(cancelled_at=None, cancelled_by=None, cancel_reason="")
                & ~Q(state="cancelled")
                | Q(state="cancelled", cancelled_at__isnull=False, cancelled_by__isnull=False)
                & ~Q(cancel_reason=""),
            ),
        ]
        triggers = [
            # A registered document may only be cancelled; nothing else of it changes, ever.
            pgtrigger.Trigger(
                name="registered_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=["registered", "cancelled"]),
                func="""
                    IF TG_OP = 'UPDATE' AND OLD.state = 'registered' AND NEW.state = 'cancelled'
                       AND to_jsonb(OLD)
                           - '{state,cancelled_at,cancelled_by_id,cancel_reason}'::text[]
                         = to_jsonb(NEW)
                           - '{state,cancelled_at,cancelled_by_id,cancel_reason}'::text[]
                    THEN
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION 'document % is registered', OLD.id
                        USING ERRCODE = 'check_violation';
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}{f' № {self.number}' if self.number else ''}"

    def get_absolute_url(self) -> str:
        return reverse("documents:document_detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT


class StoredFile(models.Model):
    """Bytes of a registered document, or the scan of its signed paper; never re-rendered."""

    class Role(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        SCAN = "scan", "скан подписанного"

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    role = models.CharField("файл", max_length=8, choices=Role)
    file = models.FileField(upload_to="documents/%Y/%m/")
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "файл документа"
        verbose_name_plural = "файлы документов"
        constraints = [
            models.UniqueConstraint(
                name="storedfile_one_pdf_and_docx",
                fields=["document", "role"],
                condition=Q(role__in=["pdf", "docx"]),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="kept_as_stored", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.role}"


class NumberSeries(models.Model):
    """The counter row of an own series; taken under its lock in the registering transaction.

    `max + 1` and sequences double or skip numbers under load; this row does neither.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

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
    # The count in an own series; empty in the organization's own order book.
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


@pghistory.track()
class Layout(models.Model):
    """How an organization's papers look: margins, size of letters, head of the letterhead.

    Defaults and limits follow ГОСТ Р 7.0.97 (domain E4): margins of at least 20/10/20/20 mm, 30 mm
    at the left of what is kept over ten years; 12, 13 or 14 points.
    """

    class Size(models.IntegerChoices):
        TWELVE = 12, "12 пунктов"
        THIRTEEN = 13, "13 пунктов"
        FOURTEEN = 14, "14 пунктов"

    class Spacing(models.IntegerChoices):
        SINGLE = 100, "одинарный"
        WIDER = 115, "1,15"
        ONE_AND_A_HALF = 150, "полуторный"

    organization = models.OneToOneField(Organization, models.PROTECT, related_name="layout")
    left = models.PositiveSmallIntegerField("левое поле, мм", default=30, validators=_margin(20))
    top = models.PositiveSmallIntegerField("верхнее поле, мм", default=20, validators=_margin(20))
    right = models.PositiveSmallIntegerField("правое поле, мм", default=15, validators=_margin(10))
    bottom = models.PositiveSmallIntegerField("нижнее поле, мм", default=20, validators=_margin(20))
    font_size = models.PositiveSmallIntegerField("размер шрифта", choices=Size, default=14)
    spacing = models.PositiveSmallIntegerField(
        "межстрочный интервал", choices=Spacing, default=Spacing.WIDER
    )
    above_name = models.TextField(
        "над наименованием",
        max_length=600,
        blank=True,
        help_text="Учредитель, вышестоящий орган: каждая строка – строка бланка.",
    )
    below_name = models.TextField(
        "под наименованием",
        max_length=600,
        blank=True,
        help_text="Краткое наименование, ОГРН, ОКПО. Если пусто – адрес, телефоны и почта.",
    )

    class Meta:
        verbose_name = "оформление документов"
        verbose_name_plural = "оформление документов"

    def __str__(self) -> str:
        return f"{self.organization_id}"


class NameForm(models.Model):
    """A declined name or title corrected by hand: remembered for the organization, wins."""

    personal_fields = frozenset({"nominative", "text"})

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    nominative = models.CharField("именительный", max_length=300)
    case = models.CharField("падеж", max_length=16)
    text = models.CharField("форма", max_length=300)

    class Meta:
        verbose_name = "исправленная форма"
        verbose_name_plural = "исправленные формы"
        constraints = [
            models.UniqueConstraint(
                name="nameform_one_per_case", fields=["organization", "nominative", "case"]
            )
        ]

    def __str__(self) -> str:
        return self.text
