"""Working days of a five-day week; holidays and moved days off are not known here."""

from datetime import date, timedelta


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after a day, which itself is not counted."""
    left = count
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
