"""Rounds: a report form asked of many institutions by a day, and what each of them answered."""

from datetime import date
from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.urls import reverse

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import at_or_above, within
from monitoring.models.workbooks import FormVersion


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, member: Membership) -> "RoundQuerySet":
        """Rounds of the member's branch, and those from above that ask somebody in it."""
        asked = RoundReport.objects.visible_to(member).filter(round=models.OuterRef("pk"))
        from_above = at_or_above(member, field="organization") & models.Exists(asked)
        return self.filter(within(member, field="organization") | Q(from_above))

    def opened_by(self, member: Membership) -> "RoundQuerySet":
        """Rounds of the member's own organization, which alone closes and widens them."""
        return self.filter(organization=member.organization_id)


@pghistory.track()
class Round(models.Model):
    """One collection: a version of a form, a period, a due day, and who is asked."""

    class Period(models.TextChoices):
        SCHOOL = "school", "учебный год"
        CALENDAR = "calendar", "календарный год"

    class Audience(models.TextChoices):
        PARTICIPANTS = "participants", "участники года по приказу"
        TYPES = "types", "организации выбранных типов"
        LISTED = "listed", "выбранные организации"

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="rounds")
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="rounds")
    title = models.CharField("название", max_length=200)
    note = models.TextField("что важно знать", blank=True)
    period = models.CharField("за какой период", max_length=8, choices=Period)
    first_year = models.PositiveSmallIntegerField("год")
    due_on = models.DateField("срок")
    audience = models.CharField("кого просят", max_length=12, choices=Audience)
    types: Any = ArrayField(
        models.CharField(max_length=20), verbose_name="типы организаций", default=list, blank=True
    )
    opened_at = models.DateTimeField("открыт", auto_now_add=True)
    opened_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("закрыт", null=True, blank=True)
    closed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "сбор отчётов"
        verbose_name_plural = "сборы отчётов"
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="round_closed_by_somebody",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]
        triggers = [
            # What was asked stays what schools have answered to.
            pgtrigger.Protect(
                name="question_stays",
                operation=pgtrigger.UpdateOf(
                    "organization_id", "version_id", "period", "first_year"
                ),
            )
        ]

    def __str__(self) -> str:
        closed = ", закрыт" if self.closed_at else ""
        return f"{self.title}, срок {self.due_on:%d.%m.%Y}{closed}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:round_detail", args=[self.pk])

    @property
    def year(self) -> SchoolYear:
        """The school year that is counted; of a calendar year the one that runs at its end."""
        return SchoolYear(self.first_year)

    @property
    def period_words(self) -> str:
        """What is counted: of a calendar year nothing from January to August is in the numbers."""
        if self.period == self.Period.CALENDAR:
            first = self.first_year
            return f"{first} календарный год: числа {self.year} учебного года на 31.12.{first}"
        return f"{self.year} учебный год"

    def counted_on(self, today: date) -> date:
        """The day numbers speak of: today, but not later than the end of the period."""
        if self.period == self.Period.CALENDAR:
            return min(today, date(self.first_year, 12, 31))
        return self.year.counted_on(today)


class RoundReportQuerySet(models.QuerySet["RoundReport"]):
    def visible_to(self, member: Membership) -> "RoundReportQuerySet":
        return self.filter(within(member, field="organization"))

    def with_due(self) -> Any:
        """With `due`, the day by which each is to be sent: its own or the round's, the later."""
        return self.annotate(due=Greatest(F("due_until"), F("round__due_on")))

    def unsent(self) -> "RoundReportQuerySet":
        return self.filter(state__in=RoundReport.EDITABLE)

    def open_on(self, day: date) -> "RoundReportQuerySet":
        """Those that can still be sent: of an open round, or with an own day not yet over."""
        return self.filter(Q(round__closed_at=None) | Q(due_until__gte=day))


