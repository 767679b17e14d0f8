"""Fact and plan of an indicator over the years, and the points of its chart."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from monitoring.summaries import current_indicators, readable_values
from monitoring.values import IndicatorValue

YEARS_SHOWN = 5
# The drawing in its own units: a column of years each, percents from the bottom up.
STEP, LEFT, BOTTOM, HEIGHT = 110, 60, 190, 160


@dataclass(frozen=True)
class TrendYear:
    """A school year with what the indicator said; None where it did not hold yet."""

    year: SchoolYear
    value: IndicatorValue | None


@dataclass(frozen=True)
class Point:
    """A dot of the chart: where it stands, what it says and which row of the table it opens."""

    x: int
    y: int
    percent: int
    year: SchoolYear


@dataclass(frozen=True)
class Chart:
    """Dots of fact and plan, and their lines: broken where a year is not known."""

    fact: tuple[Point, ...]
    plan: tuple[Point, ...]
    fact_lines: tuple[str, ...]
    plan_lines: tuple[str, ...]
    years: tuple[tuple[int, SchoolYear], ...]
    width: int


def trend_of(code: str, member: Membership, year: SchoolYear, today: date) -> list[TrendYear]:
    """The last years up to `year`, each by the version that held in it."""
    shown = []
    for first in range(year.first - YEARS_SHOWN + 1, year.first + 1):
        of_year, organization = SchoolYear(first), member.organization
        chosen = [row for row in current_indicators(organization, of_year) if row.code == code]
        values = readable_values(organization, of_year, today, member=member, indicators=chosen)
        shown.append(TrendYear(of_year, values[0] if values else None))
    return shown


def chart_of(years: list[TrendYear]) -> Chart:
    facts = [row.value.percent if row.value else None for row in years]
    plans = [row.value.plan.value if row.value and row.value.plan else None for row in years]
    fact, plan = _points(facts, years), _points(plans, years)
    return Chart(
        fact=tuple(point for point in fact if point),
        plan=tuple(point for point in plan if point),
        fact_lines=tuple(_lines(fact)),
        plan_lines=tuple(_lines(plan)),
        years=tuple((LEFT + STEP * n, row.year) for n, row in enumerate(years)),
        width=LEFT + STEP * len(years),
    )


def _points(percents: list[int | None], years: list[TrendYear]) -> list[Point | None]:
    return [
        None
        if percent is None
        else Point(LEFT + STEP * n, BOTTOM - HEIGHT * min(percent, 100) // 100, percent, row.year)
        for n, (percent, row) in enumerate(zip(percents, years, strict=True))
    ]


def _lines(points: Iterable[Point | None]) -> list[str]:
    """Stretches of neighboring years, as the attribute `points` of a polyline has it."""
    lines: list[list[str]] = [[]]
    for point in points:
        if point is None:
            lines.append([])
        else:
            lines[-1].append(f"{point.x},{point.y}")
    return [" ".join(line) for line in lines if len(line) > 1]
