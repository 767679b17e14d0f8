import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.core.wording import (
    counted,
    date_for_stamp,
    date_in_words,
    parse_date,
    parse_school_year,
    plural_ru,
)


@pytest.mark.parametrize(
    ("numbers", "form"),
    [
        ((1, 21, 101, -1), "школа"),
        ((2, 3, 4, 22, 104, 2.5), "школы"),
        ((0, 5, 11, 12, 14, 20, 111, 112, 1000), "школ"),
    ],
)
def test_plural_ru(numbers, form):
    assert {plural_ru(number, "школа", "школы", "школ") for number in numbers} == {form}


def test_counted_keeps_number_and_noun_together():
    assert counted(5, "школа", "школы", "школ") == "5\xa0школ"
    assert counted(2.5, "час", "часа", "часов") == "2,5\xa0часа"


def test_dates_in_words():
    assert date_in_words(date(2022, 3, 16)) == "16 марта 2022 г."
    assert date_for_stamp(date(2022, 5, 6)) == "«6» мая 2022 г."


@pytest.mark.parametrize(
    "text",
    [
        "16.03.2022",
        "16.3.22",
        "16/03/2022",
        "16-03-2022",
        "16,03,2022",
        "2022-03-16",
        "2022-03-16T00:00:00+03:00",
        "16.03.2022 0:00:00",
        "16 марта 2022 г.",
        "«16» марта 2022 года",
        "« 16 »  МАРТА\u00a02022 г",
        "16 мар. 2022",
        "16март2022",
        "16. 03. 2022г",
        " 16.03.2022 г.р.",
    ],
)
def test_parse_date_reads_usual_spellings(text):
    assert parse_date(text, today=date(2026, 1, 1)) == date(2022, 3, 16)


@pytest.mark.parametrize(("year", "expected"), [("36", 2036), ("37", 1937), ("08", 2008)])
def test_parse_date_takes_two_digit_year_up_to_ten_years_ahead(year, expected):
    assert parse_date(f"1.5.{year}", today=date(2026, 1, 1)) == date(expected, 5, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31.02.2022", "Даты «31.02.2022» не бывает: проверьте день и месяц."),
        ("12.13.2022", "В дате «12.13.2022» нет такого месяца."),
        ("1 брюмера 2022", "В дате «1 брюмера 2022» нет такого месяца."),
        ("1.1.1022", "В дате «1.1.1022» год не похож на настоящий: 1022."),
        ("март 2022", "Не удалось прочитать дату «март 2022». Напишите её так: 16.03.2022."),
        ("1.1.20222", "Не удалось прочитать дату «1.1.20222». Напишите её так: 16.03.2022."),
        ("", "Не удалось прочитать дату «». Напишите её так: 16.03.2022."),
    ],
)
def test_parse_date_says_what_is_wrong(text, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_date(text)


def test_parse_date_quotes_only_the_beginning_of_long_text():
    with pytest.raises(ValueError, match=f"«{'я' * 40}…»"):
        parse_date("я" * 1000)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_parse_date_reads_what_wording_writes(day):
    spellings = [date_in_words(day), date_for_stamp(day), f"{day:%d.%m.%Y}", day.isoformat()]

    assert {parse_date(text) for text in spellings} == {day}


def date_or_refusal(text):
    try:
        return parse_date(text)
    except ValueError as error:
        return str(error)


@given(st.text() | st.from_regex(r"[0-9]{1,3}[.-/ ][0-9а-я]{1,5}[.-/ ][0-9]{1,5}", fullmatch=True))
def test_parse_date_raises_only_value_error_in_russian(text):
    found = date_or_refusal(text)

    assert isinstance(found, date) or found.startswith(("Не удалось", "В дате", "Даты"))


@pytest.mark.parametrize("text", ["2022/2023", "2022-2023", " 2022 – 2023 уч. год", "2022/23"])
def test_parse_school_year_reads_every_spelling(text):
    assert parse_school_year(text) == 2022


@pytest.mark.parametrize("text", ["2022/2024", "22/23", "2022", "", "2022/20234"])
def test_parse_school_year_refuses_what_is_none(text):
    with pytest.raises(ValueError, match="Не удалось прочитать учебный год"):
        parse_school_year(text)
