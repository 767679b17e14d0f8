from typing import Any

import pghistory
from django.db import models
from django.urls import reverse

from mentorship.documents.models.documents import Document
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.scoping import NOTHING


class DocumentBatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, member: Membership) -> "DocumentBatchQuerySet":
        """Batches of exactly the member's organization, for those who draw documents up."""
        if not member.may(Right.DOCUMENTS_DRAFT):
            return self.filter(NOTHING)
        return self.filter(organization=member.organization_id)


class BatchItemQuerySet(models.QuerySet["BatchItem"]):
    def visible_to(self, member: Membership) -> "BatchItemQuerySet":
        """Rows of the batches that the member may see."""
        return self.filter(batch__in=Batch.objects.visible_to(member))


@pghistory.track()
class Batch(models.Model):
    """Documents of one kind for many rows at once: drafts or registered, and files to print."""

    personal_fields = frozenset({"pdf", "archive"})

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField("вид", max_length=40)
    school_year = models.PositiveSmallIntegerField("учебный год")
    # Keys of the rows asked for; what they mean the offer of the kind knows.
    rows: Any = models.JSONField(default=list)
    # Registered on this day; without it drafts are left to be looked through.
    dated_on = models.DateField("дата регистрации", null=True, blank=True)
    pdf = models.FileField("файл PDF", upload_to="batches/%Y/%m/", blank=True)
    archive = models.FileField("архив Word", upload_to="batches/%Y/%m/", blank=True)
    made_on = models.DateField("собрано", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = DocumentBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "пакет документов"
        verbose_name_plural = "пакеты документов"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Пакет документов № {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("documents:batch_detail", args=[self.pk])


class BatchItem(models.Model):
    """What became of one row: its document, or why there is none. One row, one document."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    key = models.CharField(max_length=40)
    document = models.OneToOneField(
        Document, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    left_out = models.CharField("почему нет", max_length=500, blank=True)

    objects = BatchItemQuerySet.as_manager()

    class Meta:
        verbose_name = "документ пакета"
        verbose_name_plural = "документы пакета"
        constraints = [
            models.UniqueConstraint(name="batchitem_one_of_a_row", fields=["batch", "key"])
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.key}"
