"""Date or year of birth as people write it: one cell or one field for both."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from mentorship.core import cells
from mentorship.core.spreadsheets import Cell
from mentorship.core.wording import parse_date

# Who signs: from 18 oneself (ГК, ст. 21), from 14 perhaps together with a representative.
ADULT_FROM, JOINT_FROM = 18, 14

_WHOLE_DATE = re.compile(r"\d{1,2}[./ -]|\d{4}[./-]\d|«")


@dataclass(frozen=True)
class Birth:
    """The year is always known; the day only where it was given."""

    year: int
    day: date | None = None

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}" if self.day else str(self.year)

    def age_on(self, day: date) -> int:
        """Full years; by the year alone, the age reached in that year."""
        if self.day is None:
            return day.year - self.year
        return day.year - self.year - ((day.month, day.day) < (self.day.month, self.day.day))


def sure_age(day: date, *, born_on: date | None, birth_year: int | None) -> int | None:
    """Full years surely reached on a day: by the year alone its last day is the birthday.

    So nobody counts as an adult, or as 14, before the year of the birthday is over. None where
    nothing is known.
    """
    if birth_year is None:
        return None
    age = Birth(birth_year, born_on).age_on(day)
    return age if born_on else age - 1


def is_signed_for(age: int | None, *, is_pupil: bool) -> bool:
    """Whether a representative signs: for minors, and for pupils whose birth is not known."""
    return is_pupil if age is None else age < ADULT_FROM


def read_birth(value: Cell, *, on: date) -> Birth | None:
    """Read «2009», «2009 г. р.», a date or its serial number; None for an empty cell.

    Raises ValueError in Russian for anything else, for a year of two digits, and for an age
    outside 6–100 on the day.
    """
    birth = parse_birth(value, on=on)
    if birth:
        cells.check_age(birth.day or birth.year, on)
    return birth


def parse_birth(value: Cell, *, on: date) -> Birth | None:
    """`read_birth` of people of any age."""
    day = _whole_date(value, on)
    year = day.year if day else cells.to_year(value)
    return None if year is None else Birth(year, day)


def _whole_date(value: Cell, on: date) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _WHOLE_DATE.match(value.strip()):
        return parse_date(cells.clean_text(value), today=on)
    if isinstance(value, int | float) and value > 10_000:
        return cells.to_date(value)
    return None
