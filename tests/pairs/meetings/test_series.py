from datetime import date

import pytest

from mentorship.pairs.meetings.series import days_of_series, read_periods

TUESDAY = date(2022, 10, 4)


def test_series_of_weeks_ends_on_the_last_day_included():
    days = days_of_series(TUESDAY, date(2022, 10, 25), 1, [])

    assert days == [date(2022, 10, day) for day in (4, 11, 18, 25)]


def test_series_of_every_second_week_leaves_one_out():
    assert days_of_series(TUESDAY, date(2022, 10, 25), 2, []) == [TUESDAY, date(2022, 10, 18)]


def test_days_left_out_are_not_planned():
    left_out = [(date(2022, 10, 10), date(2022, 10, 12)), (date(2022, 10, 25), date(2022, 10, 25))]

    assert days_of_series(TUESDAY, date(2022, 10, 25), 1, left_out) == [
        TUESDAY,
        date(2022, 10, 18),
    ]


def test_one_meeting_asks_for_no_end():
    assert days_of_series(TUESDAY, date(2022, 9, 1), 0, []) == [TUESDAY]


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2022, 9, 1), "На эти даты не приходится ни одной встречи."),
        (date(2024, 9, 1), "За один раз планируется не больше 60 встреч."),
    ],
)
def test_impossible_series_is_refused(until, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        days_of_series(TUESDAY, until, 1, [])


def test_periods_are_read_as_they_are_written():
    assert read_periods("28.10.2022 – 06.11.2022, 9 мая 2023; 2022-12-30 - 2023-01-08") == [
        (date(2022, 10, 28), date(2022, 11, 6)),
        (date(2023, 5, 9), date(2023, 5, 9)),
        (date(2022, 12, 30), date(2023, 1, 8)),
    ]
    assert read_periods(" ") == []


@pytest.mark.parametrize("text", ["06.11.2022 – 28.10.2022", "1.1.22 – 2.1.22 – 3.1.22", "скоро"])
def test_period_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r"28\.10\.2024 – 04\.11\.2024|Не удалось прочитать дату"):
        read_periods(text)
