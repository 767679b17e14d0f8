"""Days of a series of meetings: every week or every second one, without the days left out.

The calendar of the house (`core/working_days.py`) knows the days off of the state alone; school
holidays are typed by whoever plans: each school has its own.
"""

import re
from datetime import date, timedelta
from itertools import takewhile

from mentorship.core.wording import parse_date

# A year of weeks with room to spare; more is a slip of the pen.
MOST_AT_ONCE = 60
_RANGE = re.compile(r"\s*(?:–|—|\s-\s|\.\.+)\s*")

Period = tuple[date, date]


def days_of_series(first: date, until: date, weeks: int, left_out: list[Period]) -> list[date]:
    """The first day and every `weeks` weeks after it until a day included; 0 weeks: once.

    Raises ValueError in Russian for a series of no days or of too many.
    """
    if weeks == 0:
        return [first]
    steps = (first + timedelta(weeks=weeks * step) for step in range(MOST_AT_ONCE + 1))
    days = list(takewhile(lambda day: day <= until, steps))
    if len(days) > MOST_AT_ONCE:
        raise ValueError(f"За один раз планируется не больше {MOST_AT_ONCE} встреч.")
    kept = [day for day in days if not any(a <= day <= b for a, b in left_out)]
    if not kept:
        raise ValueError("На эти даты не приходится ни одной встречи.")
    return kept


def read_periods(text: str) -> list[Period]:
    """«28.10.2024 – 04.11.2024, 09.05.2025»: periods and single days by commas.

    Raises ValueError in Russian.
    """
    return [_period(part) for part in re.split(r"[,;\n]", text) if part.strip()]


def _period(text: str) -> Period:
    ends = [parse_date(part.strip()) for part in _RANGE.split(text.strip())]
    if len(ends) > 2 or ends[0] > ends[-1]:
        raise ValueError(f"«{text.strip()}»: укажите период как 28.10.2024 – 04.11.2024.")
    return ends[0], ends[-1]
