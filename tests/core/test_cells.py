import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.core.cells import (
    check_age,
    clean_text,
    is_empty,
    to_date,
    to_number,
    to_whole,
    to_year,
    to_yes_no,
)

MIDNIGHT = dt.datetime.fromisoformat("2022-03-16T00:00")
MORNING = dt.datetime.fromisoformat("2022-03-16T09:30")
DAY = dt.date(2022, 3, 16)
CELLS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=50)
    | st.from_regex(r"[+-]?[0-9 ]{0,12}[.,]?[0-9]{0,4}(e[0-9]{1,3})? ?[%г]?", fullmatch=True)
    | st.dates()
    | st.datetimes()
    | st.times()
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Иванов \u00a0 Иван\t", "Иванов Иван"),
        ("Ива\u200bнов\ufeff\u202eИ\u00ad", "ИвановИ"),
        ("Краи\u0306", "Край"),
        ("строка\r\nвторая\x0bи\x00третья", "строка вторая и третья"),
        ("а\u2028б", "а б"),
        ("\ud800а", "а"),
        (None, ""),
        (5, "5"),
        (5.5, "5,5"),
        (0.1 + 0.2, "0,3"),
        (True, "да"),
        (False, "нет"),
        (DAY, "16.03.2022"),
        (MIDNIGHT, "16.03.2022"),
        (MORNING, "16.03.2022 09:30"),
        (dt.time(9, 30), "09:30:00"),
        ("00123", "00123"),
    ],
)
def test_clean_text(value, text):
    assert clean_text(value) == text


def test_clean_text_keeps_lines_when_asked():
    assert clean_text(" а  б \r\n\n в\u2028г ", keep_lines=True) == "а б\n\nв\nг"


@pytest.mark.parametrize("error", ["#N/A", "#Н/Д", " #ДЕЛ/0! ", "#REF!", "#НЕТ ЗНАЧЕНИЯ!"])
def test_error_of_a_formula_is_refused_by_every_reader(error):
    for read in (clean_text, to_date, to_year, to_number, to_whole, to_yes_no):
        with pytest.raises(ValueError, match=f"В ячейке ошибка формулы {error.strip()}"):
            read(error)


@pytest.mark.parametrize("value", [None, "", " \u00a0\u200b", "-", "–", "—"])
def test_empty_cell_is_none(value):
    assert is_empty(value)
    assert [read(value) for read in (to_date, to_year, to_number, to_whole)] == [None] * 4


@pytest.mark.parametrize(
    "value",
    [DAY, MIDNIGHT, MORNING, 44636, 44636.4, "44636", "16.03.2022", "16 марта 2022 г."],
)
def test_to_date(value):
    assert to_date(value) == DAY


def test_to_date_takes_two_digit_year_by_today():
    assert to_date("16.03.22", today=dt.date(2026, 1, 1)) == DAY


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (2022, "В ячейке только год 2022: нужна полная дата"),
        (5, "Число 5 — не дата"),
        (99999, "Число 99999 — не дата"),
        (True, "Не удалось прочитать дату «да»"),
        (dt.time(9), "Не удалось прочитать дату «09:00:00»"),
        (dt.date(22, 3, 16), "год не похож на настоящий: 22"),
        ("31.02.2022", "Даты «31.02.2022» не бывает"),
        ("вчера", "Не удалось прочитать дату «вчера»"),
    ],
)
def test_to_date_names_what_it_cannot_read(value, message):
    with pytest.raises(ValueError, match=message):
        to_date(value)


