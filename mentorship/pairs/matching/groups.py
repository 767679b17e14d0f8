"""Groups: several mentees with a common topic for one mentor. This is a heuristic, and says so.

The best group is taken first, then the best of what is left. The bound is the exact plan of the
same people without the demand of a common topic and of a least size: no plan of groups exceeds it.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mentorship.pairs.matching.assignment import ALONE, Problem, Solution, assign, total_of

LEAST_SIZE = 2


@dataclass(frozen=True)
class Marks:
    """What a group must share: `topics` of each mentee, `forms` by mentee and mentor."""

    topics: Sequence[frozenset[int]]
    forms: np.ndarray


@dataclass(order=True)
class _Group:
    """Ordered so that the heap gives the greatest score, then the first mentor."""

    minus_score: int
    column: int
    members: list[int]


def group(problem: Problem, marks: Marks) -> Solution:
    """Groups of LEAST_SIZE and more, one for a mentor; a locked mentee waits for no company."""
    chosen = np.full(len(problem.scores), ALONE, dtype=np.int64)
    for row, column in problem.locked:
        chosen[row] = column
    finder = _Finder(problem, marks, chosen)
    heap = [found for column in range(len(problem.left)) if (found := finder.best(column))]
    heapq.heapify(heap)
    while heap:
        best = heapq.heappop(heap)
        if (chosen[best.members] == ALONE).all():
            chosen[best.members] = best.column
        elif again := finder.best(best.column):
            heapq.heappush(heap, again)
    return Solution(chosen, total_of(problem.scores, chosen), assign(problem).total)


class _Finder:
    """The best group of a mentor among those nobody has taken yet."""

    def __init__(self, problem: Problem, marks: Marks, chosen: np.ndarray) -> None:
        self.scores, self.open, self.left = problem.scores, problem.open, problem.left
        self.forms, self.chosen = marks.forms, chosen
        self.seeds: dict[int, list[int]] = {}
        for row, column in problem.locked:
            self.seeds.setdefault(column, []).append(row)
        by_topic: dict[int, list[int]] = {}
        for row, topics in enumerate(marks.topics):
            for topic in topics:
                by_topic.setdefault(topic, []).append(row)
        self.by_topic = [np.array(by_topic[topic]) for topic in sorted(by_topic)]

    def best(self, column: int) -> _Group | None:
        seeds = self.seeds.get(column, [])
        least = max(LEAST_SIZE - len(seeds), 1)
        found: _Group | None = None
        for rows in self.by_topic:
            if not set(seeds) <= set(rows.tolist()):
                continue
            for members in self._members(rows, column, seeds):
                score = int(self.scores[members, column].sum())
                if len(members) >= least and (found is None or -score < found.minus_score):
                    found = _Group(-score, column, members)
        return found

    def _members(self, rows: np.ndarray, column: int, seeds: list[int]) -> list[list[int]]:
        """For each form the free rows of a topic with the greatest scores, as many as fit."""
        free = rows[self.open[rows, column] & (self.chosen[rows] == ALONE)]
        forms = self.forms[free, column]
        of_seeds = {int(self.forms[row, column]) for row in seeds}
        if len(of_seeds) > 1:
            return []
        found = []
        for form in sorted(of_seeds or set(forms.tolist())):
            own = free[forms == form]
            order = np.lexsort((own, -self.scores[own, column]))
            found.append(own[order][: self.left[column]].tolist())
        return found
