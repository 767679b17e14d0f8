"""Working days of the five-day week in Russia.

Holidays and the move of a day off that meets one: ТК РФ, ст. 112, ч. 1 and 2. Moves by
the Government, «О переносе выходных дней»: постановления от 16.09.2021 № 1564 (for 2022),
от 29.08.2022 № 1505 (2023), от 10.08.2023 № 1314 (2024), от 04.10.2024 № 1335 (2025),
от 24.09.2025 № 1466 (2026); checked on 22.11.2026.
For other years the law alone speaks: `moves_known` says so.
"""

from datetime import date, timedelta
from functools import cache

from mentorship.core.wording import date_in_words

_NEW_YEAR = "Новогодние каникулы"
# Month and day: ТК РФ, ст. 112, ч. 1.
HOLIDAYS = {
    **{(1, day): _NEW_YEAR for day in (1, 2, 3, 4, 5, 6, 8)},
    (1, 7): "Рождество Христово",
    (2, 23): "День защитника Отечества",
    (3, 8): "Международный женский день",
    (5, 1): "Праздник Весны и Труда",
    (5, 9): "День Победы",
    (6, 12): "День России",
    (11, 4): "День народного единства",
}
# The day off that is moved -> the working day that becomes one, by year.
MOVES = {
    2022: {
        date(2022, 1, 1): date(2022, 5, 3),
        date(2022, 1, 2): date(2022, 5, 10),
        date(2022, 3, 5): date(2022, 3, 7),
    },
    2023: {
        date(2023, 1, 1): date(2023, 2, 24),
        date(2023, 1, 8): date(2023, 5, 8),
    },
    2024: {
        date(2024, 1, 6): date(2024, 5, 10),
        date(2024, 1, 7): date(2024, 12, 31),
        date(2024, 4, 27): date(2024, 4, 29),
        date(2024, 11, 2): date(2024, 4, 30),
        date(2024, 12, 28): date(2024, 12, 30),
    },
    2025: {
        date(2025, 1, 4): date(2025, 5, 2),
        date(2025, 1, 5): date(2025, 12, 31),
        date(2025, 2, 23): date(2025, 5, 8),
        date(2025, 3, 8): date(2025, 6, 13),
        date(2025, 11, 1): date(2025, 11, 3),
    },
    2026: {
        date(2026, 1, 3): date(2026, 1, 9),
        date(2026, 1, 4): date(2026, 12, 31),
    },
}
_SATURDAY = 5
_DAY = timedelta(days=1)
_NEAR = 7  # days


def moves_known(year: int) -> bool:
    """Whether the Government's moves of the year are in the table; else ст. 112 alone speaks."""
    return year in MOVES


def holiday_name(day: date) -> str:
    """The name of a holiday by ст. 112, empty for any other day."""
    return HOLIDAYS.get((day.month, day.day), "")


def is_day_off(day: date) -> bool:
    """Whether nobody has to work: a holiday, a weekend or a day off moved here."""
    if holiday_name(day) or day in _moved_here(day.year):
        return True
    return day.weekday() >= _SATURDAY and day not in MOVES.get(day.year, {})


@cache
def _moved_here(year: int) -> frozenset[date]:
    """Days that became days off: by the Government, and by ст. 112, ч. 2 after a holiday.

    Part 2: a day off that meets a holiday moves to the next working day after it, save those of
    January, which only the Government moves, and those the Government has moved itself.
    """
    moves = MOVES.get(year, {})
    found = set(moves.values())
    for month, day in HOLIDAYS:
        holiday = date(year, month, day)
        if month == 1 or holiday.weekday() < _SATURDAY or holiday in moves:
            continue
        after = holiday + _DAY
        while after.weekday() >= _SATURDAY or holiday_name(after) or after in found:
            after += _DAY
        found.add(after)
    return frozenset(found)


def moves_may_come(day: date) -> bool:
    """Whether a move not decreed yet may change this day: it is close to a holiday of a year to
    come, and days off are moved to where holidays are («О переносе…»: at most a week away)."""
    if day.year <= max(MOVES):
        return False
    return any(holiday_name(day + _DAY * shift) for shift in range(-_NEAR, _NEAR + 1))


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after a day, which itself is not counted."""
    left = count
    while left:
        day += _DAY
        left -= not is_day_off(day)
    return day


def last_working_day(day: date) -> date:
    """The day itself if people work on it, else the nearest working day before it."""
    while is_day_off(day):
        day -= _DAY
    return day


def day_off_in_words(day: date) -> str:
    """What to say of a deadline on a day off; empty for a working day.

    «12 июня 2026 г. – выходной (День России); последний рабочий день – 11 июня 2026 г.»
    """
    if not is_day_off(day):
        return ""
    name = holiday_name(day)
    reason = f"выходной ({name})" if name else "выходной"
    last = date_in_words(last_working_day(day))
    return f"{date_in_words(day)} – {reason}; последний рабочий день – {last}"