@pghistory.track(exclude=["manual"])
class RoundReport(models.Model):
    """What one institution answers in one round; there is one, its versions are frozen."""

    class State(models.TextChoices):
        DRAFT = "draft", "заполняется"
        SUBMITTED = "submitted", "ждёт проверки"
        RETURNED = "returned", "возвращён"
        ACCEPTED = "accepted", "принят"

    EDITABLE = frozenset({State.DRAFT, State.RETURNED})

    round = models.ForeignKey(Round, models.PROTECT, related_name="reports")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="round_reports")
    state = models.CharField("состояние", max_length=10, choices=State, default=State.DRAFT)
    # What people have typed, by the key of `monitoring.workbooks.manual`, as they typed it.
    manual: Any = models.JSONField("введено вручную", default=dict, blank=True)
    draft = models.PositiveIntegerField("сохранение черновика", default=0)
    saved_at = models.DateTimeField("сохранён", null=True, blank=True)
    saved_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_until = models.DateField("свой срок", null=True, blank=True)
    due_reason = models.CharField("почему срок продлён", max_length=300, blank=True)
    remarks = models.TextField("замечания", blank=True)
    # Why an accepted report is being corrected: the reason goes into its next version.
    correction = models.TextField("причина исправления", blank=True)

    objects = RoundReportQuerySet.as_manager()

    class Meta:
        verbose_name = "отчёт организации"
        verbose_name_plural = "отчёты организаций"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="roundreport_one_live", fields=["round", "organization"]),
            models.CheckConstraint(
                name="roundreport_own_day_has_reason",
                condition=Q(due_until=None) | ~Q(due_reason=""),
            ),
            models.CheckConstraint(
                name="roundreport_returned_with_remarks",
                condition=~Q(state="returned") | ~Q(remarks=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}, {self.round_id}"

    def get_absolute_url(self) -> str:
        return reverse("monitoring:round_report", args=[self.pk])

    @property
    def due_on(self) -> date:
        return max(self.due_until or self.round.due_on, self.round.due_on)

    def is_open_on(self, day: date) -> bool:
        """Whether it can still be sent; an own day opens it in a closed round too."""
        return self.round.closed_at is None or bool(self.due_until and self.due_until >= day)

    def is_late_on(self, day: date) -> bool:
        return self.state in self.EDITABLE and self.due_on < day


class ReportVersionQuerySet(models.QuerySet["ReportVersion"]):
    def visible_to(self, member: Membership) -> "ReportVersionQuerySet":
        return self.filter(within(member, field="report__organization"))

    def in_force(self) -> "ReportVersionQuerySet":
        """The last accepted version of each report: what summaries of a round are made of."""
        return (
            self.filter(decision=ReportVersion.Decision.ACCEPTED)
            .order_by("report_id", "-number")
            .distinct("report_id")
        )


@pghistory.track(exclude=["cells", "rows", "manual", "checks", "explanations"])
class ReportVersion(models.Model):
    """What an institution sent, as it stood that moment; it is never counted again.

    `cells`: `{key: {value, state, reason, points, people, hidden}}`, keys as in `FilledCell`;
    `people` marks a count of people, `hidden` what the report itself hides above the institution.
    `rows`: what stands behind each figure, `{point: {model, keys}}`; it stays inside.
    `checks`: what the rules of that moment found (`monitoring.checks.engine.Outcome`), and
    `explanations` what the institution says to the warnings among it, by the key of the outcome.
    """

    class Decision(models.TextChoices):
        WAITING = "waiting", "ждёт проверки"
        RECALLED = "recalled", "отозван организацией"
        RETURNED = "returned", "возвращён"
        ACCEPTED = "accepted", "принят"

    report = models.ForeignKey(RoundReport, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("редакция")
    cells: Any = models.JSONField("значения")
    rows: Any = models.JSONField("строки за числами")
    manual: Any = models.JSONField("введено вручную")
    checks: Any = models.JSONField("проверки", default=list, blank=True)
    explanations: Any = models.JSONField("пояснения", default=dict, blank=True)
    warnings = models.PositiveSmallIntegerField("предупреждений", default=0)
    unchecked = models.PositiveSmallIntegerField("не удалось проверить", default=0)
    counted_on = models.DateField("числа на дату")
    reason = models.TextField("причина исправления", blank=True)
    submitted_at = models.DateTimeField("отправлена", auto_now_add=True)
    submitted_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    decision = models.CharField("решение", max_length=8, choices=Decision, default=Decision.WAITING)
    remarks = models.TextField("замечания", blank=True)
    decided_at = models.DateTimeField("решено", null=True, blank=True)
    decided_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReportVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "отправленный отчёт"
        verbose_name_plural = "отправленные отчёты"
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(name="reportversion_number_once", fields=["report", "number"]),
            models.UniqueConstraint(
                name="reportversion_one_waits",
                fields=["report"],
                condition=Q(decision="waiting"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept_as_sent", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="numbers_stay",
                operation=pgtrigger.UpdateOf(
                    "report_id",
                    "number",
                    "cells",
                    "rows",
                    "manual",
                    "checks",
                    "explanations",
                    "warnings",
                    "unchecked",
                    "counted_on",
                    "reason",
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"редакция {self.number}"
