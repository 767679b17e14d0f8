"""Rules that reports are checked by before they are sent: data, not code."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization, SharedQuerySet
from monitoring.models.workbooks import ReportForm


class CheckRuleQuerySet(SharedQuerySet["CheckRule"]):
    def in_use(self) -> "CheckRuleQuerySet":
        return self.filter(archived_at=None)

    def of_chain(self, chain: Sequence[int]) -> "CheckRuleQuerySet":
        """Rules in use of these organizations, and the shipped ones; switched off ones too."""
        reach = Q(organization=None) | Q(organization__in=chain)
        return (
            self.in_use()
            .filter(reach)
            .select_related("origin", "organization__parent__parent")
            .order_by("position", "pk")
        )


@pghistory.track()
class CheckRule(models.Model):
    """What must be true of a report; without an organization it is shipped with its source.

    `words` gives names to values («указано = {{ manual.share }}»), `condition` says what must hold
    of them, `message` is said when it does not. The grammar is that of report forms.
    `tolerance` is by how much compared numbers may differ: a percent rounded to a whole one by 0.5.
    """

    class Severity(models.TextChoices):
        ERROR = "error", "ошибка: отчёт не отправить"
        WARNING = "warning", "предупреждение: нужно пояснение"

    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="check_rules"
    )
    form = models.ForeignKey(
        ReportForm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="check_rules",
        verbose_name="форма отчёта",
    )
    code = models.SlugField("код", max_length=60)
    position = models.PositiveSmallIntegerField("порядок", default=500)
    title = models.CharField("название", max_length=200)
    severity = models.CharField("если не выполняется", max_length=7, choices=Severity)
    words = models.TextField("слова", max_length=4000, blank=True)
    condition = models.TextField("что должно выполняться", max_length=1000)
    message = models.TextField("сообщение", max_length=1000)
    tolerance = models.DecimalField(
        "допуск", max_digits=7, decimal_places=2, default=Decimal(0), blank=True
    )
    source = models.CharField("источник", max_length=300)
    checked_on = models.DateField("дата проверки", null=True, blank=True)
    is_active = models.BooleanField("включено", default=True)
    # The rule this one was made from and stands in place of.
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    revision = models.PositiveIntegerField("редакция", default=1)
    changed_at = models.DateTimeField("изменено", auto_now=True)
    changed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    archived_at = models.DateTimeField("в архиве с", null=True, blank=True)
    archived_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CheckRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "правило проверки"
        verbose_name_plural = "правила проверки"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="checkrule_code_once", fields=["organization", "code"], nulls_distinct=False
            ),
            models.UniqueConstraint(
                name="checkrule_one_in_place",
                fields=["organization", "origin"],
                condition=Q(archived_at=None, origin__isnull=False),
            ),
            models.CheckConstraint(
                name="checkrule_archived_by_somebody",
                condition=Q(archived_at=None, archived_by=None)
                | Q(archived_at__isnull=False, archived_by__isnull=False),
            ),
            models.CheckConstraint(
                name="checkrule_tolerance_not_below_zero", condition=Q(tolerance__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("monitoring:check_detail", args=[self.pk])

    @property
    def root(self) -> int:
        """The rule that this one and its like stand in place of: itself when made from none."""
        if self.origin is None:
            return self.pk
        return self.origin.origin_id or self.origin.pk

    @property
    def is_error(self) -> bool:
        return self.severity == self.Severity.ERROR

    @property
    def told(self) -> dict[str, Any]:
        """What a copy takes over."""
        names = ("form", "title", "severity", "words", "condition", "message", "tolerance")
        return {name: getattr(self, name) for name in (*names, "source", "checked_on", "position")}
