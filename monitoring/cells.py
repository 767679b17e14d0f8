"""The cells of one indicator by institution and municipality, and what of them is hidden."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mentorship.organizations.small_cells import (
    HIDDEN,
    NO_CELL,
    Cell,
    Tree,
    hidden_in_tree,
    hidden_sums,
    is_small,
)
from monitoring.models import Indicator
from monitoring.operands import Operand, both_known, why_not
from monitoring.values import ABOVE, BELOW, share, share_beside


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


def hidden_nodes(operand: Operand, part: Collection[int], tree: Tree) -> frozenset[int]:
    """Institutions and places whose number is not shown above the institution.

    `part` are the institutions that the sums are over; what an institution hides follows from the
    whole column, so every page hides the same, whoever looks.
    """
    if operand.counts is None or not operand.counts_people:
        return frozenset()
    whole = operand.over(sorted(tree.leaves))
    sums = tree.summed(whole)
    hidden = frozenset(node for _name, node in hidden_in_tree({"": sums}, tree))
    return hidden | hidden_sums(whole, frozenset(part), tree, hidden)


def column_of(
    indicator: Indicator, institutions: list[int], tree: Tree, operands: Mapping[str, Operand]
) -> dict[int, InstitutionCells]:
    """Cells of one indicator by institution and by the municipalities between."""
    above, below = operands[indicator.numerator], operands[indicator.denominator]
    known = dict(zip((ABOVE, BELOW), both_known(above, below, institutions), strict=True))
    sums = {part: tree.summed(column) for part, column in known.items()}
    hidden = {
        part: hidden_nodes(operand, known[part], tree)
        for part, operand in ((ABOVE, above), (BELOW, below))
    }
    left_out = tree.summed({pk: 1 for pk in institutions if pk not in known[ABOVE]})
    unknown = InstitutionCells(NO_CELL, NO_CELL, NO_CELL, above.unknown or below.unknown)
    nodes = [*institutions, *(node for node in tree.below if node != tree.root)]
    cells = dict.fromkeys(nodes, unknown)
    for pk in sums[ABOVE]:
        parts = {part for part in (ABOVE, BELOW) if pk in hidden[part]}
        first, second = (
            HIDDEN if part in parts else Cell(sums[part][pk]) for part in (ABOVE, BELOW)
        )
        percent, reason = NO_CELL, ""
        if parts:
            # The percent and one part would give the other part away.
            percent = _percent_beside(
                {part: sums[part][pk] for part in sums}, parts, is_sum=pk in tree.below
            )
        elif not (reason := why_not(above, below, sums[ABOVE][pk], sums[BELOW][pk])):
            percent = Cell(share(sums[ABOVE][pk], sums[BELOW][pk]))
        less = left_out.get(pk, 0) if pk in tree.below else 0
        cells[pk] = InstitutionCells(first, second, percent, reason, less)
    return cells


def _percent_beside(sums: Mapping[str, int], hidden: Collection[str], *, is_sum: bool) -> Cell:
    """Of a sum it may stay where it tells nothing of the hidden part."""
    if not is_sum or any(is_small(sums[part]) for part in hidden):
        return HIDDEN
    percent = share_beside(sums[ABOVE], sums[BELOW], hidden)
    return HIDDEN if percent is None else Cell(percent)
