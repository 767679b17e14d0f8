"""Every layout of a real school in every format: the same people come out of all of them."""

import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.importing.guesses import shown
from mentorship.bank.importing.mapping import propose
from tests.bank.importing.corpus.builders import (
    FORMATS,
    KEEP_MERGED,
    pasted,
    read_here,
    read_likeliest,
    read_pasted_here,
)
from tests.bank.importing.corpus.contents import LAYOUTS

IN_FILES = [
    (name, kind)
    for name, layout in LAYOUTS.items()
    for kind in FORMATS
    if kind in KEEP_MERGED or not layout.needs_merged
]


def read_out(layout, workbook):
    """What the tables tell of, the people, and what is said of other rows."""
    sheet = read_likeliest(workbook, layout.told or Bank.MENTEES)
    people = [(row.number, {c: shown(cell) for c, cell in row.cells.items()}) for row in sheet.rows]
    told = [note for note in sheet.notes if "останутся как были" not in note.text]
    said = [note.text for note in told if not note.column or "дополнен" in note.text]
    return propose(workbook, None, {})[0].told_bank, tuple(people), tuple(said)


@pytest.mark.parametrize(("name", "kind"), IN_FILES)
def test_people_of_a_file(name, kind):
    layout = LAYOUTS[name]
    content = FORMATS[kind](layout.rows, layout.merged, layout.sheet)

    read = read_out(layout, read_here(content, "список.csv"))

    assert read == (layout.told, layout.people, layout.asides)


@pytest.mark.parametrize("name", [n for n, layout in LAYOUTS.items() if not layout.needs_merged])
def test_people_of_a_paste(name):
    layout = LAYOUTS[name]

    read = read_out(layout, read_pasted_here(pasted(layout.rows)))

    assert read == (layout.told, layout.people, layout.asides)


def test_layouts_are_many():
    assert (len(LAYOUTS), len(FORMATS)) == (23, 7)
