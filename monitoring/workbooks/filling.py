"""A form filled for an organization and a school year: every cell with its value or its reason."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from openpyxl.utils.datetime import to_excel

from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.writing import clean_cell_text
from mentorship.organizations.dimensions import DIMENSIONS
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import HIDDEN_CELL, SMALL_TOTAL, is_small
from monitoring.models import FormVersion
from monitoring.workbooks.counting import Point
from monitoring.workbooks.hiding import counted_above
from monitoring.workbooks.layouts import FormBlock, FormCell, FormLayout, FormSheet, layout_of
from monitoring.workbooks.manual import ManualField, cleaned_values, manual_fields, manual_key
from monitoring.workbooks.marks import Mark, MarkError, Part
from monitoring.workbooks.numbers import LIVE, Numbers
from monitoring.workbooks.reading import fill_workbook
from monitoring.workbooks.rows import FormRow, Scope, organization_texts, rows_of
from monitoring.workbooks.shown import EMPTY, HIDDEN, KNOWN, UNKNOWN, Shown
from monitoring.workbooks.vocabulary import explain

SMALL_REASON = "меньше 5 человек: выше организации число не показывается"
INNER_REASON = "по классам считает только сама организация"
MOST_ROWS = 20_000
IN_HEADERS = frozenset({"organization", "period", "today"})


@dataclass(frozen=True)
class FilledCell:
    """One cell of the result: where it stands in the form, in which row of a block, what it says.

    `state` is known, hidden (a small count above the institution), unknown (with the reason) or
    empty (a manual cell nobody filled).
    """

    cell: FormCell
    copy: int
    row_key: str
    value: Any
    state: str
    reason: str = ""
    points: tuple[Point, ...] = ()

    @property
    def key(self) -> str:
        """Where the cell stands, whatever the number of rows: «Лист1!C5» or «Лист1!C5@pair:3»."""
        return manual_key(f"{self.cell.sheet}!{self.cell.address}", self.row_key)

    @property
    def text(self) -> str:
        if isinstance(self.value, date):
            return f"{self.value:%d.%m.%Y}"
        if isinstance(self.value, float):
            return f"{self.value:g}".replace(".", ",")
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True)
class FilledForm:
    """The result: cells in order, rows of each block, what is wrong with manual values.

    `people` are those it names; whoever gives it out notes their reading.
    """

    layout: FormLayout
    cells: list[FilledCell]
    rows: dict[tuple[str, FormBlock], list[FormRow]]
    manual: dict[str, ManualField]
    wrong: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def row_keys(self) -> list[str]:
        return [row.key for rows in self.rows.values() for row in rows]

    @property
    def row_titles(self) -> dict[str, str]:
        return {row.key: row.title for rows in self.rows.values() for row in rows}

    @property
    def people(self) -> frozenset[int]:
        return frozenset().union(*(row.people for rows in self.rows.values() for row in rows))

    @property
    def values(self) -> dict[str, Any]:
        """Values by key of the cell, fit for JSON: what a round freezes."""
        return {
            cell.key: cell.value.isoformat() if isinstance(cell.value, date) else cell.value
            for cell in self.cells
        }


def fill(
    version: FormVersion,
    organization: Organization,
    year: SchoolYear,
    manual: Mapping[str, Any] | None = None,
    *,
    today: date | None = None,
    member: Membership | None = None,
) -> tuple[bytes, FilledForm]:
    """The workbook of a version filled for an organization and year, and what is in each cell.

    Manual values are by code, or «code@key of the row». Raises DomainError for a manual value that
    does not fit, and where the form may not be filled by an organization of this level.
    """
    filled = fill_cells(
        layout_of(version.layout), organization, year, manual, today=today, member=member
    )
    refuse_wrong(filled)
    return written(bytes(version.content), filled), filled


def refuse_wrong(filled: FilledForm) -> None:
    """DomainError for the first manual value that does not fit."""
    if filled.wrong:
        [(key, words), *_rest] = filled.wrong.items()
        raise DomainError(f"{filled.manual[key].label}: {words}")


@dataclass(frozen=True)
class Outline:
    """What is known of a filled form before anything is counted: its rows and manual cells."""

    manual: dict[str, ManualField]
    row_titles: dict[str, str]

    @property
    def rows(self) -> int:
        return len(self.row_titles)


def outline_of(
    layout: FormLayout, organization: Organization, year: SchoolYear, member: Membership
) -> Outline:
    """The rows and the manual cells; DomainError where the form may not be filled here."""
    rows = _rows_of_blocks(layout, Scope(organization, year, timezone.localdate(), member))
    titles = {row.key: row.title for found in rows.values() for row in found}
    return Outline(dict(_manual_fields(layout, rows)), titles)


def _rows_of_blocks(layout: FormLayout, scope: Scope) -> dict[tuple[str, FormBlock], list[FormRow]]:
    rows = {
        (sheet.name, block): rows_of(block, scope)
        for sheet in layout.sheets
        for block in sheet.blocks
    }
    if sum(len(found) for found in rows.values()) > MOST_ROWS:
        raise DomainError(f"Строк больше {MOST_ROWS}: заполните форму по муниципалитетам.")
    return rows


def fill_cells(
    layout: FormLayout,
    organization: Organization,
    year: SchoolYear,
    manual: Mapping[str, Any] | None = None,
    *,
    today: date | None = None,
    member: Membership | None = None,
    numbers: Numbers = LIVE,
) -> FilledForm:
    """What every cell says, without the workbook; wrong manual values are told, not raised."""
    scope = Scope(organization, year, today or timezone.localdate(), member)
    rows = _rows_of_blocks(layout, scope)
    fields = dict(_manual_fields(layout, rows))
    values, wrong = cleaned_values(fields, manual or {})
    places = list(places_of(layout, rows))
    reader = _Reader(scope, places, values, numbers)
    cells = [reader.filled(cell, copy, row) for cell, copy, row in places]
    return FilledForm(layout, cells, rows, fields, wrong, reader.headers(layout))


def written(content: bytes, filled: FilledForm) -> bytes:
    """The workbook with these cells."""
    return fill_workbook(content, plan_of(filled))


def plan_of(filled: FilledForm) -> dict[str, Any]:
    """What the limited writer is told: blocks, cells and headers of each sheet."""
    sheets = {sheet.name: _sheet_plan(sheet, filled) for sheet in filled.layout.sheets}
    for each in filled.cells:
        place = [each.cell.row, each.cell.column, each.copy, _storable(each)]
        sheets[each.cell.sheet]["cells"].append(place)
    return {"sheets": sheets}


def _sheet_plan(sheet: FormSheet, filled: FilledForm) -> dict[str, list[Any]]:
    blocks = [
        [block.first, block.last, len(filled.rows[sheet.name, block])] for block in sheet.blocks
    ]
    headers = [
        [tag, "".join(_header_part(part, filled) for part in parts)] for tag, parts in sheet.headers
    ]
    return {"blocks": blocks, "cells": [], "headers": headers}


Place = tuple[FormCell, int, FormRow | None]


def places_of(
    layout: FormLayout, rows: Mapping[tuple[str, FormBlock], list[FormRow]]
) -> Iterator[Place]:
    """Every cell of the result; a block without rows keeps one empty copy."""
    for cell in layout.cells:
        if cell.block is None:
            yield cell, 0, None
            continue
        found: list[FormRow | None] = [*rows[cell.sheet, cell.block]]
        for copy, row in enumerate(found or [None]):
            yield cell, copy, row


def _manual_fields(
    layout: FormLayout, rows: Mapping[tuple[str, FormBlock], list[FormRow]]
) -> Iterator[tuple[str, ManualField]]:
    for cell in layout.cells:
        for entered in manual_fields(cell.marks):
            if cell.block is None:
                yield manual_key(entered.code), entered
            else:
                for row in rows[cell.sheet, cell.block]:
                    yield manual_key(entered.code, row.key), entered


class CellReader:
    """Values of cells for one organization and year: words that every form may hold.

    What is counted or entered is of the readers made of this one, in `readers` by kind of mark.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.organization = organization_texts(scope.organization)
        self.readers: dict[str, Callable[[Mark, FormCell, FormRow | None], Shown]] = {
            "organization": lambda mark, cell, row: Shown(self.organization[mark.path[0]]),
            "period": lambda mark, cell, row: Shown(_period(mark, scope)),
            "today": lambda mark, cell, row: Shown(scope.today),
        }

    def filled(self, cell: FormCell, copy: int, row: FormRow | None) -> FilledCell:
        key = row.key if row else ""
        if row is None and cell.block is not None:
            return FilledCell(cell, copy, key, None, UNKNOWN, "нет ни одной строки")
        shown = [
            part if isinstance(part, str) else self._shown(part, cell, row, copy)
            for part in cell.parts
        ]
        told = [part for part in shown if isinstance(part, Shown)]
        worst = min((part.state for part in told), key=_STATES.index, default=KNOWN)
        reason = "; ".join(dict.fromkeys(part.reason for part in told if part.reason))
        points = tuple(part.point for part in told if part.point)
        if cell.lone is not None:
            return FilledCell(cell, copy, key, told[0].cell_value, worst, reason, points)
        text = "".join(part if isinstance(part, str) else part.text for part in shown)
        return FilledCell(cell, copy, key, text, worst, reason, points)

    def headers(self, layout: FormLayout) -> dict[str, str]:
        """Marks of headers and footers by name: they speak of the organization and the period."""
        texts = {}
        for sheet in layout.sheets:
            for _tag, parts in sheet.headers:
                for mark in parts:
                    if isinstance(mark, Mark) and mark.kind in IN_HEADERS:
                        nowhere = FormCell(sheet.name, 0, 0, (mark,))
                        texts[mark.name] = self._shown(mark, nowhere, None, 0).text
        return texts

    def _shown(self, mark: Mark, cell: FormCell, row: FormRow | None, copy: int) -> Shown:
        if mark.kind in self.readers:
            return self.readers[mark.kind](mark, cell, row)
        if row is None:
            return Shown(None)
        if mark.kind == "row":
            return Shown(copy + 1 if mark.path[0] == "number" else row.title)
        if mark.kind == "municipality" and row.institution and row.institution.parent:
            return Shown(organization_texts(row.institution.parent)[mark.path[0]])
        return Shown(row.texts.get(mark.path[0]))


