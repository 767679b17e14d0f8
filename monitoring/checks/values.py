"""The numbers a rule reads: cells of the report, what was typed, the banks, other reports."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from monitoring.checks.marks import OF_BANKS, manual_cells
from monitoring.workbooks.filling import FilledCell, FilledForm, fill_cells
from monitoring.workbooks.layouts import FormCell, FormLayout, FormSheet
from monitoring.workbooks.manual import WrongValueError, manual_field, manual_key
from monitoring.workbooks.marks import Mark
from monitoring.workbooks.numbers import LIVE, Numbers
from monitoring.workbooks.references import Area
from monitoring.workbooks.rows import Scope
from monitoring.workbooks.shown import EMPTY, HIDDEN, KNOWN, UNKNOWN

NO_DATA = "нет данных"
NO_ROWS = "нет ни одной строки"
NOT_FILLED = "не заполнено"
# Above it a float has no hundredths left, and inf and nan have no digits at all.
_GREATEST = 1e15


@dataclass(frozen=True)
class Read:
    """One value as a rule finds it. `is_masked`: those above the institution do not see it."""

    value: Any
    state: str = KNOWN
    reason: str = ""
    is_masked: bool = False
    row: str = ""


class ReportValues:
    """Cells of one report, live or frozen, by their place in the form.

    `cells` is in the shape of `ReportVersion.cells`, `manual` by the key of `ManualField`.
    """

    def __init__(
        self,
        layout: FormLayout,
        cells: Mapping[str, Mapping[str, Any]],
        manual: Mapping[str, Any],
        row_titles: Mapping[str, str] | None = None,
    ) -> None:
        self.layout, self.cells, self.manual = layout, cells, manual
        self.row_titles = row_titles or {}
        self.formulas = {
            (sheet.name.lower(), row, column): text
            for sheet in layout.sheets
            for row, column, text, kind in sheet.scan["formulas"]
            if kind in ("", "shared", "normal")
        }
        self._kept: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
        for key, cell in cells.items():
            place, _, row = key.partition("@")
            self._kept.setdefault(place, []).append((row, cell))
        self.places = {
            (cell.sheet.lower(), cell.row, cell.column): cell for cell in layout.cells if cell.marks
        }

    def at(self, place: tuple[str, int, int]) -> list[Read] | None:
        """Values of a cell, one for each row of its block; None where the form has no such cell."""
        cell = self.places.get(place)
        if cell is None:
            return None
        if cell.lone is not None and cell.lone.kind == "manual":
            return self._typed(cell, cell.lone)
        return [
            Read(each["value"], each["state"], each["reason"], each.get("hidden", False), row)
            for row, each in self._kept.get(f"{cell.sheet}!{cell.address}", [])
        ]

    def in_area(self, area: Area) -> list[Read] | None:
        """Values of the first cell of an area; without a sheet it is on the first one."""
        first = self.layout.sheets[0].name.lower() if self.layout.sheets else ""
        return self.at((area.sheet or first, area.first_row, area.first_column))

    def typed(self, code: str) -> tuple[FormCell, list[Read]] | None:
        """What was typed under a code; None when the form has no such cell."""
        for cell in manual_cells(self.layout, code):
            mark = next(m for m in cell.marks if m.kind == "manual" and m.path == (code,))
            return cell, self._typed(cell, mark)
        return None

    def _typed(self, cell: FormCell, mark: Mark) -> list[Read]:
        entered = manual_field(mark)
        kept = self._kept.get(f"{cell.sheet}!{cell.address}", [("", {})])
        found = []
        for row, each in kept:
            is_masked = each.get("hidden", False)
            try:
                value = entered.cleaned(self.manual.get(manual_key(entered.code, row)))
            except WrongValueError as error:
                found.append(Read(None, EMPTY, str(error), row=row))
                continue
            state, reason = (EMPTY, NOT_FILLED) if value is None else (KNOWN, "")
            found.append(Read(value, state, reason, is_masked, row))
        return found


def live_report(filled: FilledForm, manual: Mapping[str, Any]) -> ReportValues:
    """A report as it would be sent now."""
    cells = {
        cell.key: {"value": cell.value, "state": cell.state, "reason": cell.reason}
        for cell in filled.cells
    }
    return ReportValues(filled.layout, cells, manual, filled.row_titles)


def of_banks(
    marks: Iterable[Mark],
    scope: Scope,
    masked: Callable[[FilledForm], frozenset[str]] | None,
    numbers: Numbers = LIVE,
) -> dict[str, Read]:
    """Values of marks that speak of the organization itself, by what is written in them.

    They are filled as a form of their own, so numbers and what is hidden of them are the same as in
    any form. `masked` gives the keys of cells that those above do not see.
    """
    wanted = {mark.written: mark for mark in marks if mark.kind in OF_BANKS}
    if not wanted:
        return {}
    cells = tuple(FormCell("", row, 1, (mark,)) for row, mark in enumerate(wanted.values(), 1))
    layout = FormLayout((FormSheet("", cells, (), (), {}),), (), {})
    filled = fill_cells(
        layout,
        scope.organization,
        scope.year,
        today=scope.today,
        member=scope.member,
        numbers=numbers,
    )
    hidden = masked(filled) if masked else frozenset()
    return {
        written: _read(cell, is_masked=cell.key in hidden)
        for written, cell in zip(wanted, filled.cells, strict=True)
    }


def _read(cell: FilledCell, *, is_masked: bool) -> Read:
    if cell.state == UNKNOWN:
        return Read(None, UNKNOWN, cell.reason, is_masked)
    return Read(cell.value, cell.state, cell.reason, is_masked or cell.state == HIDDEN)


# Whose rule names a form, and the code: another organization may have its own of that code.
Named = tuple[int | None, str]


@dataclass
class Sources:
    """All that rules of one report read: asked for once, whatever the number of rules."""

    report: ReportValues
    banks: Mapping[str, Read]
    # Other reports by the owner of the rule and the code of the form; None when none was sent.
    others: Mapping[Named, ReportValues | None] = field(default_factory=dict)
    # Who has written the rule that reads them now.
    owner: int | None = None

    def other(self, code: str) -> ReportValues | None:
        return self.others.get((self.owner, code))


def read_words(read: Read) -> str:
    """A value that was read, or why there is none."""
    if read.state == KNOWN:
        return number_words(read.value)
    return read.reason or NO_DATA


def number_words(value: Any) -> str:
    """«33,3»: at most two digits after the comma; beyond all measure «1,5e+30»."""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, int | float):
        if not abs(value) < _GREATEST:
            return f"{float(value):g}".replace(".", ",")
        rounded = Decimal(repr(float(value))).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return f"{rounded.normalize():f}".replace(".", ",")
    return "" if value is None else str(value)
