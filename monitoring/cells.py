"""The cells of one indicator by institution and municipality, and what of them is hidden."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from mentorship.organizations.small_cells import (
    HIDDEN,
    NO_CELL,
    SMALLEST_SHOWN,
    Cell,
    Tree,
    hidden_in_tree,
    hidden_sums,
)
from monitoring.models import Indicator
from monitoring.operands import Operand, both_known, why_not
from monitoring.values import ABOVE, BELOW, Range, share, share_beside


@dataclass(frozen=True)
class InstitutionCells:
    """Cells of one institution (or municipality) and one indicator.

    `reason` says why there is no percent, `left_out` how many institutions have no denominator.
    """

    numerator: Cell
    denominator: Cell
    percent: Cell
    reason: str = ""
    left_out: int = 0


@dataclass(frozen=True)
class Hiding:
    """What of a column over some institutions (`part`) is not shown above the institution.

    `whole` is the column of all with its sums, `of_whole` what is hidden of it, `nodes` what is
    hidden of the part.
    """

    tree: Tree
    whole: Mapping[int, int] = field(default_factory=dict)
    part: frozenset[int] = frozenset()
    of_whole: frozenset[int] = frozenset()
    nodes: frozenset[int] = frozenset()

    def range_of(self, node: int) -> Range:
        """The least and the most that the part's sum at a node may be for all that is shown."""
        own, left = self._sums
        if node not in self.nodes:
            return own.get(node, 0), own.get(node, 0)
        if node not in self.tree.below:
            return 0, inf if node in self.part else 0
        ranges = [self.range_of(each) for each in self.tree.below[node]]
        least, most = sum(low for low, _ in ranges), sum(high for _, high in ranges)
        if node not in self.of_whole:
            return least, min(most, self.whole.get(node, 0) - left.get(node, 0))
        # A municipality is hidden because it is small.
        return least, most if node == self.tree.root else min(most, SMALLEST_SHOWN - 1)

    @cached_property
    def _sums(self) -> tuple[dict[int, int], dict[int, int]]:
        """Of the part, and of those left out whose number is shown."""
        leaves = {node: self.whole[node] for node in self.tree.leaves & self.whole.keys()}
        return (
            self.tree.summed({node: n for node, n in leaves.items() if node in self.part}),
            self.tree.summed(
                {pk: n for pk, n in leaves.items() if pk not in self.part | self.of_whole}
            ),
        )


def hiding_of(operand: Operand, part: Collection[int], tree: Tree) -> Hiding:
    """Institutions and places whose number is not shown above the institution.

    `part` are the institutions that the sums are over; what an institution hides follows from the
    whole column, so every page hides the same, whoever looks.
    """
    if operand.counts is None or not operand.counts_people:
        return Hiding(tree)
    whole, seen = operand.over(sorted(tree.leaves)), frozenset(part)
    sums = tree.summed(whole)
    hidden = frozenset(node for _name, node in hidden_in_tree({"": sums}, tree))
    return Hiding(tree, sums, seen, hidden, hidden | hidden_sums(whole, seen, tree, hidden))


def column_of(
    indicator: Indicator, institutions: list[int], tree: Tree, operands: Mapping[str, Operand]
) -> dict[int, InstitutionCells]:
    """Cells of one indicator by institution and by the municipalities between."""
    above, below = operands[indicator.numerator], operands[indicator.denominator]
    known = dict(zip((ABOVE, BELOW), both_known(above, below, institutions), strict=True))
    sums = {part: tree.summed(column) for part, column in known.items()}
    hidden = {
        part: hiding_of(operand, known[part], tree)
        for part, operand in ((ABOVE, above), (BELOW, below))
    }
    left_out = tree.summed({pk: 1 for pk in institutions if pk not in known[ABOVE]})
    unknown = InstitutionCells(NO_CELL, NO_CELL, NO_CELL, above.unknown or below.unknown)
    nodes = [*institutions, *(node for node in tree.below if node != tree.root)]
    cells = dict.fromkeys(nodes, unknown)
    for pk in sums[ABOVE]:
        parts = {part for part in (ABOVE, BELOW) if pk in hidden[part].nodes}
        first, second = (
            HIDDEN if part in parts else Cell(sums[part][pk]) for part in (ABOVE, BELOW)
        )
        percent, reason = NO_CELL, ""
        if parts:
            # The percent and one part would give the other part away.
            told = share_beside(
                *(
                    hidden[part].range_of(pk) if part in parts else (sums[part][pk],) * 2
                    for part in (ABOVE, BELOW)
                )
            )
            percent = HIDDEN if told is None else Cell(told)
        elif not (reason := why_not(above, below, sums[ABOVE][pk], sums[BELOW][pk])):
            percent = Cell(share(sums[ABOVE][pk], sums[BELOW][pk]))
        less = left_out.get(pk, 0) if pk in tree.below else 0
        cells[pk] = InstitutionCells(first, second, percent, reason, less)
    return cells
