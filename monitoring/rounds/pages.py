"""What the pages of rounds show: counts of a round, the cells of a report."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from mentorship.organizations.models import Membership
from mentorship.organizations.small_cells import HIDDEN_CELL
from monitoring.checks.pages import ShownOutcome, with_checks
from monitoring.models import ReportVersion, Round, RoundReport
from monitoring.workbooks.checking import CellCheck, check_form
from monitoring.workbooks.filling import SMALL_REASON, FilledForm
from monitoring.workbooks.layouts import FormLayout, layout_of
from monitoring.workbooks.manual import manual_field
from monitoring.workbooks.marks import Mark
from monitoring.workbooks.rows import SAME_FOR_ALL, fixed_rows
from monitoring.workbooks.shown import HIDDEN, KNOWN, UNKNOWN

LATE = "late"
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True)
class ReportCell:
    """One cell of a report: where it stands, what it says in words, and its value."""

    place: str
    shows: str
    value: str
    state: str
    reason: str = ""
    notes: Sequence[ShownOutcome] = ()
    key: str = ""
    # Whether it counts things of the banks, so that they can be listed.
    has_rows: bool = False

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
    own_day_past = Q(reports__due_until__lt=today) | Q(reports__due_until=None)
    late = unsent & own_day_past & Q(due_on__lt=today)
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
        with_checks(rows)
        .select_related("organization__parent", "round")
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


def counts_after_return(report: RoundReport) -> str:
    """What the sums of the round count once an accepted report is returned; nothing else moves."""
    if report.state != RoundReport.State.ACCEPTED:
        return ""
    accepted = report.versions.filter(decision=ReportVersion.Decision.ACCEPTED)
    newest, *before = accepted.values_list("number", flat=True)
    if before:
        return (
            f"Редакция {newest} выйдет из свода, и до новой в нём снова будут числа "
            f"редакции {before[0]}"
        )
    return f"Редакция {newest} выйдет из свода: до новой чисел организации в нём не будет"


def live_cells(filled: FilledForm) -> list[ReportCell]:
    """The report as it would be sent now."""
    titles = filled.row_titles
    return [
        ReportCell(
            cell.key.partition("@")[0],
            f"{words}: {titles[cell.row_key]}" if cell.row_key in titles else words,
            cell.text,
            cell.state,
            cell.reason,
            key=cell.key,
            has_rows=bool(cell.points),
        )
        for cell, words in zip(filled.cells, _words_of_cells(filled), strict=True)
        if words
    ]


def frozen_cells(
    version: ReportVersion,
    hidden: frozenset[str],
    notes: Mapping[str, Sequence[ShownOutcome]],
) -> list[ReportCell]:
    """The report as it was sent, with what was explained and without the hidden cells."""
    layout = layout_of(version.report.round.version.layout)
    shows, titles = shown_words(layout), _row_titles(layout)
    found = []
    # The database keeps keys in an order of its own; the page has that of the form.
    places = {place: number for number, place in enumerate(shows)}
    lines = {key: number for number, key in enumerate(titles)}
    kept = [(*key.partition("@")[::2], key, cell) for key, cell in version.cells.items()]
    kept.sort(key=lambda item: (places.get(item[0], -1), lines.get(item[1], -1)))
    for place, row, key, cell in kept:
        words = shows.get(place, "")
        if not words:
            continue
        if row in titles:
            words = f"{words}: {titles[row]}"
        value, state, reason = _plain(cell["value"]), cell["state"], cell["reason"]
        if key in hidden:
            value, state, reason = HIDDEN_CELL, HIDDEN, SMALL_REASON
        told = notes.get(key, ())
        has_rows = bool(cell["points"])
        found.append(ReportCell(place, words, value, state, reason, told, key, has_rows))
    return found


def _row_titles(layout: FormLayout) -> dict[str, str]:
    """Titles of the rows that are the same for every institution, in their order."""
    blocks = {block for sheet in layout.sheets for block in sheet.blocks}
    rows = [fixed_rows(block) for block in blocks if block.kind in SAME_FOR_ALL]
    return {row.key: row.title for found in rows for row in found}


def shown_words(layout: FormLayout) -> dict[str, str]:
    """What each cell with a number or an entered value says, by its place; words are left out."""
    return {
        check.place: "; ".join(_labels(check) or check.shows)
        for check in check_form(layout).cells
        if any(map(_tells_a_value, check.cell.marks))
    }


def _tells_a_value(mark: Mark) -> bool:
    """Words that stand in the form anyway, as the title of an indicator, are no value."""
    if mark.kind == "indicator":
        return mark.path[-1:] not in (("title",), ("formula",))
    return mark.kind in ("figure", "headcount", "manual")


def _labels(check: CellCheck) -> list[str]:
    """The question of a cell that people fill."""
    return [manual_field(mark).label for mark in check.cell.marks if mark.kind == "manual"]


def _words_of_cells(filled: FilledForm) -> list[str]:
    shows = shown_words(filled.layout)
    return [shows.get(cell.key.partition("@")[0], "") for cell in filled.cells]


def _plain(value: Any) -> str:
    if isinstance(value, str) and (day := _DAY.fullmatch(value)):
        return "{2}.{1}.{0}".format(*day.groups())
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "" if value is None else str(value)
