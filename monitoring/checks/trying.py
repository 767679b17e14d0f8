"""A rule tried on the report of one institution before it is saved; nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from monitoring.checks.running import checked, marks_of, other_reports, sent_report
from monitoring.checks.values import ReportValues, Sources, live_report, of_banks
from monitoring.models import CheckRule, ReportVersion, Round, RoundReport
from monitoring.outcomes import Outcome
from monitoring.workbooks.filling import SMALL_REASON, fill_cells
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.rows import Scope
from monitoring.workbooks.shown import HIDDEN

MOST_FOUND = 8
NOT_SENT = (
    "Отчёт ещё не отправлен: числа системы – сегодняшние, а введённое вручную видит только сама "
    "организация."
)


@dataclass(frozen=True)
class Trial:
    """What came of a rule on one report, by numbers its reader may see."""

    organization: Organization
    outcomes: Sequence[Outcome]
    note: str = ""


def report_to_try(opened: Round, name: str, member: Membership) -> RoundReport:
    """The report of an institution by a part of its name; DomainError says what to do else."""
    reports = RoundReport.objects.visible_to(member).filter(round=opened)
    named = Organization.objects.visible_to(member).named_like(name[:100])
    found = list(
        reports.filter(organization__in=named)
        .select_related("organization__parent__parent", "round__version")
        .order_by("organization__name", "pk")[: MOST_FOUND + 1]
    )
    exact = [row for row in found if row.organization.short_name.lower() == name.strip().lower()]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise DomainError("В этом сборе такой организации нет: проверьте название.")
    names = ", ".join(row.organization.short_name for row in found[:MOST_FOUND])
    raise DomainError(f"Подходит несколько: {names}. Напишите название полнее.")


def try_rule(rule: CheckRule, report: RoundReport, member: Membership, today: date) -> Trial:
    """Evaluate by what the member may see, so that no rule tells a hidden number."""
    scope = Scope(report.organization, report.round.year, report.round.counted_on(today), member)
    marks = marks_of([rule])
    values, note = _values(report, scope)
    others = {
        named: other and masked(other)
        for named, other in other_reports([rule], report.organization, scope.year).items()
    }
    sources = Sources(values, of_banks(marks, scope, None), others)
    return Trial(report.organization, checked([rule], sources), note)


def masked(values: ReportValues) -> ReportValues:
    """The same report without the cells that those above do not see."""
    cells = {
        key: {"value": None, "state": HIDDEN, "reason": SMALL_REASON} if cell["hidden"] else cell
        for key, cell in values.cells.items()
    }
    return ReportValues(values.layout, cells, values.manual, values.row_titles)


def _values(report: RoundReport, scope: Scope) -> tuple[ReportValues, str]:
    sent = report.versions.exclude(decision=ReportVersion.Decision.RECALLED)
    version = sent.select_related("report__round__version", "report__organization").first()
    if version is not None:
        return masked(sent_report(version, scope.member)), ""
    filled = fill_cells(
        layout_of(report.round.version.layout),
        scope.organization,
        scope.year,
        today=scope.today,
        member=scope.member,
    )
    return live_report(filled, {}), NOT_SENT
