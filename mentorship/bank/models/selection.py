from django.db import models
from django.db.models import Q

from mentorship.bank.models.entries import MentorEntry
from mentorship.bank.models.events import Event
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership


class SelectionStep(models.Model):
    """One dated step of the selection of a mentor: the outcome only, never how it was reached.

    Appended by `selection.take_step`, never changed: a wrong step is taken back by another one.
    """

    personal_fields = frozenset({"comment"})

    entry = models.ForeignKey(MentorEntry, models.CASCADE, related_name="selection_steps")
    action = models.CharField("действие", max_length=12)
    from_stage = models.CharField("был на этапе", max_length=12, choices=MentorEntry.Stage)
    to_stage = models.CharField("стал на этапе", max_length=12, choices=MentorEntry.Stage)
    held_on = models.DateField("дата")
    comment = models.CharField("причина, примечание", max_length=300, blank=True)
    # Number and date of an order that was not drawn up here are typed; else they are its own.
    order_text = models.CharField("приказ", max_length=200, blank=True)
    order = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="selection_steps",
        verbose_name="приказ",
    )
    event = models.ForeignKey(
        Event,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="selection_steps",
        verbose_name="мероприятие",
    )
    made_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "шаг отбора"
        verbose_name_plural = "шаги отбора"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="selectionstep_refusal_has_reason",
                condition=~Q(action__in=["decline", "take_back"]) | ~Q(comment=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.held_on:%d.%m.%Y}"
