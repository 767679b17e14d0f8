"""Numbers of a report as they stand when it is sent, with the keys of the rows behind them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Headcount, Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import is_small
from monitoring.models import RoundReport
from monitoring.values import IndicatorValue
from monitoring.workbooks.counting import Point, point_key
from monitoring.workbooks.entered import EnteredNumbers
from monitoring.workbooks.filling import FilledCell, FilledForm, fill_cells
from monitoring.workbooks.hiding import hidden_from_above
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.manual import manual_field
from monitoring.workbooks.numbers import LIVE, Numbers
from monitoring.workbooks.rows import FormRow, Scope, SeenFromAbove
from monitoring.workbooks.shown import HIDDEN, KNOWN


def fill_report(
    report: RoundReport, member: Membership, today: date, numbers: Numbers = LIVE
) -> FilledForm:
    """The report as it would be sent now, by a member of the institution."""
    opened = report.round
    return fill_cells(
        layout_of(opened.version.layout),
        report.organization,
        opened.year,
        report.manual,
        today=opened.counted_on(today),
        member=member,
        numbers=numbers,
    )


def frozen(
    report: RoundReport,
    filled: FilledForm,
    member: Membership,
    today: date,
    numbers: Numbers = LIVE,
) -> dict[str, Any]:
    """The values of a version: `cells`, `rows` and the day of its numbers."""
    day = report.round.counted_on(today)
    points = {point for cell in filled.cells for point in cell.points}
    scope = Scope(report.organization, report.round.year, day, member)
    marks = [mark for cell in filled.cells for mark in cell.cell.marks]
    # True numerators and denominators of the indicators the form names, by code.
    shares = numbers.entered(scope, marks).totals
    rows = numbers.behind(points, scope)
    above = SeenFromAbove(scope.organization, scope.year, day)
    counts = {point: len(found) for point, found in rows.items()}
    few = hidden_from_above(counts, above, numbers.columns)
    hidden = _hidden_cells(filled, few, numbers.entered(above, marks))
    return {
        "cells": {
            cell.key: _frozen_cell(cell, filled.values[cell.key], cell.key in hidden, shares)
            for cell in filled.cells
        },
        "rows": {
            point_key(point): {"model": _model_of(point, scope.year), "keys": found}
            for point, found in rows.items()
        },
        "counted_on": day,
    }


@cache
def _model_of(point: Point, year: SchoolYear) -> str:
    """What a point counts: «bank.person», «pairs.meeting»."""
    return FIGURES[point.figure].rows(year).model._meta.label_lower


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
    if mark.kind == "manual":
        return manual_field(mark).counts_people
    if mark.kind == "headcount":
        return mark.path[0] != Headcount.Category.ENTERPRISE
    return len(cell.points) == 1 and FIGURES[cell.points[0].figure].counts_people


def _hidden_cells(
    filled: FilledForm, few: frozenset[Point], above: EnteredNumbers
) -> frozenset[str]:
    """Keys of cells that those above the institution do not see: 1–4 people and their company."""
    titles = {row.key: row for found in filled.rows.values() for row in found}
    return frozenset(
        cell.key
        for cell in filled.cells
        if not few.isdisjoint(cell.points)
        or _is_small_entered(cell, above, titles.get(cell.row_key))
        or _is_small_typed(cell)
    )


def _is_small_entered(cell: FilledCell, entered: EnteredNumbers, row: FormRow | None) -> bool:
    marks = [mark for mark in cell.cell.marks if mark.kind in ("indicator", "headcount")]
    return any(entered.shown(mark, row).state == HIDDEN for mark in marks)


def _is_small_typed(cell: FilledCell) -> bool:
    """A few people typed by hand; among words their number cannot be hidden alone."""
    manual = [mark for mark in cell.cell.marks if mark.kind == "manual"]
    if not any(manual_field(mark).counts_people for mark in manual):
        return False
    return cell.cell.lone is None or (cell.state == KNOWN and is_small(cell.value))