class _Reader(CellReader):
    """Values of an organization and year; everything counted is counted at once."""

    def __init__(
        self, scope: Scope, places: list[Place], manual: Mapping[str, Any], numbers: Numbers
    ) -> None:
        super().__init__(scope)
        self.manual = manual
        # A mark is explained once, however many rows its block has.
        marked = [(mark, cell) for cell in _cells(places) for mark in cell.marks]
        self.base = {id(mark): _point(mark, cell) for mark, cell in marked}
        self.inner = {
            key
            for key, point in self.base.items()
            if point and _is_inner(point) and not scope.is_open
        }
        points = [
            base.narrowed(row.where if row else {})
            for cell, _copy, row in places
            if row is not None or cell.block is None
            for mark in cell.marks
            if (base := self.base[id(mark)]) is not None and id(mark) not in self.inner
        ]
        self.hidden: frozenset[Point] = frozenset()
        if scope.is_open:
            self.counts = numbers.counts(points, scope)
        else:
            self.counts, self.hidden = counted_above(points, scope, numbers)
        self.entered = numbers.entered(scope, [mark for mark, _cell in marked])
        self.readers |= {
            "figure": self._figure,
            "indicator": self._entered,
            "headcount": self._entered,
            "manual": self._manual,
        }

    def _figure(self, mark: Mark, cell: FormCell, row: FormRow | None) -> Shown:
        base = self.base[id(mark)]
        if base is None:
            return Shown(None, UNKNOWN, f"величины «{mark.name}» больше нет")
        if id(mark) in self.inner:
            return Shown(None, UNKNOWN, INNER_REASON)
        point = base.narrowed(row.where if row else {})
        if point not in self.hidden:
            return Shown(self.counts[point], point=point)
        # Where a cell stands in a line, one sign for all: two would tell which is the small one.
        alone = not point.where and is_small(self.counts[point])
        return Shown(SMALL_TOTAL if alone else HIDDEN_CELL, HIDDEN, SMALL_REASON, point)

    def _entered(self, mark: Mark, cell: FormCell, row: FormRow | None) -> Shown:
        return self.entered.shown(mark, row)

    def _manual(self, mark: Mark, cell: FormCell, row: FormRow | None) -> Shown:
        value = self.manual.get(manual_key(mark.path[0], row.key if row else ""))
        if value is None:
            return Shown("", EMPTY, "не заполнено")
        return Shown(value)


