"""Small counts of people are not shown above the institution, nor can they be worked out.

A cell of 1–4 people is hidden. A hidden cell alone in its column would follow from the total, so
the next smallest is hidden with it; all hidden cells look the same, or the sign itself would tell
which of them is the small one.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

CellT = TypeVar("CellT", bound=Hashable)
LineT = TypeVar("LineT", bound=Hashable)
TreeCell = tuple[Any, int]
Number = TypeVar("Number", int, float)
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


@dataclass(frozen=True)
class Tree:
    """Organizations whose numbers add up: `above` gives of each the one it is part of."""

    root: int
    above: Mapping[int, int]
    below: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, root: int, parents: Mapping[int, int]) -> "Tree":
        """The tree of institutions by the municipality of each, which is the root or under it."""
        above = dict(parents)
        above |= {place: root for place in parents.values() if place != root}
        below: dict[int, list[int]] = {root: []}
        for node, place in above.items():
            below.setdefault(place, []).append(node)
        return cls(root, above, below)

    def summed(self, column: Mapping[int, Number]) -> dict[int, Number]:
        """The column with the sums of municipalities and of the root; unknown ones add nothing."""
        sums = dict(column)
        for node, number in column.items():
            place = self.above.get(node)
            while place is not None:
                sums[place] = sums.get(place, 0) + number  # type: ignore[assignment]
                place = self.above.get(place)
        return sums


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


def hidden_in_tree(
    columns: Mapping[Any, Mapping[int, int]],
    tree: Tree,
    alike: Iterable[Sequence[Any]] = (),
    already: Iterable[TreeCell] = (),
) -> frozenset[TreeCell]:
    """Cells (column, node) to hide where sums of municipalities and of the region are shown too.

    Each column holds its sums (`Tree.summed`). A sum and what it is made of are a line, so are the
    columns of a group of `alike` (one figure by sex, by age) at one node: in a line either no cell
    is hidden or at least two. A sum is hidden last. `already` is hidden for another reason.
    """
    lines = _TreeLines(columns, tree, alike)
    small = [
        (name, node)
        for name, column in columns.items()
        for node, count in column.items()
        if is_small(count)
    ]
    return closed([*small, *already], lines.of, lines.cells, lines.weight)


class _TreeLines:
    """Lines of a table of columns over a tree: a sum (column, node), a group (number, node)."""

    def __init__(
        self, columns: Mapping[Any, Mapping[int, int]], tree: Tree, alike: Iterable[Sequence[Any]]
    ) -> None:
        self.columns, self.tree, self.groups = columns, tree, list(alike)
        self.groups_of: dict[Any, list[int]] = {}
        for number, group in enumerate(self.groups):
            for column in group:
                self.groups_of.setdefault(column, []).append(number)

    def of(self, cell: TreeCell) -> Iterator[tuple[str, Any, int]]:
        column, node = cell
        if node in self.tree.below:
            yield "sum", column, node
        if node in self.tree.above:
            yield "sum", column, self.tree.above[node]
        for number in self.groups_of.get(column, ()):
            yield "group", number, node

    def cells(self, line: tuple[str, Any, int]) -> list[TreeCell]:
        kind, what, node = line
        if kind == "group":
            return [(name, node) for name in self.groups[what] if node in self.columns[name]]
        column = self.columns[what]
        return [(what, each) for each in (node, *self.tree.below[node]) if each in column]

    def weight(self, cell: TreeCell) -> tuple[Any, ...]:
        column, node = cell
        return node in self.tree.below, self.columns[column][node], node, str(column)


def closed(
    hidden: Iterable[CellT],
    lines_of: Callable[[CellT], Iterable[LineT]],
    cells_of: Callable[[LineT], Sequence[CellT]],
    weight: Callable[[CellT], Any],
) -> frozenset[CellT]:
    """What is hidden, and what must be with it: no line is left with a single hidden cell.

    The lightest other cell of such a line goes along, and the lines it stands in are looked at.
    """
    found = set(hidden)
    waiting = list({line for cell in found for line in lines_of(cell)})
    while waiting:
        cells = cells_of(waiting.pop())
        others = [cell for cell in cells if cell not in found]
        if len(cells) - len(others) == 1 and others:
            more = min(others, key=weight)
            found.add(more)
            waiting += lines_of(more)
    return frozenset(found)
