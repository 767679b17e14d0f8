"""Readings a person may choose from where a phrase leaves a doubt."""

import re
from collections.abc import Iterator
from datetime import date

from roadmaps.deadlines.reader import read
from roadmaps.deadlines.values import Deadline

MOST_PROPOSALS = 6
WHOLE_PERIOD = "в течение всего периода"
UNTIL = re.compile(r"\bдо\b(?!\s+кон)", re.IGNORECASE)


def proposals(text: str, *, period: tuple[date, date]) -> list[Deadline]:
    """Different dated readings of the phrase, the likeliest first, the whole plan last.

    «До декабря 2022» ends before or after December; «май» may be that of any year of the plan.
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
    yield read(text, period=period, base_year=first.year)
    yield read(UNTIL.sub("до конца", text), period=period, base_year=first.year)
    for year in range(first.year, min(last.year, first.year + MOST_PROPOSALS) + 1):
        deadline = read(text, base_year=year)
        inside = deadline.end is None or deadline.end >= first
        if inside and (deadline.start is None or deadline.start <= last):
            yield deadline