_STATES = [UNKNOWN, HIDDEN, EMPTY, KNOWN]


def _cells(places: list[Place]) -> list[FormCell]:
    return list({id(cell): cell for cell, _copy, _row in places}.values())


def _point(mark: Mark, cell: FormCell) -> Point | None:
    """The number a mark counts; None for other marks, and for a figure there is no more."""
    if mark.kind != "figure":
        return None
    try:
        meaning = explain(mark, cell.block)
    except MarkError:
        return None
    return Point(meaning.figure.code, meaning.where) if meaning.figure else None


def _is_inner(point: Point) -> bool:
    return any(DIMENSIONS[key].is_inner for key, _value in point.where)


def _period(mark: Mark, scope: Scope) -> Any:
    year = scope.year
    return {
        "": str(year),
        "dashed": f"{year.first}-{year.first + 1}",
        "first_year": year.first,
        "second_year": year.first + 1,
        "starts_on": year.starts_on,
        "ends_on": year.ends_on,
        "counted_on": year.counted_on(scope.today),
    }[".".join(mark.path)]


def _header_part(part: Part, filled: FilledForm) -> str:
    """Headers of pages speak of the organization and the period; «&» begins a code there."""
    if isinstance(part, str):
        return part
    return str(filled.headers.get(part.name, "")).replace("&", "&&")


def _storable(cell: FilledCell) -> Any:
    value = cell.value
    if cell.state == HIDDEN:
        return {"hidden": True, "text": value}
    if isinstance(value, date):
        return {"serial": to_excel(value), "text": f"{value:%d.%m.%Y}"}
    return clean_cell_text(value) if isinstance(value, str) else value
