from typing import Any

from django.db import models

from mentorship.organizations.models.members import Membership
from mentorship.organizations.models.tree import Organization


class ListImportQuerySet(models.QuerySet["ListImport"]):
    def visible_to(self, member: Membership) -> "ListImportQuerySet":
        """One's own uploads: methodists of one municipality may answer for different schools."""
        return self.filter(created_by=member.pk)


class ListImport(models.Model):
    """One upload of a list: a preview first, written only when confirmed, once."""

    class Kind(models.TextChoices):
        ORGANIZATIONS = "organizations", "организации"
        HEADCOUNTS = "headcounts", "численность"

    class State(models.TextChoices):
        PREVIEWED = "previewed", "ждёт подтверждения"
        CONFIRMED = "confirmed", "загружено"

    # Names and addresses of those to be invited stand in the rows of a list of organizations.
    personal_fields = frozenset({"rows"})

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="list_imports")
    kind = models.CharField("что загружается", max_length=16, choices=Kind)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.PREVIEWED)
    file_name = models.CharField("файл", max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64)
    # One object a source row: {row, title, outcome, target, values, messages, remarks}.
    rows: Any = models.JSONField(default=list)
    # {header_row, headings, notes, good, warned, refused, created, updated, unchanged}
    counts: Any = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    objects = ListImportQuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка списка"
        verbose_name_plural = "загрузки списков"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="list_import_confirmed_at_with_confirmed_by",
                condition=models.Q(
                    state="confirmed", confirmed_at__isnull=False, confirmed_by__isnull=False
                )
                | models.Q(state="previewed", confirmed_at=None, confirmed_by=None),
            )
        ]

    def __str__(self) -> str:
        return self.file_name or f"Вставленный список, {self.get_kind_display()}"
