import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mentorship.pairs.matching.assignment import ALONE
from mentorship.pairs.matching.groups import LEAST_SIZE, Marks, group
from tests.pairs.matching.test_assignment import problem, problems


def marks(topics, columns, form=0):
    return Marks([frozenset(own) for own in topics], np.full((len(topics), columns), form))


@given(problems(), st.data())
def test_groups_keep_rules_capacity_and_a_common_topic(made, data):
    rows, columns = made.scores.shape
    own = st.lists(st.sets(st.integers(0, 3)), min_size=rows, max_size=rows)
    topics = data.draw(own)

    solution = group(made, marks(topics, columns))

    for column in range(columns):
        members = np.flatnonzero(solution.chosen == column).tolist()
        free = [row for row in members if (row, column) not in made.locked]
        assert len(members) <= made.capacities[column]
        assert all(made.open[row, column] for row in free)
        assert not free or len(members) >= LEAST_SIZE
        assert not free or frozenset.intersection(*(frozenset(topics[row]) for row in members))
    assert solution.total <= solution.bound


def test_best_group_is_taken_first_and_the_gap_is_told():
    made = problem([[50, 90], [50, 10], [40, 10]], [2, 2])

    solution = group(made, marks([{1}, {1}, {2}], 2))

    assert solution.chosen.tolist() == [0, 0, ALONE]
    assert (solution.total, solution.bound) == (100, 180)


def test_company_of_a_locked_mentee_shares_the_topic():
    made = problem([[10], [90], [20]], [2], locked=[(0, 0)])

    solution = group(made, marks([{1}, {2}, {1, 2}], 1))

    assert solution.chosen.tolist() == [0, ALONE, 0]


def test_nobody_alone_makes_a_group():
    solution = group(problem([[50]], [3]), marks([{1}], 1))

    assert solution.chosen.tolist() == [ALONE]
