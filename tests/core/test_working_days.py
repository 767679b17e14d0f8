from datetime import date, timedelta

import pytest

from mentorship.core.working_days import (
    MOVES,
    day_off_in_words,
    is_day_off,
    last_working_day,
    moves_known,
    moves_may_come,
    working_days_after,
)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 11)),
        (date(2026, 3, 7), date(2026, 3, 12)),
        (date(2026, 12, 30), date(2027, 1, 13)),
    ],
    ids=["week", "8 March moved", "from a Saturday", "New Year"],
)
def test_three_working_days_pass_over_days_off(day, last):
    assert working_days_after(day, 3) == last


def test_no_working_days_end_on_the_day_itself():
    assert working_days_after(date(2026, 3, 7), 0) == date(2026, 3, 7)


# Working days of the five-day week by the production calendars of these years.
@pytest.mark.parametrize(
    ("year", "count"), [(2022, 247), (2023, 247), (2024, 248), (2025, 247), (2026, 247)]
)
def test_working_days_of_a_year_are_those_of_its_official_calendar(year, count):
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    assert sum(not is_day_off(day) for day in days if day.year == year) == count


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2022, "05-02 05-03 05-10 06-13 03-07"),
        (2023, "02-24 05-08 11-06"),
        (2024, "04-29 04-30 05-10 12-30 12-31"),
        (2025, "05-02 05-08 06-13 11-03 12-31"),
        (2026, "01-09 03-09 05-11 12-31"),
        (2027, "05-03 05-10 06-14"),
    ],
)
def test_days_off_are_moved_by_law_and_by_the_government(year, days):
    assert [
        day for day in days.split() if not is_day_off(date.fromisoformat(f"{year}-{day}"))
    ] == []


@pytest.mark.parametrize("day", ["2022-03-05", "2024-04-27", "2024-12-28", "2025-11-01"])
def test_saturday_that_was_moved_is_a_working_day(day):
    assert not is_day_off(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2025-02-24", "2025-03-10"])
def test_holiday_moved_by_the_government_is_not_moved_by_law_too(day):
    assert not is_day_off(date.fromisoformat(day))


def test_every_move_goes_from_a_weekend_to_a_day_of_work():
    pairs = [pair for moves in MOVES.values() for pair in moves.items()]
    assert {(off.weekday() > 4, work.weekday() > 4) for off, work in pairs} == {(True, False)}
    assert not moves_known(2027)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 6, 11), ""),
        (
            date(2026, 6, 12),
            "12 июня 2026 г. – выходной (День России); последний рабочий день – 11 июня 2026 г.",
        ),
        (
            date(2022, 3, 20),
            "20 марта 2022 г. – выходной; последний рабочий день – 18 марта 2022 г.",
        ),
    ],
)
def test_deadline_on_a_day_off_is_said_in_words(day, words):
    assert day_off_in_words(day) == words


def test_last_working_day_before_the_new_year_is_in_december():
    assert last_working_day(date(2026, 1, 9)) == date(2025, 12, 30)


@pytest.mark.parametrize(
    ("day", "may"),
    [(date(2026, 5, 8), False), (date(2026, 12, 31), False), (date(2027, 5, 3), True),
     (date(2027, 12, 29), True), (date(2027, 4, 5), False)],
)  # fmt: skip
def test_move_may_come_only_near_a_holiday_of_a_year_without_a_decree(day, may):
    assert moves_may_come(day) == may
