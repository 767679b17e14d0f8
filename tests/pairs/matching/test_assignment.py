from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mentorship.pairs.matching.assignment import ALONE, Problem, assign, lock_problem
from tests.pairs.matching.brute import best_total


def problem(scores, capacities, *, allowed=None, locked=(), threshold=0):
    scores = np.array(scores, dtype=np.int64)
    allowed = np.ones(scores.shape, dtype=bool) if allowed is None else np.array(allowed)
    return Problem(scores, allowed, np.array(capacities, dtype=np.int64), tuple(locked), threshold)


@st.composite
def problems(draw, most=12):
    rows, columns = draw(st.integers(1, most)), draw(st.integers(1, most))
    size = rows * columns
    cells = st.lists(st.integers(0, 60), min_size=size, max_size=size)
    marks = st.lists(st.booleans(), min_size=size, max_size=size)
    scores = np.array(draw(cells)).reshape(rows, columns)
    allowed = np.array(draw(marks)).reshape(rows, columns)
    capacities = draw(st.lists(st.integers(0, 3), min_size=columns, max_size=columns))
    made = problem(scores, capacities, allowed=allowed, threshold=draw(st.integers(0, 30)))
    for row in draw(st.sets(st.integers(0, rows - 1), max_size=2)):
        locked = (*made.locked, (row, draw(st.integers(0, columns - 1))))
        tried = problem(
            scores, capacities, allowed=allowed, locked=locked, threshold=made.threshold
        )
        made = made if lock_problem(tried) else tried
    return made


@given(problems())
def test_no_forbidden_place_is_taken_and_no_capacity_exceeded(made):
    chosen = assign(made).chosen

    free = [
        r for r in range(len(chosen)) if chosen[r] != ALONE and (r, chosen[r]) not in made.locked
    ]
    assert all(made.allowed[row, chosen[row]] for row in free)
    assert all(made.scores[row, chosen[row]] >= made.threshold for row in free)
    assert all((chosen == column).sum() <= most for column, most in enumerate(made.capacities))
    assert all(chosen[row] == column for row, column in made.locked)


@given(problems())
def test_total_is_the_optimum(made):
    solution = assign(made)

    locked = sum(int(made.scores[place]) for place in made.locked)
    best = best_total(made.scores.tolist(), made.open.tolist(), made.left.tolist())
    assert solution.total == solution.bound == best + locked


@given(problems(most=4))
def test_network_of_the_tests_agrees_with_every_plan_tried(made):
    """The yardstick itself: on small problems all plans are walked."""
    rows, columns = made.scores.shape
    totals = [
        sum(int(made.scores[r, c]) for r, c in enumerate(plan) if c < columns)
        for plan in product(range(columns + 1), repeat=rows)
        if all(c == columns or made.open[r, c] for r, c in enumerate(plan))
        and all(plan.count(c) <= made.left[c] for c in range(columns))
    ]

    found = best_total(made.scores.tolist(), made.open.tolist(), made.left.tolist())
    assert found == max(totals)


@given(problems())
def test_same_problem_has_the_same_plan(made):
    assert assign(made).chosen.tolist() == assign(made).chosen.tolist()


def test_equal_scores_are_spread_over_mentors():
    chosen = assign(problem(np.full((3, 3), 50), [3, 3, 3])).chosen

    assert sorted(chosen.tolist()) == [0, 1, 2]


def test_of_equal_totals_the_one_with_more_pairs_is_taken():
    chosen = assign(problem([[10, 10], [0, 0]], [1, 1])).chosen

    assert ALONE not in chosen


def test_without_places_everybody_stays_alone():
    solution = assign(problem([[50], [60]], [0]))

    assert (solution.chosen.tolist(), solution.total) == ([ALONE, ALONE], 0)


def test_when_everything_is_forbidden_everybody_stays_alone():
    solution = assign(problem([[50, 9], [60, 9]], [2, 2], allowed=np.zeros((2, 2), dtype=bool)))

    assert (solution.chosen.tolist(), solution.total) == ([ALONE, ALONE], 0)


def test_one_mentor_for_a_class_takes_the_best():
    scores = [[score] for score in range(10, 35)]

    chosen = assign(problem(scores, [3])).chosen

    assert np.flatnonzero(chosen == 0).tolist() == [22, 23, 24]


def test_empty_bank_is_an_empty_plan():
    solution = assign(problem(np.zeros((0, 4)), [1, 1, 1, 1]))

    assert (solution.chosen.tolist(), solution.total) == ([], 0)


def test_locked_pair_stays_below_the_threshold():
    made = problem([[1, 90], [80, 90]], [1, 1], locked=[(0, 0)], threshold=50)

    assert assign(made).chosen.tolist() == [0, 1]


def test_locks_beyond_capacity_are_told():
    made = problem([[5], [5]], [1], locked=[(0, 0), (1, 0)])

    assert lock_problem(made) == ("capacity", 1, 0)


def test_lock_on_a_forbidden_place_is_told():
    made = problem([[5]], [1], allowed=[[False]], locked=[(0, 0)])

    assert lock_problem(made) == ("rule", 0, 0)
