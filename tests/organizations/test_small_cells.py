import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.organizations.small_cells import (
    Cell,
    Line,
    Tree,
    hidden_cells,
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
        # Two hidden ones that are less than five together would be a small number themselves.
        ({1: 3, 2: 1, 3: 9, 4: 20}, {1, 2, 3}),
        ({1: 3, 2: 0, 3: 9}, {1, 3}),
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


# A 3+0, B 6+0, C 5+15: who goes along with A must not hang on the order of a set of strings.
IN_ANY_PROCESS = """
from mentorship.organizations.small_cells import Line, Tree, hidden_in_tree
tree = Tree.of(1000, dict.fromkeys((1, 2, 3), 1000))
columns = {"m": tree.summed({1: 3, 2: 6, 3: 5}), "f": tree.summed({1: 0, 2: 0, 3: 15})}
print(sorted(hidden_in_tree(columns, tree, [Line(("m", "f"))])))
"""


def test_the_same_cells_are_hidden_in_every_process():
    told = {
        subprocess.check_output(
            [sys.executable, "-c", IN_ANY_PROCESS],
            env=os.environ | {"PYTHONHASHSEED": str(seed)},
        )
        for seed in range(1, 9)
    }

    assert len(told) == 1


@pytest.mark.parametrize(
    ("counts", "lines", "hidden"),
    [
        # «Всего 8, из них мальчиков 5» tells of three girls.
        ({"all": 8, "m": 5}, [Line(("m",), "all")], {"m"}),
        ({"all": 40, "m": 5}, [Line(("m",), "all")], set()),
        ({"all": 40, "m": 3}, [Line(("m",), "all")], {"m"}),
        # 10–19 years less 10–18 years.
        ({"10-19": 40, "10-18": 37}, [Line(("10-18",), "10-19")], {"10-18"}),
        ({"all": 9, "m": 9, "f": 0}, [Line(("m", "f"), "all")], set()),
    ],
)
def test_what_is_left_of_a_whole_is_no_small_number(counts, lines, hidden):
    assert hidden_cells(counts, lines) == hidden


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
    hidden = hidden_in_tree(sums, tree, [Line(("f", "m"))])
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
