"""What the pages of reports show of checks, to the institution and to those above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Func, IntegerField, OuterRef, Subquery

from mentorship.organizations.models import Membership
from monitoring.models import ReportVersion, RoundReport
from monitoring.outcomes import Outcome, outcome_of
from monitoring.workbooks.filling import FilledForm
from monitoring.workbooks.manual import manual_key


@dataclass(frozen=True)
class CellLink:
    """A cell to look at: its place, and the field of the page where it is filled."""

    place: str
    field: str = ""
    label: str = ""


@dataclass(frozen=True)
class ShownOutcome:
    """An outcome as its reader may see it, with the explanation and the cells to look at."""

    outcome: Outcome
    message: str
    explanation: str = ""
    links: Sequence[CellLink] = ()
    is_former: bool = False
    # It reads a number its reader does not see: whether it holds would tell the number.
    is_closed: bool = False

    @property
    def has_fields(self) -> bool:
        return any(link.field for link in self.links)


@dataclass(frozen=True)
class CheckSummary:
    """All outcomes of a report: errors and warnings first, then what could not be checked."""

    errors: Sequence[ShownOutcome]
    warnings: Sequence[ShownOutcome]
    unknown: Sequence[ShownOutcome]
    passed: Sequence[ShownOutcome]
    closed: Sequence[ShownOutcome] = ()

    @property
    def total(self) -> int:
        groups = (self.errors, self.warnings, self.unknown, self.passed, self.closed)
        return sum(map(len, groups))


def live_summary(
    outcomes: Sequence[Outcome],
    filled: FilledForm,
    explanations: Mapping[str, str],
    former: Mapping[str, str],
) -> CheckSummary:
    """What the institution sees while it fills; cells lead to their fields.

    What was explained before, in the last version or to the rule as it was, is shown until a new
    one is typed.
    """
    fields = _fields(filled)
    return summary_of(
        [
            ShownOutcome(
                each,
                each.message,
                explanations.get(each.key) or _former(each, explanations, former),
                [_link(fields, filled, place, each.row) for place in each.cells],
                is_former=each.key not in explanations,
            )
            for each in outcomes
        ]
    )


def sent_outcomes(
    version: ReportVersion, member: Membership, keys: frozenset[str]
) -> list[ShownOutcome]:
    """What was found when the report was sent; `keys` are cells the member does not see."""
    above = not member.organization.is_institution
    found = []
    for kept in version.checks:
        each = outcome_of(kept)
        links = [CellLink(place) for place in each.cells]
        if above and each.reads_hidden(keys):
            found.append(ShownOutcome(each, "", links=links, is_closed=True))
            continue
        words = each.words_in(version.explanations)
        found.append(ShownOutcome(each, each.message, words, links))
    return found


def notes_by_cell(outcomes: Sequence[ShownOutcome]) -> dict[str, list[ShownOutcome]]:
    """Broken rules by the key of each cell they speak of; of a block by the key of the row."""
    notes: dict[str, list[ShownOutcome]] = {}
    for shown in outcomes:
        if shown.is_closed or not shown.outcome.is_failed:
            continue
        for place in shown.outcome.cells:
            notes.setdefault(manual_key(place, shown.outcome.row), []).append(shown)
    return notes


def former_explanations(report: RoundReport) -> dict[str, str]:
    """What was explained in the last version, by what it was about."""
    last = report.versions.only("explanations", "checks", "report").first()
    if last is None:
        return {}
    outcomes = map(outcome_of, last.checks)
    return {each.about: words for each in outcomes if (words := each.words_in(last.explanations))}


def _former(each: Outcome, typed: Mapping[str, str], former: Mapping[str, str]) -> str:
    """Words typed to the revision before, else those of the last version."""
    before = [replace(each, revision=number).key for number in range(each.revision - 1, 0, -1)]
    own = [typed[key] for key in before if key in typed]
    return own[0] if own else each.words_in(typed) or former.get(each.about, "")


def with_checks(reports: Any) -> Any:
    """Reports with what the newest version not recalled was warned of, in the same statement."""
    sent = ReportVersion.objects.exclude(decision=ReportVersion.Decision.RECALLED)
    newest = sent.filter(report=OuterRef("pk")).order_by("-number")
    run = Func("checks", function="jsonb_array_length", output_field=IntegerField())
    return reports.annotate(
        rules_run=Subquery(newest.values(run=run)[:1]),
        warnings=Subquery(newest.values("warnings")[:1]),
        unchecked=Subquery(newest.values("unchecked")[:1]),
    )


def count_for_those_above(reports: Sequence[Any], member: Membership) -> None:
    """Leave in the counts of `with_checks` what tells nothing of a number that may be hidden.

    A list cannot ask of every report what its neighbours hide, so whatever reads a count of
    people is counted on the page of the report alone; `closed` is how many such rules there are.
    """
    if member.organization.is_institution:
        return
    sent = ReportVersion.objects.exclude(decision=ReportVersion.Decision.RECALLED)
    sent = sent.filter(report__in=[row.pk for row in reports]).order_by("report", "-number")
    newest = sent.distinct("report").values_list("report", "checks", "cells")
    found = {report: _counted_openly(checks, cells) for report, checks, cells in newest}
    for row in reports:
        if row.pk in found:
            row.warnings, row.unchecked, row.closed = found[row.pk]


def _counted_openly(
    checks: Sequence[Mapping[str, Any]], cells: Mapping[str, Mapping[str, Any]]
) -> tuple[int, int, int]:
    of_people = {
        key.partition("@")[0]
        for key, cell in cells.items()
        if cell["people"] or cell["hidden"] or cell["points"] or "share" in cell
    }
    outcomes = [outcome_of(kept) for kept in checks]
    told = [each for each in outcomes if not each.is_masked and of_people.isdisjoint(each.cells)]
    warned = sum(each.needs_words for each in told)
    return warned, sum(each.is_unknown for each in told), len(outcomes) - len(told)


def summary_of(shown: Sequence[ShownOutcome]) -> CheckSummary:
    told = [each for each in shown if not each.is_closed]
    return CheckSummary(
        [each for each in told if each.outcome.is_error],
        [each for each in told if each.outcome.needs_words],
        [each for each in told if each.outcome.is_unknown],
        [each for each in told if each.outcome.state == "passed"],
        [each for each in shown if each.is_closed],
    )


def _fields(filled: FilledForm) -> dict[str, str]:
    """Codes of manual cells by their place."""
    return {
        f"{cell.sheet}!{cell.address}": mark.path[0]
        for cell in filled.layout.cells
        for mark in cell.marks
        if mark.kind == "manual"
    }


def _link(fields: Mapping[str, str], filled: FilledForm, place: str, row: str) -> CellLink:
    """To the field of a cell; of a block without a row to the first of its fields."""
    if place not in fields:
        return CellLink(place)
    code = fields[place]
    own = [key for key in filled.manual if key == manual_key(code, row)]
    found = own or [key for key in filled.manual if key.partition("@")[0] == code]
    return CellLink(place, found[0], filled.manual[found[0]].label) if found else CellLink(place)
