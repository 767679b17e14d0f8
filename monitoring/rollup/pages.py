"""What the pages of a summary show."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.organizations.models import Organization
from monitoring.rollup.lines import RollupLine
from monitoring.rollup.numbers import TotalCell, difference
from monitoring.rollup.totals import PlaceTotals, Rollup


@dataclass(frozen=True)
class ComparedRow:
    """A line with its frozen sum and, when asked for, the same counted now."""

    line: RollupLine
    frozen: TotalCell
    live: TotalCell | None = None

    @property
    def difference(self) -> str:
        """«+3», «0», «−2»; nothing where one of the two is not known."""
        found = difference(self.frozen, self.live) if self.live else None
        if found is None:
            return ""
        sign = "+" if found > 0 else "−" if found < 0 else ""
        return f"{sign}{abs(found):g}".replace(".", ",")


@dataclass(frozen=True)
class PlaceRow:
    """A municipality or an institution, with its cell of the line that is looked at."""

    totals: PlaceTotals
    cell: TotalCell | None = None


def chosen_line(rollup: Rollup, key: str) -> RollupLine | None:
    return next((line for line in rollup.lines if line.is_summed and line.key == key), None)


def rows_below(
    rollup: Rollup, place: Organization | None, line: RollupLine | None
) -> list[PlaceRow]:
    """Municipalities of a region, institutions of a municipality."""
    is_region = rollup.member.organization.level == Organization.Level.REGION
    lines = [line] if line else []
    below = (
        rollup.municipalities(lines)
        if place is None and is_region
        else rollup.institutions(place, lines)
    )
    return [PlaceRow(row, row.cells[line.key] if line else None) for row in below]


def compared(rollup: Rollup, place: Organization | None, today: date | None) -> list[ComparedRow]:
    """Summed lines of a place in the order of the form; with a day the same counted now."""
    lines = rollup.told
    node, reports = place or rollup.member.organization, rollup.reports_of(place)
    frozen = rollup.cells(node, reports, lines=lines)
    if today is None:
        return [ComparedRow(line, frozen[line.key]) for line in lines]
    numbers: Any = rollup.live(today)
    live = rollup.cells(node, reports, numbers, lines)
    return [ComparedRow(line, frozen[line.key], live[line.key]) for line in lines]
