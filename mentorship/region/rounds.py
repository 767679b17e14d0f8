"""Two rounds of reports of the region, one over and one at work, with a report of everybody.

What is sent is frozen by the room of rounds itself; only its numbers are counted for the whole
region at once, which is the same (`tests/region/test_rounds.py`) and takes seconds, not minutes.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from mentorship.core.copying import copy_rows
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.region.term import Term
from mentorship.region.tree import Tree
from monitoring.checks.running import check_sent, frozen_checks, rules_of
from monitoring.models import (
    CheckRule,
    FormVersion,
    Indicator,
    PlanValue,
    ReportForm,
    ReportVersion,
    Round,
    RoundReport,
)
from monitoring.operands import Operand, count_operands
from monitoring.rounds.freezing import fill_report, frozen
from monitoring.rounds.services import close_round, open_round
from monitoring.summaries import current_indicators, operands_of
from monitoring.workbooks.counting import Point, keys_behind
from monitoring.workbooks.entered import EnteredNumbers, headcount_operand
from monitoring.workbooks.filling import FilledForm
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.manual import ManualField, manual_field, manual_key
from monitoring.workbooks.marks import Mark
from monitoring.workbooks.numbers import Numbers
from monitoring.workbooks.rows import Scope

State, Decision = RoundReport.State, ReportVersion.Decision
AT_WORK, OVER = "targets", "final_monitoring"
REMARKS = "Проверьте число встреч: оно меньше, чем в прошлом отчёте."
CORRECTION = "В первой редакции не учтены пары, закреплённые в октябре."
EXPLANATION = "Анкетирование идёт, ответы внесём до конца месяца."
WORDS = "Встречи идут по плану, затруднений нет."
# The plan of the region for the calendar year, in percent, by the place of the indicator.
PLAN = (50, 30, 60, 20, 70, 70)


@dataclass(frozen=True)
class Fate:
    """How far a report has come: its state and the decisions on what was sent, in order."""

    state: RoundReport.State
    sent: tuple[ReportVersion.Decision, ...] = ()
    is_begun: bool = False
    extended: bool = False


# Of twenty reports of a round at work.
FATES = (
    [Fate(State.DRAFT)]
    + [Fate(State.DRAFT, is_begun=True)]
    + [Fate(State.DRAFT, is_begun=True, extended=True)]
    + [Fate(State.SUBMITTED, (Decision.WAITING,), is_begun=True)] * 4
    + [Fate(State.RETURNED, (Decision.RETURNED,), is_begun=True)]
    + [Fate(State.DRAFT, (Decision.ACCEPTED,), is_begun=True)]
    + [Fate(State.ACCEPTED, (Decision.RETURNED, Decision.ACCEPTED), is_begun=True)]
    + [Fate(State.ACCEPTED, (Decision.ACCEPTED,), is_begun=True)] * 10
)
ACCEPTED = Fate(State.ACCEPTED, (Decision.ACCEPTED,), is_begun=True)


class RegionNumbers(Numbers):
    """Numbers of the whole region counted at the first question, given out by institution."""

    def __init__(self, tree: Tree, term: Term, day: date) -> None:
        self.tree, self.term, self.day = tree, term, day
        self.known: dict[Point, list[int]] = {}
        self.operands: dict[str, Operand] = {}
        self.values: dict[tuple[int, bool, frozenset[str]], EnteredNumbers] = {}

    def behind(self, points: Iterable[Point], scope: Scope) -> dict[Point, list[int]]:
        own = {"institution": scope.organization.pk}
        wanted = {point: point.narrowed(own) for point in points}
        if missing := [point for point, narrow in wanted.items() if narrow not in self.known]:
            everywhere = [
                point.narrowed({"institution": institution.pk})
                for point in missing
                for institution in self.tree.institutions
            ]
            whole = Scope(self.tree.region, self.term.year, self.day)
            self.known |= keys_behind(everywhere, whole)
        return {point: self.known[narrow] for point, narrow in wanted.items()}

    def counts(self, points: Iterable[Point], scope: Scope) -> dict[Point, int]:
        return {point: len(keys) for point, keys in self.behind(points, scope).items()}

    def columns(self, points: Iterable[Point], scope: Scope) -> dict[Point, dict[int, int]]:
        near = [row for row in self.tree.institutions if row.parent_id == scope.organization.pk]
        wanted = list(points)
        found: dict[Point, dict[int, int]] = {point: {} for point in wanted}
        for row in near:
            counted = self.counts(wanted, Scope(row, scope.year, scope.today))
            for point, count in counted.items():
                found[point][row.pk] = count
        return found

    def entered(self, scope: Scope, marks: Iterable[Mark]) -> EnteredNumbers:
        marks = list(marks)
        asked = frozenset(mark.written for mark in marks)
        place = scope.organization.pk, scope.is_open, asked
        if place not in self.values:
            if not self.operands:
                self.operands = self._counted(marks)
            self.values[place] = EnteredNumbers(scope, marks, self.operands)
        return self.values[place]

    def _counted(self, marks: list[Mark]) -> dict[str, Operand]:
        year, region = self.term.year, self.tree.region
        indicators = current_indicators(region, year)
        keys = [headcount_operand(mark) for mark in marks if mark.kind == "headcount"]
        counted = operands_of(indicators, region, year, self.day)
        return counted | count_operands(keys, region, year, self.day)


class Collector:
    """Opens the rounds through their service and brings every report as far as its fate says."""

    def __init__(
        self,
        random: Random,
        tree: Tree,
        members: Mapping[tuple[int, str], Membership],
        term: Term,
        tell: Callable[[str], None],
    ) -> None:
        self.random, self.tree, self.members = random, tree, members
        self.term, self.tell = term, tell
        self.coordinator = members[tree.region.pk, Role.COORDINATOR]

    def collect(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        self._plan_values()
        if not self.term.has_begun:
            return counts
        for code, days, fates in ((OVER, -30, [ACCEPTED]), (AT_WORK, -2, FATES)):
            opened = self._open(code, self.term.until + timedelta(days=days))
            counts += self._report(opened, fates)
            if code == OVER:
                close_round(member=self.coordinator, opened=opened)
            self.tell(f"сбор «{opened}»: отчётов {opened.reports.count()}")
        return counts

    def _plan_values(self) -> None:
        indicators = Indicator.objects.filter(organization=None, archived_on=None)
        copy_rows(
            PlanValue(
                indicator=indicator,
                organization=organization,
                year=self.term.year.first,
                value=value + shift,
                source="приказ № 2",
            )
            for shift, organization in enumerate((self.tree.region, *self.tree.municipalities[::5]))
            for indicator, value in zip(indicators.order_by("position"), PLAN, strict=False)
        )

    def _open(self, code: str, due_on: date) -> Round:
        form = ReportForm.objects.get(organization=None, code=code)
        version: FormVersion | None = form.version_for(self.term.year)
        if version is None:
            raise LookupError(code)
        return open_round(
            member=self.coordinator,
            version=version,
            due_on=due_on,
            audience=Round.Audience.PARTICIPANTS,
            first_year=self.term.year.first,
        )

    def _report(self, opened: Round, fates: list[Fate]) -> Counter[str]:
        """Reports by the order of their institutions, each with what was sent of it."""
        day = opened.counted_on(self.term.until)
        numbers = RegionNumbers(self.tree, self.term, day)
        fields, rules = manual_fields(opened.version), rules_of(opened)
        reports = list(opened.reports.select_related("organization__parent__parent").order_by("pk"))
        sent: list[ReportVersion] = []
        for place, report in enumerate(reports):
            report.round = opened
            fate = fates[place % len(fates)]
            curator = self.members[report.organization_id, Role.CURATOR]
            self._bring(report, fate, fields, curator)
            if fate.sent:
                filled = fill_report(report, curator, self.term.until, numbers)
                kept = frozen(report, filled, curator, self.term.until, numbers)
                checks = self._checks(report, filled, kept["cells"], rules, numbers)
                sent += self._sent(report, fate, curator, kept | checks)
        RoundReport.objects.bulk_update(reports, WRITTEN, batch_size=200)
        copy_rows(sent)
        return Counter(reports=len(reports), versions=len(sent))

    def _bring(
        self,
        report: RoundReport,
        fate: Fate,
        fields: Mapping[str, ManualField],
        curator: Membership,
    ) -> None:
        report.state = fate.state
        if fate.is_begun:
            report.manual = {key: self._typed(field) for key, field in fields.items()}
            report.draft, report.saved_at, report.saved_by = 1, timezone.now(), curator
        if fate.extended:
            report.due_until = report.round.due_on + timedelta(days=7)
            report.due_reason = "карантин в двух классах"
        if fate.state == State.RETURNED:
            report.remarks = REMARKS
        if fate.state == State.DRAFT and fate.sent:
            report.correction = CORRECTION

    def _typed(self, field: ManualField) -> str:
        if field.type == "choice":
            return str(field.choices[0])
        if field.type == "date":
            return f"{self.term.until:%d.%m.%Y}"
        if field.type == "text":
            return WORDS
        least = int(field.least or 0)
        return str(self.random.randint(least, min(int(field.most or 9), least + 9)))

    def _checks(
        self,
        report: RoundReport,
        filled: FilledForm,
        cells: Mapping[str, Any],
        rules: list[CheckRule],
        numbers: Numbers,
    ) -> dict[str, Any]:
        """What the rules of the round say; every warning is explained, or it would not be sent."""
        curator = self.members[report.organization_id, Role.CURATOR]
        outcomes = check_sent(
            report, filled, cells, curator, self.term.until, rules=rules, numbers=numbers
        )
        return frozen_checks(outcomes, {each.key: EXPLANATION for each in outcomes})

    def _sent(
        self, report: RoundReport, fate: Fate, curator: Membership, kept: Mapping[str, Any]
    ) -> Iterable[ReportVersion]:
        above = self.members[report.organization.parent_id or 0, Role.METHODIST]
        for number, decision in enumerate(fate.sent, 1):
            is_decided = decision != Decision.WAITING
            given: dict[str, Any] = {}
            if is_decided:
                given = {"decided_at": timezone.now(), "decided_by": above}
            yield ReportVersion(
                report=report,
                number=number,
                manual=report.manual,
                submitted_by=curator,
                decision=decision,
                remarks=REMARKS if decision == Decision.RETURNED else "",
                **kept,
                **given,
            )


WRITTEN = (
    "state",
    "manual",
    "draft",
    "saved_at",
    "saved_by",
    "due_until",
    "due_reason",
    "remarks",
    "correction",
)


def manual_fields(version: FormVersion) -> dict[str, ManualField]:
    """The cells a person fills, outside of blocks."""
    return {
        manual_key(field.code): field
        for cell in layout_of(version.layout).cells
        if cell.block is None
        for mark in cell.marks
        if mark.kind == "manual"
        for field in [manual_field(mark)]
    }
