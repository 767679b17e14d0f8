import pgtrigger
from django.db import models
from django.db.models import Q

from mentorship.documents.models.documents import Document


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
