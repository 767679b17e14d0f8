"""Every messy file through reading, mapping and checking: each row, each message, each note."""

from datetime import date

import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.importing.checking import Forms, RowChecker
from mentorship.bank.importing.reading import read_tables
from mentorship.core.exceptions import DomainError
from tests.bank.importing.corpus import builders
from tests.bank.importing.corpus.contents import LAYOUTS, MESSY, REFUSED
from tests.core.spreadsheets import test_hostile_files

TODAY = date(2022, 11, 1)


@pytest.fixture
def forms(db):
    return Forms()


def checked(content, forms):
    """Rows as the third step of the wizard has them, and the notes of the second and third."""
    sheet = builders.read_likeliest(builders.read_here(content), Bank.MENTEES)
    checker = RowChecker(sheet, forms, on=TODAY, today=TODAY)
    notes = [note for note in sheet.notes if "останутся как были" not in note.text]
    return [checker.check(row) for row in sheet.rows], notes


@pytest.mark.parametrize("name", MESSY)
def test_every_row_of_a_messy_file_is_spoken_of(name, forms):
    messy = MESSY[name]

    rows, notes = checked(messy.build(), forms)

    said = {row.number: [f"{m.column}: {m.text}" for m in row.messages] for row in rows}
    assert said == {number: messy.said.get(number, []) for number in messy.rows}
    assert tuple(f"{n.column}: {n.text}".removeprefix(": ") for n in notes) == messy.notes
    values = {row.number: row.values for row in rows}
    assert {key: values[key[0]].get(key[1]) for key in messy.values} == messy.values


@pytest.mark.parametrize("name", REFUSED)
def test_file_without_a_list_is_refused_in_words(name):
    build, words = REFUSED[name]

    with pytest.raises(DomainError) as refusal:
        builders.read_likeliest(builders.read_here(build()), Bank.MENTEES)

    assert str(refusal.value) == words


@pytest.mark.parametrize(
    "name",
    [
        "",
        "а" * 250 + ".xlsx",
        "../../etc/passwd",
        "/etc/cron.d/база.xlsx",
        "C:\\База\\наставники.xlsx",
        'а"; rm -rf .xlsx',
        "база\u202exslx.exe",
        "база\0\n\r.xlsx",
        "база.csv",
    ],
)
def test_name_of_a_file_decides_nothing(name):
    content = MESSY["TWO_TABLES"].build()

    assert read_tables(content, name) == read_tables(content, "база.xlsx")


def test_corpus_is_large():
    assert len(MESSY) + len(REFUSED) + len(LAYOUTS) + len(test_hostile_files.REFUSED) >= 100
