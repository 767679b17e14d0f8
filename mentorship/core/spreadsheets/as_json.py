"""A workbook as JSON and back: how the child hands it over, and how a page keeps it for a while."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from mentorship.core.spreadsheets.contents import Cell, Merged, Sheet, Workbook

_READERS: Mapping[str, Callable[[str], Cell]] = {
    "d": dt.date.fromisoformat,
    "m": dt.datetime.fromisoformat,
    "t": dt.time.fromisoformat,
}
_KEYS = ((dt.datetime, "m"), (dt.date, "d"), (dt.time, "t"))


def workbook_to_json(workbook: Workbook) -> dict[str, Any]:
    return {
        "kind": workbook.kind,
        "notes": list(workbook.notes),
        "sheets": [_sheet_to_json(sheet) for sheet in workbook.sheets],
    }


def workbook_from_json(kept: Mapping[str, Any]) -> Workbook:
    sheets = tuple(sheet_from_json(sheet) for sheet in kept["sheets"])
    return Workbook(kept["kind"], sheets, tuple(kept["notes"]))


def sheet_from_json(line: Mapping[str, Any]) -> Sheet:
    return Sheet(
        name=line["name"],
        rows=tuple(tuple(cell_from_json(value) for value in row) for row in line["rows"]),
        hidden=line["hidden"],
        merged=tuple(Merged(*corners) for corners in line["merged"]),
        hidden_rows=frozenset(line["hidden_rows"]),
        hidden_columns=frozenset(line["hidden_columns"]),
        truncated=line["truncated"],
    )


def _sheet_to_json(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": [[_cell_to_json(cell) for cell in row] for row in sheet.rows],
        "hidden": sheet.hidden,
        "merged": [[m.first_row, m.first_column, m.last_row, m.last_column] for m in sheet.merged],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "truncated": sheet.truncated,
    }


def _cell_to_json(cell: Cell) -> Any:
    for kind, key in _KEYS:
        if isinstance(cell, kind):
            return {key: cell.isoformat()}  # type: ignore[union-attr]
    return cell


def cell_from_json(value: Any) -> Cell:
    """A cell back from its JSON: dates and times stand in it under a letter."""
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        return _READERS[kind](text)
    cell: Cell = value
    return cell
