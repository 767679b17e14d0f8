from django.db import models
from django.utils import timezone

from mentorship.documents.models.documents import Document
from mentorship.organizations.models import Membership


class DraftSave(models.Model):
    """The last saving of a draft: when, by whom, and from which open page (`editor`).

    A page that saved last has lost nothing of others, whatever version it names: its button may
    overtake its own saving on the way.
    """

    document = models.OneToOneField(Document, models.CASCADE, related_name="last_save")
    editor = models.CharField(max_length=32, blank=True)
    saved_at = models.DateTimeField("сохранён")
    saved_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "сохранение черновика"
        verbose_name_plural = "сохранения черновиков"

    @property
    def saved_words(self) -> str:
        """«в 14:32», and the day when it was another one."""
        moment = timezone.localtime(self.saved_at)
        is_today = moment.date() == timezone.localdate()
        return f"{moment:в %H:%M}" if is_today else f"{moment:%d.%m.%Y в %H:%M}"

    def __str__(self) -> str:
        return f"{self.document_id}"


class DraftStart(models.Model):
    """The press of a button that began a draft: pressed twice, the second finds the first's."""

    token = models.CharField(max_length=32, unique=True)
    document = models.OneToOneField(Document, models.CASCADE, related_name="start")

    class Meta:
        verbose_name = "начало черновика"
        verbose_name_plural = "начала черновиков"

    def __str__(self) -> str:
        return f"{self.document_id}"