@pytest.mark.parametrize(
    "value",
    [
        2008,
        2008.0,
        "2008",
        "2008 г.",
        "2008г.р.",
        "2008 год рождения",
        "1.9.2008",
        dt.date(2008, 1, 1),
    ],
)
def test_to_year(value):
    assert to_year(value) == 2008


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (208, "«208» — не год"),
        ("08", "«08» — не год"),
        (3008, "Год 3008 не похож на настоящий"),
        ("восьмой", "«восьмой» — не год"),
    ],
)
def test_to_year_names_what_it_cannot_read(value, message):
    with pytest.raises(ValueError, match=message):
        to_year(value)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, 5),
        (5.0, 5),
        ("5.0", 5),
        ("5,5", 5.5),
        ("-5", -5),
        ("1 000", 1000),
        ("12\u00a0345,6", 12345.6),
        ("1e3", 1000),
        ("1E+03", 1000),
        ("007", 7),
        ("55 %", 0.55),
        ("100%", 1),
    ],
)
def test_to_number(value, number):
    assert (to_number(value), type(to_number(value))) == (number, type(number))


@pytest.mark.parametrize(
    "value",
    ["5 лет", "1 00", "1,234.5", "пять", "1e999", "1" * 16, "٣", True, DAY, "nan", "inf", "0x5"],
)
def test_to_number_refuses_what_is_none(value):
    with pytest.raises(ValueError, match=r"— не число|слишком велико"):
        to_number(value)


def test_to_whole_counts():
    assert [to_whole(value) for value in ("5.0", 0, "1 000")] == [5, 0, 1000]


@pytest.mark.parametrize("value", [-1, 2.5, "2,5", "50%"])
def test_to_whole_refuses_parts_and_debts(value):
    with pytest.raises(ValueError, match="нужно целое число, не меньше нуля"):
        to_whole(value)


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (("Да", " ДА ", "+", 1, 1.0, "истина", True, "есть"), True),
        (("Нет", "-", "—", 0, "ложь", False, "отсутствует"), False),
        ((None, "", " "), None),
    ],
)
def test_to_yes_no(values, answer):
    assert {to_yes_no(value) for value in values} == {answer}


def test_to_yes_no_refuses_doubt():
    with pytest.raises(ValueError, match="«может быть» — напишите «да» или «нет»"):
        to_yes_no("Может быть")


@pytest.mark.parametrize("born", [dt.date(2016, 9, 1), dt.date(1921, 9, 2), 2016, 1922])
def test_check_age_takes_six_to_a_hundred(born):
    assert check_age(born, dt.date(2022, 9, 1)) is None


@pytest.mark.parametrize(
    ("born", "message"),
    [
        (
            dt.date(2019, 5, 1),
            "Проверьте дату рождения 01.05.2019: получается 3 года, "
            "а участвуют люди от 6 до 100 лет.",
        ),
        (dt.date(2016, 9, 2), "Проверьте дату рождения 02.09.2016: получается 5 лет"),
        (dt.date(1921, 9, 1), "Проверьте дату рождения 01.09.1921: получается 101 год"),
        (dt.date(2022, 9, 2), "Проверьте дату рождения 02.09.2022: это в будущем."),
        (2019, "Проверьте год рождения 2019: получается 3 года"),
        (2023, "Проверьте год рождения 2023: это в будущем."),
    ],
)
def test_check_age_says_the_age(born, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        check_age(born, dt.date(2022, 9, 1))


def outcome(read, value):
    try:
        return read(value)
    except ValueError as error:
        return f"отказ: {error}"


@given(CELLS)
def test_readers_return_their_kind_or_refuse_in_russian(value):
    kinds = {
        clean_text: str,
        to_date: dt.date | None,
        to_year: int | None,
        to_number: int | float | None,
        to_whole: int | None,
        to_yes_no: bool | None,
    }
    for read, kind in kinds.items():
        found = outcome(read, value)
        refused = isinstance(found, str) and found.startswith("отказ: ")

        assert isinstance(found, kind) or (refused and found[7].isprintable())


@given(st.text())
def test_clean_text_is_stable(text):
    once = outcome(clean_text, text)

    assert once.startswith("отказ: ") or clean_text(once) == once


@given(st.dates(dt.date(1927, 5, 18), dt.date(2100, 12, 31)))
def test_to_date_reads_the_serial_of_every_day(day):
    assert to_date((day - dt.date(1899, 12, 30)).days) == day
