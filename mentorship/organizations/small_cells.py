"""Small counts of people are not shown above the institution, nor can they be worked out.

A cell of 1–4 people is hidden. A hidden cell alone in its column would follow from the total, so
the next smallest is hidden with it; all hidden cells look the same, or the sign itself would tell
which of them is the small one. `hidden_cells` is the one rule, for tables, forms, notes and rounds.
"""

from collections import Counter, deque
from collections.abc import Collection, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

CellT = TypeVar("CellT", bound=Hashable)
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

    @cached_property
    def leaves(self) -> frozenset[int]:
        """Institutions: what nothing is part of."""
        return frozenset(self.above.keys() - self.below.keys())

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


@dataclass(frozen=True)
class Line(Generic[CellT]):
    """Cells that make a whole, alone or with a rest that is not told.

    Without a `whole` their sum is known from elsewhere. `whole_first`: where one more is to be
    hidden, it is the whole.
    """

    parts: tuple[CellT, ...]
    whole: CellT | None = None
    whole_first: bool = False

    @property
    def cells(self) -> tuple[CellT, ...]:
        return self.parts if self.whole is None else (*self.parts, self.whole)


def hidden_cells(
    counts: Mapping[CellT, int],
    lines: Iterable[Line[CellT]],
    already: Iterable[CellT] = (),
    settled: Container[CellT] = (),
) -> frozenset[CellT]:
    """Cells to hide: those of 1–4 people, `already`, and what would give them away.

    In a line no hidden cell stands alone, and what is not told of a whole that is shown is nobody
    or at least five people. The lightest other goes along: a whole last, none at all after
    somebody, then by number, then as the cells come: the order of `counts` and `lines` decides.
    What is `settled` elsewhere does not go along: hidden here alone, it would be shown there.
    """
    lines = list(lines)
    found = {cell for cell, count in counts.items() if is_small(count)} | set(already)
    wholes = Counter(line.whole for line in lines)
    places = {cell: place for place, cell in enumerate(counts)}

    def weight(cell: CellT) -> tuple[int, bool, int, int]:
        return wholes[cell], counts[cell] == 0, counts[cell], places[cell]

    lines_of: dict[CellT, list[int]] = {}
    for number, line in enumerate(lines):
        for cell in line.cells:
            lines_of.setdefault(cell, []).append(number)
    # Each line waits once, in order.
    waiting = deque(range(len(lines)))
    queued = set(waiting)
    while waiting:
        queued.discard(waiting[0])
        line = lines[waiting.popleft()]
        others = [cell for cell in line.cells if cell not in found and cell not in settled]
        while others and _tells(line, counts, found):
            first = line.whole if line.whole_first and line.whole in others else None
            more = min(others, key=weight) if first is None else first
            others.remove(more)
            found.add(more)
            waiting += [number for number in lines_of[more] if number not in queued]
            queued.update(lines_of[more])
    return frozenset(found)


def _tells(line: Line[CellT], counts: Mapping[CellT, int], found: set[CellT]) -> bool:
    """Whether what is shown of a line gives away a hidden cell, or a few people."""
    hidden = [cell for cell in line.parts if cell in found]
    untold = sum(counts[cell] for cell in hidden)
    is_whole_hidden = line.whole is not None and line.whole in found
    rest = 0
    if line.whole is not None:
        rest = counts[line.whole] - sum(counts[cell] for cell in line.parts)
    if len(hidden) + is_whole_hidden == 1 and rest == 0:
        return True
    # Of parts that overlap (somebody is in two of them) nothing follows.
    return rest >= 0 and not is_whole_hidden and is_small(untold + rest)


