"""The calendar of one month: what is due on each day, and what goes on all through it."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mentorship.core.working_days import holiday_name, is_day_off, last_working_day
from roadmaps.models import Task
from roadmaps.work.spans import has_own_days, last_day_of, spans_within


@dataclass(frozen=True)
class Due:
    """A task on its last day: the colour of its mark, and in a word what the colour says."""

    task: Task
    tone: str
    said: str


@dataclass(frozen=True)
class Day:
    """A day of the grid; those of the neighbouring months are empty."""

    date: date
    is_inside: bool
    due: tuple[Due, ...] = ()

    @property
    def is_off(self) -> bool:
        return is_day_off(self.date)

    @property
    def remark(self) -> str:
        """For what is still to be done by a day off: when people work last before it."""
        if not self.is_off or all(row.tone in ("good", "off") for row in self.due):
            return ""
        return f"последний рабочий день – {last_working_day(self.date):%d.%m}"

    @property
    def holiday(self) -> str:
        return holiday_name(self.date)


@dataclass(frozen=True)
class MonthPage:
    first: date
    weeks: tuple[tuple[Day, ...], ...]
    # Tasks whose days reach into the month without ending in it.
    going_on: tuple[Task, ...]

    @property
    def due(self) -> int:
        return sum(len(day.due) for week in self.weeks for day in week)

    @property
    def previous(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def next(self) -> date:
        return last_day_of(self.first) + timedelta(days=1)


def month_page(first: date, tasks: Iterable[Task], today: date) -> MonthPage:
    """Lay tasks out by the last day of their windows within the month."""
    last = last_day_of(first)
    due: dict[date, list[Due]] = defaultdict(list)
    going_on = []
    for task in tasks:
        if not has_own_days(task):
            continue
        for span in spans_within(task, first, last):
            if span.ends_on <= last:
                due[span.ends_on].append(Due(task, span.tone(today), span.said(today)))
            elif task not in going_on:
                going_on.append(task)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    grid = tuple(tuple(_day(day, first, due) for day in week) for week in weeks)
    return MonthPage(first, grid, tuple(going_on))


def _day(day: date, first: date, due: dict[date, list[Due]]) -> Day:
    inside = day.month == first.month
    return Day(day, inside, tuple(due.get(day, ())) if inside else ())


def chosen_month(text: str, period: tuple[date, date], today: date) -> date:
    """The first day of the month in the address («2022-09»), else of the plan's nearest to today.

    A month that cannot be read is no error: the page shows the usual one.
    """
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        asked = None
    if asked and 2000 <= asked.year <= 2100:
        return asked
    return min(max(today, period[0]), period[1]).replace(day=1)
