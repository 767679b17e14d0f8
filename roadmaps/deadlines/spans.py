"""Arithmetic of parts of a year: points without a year, spans of years, and windows from both."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from roadmaps.deadlines.values import Kind

UNKNOWN_YEAR = 0
SCHOOL_YEAR_STARTS = 9  # 1 September; it ends on 31 August


Bounds = tuple[date, date]


@dataclass
class Notes:
    """What was guessed while reading, in Russian, and how much certainty it costs."""

    texts: list[str] = field(default_factory=list)
    confidence: float = 1.0

    def add(self, text: str, cost: float) -> None:
        if text not in self.texts:
            self.texts.append(text)
            self.confidence = max(0.0, self.confidence - cost)


@dataclass(frozen=True)
class Point:
    """A part of a year: first and last (month, day); day 0 is the last day of the month."""

    first: tuple[int, int]
    last: tuple[int, int]
    kind: Kind


@dataclass(frozen=True)
class YearSpan:
    """Calendar years first…last, or the school years between 1 September first and August last."""

    first: int
    last: int
    is_school: bool = False

    def __str__(self) -> str:
        years = f"{self.first}/{self.last}" if self.is_school else f"{self.first}"
        return f"{years} учебный год" if self.is_school else f"{years} год"

    @property
    def kind(self) -> Kind:
        if self.is_school:
            return Kind.SCHOOL_YEAR if self.last - self.first == 1 else Kind.SCHOOL_YEARS
        return Kind.YEAR if self.first == self.last else Kind.YEARS

    @property
    def whole(self) -> Point:
        """The span's own bounds within its first and last year."""
        start = (SCHOOL_YEAR_STARTS, 1) if self.is_school else (1, 1)
        return Point(start, (8, 31) if self.is_school else (12, 31), self.kind)

    def years_of(self, month: int) -> list[int]:
        """The calendar years in which the span has this month."""
        if not self.is_school:
            return list(range(self.first, self.last + 1))
        shift = 0 if month >= SCHOOL_YEAR_STARTS else 1
        return [year + shift for year in range(self.first, self.last)]


# «I полугодие 2022/2023 учебного года» is the autumn; lessons of the second half end in May.
SCHOOL_HALVES = {
    1: Point((9, 1), (12, 31), Kind.HALF_YEAR),
    7: Point((1, 1), (5, 31), Kind.HALF_YEAR),
}


def month_point(month: int) -> Point:
    return Point((month, 1), (month, 0), Kind.MONTH)


def day_point(day: int, month: int) -> Point:
    return Point((month, day), (month, day), Kind.DATE)


def days_point(first: int, last: int, month: int) -> Point:
    return Point((month, first), (month, last), Kind.DATES)


def months_point(number: int, length: int, kind: Kind) -> Point:
    """The number-th quarter (length 3) or half-year (length 6)."""
    return Point(((number - 1) * length + 1, 1), (number * length, 0), kind)


def day_of(year: int, month_day: tuple[int, int], notes: Notes) -> date | None:
    """The date, or None with a note where the calendar has no such day."""
    month, day = month_day
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        notes.add(f"Даты {day:02}.{month:02}.{year} не существует", 0.9)
        return None


def bounds(start: date | None, end: date | None, notes: Notes) -> Iterator[Bounds]:
    """Two found days as they are; nothing, with a note, if they stand in wrong order."""
    if start is None or end is None:
        return
    if start > end:
        notes.add(f"Начало {start:%d.%m.%Y} позже окончания {end:%d.%m.%Y}", 0.9)
        return
    yield start, end


def bounds_within(point: Point, last: Point, span: YearSpan, notes: Notes) -> Iterator[Bounds]:
    """From `point` to `last` (the same point, or the end of a range) in every year of the span."""
    point, last = _school_half(point, span, notes), _school_half(last, span, notes)
    starts = span.years_of(point.first[0])
    wraps = (last.last[0], last.last[1] or 31) < point.first
    if wraps and not span.is_school:
        starts = _wrapped_starts(starts, notes)
    for year in starts:
        end_year = year + 1 if wraps else year
        yield from bounds(
            day_of(year, point.first, notes), day_of(end_year, last.last, notes), notes
        )


def _school_half(point: Point, span: YearSpan, notes: Notes) -> Point:
    if not span.is_school or point.kind is not Kind.HALF_YEAR:
        return point
    half = SCHOOL_HALVES[point.first[0]]
    if half.last == (5, 31):
        notes.add("Окончание II полугодия учебного года принято 31 мая", 0.1)
    return half


def _wrapped_starts(years: list[int], notes: Notes) -> list[int]:
    """Years in which a range over the New Year begins: «декабрь – февраль 2023» begins in 2022."""
    if len(years) > 1:
        return years[:-1]
    notes.add(f"Начало отнесено к {years[0] - 1} году: срок переходит через Новый год", 0.2)
    return [years[0] - 1]


def join(kinds: list[Kind]) -> Kind:
    """The kind of a range or list of parts of these kinds."""
    plural = {
        Kind.DATE: Kind.DATES,
        Kind.MONTH: Kind.MONTHS,
        Kind.QUARTER: Kind.QUARTERS,
        Kind.HALF_YEAR: Kind.HALF_YEARS,
        Kind.SCHOOL_YEAR: Kind.SCHOOL_YEARS,
        Kind.YEAR: Kind.YEARS,
    }
    if len(kinds) == 1:
        return kinds[0]
    same = len(set(kinds)) == 1
    return plural.get(kinds[0], kinds[0]) if same else Kind.DATES
