from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.deadlines import Window, read
from roadmaps.deadlines.turns import MOST_TURNS, turns
from tests.roadmaps.test_deadlines import PHRASES

CALENDAR = (date(2022, 1, 1), date(2024, 12, 31))
SCHOOL = (date(2022, 9, 1), date(2023, 8, 31))
CODES = "yearly yearly:9-10 yearly:12,2 half_yearly quarterly termly monthly monthly:31 weekly"


def of(phrase, period):
    deadline = read(phrase, period=period)
    found = turns(deadline.recurrence, deadline.windows, period=period)
    return [f"{first:%d.%m.%y}-{last:%d.%m.%y}" for first, last in found]


@pytest.mark.parametrize(
    ("phrase", "period", "expected"),
    [
        (
            "Апрель 2023 г., далее - ежегодно октябрь",
            CALENDAR,
            ["01.04.23-30.04.23", "01.10.23-31.10.23", "01.10.24-31.10.24"],
        ),
        (
            "Апрель 2023., далее - ежегодно сентябрь-октябрь",
            (date(2023, 1, 1), date(2023, 12, 31)),
            ["01.04.23-30.04.23", "01.09.23-31.10.23"],
        ),
        ("с 2024 г. ежегодно", CALENDAR, ["01.01.24-31.12.24"]),
        ("ежегодно", SCHOOL, ["01.09.22-31.08.23"]),
        ("ежегодно сентябрь", SCHOOL, ["01.09.22-30.09.22"]),
        (
            "до 15 апреля 2022, далее ежегодно",
            (date(2022, 1, 1), date(2023, 12, 31)),
            ["01.01.22-15.04.22", "16.04.22-15.04.23"],
        ),
        (
            "ежегодно до 1 октября",
            (date(2022, 9, 1), date(2023, 12, 31)),
            ["01.09.22-01.10.22", "02.10.22-01.10.23"],
        ),
        ("раз в полугодие", SCHOOL, ["01.09.22-31.12.22", "01.01.23-31.05.23"]),
        (
            "IV квартал 2022 г., далее ежеквартально",
            (date(2022, 1, 1), date(2023, 3, 31)),
            ["01.10.22-31.12.22", "01.01.23-31.03.23"],
        ),
        (
            "ежемесячно с октября по декабрь 2022",
            SCHOOL,
            ["01.10.22-31.10.22", "01.11.22-30.11.22", "01.12.22-31.12.22"],
        ),
        (
            "до 15 мая 2023, далее ежемесячно",
            (date(2023, 5, 1), date(2023, 6, 30)),
            ["01.05.23-15.05.23", "16.05.23-31.05.23", "01.06.23-30.06.23"],
        ),
        (
            "ежемесячно до 5 числа",
            (date(2022, 9, 10), date(2022, 11, 30)),
            ["10.09.22-30.09.22", "01.10.22-05.10.22", "01.11.22-05.11.22"],
        ),
        ("постоянно", SCHOOL, []),
        ("Сентябрь 2022", SCHOOL, []),
    ],
)
def test_turns_of_a_phrase_are_those_the_plan_asks_for(phrase, period, expected):
    found = of(phrase, period)

    assert found == expected


def test_weeks_go_from_monday_and_are_clipped_to_the_plan():
    found = turns("weekly", [], period=(date(2022, 9, 1), date(2022, 9, 13)))

    assert [day.day for day, _ in found] == [1, 5, 12]
    assert found[-1][1] == date(2022, 9, 13)


def test_29_february_comes_again_as_the_last_of_february():
    leap = [Window(date(2024, 2, 29), date(2024, 2, 29))]

    found = turns("yearly", leap, period=(date(2024, 1, 1), date(2025, 12, 31)))

    assert found[-1] == (date(2025, 2, 28), date(2025, 2, 28))


DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))
SIDES = st.tuples(SPANS, st.booleans(), st.booleans()).map(
    lambda told: Window(told[0][0] if told[1] else None, told[0][1] if told[2] else None)
)


@given(st.sampled_from(CODES.split()), st.lists(SIDES, max_size=3), SPANS)
def test_turns_are_in_order_few_and_end_after_they_begin(code, windows, period):
    found = turns(code, windows, period=period)

    assert found == sorted(set(found))
    assert len(found) <= MOST_TURNS
    assert all(first <= last for first, last in found)


@pytest.mark.parametrize(
    "phrase", ["ежегодно до 31.12.9999", "9999 год, ежегодно", "до 31.12.2999, далее ежемесячно"]
)
def test_year_that_cannot_be_meant_gives_turns_of_the_plan_alone(phrase):
    deadline = read(phrase, period=SCHOOL)
    typed = [Window(None, date.max)]

    assert deadline.is_doubtful
    assert len(turns(deadline.recurrence, deadline.windows, period=SCHOOL)) <= 12
    assert len(turns(deadline.recurrence, typed, period=SCHOOL)) <= 12


@given(text=PHRASES, period=SPANS)
def test_any_phrase_that_is_read_has_turns(text, period):
    deadline = read(text, period=period)

    found = turns(deadline.recurrence, deadline.windows, period=period)

    assert all(first <= last for first, last in found)
