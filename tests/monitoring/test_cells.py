"""The percent of a hidden sum tells nothing of it, neither by what it is nor by being there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.organizations.small_cells import Tree
from monitoring.cells import hiding_of
from monitoring.operands import Operand
from monitoring.values import share_beside

REGION, NEAR, FAR, SMALL, LARGE = range(5)
TREE = Tree.of(REGION, {SMALL: NEAR, LARGE: FAR})


def people(counts):
    return Operand("", counts, is_entered=False, counts_people=True, unknown="", empty="")


@pytest.mark.parametrize("base", [1000, 10000])
def test_whether_a_percent_is_shown_does_not_depend_on_the_hidden_number(base):
    told = {
        known: {percent_of_region(small, known, base) for small in range(1, 5)}
        for known in range(5, 200)
    }

    assert {len(percents) for percents in told.values()} == {1}
    assert {percent is None for percents in told.values() for percent in percents} == {True, False}


def percent_of_region(small, known, base):
    hiding = hiding_of(people({SMALL: small, LARGE: known}), [SMALL, LARGE], TREE)
    return share_beside(hiding.range_of(REGION), (base, base))


@given(
    st.lists(
        st.tuples(st.integers(5, 8), st.sampled_from([0, 1, 2, 3, 4, 5, 6, 9, 20]), st.booleans()),
        max_size=9,
    )
)
def test_every_sum_is_in_the_range_that_is_told_of_it(schools):
    tree = Tree.of(REGION, {10 + number: place for number, (place, *_) in enumerate(schools)})
    counts = {10 + number: count for number, (_, count, _) in enumerate(schools)}
    part = [10 + number for number, (*_, has_base) in enumerate(schools) if has_base]
    hiding = hiding_of(people(counts), part, tree)
    sums = tree.summed({pk: counts[pk] for pk in part})

    for node in tree.below:
        least, most = hiding.range_of(node)
        assert least <= sums.get(node, 0) <= most


def test_percent_of_one_hidden_school_is_never_told():
    tree = Tree.of(NEAR, {SMALL: NEAR, LARGE: NEAR, 5: NEAR})
    hiding = hiding_of(people({SMALL: 3, LARGE: 9, 5: 80}), [SMALL, LARGE, 5], tree)

    assert hiding.nodes == {SMALL, LARGE}
    assert share_beside(hiding.range_of(LARGE), (9000, 9000)) is None
