"""Numbers of institutions with their sums over the tree, and how much of them may be read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mentorship.organizations.small_cells import (
    HIDDEN_CELL,
    UNKNOWN,
    Cell,
    Line,
    Tree,
    hidden_in_tree,
    hidden_sums,
)
from monitoring.rollup.lines import RollupLine, alike
from monitoring.values import share

Columns = Mapping[str, Mapping[int, Any]]
Hidden = frozenset[tuple[Any, int]]


@dataclass(frozen=True)
class TotalCell:
    """A number of a summary as it may be shown above the institution.

    `value` is None when nobody below has a number: unknown, never 0. Of a percent the parts are
    there too. `left_out` counts the institutions whose report has no number here.
    """

    value: Any = None
    is_hidden: bool = False
    numerator: int | None = None
    denominator: int | None = None
    left_out: int = 0
    is_percent: bool = False

    @property
    def is_known(self) -> bool:
        return self.value is not None and not self.is_hidden

    @property
    def stored(self) -> Any:
        """What a file holds: a number stays a number."""
        return self.value if self.is_known else str(self)

    def __str__(self) -> str:
        if self.is_hidden:
            return HIDDEN_CELL
        if self.value is None:
            return UNKNOWN
        if isinstance(self.value, float):
            return f"{self.value:g}".replace(".", ",")
        return f"{self.value} %" if self.is_percent else str(self.value)


NOTHING = TotalCell()
HIDDEN_TOTAL = TotalCell(is_hidden=True)


@dataclass(frozen=True)
class Numbers:
    """Columns by quantity (institution pk → number) of the institutions that make the sums.

    `people` are the quantities that count people: only these are ever hidden. `hidden_before` is
    hidden for another reason: the report itself hides it. `whole` are those of all institutions of
    the place, where the reader sees only some: these decide.
    """

    tree: Tree
    columns: Columns
    people: Collection[str]
    lines: Sequence[RollupLine]
    hidden_before: Iterable[tuple[str, int]] = ()
    whole: "Numbers | None" = None

    @cached_property
    def sums(self) -> dict[str, dict[int, Any]]:
        return {
            key: {node: _tidy(number) for node, number in self.tree.summed(column).items()}
            for key, column in self.columns.items()
        }

    @cached_property
    def hidden(self) -> Hidden:
        """Cells (quantity, node) that are not shown, their own and those by subtraction.

        Figures without cuts decide first, as on every page (`workbooks/hiding.py`).
        """
        columns: dict[Any, dict[int, Any]] = {
            key: column for key, column in self.sums.items() if key in self.people
        }
        if self.whole is not None:
            hidden = self.whole.hidden
            return hidden | self._parts(columns, self.whole, hidden)
        before, equal = [*self.hidden_before], self._equal(columns)
        uncut = {
            each.key
            for line in self.lines
            for each in line.quantities
            if each.key in columns and each.point is not None and not each.point.where
        }
        first = {key: columns[key] for key in columns if key in uncut}
        known = hidden_in_tree(first, self.tree, already=[c for c in before if c[0] in uncut])
        found = hidden_in_tree(
            columns,
            self.tree,
            alike(list(self.lines)),
            [*before, *known],
            equal,
            settled=() if equal else uncut,
        )
        shares = [key for key in columns if key.startswith("indicator:")]
        return found | self._parts(shares, self, found)

    def _parts(self, parts: Iterable[str], beside: "Numbers", hidden: Hidden) -> Hidden:
        """Sums over a part of the institutions of another column: beside it they tell of the rest.

        Of an indicator those without a denominator are left out, of its figure they are not.
        """
        return frozenset(
            (key, place)
            for key in parts
            for whole in beside.columns.keys() & set(beside.people)
            if _is_part(self.columns[key], beside.columns[whole])
            for place in hidden_sums(
                beside.columns[whole],
                self.columns[key].keys(),
                beside.tree,
                {node for name, node in hidden if name == whole},
            )
        )

    def _equal(self, columns: Mapping[str, Mapping[int, Any]]) -> list[Line[tuple[Any, int]]]:
        """A number typed by hand tells the hidden one that it equals."""
        return [
            Line(((typed, node), (other, node)))
            for typed in columns
            if typed.startswith("manual:")
            for other in columns
            if other != typed
            for node, number in columns[typed].items()
            if columns[other].get(node) == number
        ]

    def cell(self, line: RollupLine, node: int, institutions: Collection[int]) -> TotalCell:
        """The number of a line at an organization; `institutions` are those it is summed over."""
        if line.quantity is None:
            return NOTHING
        column = self.columns.get(line.quantity.key, {})
        left_out = sum(1 for pk in institutions if pk not in column)
        if self.hides(line, node):
            return TotalCell(is_hidden=True, left_out=left_out, is_percent=line.is_percent)
        value = self.sums.get(line.quantity.key, {}).get(node)
        if line.base is None or value is None:
            return TotalCell(value, left_out=left_out)
        return _share(value, self.sums[line.base.key].get(node), left_out)

    def hides(self, line: RollupLine, node: int) -> bool:
        return any((each.key, node) in self.hidden for each in line.quantities)

    def shown(self, quantity: str, node: int) -> Cell:
        if (quantity, node) in self.hidden:
            return Cell(None, is_hidden=True)
        return Cell(self.sums.get(quantity, {}).get(node))


def _is_part(part: Mapping[int, Any], whole: Mapping[int, Any]) -> bool:
    """Whether one column says the same as another of fewer institutions."""
    return len(part) < len(whole) and part.items() <= whole.items()


def _tidy(number: Any) -> Any:
    """Tenths typed by hand are not summed exactly: 0,1 + 0,2 is 0,3 all the same."""
    return round(number, 6) if isinstance(number, float) else number


def _share(numerator: int, denominator: int | None, left_out: int) -> TotalCell:
    """A percent of two sums; of more than there are, or of none at all, there is none."""
    can = denominator and numerator <= denominator
    percent = share(numerator, denominator) if can and denominator else None
    return TotalCell(percent, False, numerator, denominator, left_out, is_percent=True)


def difference(frozen: TotalCell, live: TotalCell) -> Any:
    """Live less frozen; None where one of them is hidden or unknown."""
    if not (frozen.is_known and live.is_known):
        return None
    return live.value - frozen.value
