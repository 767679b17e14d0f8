"""Numbers of a report as they stand when it is sent, with the keys of the rows behind them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Headcount, Membership
from monitoring.models import RoundReport
from monitoring.summaries import current_indicators, indicator_values
from monitoring.values import IndicatorValue
from monitoring.workbooks.counting import Point, asked, hidden_points, point_key
from monitoring.workbooks.entered import EnteredNumbers
from monitoring.workbooks.filling import FilledCell, FilledForm, fill_cells
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.rows import FormRow, SeenFromAbove
from monitoring.workbooks.shown import HIDDEN


def fill_report(report: RoundReport, member: Membership, today: date) -> FilledForm:
    """The report as it would be sent now, by a member of the institution."""
    opened = report.round
    return fill_cells(
        layout_of(opened.version.layout),
        report.organization,
        opened.year,
        report.manual,
        today=opened.counted_on(today),
        member=member,
    )


def frozen(
    report: RoundReport, filled: FilledForm, member: Membership, today: date
) -> dict[str, Any]:
    """The values of a version: `cells`, `rows` and the day of its numbers."""
    day = report.round.counted_on(today)
    points = {point for cell in filled.cells for point in cell.points}
    rows = {point: _rows_behind(point, report, member, day) for point in points}
    hidden = _hidden_cells(report, filled, rows, day)
    shares = _shares(report, filled, day)
    return {
        "cells": {
            cell.key: _frozen_cell(cell, filled.values[cell.key], cell.key in hidden, shares)
            for cell in filled.cells
        },
        "rows": {point_key(point): found for point, found in rows.items()},
        "counted_on": day,
    }


def _rows_behind(
    point: Point, report: RoundReport, member: Membership, day: date
) -> dict[str, Any]:
    year = report.round.year
    where = {key: asked(value) for key, value in point.where}
    found = FIGURES[point.figure].rows_for(member, year, where, day)
    keys = found.order_by("pk").values_list("pk", flat=True)
    return {"model": found.model._meta.label_lower, "keys": list(keys)}


def _frozen_cell(
    cell: FilledCell, value: Any, is_hidden: bool, shares: Mapping[str, IndicatorValue]
) -> dict[str, Any]:
    kept = {
        "value": value,
        "state": cell.state,
        "reason": cell.reason,
        "points": [point_key(point) for point in cell.points],
        "people": isinstance(value, int) and _counts_people(cell, shares),
        "hidden": is_hidden,
    }
    mark = cell.cell.lone
    if mark is not None and mark.kind == "indicator" and mark.path[0] in shares:
        share = shares[mark.path[0]]
        # A summary sums these and divides once: a percent alone cannot be summed.
        kept["share"] = {
            "numerator": share.numerator,
            "denominator": share.denominator,
            "people": share.counts_people,
        }
    return kept


def _counts_people(cell: FilledCell, shares: Mapping[str, IndicatorValue]) -> bool:
    """Whether a whole number in the cell is a count of people."""
    mark = cell.cell.lone
    if mark is None:
        return False
    if mark.kind == "indicator":
        is_count = mark.path[1] in ("numerator", "denominator")
        return is_count and mark.path[0] in shares and shares[mark.path[0]].counts_people
    if mark.kind == "headcount":
        return mark.path[0] != Headcount.Category.ENTERPRISE
    return len(cell.points) == 1 and FIGURES[cell.points[0].figure].counts_people


def _shares(report: RoundReport, filled: FilledForm, day: date) -> dict[str, IndicatorValue]:
    """True numerators and denominators of the indicators the form names, by code."""
    marks = [mark for cell in filled.cells for mark in cell.cell.marks]
    codes = {mark.path[0] for mark in marks if mark.kind == "indicator"}
    if not codes:
        return {}
    organization, year = report.organization, report.round.year
    known = [row for row in current_indicators(organization, year) if row.code in codes]
    values = indicator_values(organization, year, day, indicators=known)
    return {value.indicator.code: value for value in values}


def _hidden_cells(
    report: RoundReport, filled: FilledForm, rows: Mapping[Point, dict[str, Any]], day: date
) -> frozenset[str]:
    """Keys of cells that those above the institution do not see: 1–4 people and their company."""
    counts = {point: len(found["keys"]) for point, found in rows.items()}
    small = hidden_points(counts, {figure.code: figure for figure in FIGURES})
    scope = SeenFromAbove(report.organization, report.round.year, day)
    entered = EnteredNumbers(scope, [mark for cell in filled.cells for mark in cell.cell.marks])
    titles = {row.key: row for found in filled.rows.values() for row in found}
    return frozenset(
        cell.key
        for cell in filled.cells
        if not small.isdisjoint(cell.points)
        or _is_small_entered(cell, entered, titles.get(cell.row_key))
    )


def _is_small_entered(cell: FilledCell, entered: EnteredNumbers, row: FormRow | None) -> bool:
    marks = [mark for mark in cell.cell.marks if mark.kind in ("indicator", "headcount")]
    return any(entered.shown(mark, row).state == HIDDEN for mark in marks)
