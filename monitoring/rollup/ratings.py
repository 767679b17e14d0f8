"""Ratings of schools by an indicator: always with n, and no place for too small a base."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.cells import InstitutionCells
from monitoring.insights.intervals import Share
from monitoring.models import Indicator, RoundReport
from monitoring.rollup.lines import RollupLine
from monitoring.rollup.numbers import NOTHING, TotalCell
from monitoring.rollup.totals import WHY_NOT, Rollup, state_code
from monitoring.summaries import by_institution


@dataclass(frozen=True)
class Rated:
    """A school in a rating; `place` is «3», or «3–5» when several have the same percent.

    `n` is the denominator; `low` and `high` are the percents between which the share lies with a
    confidence of 95 % (Wilson), so that close places are not read as a difference.
    """

    place: str
    organization: Organization
    percent: int
    n: int
    low: int
    high: int


@dataclass(frozen=True)
class Unrated:
    """A school without a place, and why."""

    organization: Organization
    reason: str


@dataclass(frozen=True)
class Rating:
    """`few` have a base under `least_n`, `hidden` a number that may not be shown."""

    least_n: int
    placed: list[Rated]
    few: list[Organization] = field(default_factory=list)
    hidden: list[Organization] = field(default_factory=list)
    absent: list[Unrated] = field(default_factory=list)

    @property
    def few_words(self) -> str:
        return f"Недостаточно данных (n < {self.least_n})"


def rating(
    indicator: Indicator,
    member: Membership,
    year: SchoolYear,
    today: date,
    least_n: int | None = None,
) -> Rating:
    """Schools of the member by an indicator as it is now."""
    rows = by_institution(member.organization, year, today, member=member, indicators=[indicator])
    cells = {row.institution: _total(row.cells[indicator.code]) for row in rows}
    reasons = {row.institution: row.cells[indicator.code].reason for row in rows}
    return rated(cells, reasons, least_n)


def round_rating(rollup: Rollup, line: RollupLine, least_n: int | None = None) -> Rating:
    """Schools of a round by a percent of its form, as their accepted reports say."""
    cells, reasons = {}, {}
    for row in rollup.institutions(lines=[line]):
        cells[row.organization] = row.cells[line.key]
        reasons[row.organization] = _reason(row.report) if not row.summed else ""
    return rated(cells, reasons, least_n)


def rated(
    cells: Mapping[Organization, TotalCell],
    reasons: Mapping[Organization, str],
    least_n: int | None = None,
) -> Rating:
    """The highest percent first; schools of one percent share their places."""
    found = Rating(settings.RATING_LEAST_N if least_n is None else least_n, [])
    shown = []
    for organization, cell in cells.items():
        if cell.is_hidden:
            found.hidden.append(organization)
        elif not cell.denominator:
            found.absent.append(Unrated(organization, reasons[organization] or "нет данных"))
        elif cell.denominator < found.least_n:
            found.few.append(organization)
        elif cell.value is None:
            found.absent.append(Unrated(organization, reasons[organization] or "нет данных"))
        else:
            shown.append((organization, cell))
    found.placed.extend(_placed(shown))
    return found


def _placed(shown: list[tuple[Organization, TotalCell]]) -> Iterable[Rated]:
    ranked = sorted(shown, key=lambda pair: (-pair[1].value, pair[0].name, pair[0].pk))
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for number, (_organization, cell) in enumerate(ranked, 1):
        first.setdefault(cell.value, number)
        last[cell.value] = number
    for organization, cell in ranked:
        ends = dict.fromkeys((first[cell.value], last[cell.value]))
        found = Share(cell.numerator or 0, cell.denominator or 0)
        limits = (round(100 * edge) for edge in (found.interval.low, found.interval.high))
        yield Rated("–".join(map(str, ends)), organization, cell.value, found.count, *limits)


def _total(cells: InstitutionCells) -> TotalCell:
    """A live cell of the table of institutions as a cell of a summary."""
    if cells.percent.is_hidden:
        return TotalCell(is_hidden=True)
    if cells.numerator.value is None:
        return NOTHING
    numbers = cells.percent.value, False, cells.numerator.value, cells.denominator.value
    return TotalCell(*numbers, is_percent=True)


def _reason(report: RoundReport | None) -> str:
    return WHY_NOT[state_code(report)] if report else ""
