from typing import Any

from django.db import models

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import people_within


class ImportRun(models.Model):
    """One upload of a bank sheet: preview first, written only when confirmed, once."""

    class Bank(models.TextChoices):
        MENTORS = "mentors", "база наставников"
        MENTEES = "mentees", "база наставляемых"

    class State(models.TextChoices):
        PREVIEWED = "previewed", "ждёт подтверждения"
        CONFIRMED = "confirmed", "загружено"

    institution = models.ForeignKey(Organization, models.PROTECT, related_name="import_runs")
    bank = models.CharField("банк", max_length=8, choices=Bank)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.PREVIEWED)
    file_name = models.CharField("файл", max_length=255)
    file_sha256 = models.CharField(max_length=64)
    school_year = models.PositiveSmallIntegerField("учебный год")
    # One object a source row: {row, outcome, messages: [{column, message}], values: {...}, person}.
    rows: Any = models.JSONField(default=list)
    counts: Any = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    personal_fields = frozenset({"rows"})

    class QuerySet(models.QuerySet["ImportRun"]):
        def visible_to(self, member: Membership) -> "ImportRun.QuerySet":
            return self.filter(people_within(member, field="institution"))

    objects = QuerySet.as_manager()

    class Meta:
        verbose_name = "загрузка"
        verbose_name_plural = "загрузки"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name
