from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.organizations.search import LONGEST, Query, cleaned, read


def meanings(text):
    query = read(text)
    return query.words, query.grade, query.year, query.day


@pytest.mark.parametrize(
    ("text", "words", "grade", "year", "day"),
    [
        ("Иванов Пётр", ("иванов", "петр"), "", None, None),
        ("иванов 7б", ("иванов",), "7б", None, None),
        ("7 «Б» Иванов", ("иванов",), "7б", None, None),
        ("7-Б класс", (), "7б", None, None),
        ("11 класс", (), "11", None, None),
        ("12 класс", ("12", "класс"), "", None, None),
        ("петров 2009", ("петров",), "", 2009, None),
        ("03.10.2022", (), "", None, date(2022, 10, 3)),
        ("99.99.2022", ("99.99.2022",), "", None, None),
        ("Петрова-Водкина", ("петрова", "водкина"), "", None, None),
        ("", (), "", None, None),
    ],
)
def test_query_is_understood(text, words, grade, year, day):
    assert meanings(text) == (words, grade, year, day)


@pytest.mark.parametrize("text", ["2022/2023", "2022-2023", "2022/23", "2022–2023"])
def test_school_year_is_told_from_a_year(text):
    query = read(text)

    assert (query.year, query.is_school_year, query.words) == (2022, True, ())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  иванов\t пётр ", "иванов пётр"),
        ("ива\x00нов", "ива нов"),
        ("а" * 10_000, "а" * LONGEST),
        ("\u202eиванов", "иванов"),
        ("\x00\n", ""),
    ],
)
def test_typed_text_is_cleaned(typed, kept):
    assert cleaned(typed) == kept


@given(st.text(max_size=300))
def test_nothing_typed_is_an_error(text):
    assert isinstance(read(cleaned(text)), Query)


def test_words_are_few_and_each_once():
    assert len(read(" ".join(f"слово{n}" for n in range(20))).words) == 8
    assert read("да да да").words == ("да",)


@pytest.mark.parametrize(("text", "is_empty"), [("", True), ("«»", False), ("7", False)])
def test_query_knows_whether_it_asks_anything(text, is_empty):
    assert read(text).is_empty == is_empty
