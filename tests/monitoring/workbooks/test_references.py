import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.workbooks.references import Block, Expansion, Place, areas_read, moved_formula

SHEET = "Лист"
THREE_ROWS = {"лист": Expansion((Block(4, 4, 3),)), "итог": Expansion()}


@pytest.mark.parametrize(
    ("written", "moved"),
    [
        ("SUM(C4:C4)", "SUM(C4:C6)"),
        ("SUM(C4)", "SUM(C4:C6)"),
        ("SUM(C4,D4)", "SUM(C4:C6,D4:D6)"),
        ("C4+C5", "C4+C7"),
        ("SUM(C4+1)", "SUM(C4+1)"),
        ("SUM(C2:C5)/$C$5", "SUM(C2:C7)/$C$7"),
        ("ROUND(C5/D5*100,1)", "ROUND(C7/D7*100,1)"),
        ('IF(C5>0,"C5 и C4",C1)', 'IF(C7>0,"C5 и C4",C1)'),
        ("Лист!C5+'Лист'!C4:C5", "Лист!C7+'Лист'!C4:C7"),
        ("Итог!C5", "Итог!C5"),
        ("$5:$6", "$7:$8"),
        ("A:A", "A:A"),
        ("LOG10(C5)", "LOG10(C7)"),
        ("Итоги[Всего]+имя", "Итоги[Всего]+имя"),
    ],
)
def test_formula_outside_a_block_follows_it(written, moved):
    assert moved_formula(written, SHEET, THREE_ROWS) == moved


@pytest.mark.parametrize(
    ("written", "moved"),
    [
        ("B4+C4", "B5+C5"),
        ("SUM(B4:D4)", "SUM(B5:D5)"),
        ("C4/C$5*100", "C5/C$7*100"),
        ("C4/SUM(C$4:C$4)", "C5/SUM(C$4:C$6)"),
        ("SUM($C$4:C4)", "SUM($C$4:C5)"),
        ("$C$3*C4", "$C$3*C5"),
    ],
)
def test_formula_inside_a_block_stays_in_its_copy(written, moved):
    block = THREE_ROWS["лист"].blocks[0]

    assert moved_formula(written, SHEET, THREE_ROWS, Place(block, 1)) == moved


def test_block_without_rows_keeps_one_empty_copy():
    expansions = {"лист": Expansion((Block(4, 5, 0),))}

    assert moved_formula("SUM(C4:C5)+C6", SHEET, expansions) == "SUM(C4:C5)+C6"


@st.composite
def sheets(draw):
    """Blocks in order on a sheet of forty rows."""
    blocks, row = [], 1
    for _ in range(draw(st.integers(1, 3))):
        first = row + draw(st.integers(0, 4))
        last = first + draw(st.integers(0, 3))
        blocks.append(Block(first, last, draw(st.integers(0, 5))))
        row = last + 1
    return Expansion(tuple(blocks))


def laid_out(expansion):
    """Old row and copy of each new row, by laying the rows down one after another."""
    lines, row = [], 1
    while row <= 40:
        block = next((block for block in expansion.blocks if block.first == row), None)
        if block is None:
            lines.append((row, 0))
            row += 1
            continue
        for copy in range(max(block.copies, 1)):
            lines += [(old, copy) for old in range(block.first, block.last + 1)]
        row = block.last + 1
    return dict(enumerate(lines, 1))


@given(expansion=sheets(), first=st.integers(1, 30), height=st.integers(0, 9))
def test_range_outside_blocks_reads_the_same_cells_in_every_copy(expansion, first, height):
    last, places = first + height, laid_out(expansion)

    moved = moved_formula(f"SUM(C{first}:C{last})", SHEET, {"лист": expansion})

    (area,) = areas_read(moved, SHEET)
    read = [places[row] for row in range(area.first_row, area.last_row + 1)]
    edges = {expansion.block_of(first), expansion.block_of(last)} - {None}
    wanted = [
        place
        for _new, place in sorted(places.items())
        if first <= place[0] <= last or any(place[0] in block for block in edges)
    ]
    whole = [place for place in wanted if first <= place[0] <= last]
    assert set(whole) <= set(read) <= set(wanted)


@given(expansion=sheets(), data=st.data())
def test_relative_reference_inside_a_block_reads_its_own_copy(expansion, data):
    block = data.draw(st.sampled_from(expansion.blocks))
    copy = data.draw(st.sampled_from(range(max(block.copies, 1))))
    row = data.draw(st.integers(block.first, block.last))

    moved = moved_formula(f"C{row}*2", SHEET, {"лист": expansion}, Place(block, copy))

    (area,) = areas_read(moved, SHEET)
    assert laid_out(expansion)[area.first_row] == (row, copy)


@given(expansion=sheets(), row=st.integers(1, 35))
def test_rows_after_a_block_are_found_again(expansion, row):
    places = laid_out(expansion)

    assert places[expansion.moved(row)] == (row, 0)
    assert places[expansion.moved_to_last(row)] == (row, expansion.copies_of(row)[-1])
