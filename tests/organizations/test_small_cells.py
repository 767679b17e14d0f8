import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.organizations.small_cells import (
    Cell,
    Tree,
    hidden_in,
    hidden_in_tree,
    masked_column,
    open_column,
)

COLUMNS = st.dictionaries(st.integers(1, 50), st.integers(0, 12), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("column", "hidden"),
    [
        ({1: 40, 2: 60}, set()),
        ({1: 3, 2: 60, 3: 9}, {1, 3}),
        ({1: 3, 2: 4, 3: 9}, {1, 2}),
        ({1: 3, 2: 0, 3: 9}, {1, 2}),
        ({1: 3}, {1}),
        ({1: 0, 2: 5}, set()),
        ({}, set()),
    ],
)
def test_hidden_cell_is_never_alone_in_its_column(column, hidden):
    assert hidden_in(column) == hidden


@given(COLUMNS)
def test_no_small_cell_is_shown_and_none_follows_from_the_total(column):
    cells = masked_column(column)
    shown = [cell.value for cell in cells.values() if not cell.is_hidden]

    assert [count for count in shown if 0 < count < 5] == []
    assert len(cells) - len(shown) != 1


def test_hidden_cell_does_not_carry_its_number():
    cells = masked_column({1: 3, 2: 40, 3: 41})

    assert list(cells.values()) == [Cell(None, True), Cell(None, True), Cell(41)]
    assert [str(cell) for cell in cells.values()] == ["скрыто", "скрыто", "41"]


def test_column_of_no_people_hides_nothing():
    assert open_column({1: 3, 2: 40}) == {1: Cell(3), 2: Cell(40)}


def test_unknown_cell_is_a_dash():
    assert str(Cell(None)) == "—"


@given(
    st.dictionaries(st.integers(1, 12), st.integers(0, 30), min_size=1),
    st.dictionaries(st.integers(1, 12), st.integers(0, 30), min_size=1),
    st.integers(1, 4),
)
def test_no_sum_of_a_tree_and_no_cut_gives_a_hidden_cell_away(women, men, places):
    tree = Tree.of(1000, {pk: 100 + pk % places for pk in women.keys() | men.keys()})
    everybody = {pk: women.get(pk, 0) + men.get(pk, 0) for pk in women.keys() | men.keys()}
    columns = {"f": women, "m": men, "all": everybody}
    sums = {key: tree.summed(column) for key, column in columns.items()}
    hidden = hidden_in_tree(sums, tree, [["f", "m"]])
    lines = [
        [(key, each) for each in (node, *below) if each in sums[key]]
        for key in sums
        for node, below in tree.below.items()
    ]
    lines += [[(key, node) for key in "fm" if node in sums[key]] for node in sums["all"]]

    shown = [
        n for key, column in sums.items() for pk, n in column.items() if (key, pk) not in hidden
    ]
    assert [n for n in shown if 0 < n < 5] == []
    assert [line for line in lines if len(line) > 1 and len(hidden & set(line)) == 1] == []
