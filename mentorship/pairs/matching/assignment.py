"""The best plan of all: whole numbers in, whole numbers out, and never a forbidden place.

A mentor is as many columns as places. A place that is forbidden or below the threshold weighs
exactly 0 and every other one at least 1, so the best complete assignment without its zeros is the
best of all plans in which anybody may stay alone: nothing is paid for a zero, and no large penalty
stands for «never».
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

ALONE = -1


@dataclass(frozen=True)
class Problem:
    """`scores` and `allowed` are mentees × mentors, `capacities` free places of each mentor.

    `locked` are places taken before anything is weighed; `threshold` is the least score of others.
    """

    scores: np.ndarray
    allowed: np.ndarray
    capacities: np.ndarray
    locked: tuple[tuple[int, int], ...] = ()
    threshold: int = 0

    @property
    def open(self) -> np.ndarray:
        """Places that may be weighed at all, for those who are not locked."""
        worth = self.allowed & (self.scores >= self.threshold)
        worth[[row for row, _ in self.locked]] = False
        return worth

    @property
    def left(self) -> np.ndarray:
        """Places left to each mentor after the locked ones."""
        columns = np.array([column for _, column in self.locked], dtype=np.int64)
        taken = np.bincount(columns, minlength=len(self.capacities))
        return np.maximum(self.capacities - taken, 0)


@dataclass(frozen=True)
class Solution:
    """`chosen` is the mentor's column for each mentee, or ALONE; `bound` no plan can exceed."""

    chosen: np.ndarray
    total: int
    bound: int


def assign(problem: Problem) -> Solution:
    """The plan of the greatest total; of equal ones that with more pairs, spread over more mentors.

    The order of rows and columns decides between plans equal in all that, so the same input gives
    the same plan. Locks must be possible: `lock_problem` tells.
    """
    chosen = np.full(len(problem.scores), ALONE, dtype=np.int64)
    for row, column in problem.locked:
        chosen[row] = column
    worth = problem.open
    slots, turns = _slots(np.minimum(problem.left, worth.sum(axis=0)))
    if len(slots):
        weights = _weights(problem.scores, worth, slots, turns)
        rows, columns = linear_sum_assignment(weights, maximize=True)
        taken = weights[rows, columns] > 0
        chosen[rows[taken]] = slots[columns[taken]]
    total = total_of(problem.scores, chosen)
    return Solution(chosen, total, total)


def total_of(scores: np.ndarray, chosen: np.ndarray) -> int:
    rows = np.flatnonzero(chosen != ALONE)
    return int(scores[rows, chosen[rows]].sum())


def lock_problem(problem: Problem) -> tuple[str, int, int] | None:
    """The first lock that cannot be: («rule» or «capacity», mentee's row, mentor's column)."""
    taken = np.zeros(len(problem.capacities), dtype=np.int64)
    for row, column in problem.locked:
        taken[column] += 1
        if not problem.allowed[row, column]:
            return "rule", row, column
        if taken[column] > problem.capacities[column]:
            return "capacity", row, column
    return None


def _slots(capacities: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each place its mentor's column, and which place of the mentor it is: 0, 1, 2 …"""
    slots = np.repeat(np.arange(len(capacities)), capacities)
    starts = np.cumsum(capacities) - capacities
    return slots, np.arange(len(slots)) - starts[slots]


def _weights(
    scores: np.ndarray, worth: np.ndarray, slots: np.ndarray, turns: np.ndarray
) -> np.ndarray:
    """Total first, then the number of pairs, then the spread; all of it whole below 2⁵³.

    A school's scores stay below 2·10⁴ hundredths, so even a thousand pairs on a thousand places
    sum to less than 2·10¹⁵.
    """
    most = min(len(scores), len(slots))
    deepest = int(turns.max()) + 1
    pair = most * deepest + 1
    weights = (scores * (most + 1) + 1) * pair
    return np.where(worth[:, slots], weights[:, slots] - turns, 0).astype(float)
