"""Small counts of people are not shown above the institution, nor can they be worked out.

A cell of 1–4 people is hidden. A hidden cell alone in its column would follow from the total, so
the next smallest is hidden with it; all hidden cells look the same, or the sign itself would tell
which of them is the small one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SMALLEST_SHOWN = 5
HIDDEN_CELL = "скрыто"
SMALL_TOTAL = f"<{SMALLEST_SHOWN}"
UNKNOWN = "—"


@dataclass(frozen=True)
class Cell:
    """A number of a table: known, unknown (None) or hidden. A hidden one does not carry it."""

    value: int | None
    is_hidden: bool = False

    def __str__(self) -> str:
        if self.is_hidden:
            return HIDDEN_CELL
        return UNKNOWN if self.value is None else str(self.value)


NO_CELL = Cell(None)
HIDDEN = Cell(None, is_hidden=True)


def is_small(count: int | None) -> bool:
    """1–4 people; none at all and an unknown number point at nobody."""
    return count is not None and 0 < count < SMALLEST_SHOWN


def hidden_in(column: Mapping[int, int]) -> frozenset[int]:
    """Keys of the column to hide: small cells, and one more when a single one would be left."""
    hidden = {key for key, count in column.items() if is_small(count)}
    others = [key for key in column if key not in hidden]
    if len(hidden) == 1 and others:
        hidden.add(min(others, key=lambda key: (column[key], key)))
    return frozenset(hidden)


def masked_column(column: Mapping[int, int]) -> dict[int, Cell]:
    """The column as it may be shown above the institution."""
    hidden = hidden_in(column)
    return {key: HIDDEN if key in hidden else Cell(count) for key, count in column.items()}


def open_column(column: Mapping[int, int]) -> dict[int, Cell]:
    """A column that counts no people: every number is shown."""
    return {key: Cell(count) for key, count in column.items()}


def hidden_in_grid(grid: Mapping[tuple[Any, ...], int]) -> frozenset[tuple[Any, ...]]:
    """Keys to hide in a table cut several ways: by school and, say, by sex.

    Sums over any one part of the key may be known from another table, so in each line of each
    direction either no cell is hidden or at least two.
    """
    hidden = {key for key, count in grid.items() if is_small(count)}
    lines: dict[tuple[int, Any], list[tuple[Any, ...]]] = {}
    for key in grid:
        lines.setdefault((-1, None), []).append(key)
        for place, part in enumerate(key):
            lines.setdefault((place, part), []).append(key)
    waiting = list(lines.values())
    while waiting:
        line = waiting.pop()
        others = [key for key in line if key not in hidden]
        if len(line) - len(others) == 1 and others:
            more = min(others, key=lambda key: (grid[key], str(key)))
            hidden.add(more)
            waiting += [lines[place, part] for place, part in enumerate(more)]
    return frozenset(hidden)
