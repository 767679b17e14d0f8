"""Formulas of a workbook that refer to themselves, straight or through others."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.utils import get_column_letter

from monitoring.workbooks.references import Area, areas_read

Place = tuple[str, int, int]
# Work is bounded: a form with more formulas is checked up to here and said so.
MOST_FORMULAS = 20_000


def circle_in(scan: Mapping[str, Any]) -> list[str]:
    """Cells of one circle in order, as «Лист1!C5»; nothing when no formula waits for itself."""
    formulas = _formulas(scan)
    names = {sheet["name"].lower(): sheet["name"] for sheet in scan["sheets"]}
    index = _index(formulas)
    reads = {place: list(_read_by(place, text, index)) for place, text in formulas.items()}
    found = _circle(reads)
    return [f"{names[sheet]}!{get_column_letter(column)}{row}" for sheet, row, column in found]


def _formulas(scan: Mapping[str, Any]) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for sheet in scan["sheets"]:
        for row, column, text, _kind in sheet["formulas"]:
            if text and len(found) < MOST_FORMULAS:
                found[sheet["name"].lower(), row, column] = text
    return found


def _index(formulas: Mapping[Place, str]) -> dict[tuple[str, int], list[int]]:
    """Rows with a formula by sheet and column, in order."""
    index: dict[tuple[str, int], list[int]] = defaultdict(list)
    for sheet, row, column in sorted(formulas):
        index[sheet, column].append(row)
    return index


def _read_by(
    place: Place, text: str, index: Mapping[tuple[str, int], list[int]]
) -> Iterator[Place]:
    try:
        areas = list(areas_read(text, place[0]))
    except (TokenizerError, IndexError):
        return
    for area in areas:
        yield from _inside(area, index)


def _inside(area: Area, index: Mapping[tuple[str, int], list[int]]) -> Iterator[Place]:
    for (sheet, column), rows in index.items():
        if sheet == area.sheet and area.first_column <= column <= area.last_column:
            first = bisect_left(rows, area.first_row)
            last = bisect_right(rows, area.last_row)
            yield from ((sheet, row, column) for row in rows[first:last])


def _circle(reads: Mapping[Place, list[Place]]) -> list[Place]:
    """The first circle of the graph, found without recursion: formulas chain deep."""
    done: set[Place] = set()
    for start in reads:
        path: list[Place] = []
        on_path: set[Place] = set()
        stack = [(start, iter([start]))]
        while stack:
            _owner, rest = stack[-1]
            place = next(rest, None)
            if place is None:
                stack.pop()
                if path:
                    left = path.pop()
                    on_path.discard(left)
                    done.add(left)
            elif place in on_path:
                return path[path.index(place) :]
            elif place not in done:
                path.append(place)
                on_path.add(place)
                stack.append((place, iter(reads[place])))
    return []