def hidden_in(column: Mapping[int, int]) -> frozenset[int]:
    """Keys of the column to hide, whose total is shown."""
    keys = sorted(column)
    return hidden_cells({key: column[key] for key in keys}, [Line(tuple(keys))])


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
    alike: Iterable[Line[Any]] = (),
    already: Iterable[TreeCell] = (),
    more: Iterable[Line[TreeCell]] = (),
    settled: Collection[Any] = (),
) -> frozenset[TreeCell]:
    """Cells (column, node) to hide where sums of municipalities and of the region are shown too.

    Each column holds its sums (`Tree.summed`). A sum and what it is made of are a line, so are the
    columns of a line of `alike` (one figure by sex, by age) at one node. `already` is hidden for
    another reason, `more` are lines of another kind, `settled` are columns decided before.

    What a municipality hides follows from its own numbers: its total stays, an institution goes
    along with a small one. A municipality of 1–4 people hides the total of the region rather than
    another municipality, whose own page would show what the region's hides.
    """
    counts = {(name, node): own[node] for name, own in columns.items() for node in sorted(own)}
    lines = [*_sums_of(columns, tree), *_alike_at(columns, alike)]
    lines = [
        Line(
            tuple(cell for cell in line.parts if cell in counts),
            line.whole if line.whole in counts else None,
            line.whole_first,
        )
        for line in lines
    ]
    lines += more
    standing = [cell for cell in already if cell in counts]
    fixed = {cell for cell in counts if cell[0] in settled}
    told = [line for line in lines if line.parts]
    return hidden_cells(counts, told, standing, fixed) | set(already)


def _sums_of(columns: Iterable[Any], tree: Tree) -> Iterator[Line[TreeCell]]:
    """Of each column the root of what is below it, then the municipalities."""
    places = sorted(tree.below.items(), key=lambda item: (item[0] != tree.root, item))
    for name in columns:
        for node, below in places:
            above_places = any(each in tree.below for each in below)
            yield Line(tuple((name, each) for each in sorted(below)), (name, node), above_places)


def _alike_at(
    columns: Mapping[Any, Collection[int]], alike: Iterable[Line[Any]]
) -> Iterator[Line[TreeCell]]:
    """The columns of a line at each node that one of them has."""
    for group in alike:
        for node in sorted({node for name in group.parts for node in columns.get(name, ())}):
            whole = None if group.whole is None else (group.whole, node)
            yield Line(tuple((name, node) for name in group.parts), whole)


def hidden_sums(
    whole: Mapping[int, int], part: Collection[int], tree: Tree, hidden: Collection[int]
) -> frozenset[int]:
    """Places whose sum over a part of the institutions is not shown.

    `whole` is the column of all institutions, `hidden` what is hidden of it and of its sums,
    wherever it is shown. Beside it the sum over a part tells the sum of those left out, and with
    the institutions that are shown the sum of the hidden ones: neither may tell of few people.
    The root goes along with any place below: less the places shown it would tell their sum.
    """
    left: dict[int, list[int]] = {}
    for node in whole.keys() - part:
        for place in _places_of(node, tree):
            left.setdefault(place, []).append(node)
    own, everybody = (
        tree.summed({pk: n for pk, n in whole.items() if pk in nodes}) for nodes in (part, whole)
    )
    counts = {(_WHOLE, node): count for node, count in everybody.items()}
    counts |= {(_PART, place): own.get(place, 0) for place in left}
    lines = []
    # From below: what a municipality hides follows from its own numbers.
    for place in sorted(left, key=lambda place: place == tree.root):
        below = [node for node in sorted(tree.below[place]) if node in own or node in left]
        cells = ((_PART if node in left else _WHOLE, node) for node in below)
        lines.append(Line(tuple(cells), (_PART, place), whole_first=True))
        cells = ((_WHOLE, node) for node in sorted(left[place]))
        lines.append(Line(((_PART, place), *cells), (_WHOLE, place)))
    already = [(name, node) for node in hidden for name in (_WHOLE, _PART)]
    settled = [cell for cell in counts if cell[0] == _WHOLE]
    found = hidden_cells(counts, lines, already, frozenset(settled))
    places = {place for place in left if (_PART, place) in found}
    return frozenset(places | {tree.root} if places else ())


_WHOLE, _PART = "whole", "part"


def _places_of(node: int, tree: Tree) -> Iterator[int]:
    """What a node is part of, the nearest first."""
    place = tree.above.get(node)
    while place is not None:
        yield place
        place = tree.above.get(place)
