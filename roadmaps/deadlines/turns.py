"""The turns of a recurring deadline within a plan: «ежемесячно» is every month of it.

A year of a plan is the calendar year if the plan begins in its first half (S000: 2022–2024), else
the school year (S002, S003). Turns are clipped to the plan; a first date that the phrase names
itself is kept as it is.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from roadmaps.deadlines.spans import Bounds, Notes, day_of
from roadmaps.deadlines.values import Window

LAST_DAY = date(2100, 12, 31)  # one typed later than this is a slip of the pen
MOST_TURNS = 600  # ten years of weeks; a plan is shorter
MONTHS_A_TURN = {"monthly": 1, "quarterly": 3}
DAYS_A_TURN = {"weekly": 7, "fortnightly": 14}
PARTS_A_TURN = {"half_yearly", "termly"}
# Days that a first date may take: «апрель 2023, далее ежемесячно», not «с сентября ежемесячно».
LONGEST_FIRST = {"weekly": 7, "fortnightly": 14, "monthly": 31, "half_yearly": 184}
QUARTER = 92
# First and last month of every part of a year.
CALENDAR_YEAR, CALENDAR_HALVES = [(1, 12)], [(1, 6), (7, 12)]
SCHOOL_YEAR, SCHOOL_HALVES = [(9, 8)], [(9, 12), (1, 5)]
TERMS = [(9, 10), (11, 12), (1, 3), (4, 5)]
MONTHS = re.compile(r"(\d+)(?:-(\d+))?")

Period = tuple[date, date]


def turns(recurrence: str, windows: Iterable[Window], *, period: Period) -> list[Bounds]:
    """First and last day of every turn, in order; nothing for a deadline that does not recur.

    «Постоянно», «по мере необходимости», «по графику» and «ежедневно» have no turns to tick off.
    """
    name, _, months = recurrence.partition(":")
    windows = [_within_reason(window) for window in windows]
    if name == "yearly":
        found = _yearly(_month_parts(months), windows, period)
    elif name in MONTHS_A_TURN or name in DAYS_A_TURN or name in PARTS_A_TURN:
        found = _repeated(name, windows, period)
        if months:  # «ежемесячно до 5 числа»
            found = (_until_day(turn, int(months)) for turn in found)
    else:
        return []
    return sorted(set(islice((turn for turn in found if turn[0] <= turn[1]), MOST_TURNS)))


def _within_reason(window: Window) -> Window:
    start, end = (day and min(day, LAST_DAY) for day in (window.start, window.end))
    return Window(start, end)


def _until_day(turn: Bounds, day: int) -> Bounds:
    """A month that ends on its day; one that begins after it ends as it did."""
    end = min(turn[1].day, day)
    return turn if turn[0].day > end else (turn[0], turn[1].replace(day=end))


def _closed(window: Window, period: Period) -> Bounds:
    """A window without a side ends where the plan does; a date outside of the plan stays."""
    if window.start and window.end:
        return window.start, window.end
    if window.start:
        return window.start, max(window.start, period[1])
    end = window.end or period[1]
    return min(end, period[0]), end


def _repeated(name: str, windows: list[Window], period: Period) -> Iterator[Bounds]:
    """A task held many times a year: from the first date it names to the end of the plan, or
    within its dates if they are longer than one turn («с сентября по май ежемесячно»)."""
    named = [_closed(window, period) for window in windows]
    spans = named or [period]
    if len(named) == 1 and windows[0].start is None:
        yield named[0]  # «до 15 апреля, далее ежемесячно»
        spans = [(named[0][1] + timedelta(days=1), period[1])]
    elif len(named) == 1 and (named[0][1] - named[0][0]).days < LONGEST_FIRST.get(name, QUARTER):
        spans = [(named[0][0], max(period[1], named[0][1]))]
    for span in spans:
        yield from _frequent(name, span, period)


def _frequent(name: str, span: Bounds, period: Period) -> Iterator[Bounds]:
    if name in DAYS_A_TURN:
        yield from _by_days(DAYS_A_TURN[name], span)
    elif name in MONTHS_A_TURN:
        length = MONTHS_A_TURN[name]
        yield from _parts([(m, m + length - 1) for m in range(1, 13, length)], span)
    else:
        halves = CALENDAR_HALVES if _is_calendar(period) else SCHOOL_HALVES
        yield from _parts(TERMS if name == "termly" else halves, span)


def _by_days(length: int, span: Bounds) -> Iterator[Bounds]:
    """Weeks from Monday to Sunday, the first and the last one clipped."""
    monday = span[0] - timedelta(days=span[0].weekday())
    while monday <= span[1]:
        yield max(monday, span[0]), min(monday + timedelta(days=length - 1), span[1])
        monday += timedelta(days=length)


def _parts(parts: list[tuple[int, int]], span: Bounds) -> Iterator[Bounds]:
    """Parts of every year that touch the span, clipped to it."""
    for year in range(span[0].year - 1, span[1].year + 1):
        for first, last in parts:
            start, end = _months_of(year, first, last)
            if start <= span[1] and end >= span[0]:
                yield max(start, span[0]), min(end, span[1])


def _yearly(
    months: list[tuple[int, int]], windows: list[Window], period: Period
) -> Iterator[Bounds]:
    """The first dates as they are named, then the months of the rule, or the same days again."""
    first = [_closed(window, period) for window in windows if window.end]
    yield from first
    opening = windows[0].start if windows and not first else None
    after = max(end for _, end in first) if first else (opening or period[0]) - timedelta(days=1)
    rest = (after + timedelta(days=1), period[1])
    if months and not (len(first) == 1 and months == [_months_in(windows[0])]):
        yield from (turn for turn in _parts(months, period) if turn[0] > after)
    elif first:
        yield from _same_days(first[-1], rest, is_until=windows[-1].start is None)
    else:
        yield from _parts(CALENDAR_YEAR if _is_calendar(period) else SCHOOL_YEAR, rest)


def _same_days(turn: Bounds, rest: Bounds, *, is_until: bool) -> Iterator[Bounds]:
    """The same days of every later year; «до 15 апреля» begins where the year before ended."""
    before = turn[1]
    for year in range(turn[1].year + 1, rest[1].year + 1):
        end = _again(year, turn[1])
        start = (
            before + timedelta(days=1) if is_until else _again(end.year - _crossed(turn), turn[0])
        )
        if start <= rest[1]:
            yield start, min(end, rest[1])
        before = end


def _months_in(window: Window) -> tuple[int, int]:
    """The months a dated window names: the day of «до 15 апреля» is kept in later years too."""
    end = window.end or date.max
    return (window.start or end).month, end.month


def _crossed(turn: Bounds) -> int:
    return turn[1].year - turn[0].year


def _again(year: int, day: date) -> date:
    """The same day of another year; 29 February becomes the last day of that February."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if is_leap_day and year % 4 else day.replace(year=year)


def _months_of(year: int, first: int, last: int) -> Bounds:
    start = date(year, first, 1)
    end = day_of(year + (last < first), (last, 0), Notes())
    return start, end or start


def _month_parts(code: str) -> list[tuple[int, int]]:
    """«9-10,12» → (9, 10), (12, 12); the month of «ежегодно до 0.13» is none."""
    found = [(int(first), int(last or first)) for first, last in MONTHS.findall(code)]
    return [part for part in found if all(1 <= month <= 12 for month in part)]


def _is_calendar(period: Period) -> bool:
    return period[0].month < 7
