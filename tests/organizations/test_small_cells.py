import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.organizations.small_cells import Cell, hidden_in, masked_column, open_column

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
