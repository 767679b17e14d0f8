"""Deadlines of a template brought to other years: in the printed text and in the dates."""

import re
from dataclasses import dataclass, replace
from datetime import date

from mentorship.core.working_days import day_off_in_words, is_day_off, last_working_day
from roadmaps.patterns.content import Line
from roadmaps.readings import MANUAL, Reading, dates_by_hand, iso, read_deadline

# A year with a digit typed twice («20222», S000) is the year of its first four digits.
_YEAR = re.compile(r"(?<!\d)(20[1-4]\d)(\d?)(?!\d)")
_SHORT_YEAR = re.compile(r"(?<=\d\d\.\d\d\.)(\d\d)(?!\d)")
MOVED = "Срок выпадал на выходной ({before:%d.%m.%Y}), перенесён на {after:%d.%m.%Y}."
TOO_EARLY = "раньше начала плана"
TOO_LATE = "позже конца плана"

# What of a line may name years of the plan: «мероприятия по внедрению в 2022 году».
WORDS = ("heading", "title", "content", "expected_result")

Period = tuple[date, date]


@dataclass(frozen=True)
class ShiftedLine:
    """A task of a template with its deadline in the new years, and what to look at in it."""

    line: Line
    reading: Reading
    day_off: str = ""
    outside: str = ""

    @property
    def has_remark(self) -> bool:
        return bool(self.day_off or self.outside)


def years_between(base: Period, wanted: Period) -> int:
    """By how many years a template is shifted: its beginning comes nearest to the new one.

    A beginning before the new one counts double: a deadline that is past is worse than a late one.
    """

    def distance(years: int) -> int:
        days = (in_other_year(base[0], years) - wanted[0]).days
        return days if days >= 0 else -2 * days

    around = wanted[0].year - base[0].year
    return min(range(around - 1, around + 2), key=distance)


def period_from(base: Period, starts_near: date) -> Period:
    """The template's own period in the years of a day: what a new plan begins with."""
    years = years_between(base, (starts_near, starts_near))
    return in_other_year(base[0], years), in_other_year(base[1], years)


def shift_text(text: str, years: int) -> str:
    """Every year of a printed deadline moved: «до 20.03.2022 г.» → «до 20.03.2027 г.»."""
    moved = _YEAR.sub(lambda found: str(int(found[1]) + years), text)
    return _SHORT_YEAR.sub(lambda found: f"{(int(found[1]) + years) % 100:02}", moved)


def shift_years(text: str, years: int, base: Period) -> str:
    """Years of the template's own period moved in a title; those of acts and letters stay."""
    own = range(base[0].year, base[1].year + 1)
    return _YEAR.sub(
        lambda found: str(int(found[1]) + years) if int(found[1]) in own else found[0], text
    )


def in_other_year(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def shifted(line: Line, *, base: Period, period: Period, move_days_off: bool) -> ShiftedLine:
    """A line of a template in the new period: read anew, days off shown or moved back."""
    years = years_between(base, period)
    reading = _reading(line, years, period)
    note = day_off_in_words(reading.due_on) if reading.due_on and _is_named(reading) else ""
    if note and move_days_off:
        reading = moved_to_working_day(reading)
    texts = {name: shift_years(line.get(name, ""), years, base) for name in WORDS}
    return ShiftedLine(line | texts, reading, note, _outside(reading.due_on, period))


def _is_named(reading: Reading) -> bool:
    """Whether the last day is named: «сентябрь 2027» ends on a day off and means no day."""
    day = reading.due_on.day if reading.due_on else 0
    told = re.search(rf"(?<!\d)0?{day}(?!\d)", reading.deadline_text)
    return bool(told) or reading.deadline_kind == MANUAL


def _reading(line: Line, years: int, period: Period) -> Reading:
    text = shift_text(line["deadline_text"], years)
    if "dates" not in line:
        return read_deadline(text, period=period)
    first, last = (
        in_other_year(date.fromisoformat(d), years) if d else None for d in line["dates"]
    )
    again = line.get("recurrence", "")
    return dates_by_hand(text, starts_on=first, due_on=last, recurrence=again)


def moved_to_working_day(reading: Reading) -> Reading:
    """A last day that is a day off becomes the working day before it; the text stays printed."""
    before = reading.due_on
    if before is None or not is_day_off(before):
        return reading
    after = max(last_working_day(before), reading.starts_on or date.min)
    windows = [[start, iso(after) if end == iso(before) else end] for start, end in reading.windows]
    remark = MOVED.format(before=before, after=after)
    return replace(reading, due_on=after, windows=windows, unclear=[*reading.unclear, remark])


def _outside(day: date | None, period: Period) -> str:
    if day is None or period[0] <= day <= period[1]:
        return ""
    return TOO_EARLY if day < period[0] else TOO_LATE
