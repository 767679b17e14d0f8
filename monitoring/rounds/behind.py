"""What stands behind a number of a report: who and what was counted, inside the institution."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mentorship.bank.counted import Counted, counted_in
from mentorship.bank.models import Person
from mentorship.organizations.figures import FIGURES, Figure
from mentorship.organizations.models import Membership
from monitoring.models import ReportVersion, RoundReport
from monitoring.rounds.freezing import fill_report
from monitoring.rounds.pages import ReportCell, frozen_cells, live_cells
from monitoring.workbooks.numbers import LIVE
from monitoring.workbooks.rows import Scope

GONE = "Запись с тех пор изменена или убрана: в этот подсчёт она уже не вошла бы"


@dataclass(frozen=True)
class Behind:
    """One figure of a cell with the keys of what it counted on a day."""

    figure: Figure
    keys: Sequence[int]
    counted_on: date


@dataclass(frozen=True)
class CellRows:
    """A cell of a report as the page shows it, and the figures it is made of."""

    cell: ReportCell
    parts: Sequence[Behind]


def rows_of_version(version: ReportVersion, key: str) -> CellRows | None:
    """Behind a cell as it was sent: frozen keys, never counted anew; None for no such number."""
    shown = {cell.key: cell for cell in frozen_cells(version, frozenset(), {})}
    if key not in shown or not shown[key].has_rows:
        return None
    points = [point for point in version.cells[key]["points"] if point in version.rows]
    parts = [
        Behind(FIGURES[code], version.rows[point]["keys"], version.counted_on)
        for point in points
        if (code := json.loads(point)[0]) in FIGURES
    ]
    return CellRows(shown[key], parts)


def rows_of_draft(
    report: RoundReport, member: Membership, key: str, today: date
) -> CellRows | None:
    """Behind a cell as it would be sent now."""
    filled = fill_report(report, member, today)
    shown = {cell.key: cell for cell in live_cells(filled)}
    if key not in shown or not shown[key].has_rows:
        return None
    points = next(cell.points for cell in filled.cells if cell.key == key)
    day = report.round.counted_on(today)
    found = LIVE.behind(points, Scope(report.organization, report.round.year, day, member))
    parts = [Behind(FIGURES[point.figure], found[point], day) for point in points]
    return CellRows(shown[key], parts)


def counted_rows(
    part: Behind, keys: Sequence[int], report: RoundReport, today: date
) -> list[Counted]:
    """Some of the keys in words and in their order; nobody is named without a consent today.

    What would no longer be counted stays in the list, a person by name, anything else as gone.
    """
    own = {part.figure.institution: report.organization_id}
    rows = part.figure.rows(report.round.year, as_of=part.counted_on).filter(pk__in=keys, **own)
    told = dict(zip(_keys(rows), counted_in(part.figure, rows, today), strict=True))
    missing = [key for key in keys if key not in told]
    if missing and rows.model is Person:
        people = Person.objects.filter(pk__in=missing, institution=report.organization_id)
        named = replace(part.figure, describe=str)
        told |= zip(_keys(people), counted_in(named, people, today), strict=True)
    return [told.get(key, Counted(GONE)) for key in keys]


def _keys(rows: QuerySet[Any]) -> Iterator[int]:
    return (row.pk for row in rows)
