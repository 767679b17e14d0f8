"""What the pages of rounds show: counts of a round, the cells of a report."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from mentorship.organizations.models import Membership
from mentorship.organizations.small_cells import HIDDEN_CELL, hidden_in
from monitoring.models import ReportVersion, Round, RoundReport
from monitoring.workbooks.checking import CellCheck, check_form
from monitoring.workbooks.filling import SMALL_REASON, FilledForm
from monitoring.workbooks.layouts import FormLayout, layout_of
from monitoring.workbooks.manual import manual_field
from monitoring.workbooks.shown import HIDDEN, KNOWN, UNKNOWN

LATE = "late"


@dataclass(frozen=True)
class ReportCell:
    """One cell of a report: where it stands, what it says in words, and its value."""

    place: str
    shows: str
    value: str
    state: str
    reason: str = ""

    @property
    def is_known(self) -> bool:
        return self.state == KNOWN

    @property
    def is_unknown(self) -> bool:
        return self.state == UNKNOWN


@dataclass(frozen=True)
class Chip:
    """A filter of the list of reports, with its count."""

    code: str
    title: str
    count: int
    is_current: bool


def rounds_seen(member: Membership, today: date) -> QuerySet[Round]:
    """Rounds with their counts among the reports the member sees, in one statement."""
    seen = Q(reports__in=RoundReport.objects.visible_to(member))

    def among(**states: Any) -> Count:
        return Count("reports", filter=seen & Q(**states), distinct=True)

    unsent = Q(reports__state__in=RoundReport.EDITABLE)
    late = unsent & (Q(reports__due_until__lt=today) | Q(reports__due_until=None, due_on__lt=today))
    return (
        Round.objects.visible_to(member)
        .select_related("organization")
        .annotate(
            asked=Count("reports", filter=seen, distinct=True),
            accepted=among(reports__state=RoundReport.State.ACCEPTED),
            waiting=among(reports__state=RoundReport.State.SUBMITTED),
            late=Count("reports", filter=seen & late, distinct=True),
        )
        .order_by("-due_on", "-pk")
    )


def reports_of(opened: Round, member: Membership) -> Any:
    """Reports of a round that the member sees, by the names of institutions."""
    rows = RoundReport.objects.visible_to(member).filter(round=opened).with_due()
    return (
        rows.select_related("organization__parent", "round")
        .defer("manual")
        .order_by("organization__name", "pk")
    )


def chips_of(rows: Any, chosen: str, today: date) -> list[Chip]:
    """States with their counts, the late ones after them; one statement."""
    counts = rows.order_by().aggregate(
        all=Count("pk"),
        late=Count("pk", filter=Q(state__in=RoundReport.EDITABLE, due__lt=today)),
        **{state: Count("pk", filter=Q(state=state)) for state in RoundReport.State.values},
    )
    titles = {"": "Все", LATE: "Не сдали в срок"} | {
        state.value: state.label.capitalize() for state in RoundReport.State
    }
    return [
        Chip(code, title, counts[code or "all"], code == chosen) for code, title in titles.items()
    ]


def chosen_reports(rows: Any, chosen: str, today: date) -> Any:
    if chosen == LATE:
        return rows.filter(state__in=RoundReport.EDITABLE, due__lt=today)
    return rows.filter(state=chosen) if chosen in RoundReport.State.values else rows


def live_cells(filled: FilledForm) -> list[ReportCell]:
    """The report as it would be sent now."""
    return [
        ReportCell(
            cell.key.partition("@")[0],
            words,
            cell.text,
            cell.state,
            cell.reason,
        )
        for cell, words in zip(filled.cells, _words_of_cells(filled), strict=True)
        if words
    ]


def frozen_cells(version: ReportVersion, member: Membership) -> list[ReportCell]:
    """The report as it was sent; above the institution small counts are hidden."""
    above = not member.organization.is_institution
    hidden = hidden_above(version) if above else frozenset()
    shows = shown_words(layout_of(version.report.round.version.layout))
    found = []
    # The database keeps keys in an order of its own; the page has that of the form.
    places = {place: number for number, place in enumerate(shows)}
    kept = sorted(version.cells.items(), key=lambda item: places.get(item[0].partition("@")[0], -1))
    for key, cell in kept:
        place, *_rest = key.partition("@")
        words = shows.get(place, "")
        if not words:
            continue
        if key in hidden:
            found.append(ReportCell(place, words, HIDDEN_CELL, HIDDEN, SMALL_REASON))
        else:
            value = _plain(cell["value"])
            found.append(ReportCell(place, words, value, cell["state"], cell["reason"]))
    return found


def hidden_above(version: ReportVersion) -> frozenset[str]:
    """Keys of cells that those above do not see.

    What the report hides by itself, and what the sum of its municipality would give away: there a
    hidden count alone among the institutions takes the next smallest along.
    """
    hidden = {key for key, cell in version.cells.items() if cell["hidden"]}
    columns: dict[str, dict[int, int]] = defaultdict(dict)
    for owner, cells in _neighbours(version):
        for key, cell in cells.items():
            if cell["people"]:
                columns[key][owner] = cell["value"]
    own = version.report.organization_id
    return frozenset(hidden | {key for key, column in columns.items() if own in hidden_in(column)})


def _neighbours(version: ReportVersion) -> list[tuple[int, Mapping[str, Any]]]:
    """The newest sent cells of the institutions of the same municipality in this round."""
    report = version.report
    rows = ReportVersion.objects.filter(
        report__round=report.round_id,
        report__organization__parent=report.organization.parent_id,
    ).exclude(decision=ReportVersion.Decision.RECALLED)
    newest = rows.order_by("report_id", "-number").distinct("report_id")
    found = dict(newest.values_list("report__organization", "cells"))
    found[report.organization_id] = version.cells
    return list(found.items())


def shown_words(layout: FormLayout) -> dict[str, str]:
    """What each cell with a number or an entered value says, by its place; words are left out."""
    return {
        check.place: "; ".join(_labels(check) or check.shows)
        for check in check_form(layout).cells
        if {mark.kind for mark in check.cell.marks} & {"figure", "indicator", "headcount", "manual"}
    }


def _labels(check: CellCheck) -> list[str]:
    """The question of a cell that people fill."""
    return [manual_field(mark).label for mark in check.cell.marks if mark.kind == "manual"]


def _words_of_cells(filled: FilledForm) -> list[str]:
    shows = shown_words(filled.layout)
    return [shows.get(cell.key.partition("@")[0], "") for cell in filled.cells]


def _plain(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "" if value is None else str(value)
