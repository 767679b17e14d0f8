"""Readings a person may choose from where a phrase leaves a doubt."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from roadmaps.deadlines.reader import read
from roadmaps.deadlines.values import Deadline, Window

MOST_PROPOSALS = 6
WHOLE_PERIOD = "в течение всего периода"
UNTIL = re.compile(r"\bдо\b(?!\s+кон)", re.IGNORECASE)


def proposals(text: str, *, period: tuple[date, date]) -> list[Deadline]:
    """Different dated readings of the phrase, the likeliest first, the whole plan last.

    «До декабря 2022» ends before or after December; «май» may be that of any year of the plan.
    A year outside of the plan («20222» in a plan of 2026/27) may be a slip: the same months of the
    plan's own years are offered too.
    """
    found: list[Deadline] = []
    for deadline in _candidates(text, period):
        says = (deadline.windows, deadline.recurrence)
        if deadline.windows and says not in [(own.windows, own.recurrence) for own in found]:
            found.append(deadline)
    whole = read(WHOLE_PERIOD, period=period)
    if whole.windows in [own.windows for own in found]:
        return found[:MOST_PROPOSALS]
    return [*found[: MOST_PROPOSALS - 1], whole]


def _candidates(text: str, period: tuple[date, date]) -> Iterator[Deadline]:
    first, last = period
    asked = read(text, period=period, base_year=first.year)
    yield asked
    yield read(UNTIL.sub("до конца", text), period=period, base_year=first.year)
    for year in range(first.year, min(last.year, first.year + MOST_PROPOSALS) + 1):
        deadline = read(text, base_year=year)
        if _touches(deadline, period):
            yield deadline
    named = asked.start or asked.end
    if named is None or _touches(asked, period):
        return
    for years in range(first.year - named.year, last.year - named.year + 1):
        moved = replace(asked, windows=tuple(_moved(window, years) for window in asked.windows))
        if _touches(moved, period):
            yield moved


def _touches(deadline: Deadline, period: tuple[date, date]) -> bool:
    inside = deadline.end is None or deadline.end >= period[0]
    return inside and (deadline.start is None or deadline.start <= period[1])


def _moved(window: Window, years: int) -> Window:
    return Window(_other_year(window.start, years), _other_year(window.end, years))


def _other_year(day: date | None, years: int) -> date | None:
    """The same day of another year; 29 February of a short one is the 28th."""
    if day is None:
        return None
    length = monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, length))
