import pgtrigger
from django.db import models

from mentorship.documents.models.documents import Document


class CheckCode(models.Model):
    """What the QR code of a registered document holds: whoever has the paper may check it.

    96 random bits, given once. Kept open, not as a hash: it is printed on the paper and confirms
    nothing that the paper does not say.
    """

    document = models.OneToOneField(Document, models.PROTECT, related_name="check_code")
    code = models.CharField("код проверки", max_length=24, unique=True)

    class Meta:
        verbose_name = "код проверки"
        verbose_name_plural = "коды проверки"
        triggers = [
            pgtrigger.Protect(name="kept_as_printed", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.document_id}"
