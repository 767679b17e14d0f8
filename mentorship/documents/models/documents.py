from datetime import date
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.scoping import NOTHING


def _cancelled_by(day: date) -> Q:
    """Cancelled on the day of an order or, without one, on the day on which it was entered."""
    cancelling = DocumentLink.objects.filter(target=OuterRef("pk"), kind=DocumentLink.Kind.CANCELS)
    by_order = Q(Exists(cancelling.filter(document__dated_on__lte=day)))
    return by_order | Q(~Exists(cancelling), cancelled_at__date__lte=day)


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, member: Membership) -> "DocumentQuerySet":
        """Documents of exactly the member's organization: nobody above it sees who is named."""
        if not member.may(Right.DOCUMENTS_VIEW):
            return self.filter(NOTHING)
        return self.filter(organization=member.organization_id)

    def registered(self) -> "DocumentQuerySet":
        return self.filter(state=Document.State.REGISTERED)

    def drafts(self) -> "DocumentQuerySet":
        return self.filter(state=Document.State.DRAFT)

    def in_force_on(self, day: date) -> "DocumentQuerySet":
        """Issued by the day, and neither cancelled nor superseded by then.

        A document ends on the date of the order that cancels or supersedes it; cancelled without
        an order, on the day that was entered. An amended one stays in force. A superseding order
        takes nothing away from the day on which it is cancelled itself; what a cancelled order had
        cancelled stays cancelled, its pairs and programs were already let go.
        """
        cancelled = _cancelled_by(day)
        superseding = DocumentLink.objects.filter(
            target=OuterRef("pk"), kind=DocumentLink.Kind.SUPERSEDES, document__dated_on__lte=day
        ).exclude(document__in=Document.objects.filter(cancelled).order_by().values("pk"))
        issued = self.exclude(state=Document.State.DRAFT).filter(dated_on__lte=day)
        return issued.exclude(cancelled).exclude(Q(Exists(superseding)))

    def with_end(self) -> "DocumentQuerySet":
        """Each row with `is_superseded`: a registered order took its force away."""
        superseding = DocumentLink.objects.filter(
            target=OuterRef("pk"),
            kind=DocumentLink.Kind.SUPERSEDES,
            document__state=Document.State.REGISTERED,
        )
        return self.annotate(is_superseded=Exists(superseding))

    def signed_as(self, how: str) -> "DocumentQuerySet":
        """Issued documents whose signature came in one way, a value of `Document.Signed`."""
        issued = self.with_signature().exclude(state=Document.State.DRAFT)
        return issued.filter(Q(signed=how))

    def with_signature(self) -> "DocumentQuerySet":
        """Each row with `signed`: how the signature came, a value of `Document.Signed`."""
        files = StoredFile.objects.filter(document=OuterRef("pk"))
        return self.annotate(
            signed=Case(
                When(Exists(files.filter(role="sig")), then=Value(Document.Signed.ELECTRONIC)),
                When(Exists(files.filter(role="scan")), then=Value(Document.Signed.PAPER)),
                default=Value(Document.Signed.NOT_YET),
            )
        )


@pghistory.track()
class Document(models.Model):
    """An order or another paper: a draft is rendered at every look, a registered one is bytes."""

    class State(models.TextChoices):
        DRAFT = "draft", "черновик"
        REGISTERED = "registered", "зарегистрирован"
        CANCELLED = "cancelled", "отменён"

    class Signed(models.TextChoices):
        """How the signature is kept: read from the files, never drawn by the system."""

        PAPER = "paper", "на бумаге"
        ELECTRONIC = "electronic", "подписан электронно"
        NOT_YET = "not_yet", "скана пока нет"

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


class DocumentLink(models.Model):
    """A registered document that amends, cancels or supersedes an earlier one; never changes."""

    class Kind(models.TextChoices):
        AMENDS = "amends", "вносит изменения"
        CANCELS = "cancels", "отменяет"
        SUPERSEDES = "supersedes", "признаёт утратившим силу"

    document = models.ForeignKey(Document, models.PROTECT, related_name="links")
    target = models.ForeignKey(Document, models.PROTECT, related_name="followers")
    kind = models.CharField("связь", max_length=12, choices=Kind)

    class Meta:
        verbose_name = "связь документов"
        verbose_name_plural = "связи документов"
        constraints = [
            models.UniqueConstraint(name="documentlink_once", fields=["document", "target"]),
            models.CheckConstraint(
                name="documentlink_not_to_itself", condition=~Q(document=models.F("target"))
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept_as_linked", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.target_id}"


class StoredFile(models.Model):
    """Bytes of a registered document, or the signed paper or file of it; never re-rendered."""

    class Role(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"
        SCAN = "scan", "скан подписанного"
        SIGNED = "signed", "подписанный файл"
        SIGNATURE = "sig", "файл подписи"

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
