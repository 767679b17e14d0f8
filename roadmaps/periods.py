"""Guesses the period of a roadmap that was not told: from its title, then from its deadlines."""

from datetime import date

from mentorship.organizations.school_year import SchoolYear
from roadmaps.deadlines import Deadline, read
from roadmaps.parsing import ParsedRoadmap


def suggest_period(parsed: ParsedRoadmap, *, today: date) -> tuple[date, date]:
    """The period the title names, else the years of the deadlines, else the current school year.

    Deadlines of one school year give that year, begun early when the first one falls in August
    (S003); deadlines of several give whole calendar years (S000: 2022–2024).
    """
    if parsed.period:
        return parsed.period
    days = [day for task in parsed.tasks for day in _days(read(task.deadline_text))]
    if not days:
        year = SchoolYear.containing(today)
        return year.starts_on, year.ends_on
    return _around(min(days), max(days))


def _days(deadline: Deadline) -> list[date]:
    """Dates of a sure reading; a typing error in one year must not stretch the plan."""
    if deadline.is_doubtful:
        return []
    return [day for window in deadline.windows for day in (window.start, window.end) if day]


def _around(first: date, last: date) -> tuple[date, date]:
    year = SchoolYear(first.year if first.month >= 8 else first.year - 1)
    if last <= year.ends_on:
        return min(first, year.starts_on), year.ends_on
    return date(first.year, 1, 1), date(last.year, 12, 31)
