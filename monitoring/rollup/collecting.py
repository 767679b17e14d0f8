"""Numbers of a round: those frozen in the accepted reports, and the same counted now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mentorship.organizations.models import Membership
from monitoring.models import Indicator, ReportVersion, Round
from monitoring.operands import count_operands
from monitoring.rollup.lines import RollupLine, share_key
from monitoring.rollup.numbers import Numbers
from monitoring.summaries import current_indicators
from monitoring.workbooks.counting import count_by_institution
from monitoring.workbooks.rows import Scope
from monitoring.workbooks.shown import KNOWN


@dataclass
class Collected:
    """What the accepted reports hold: columns by quantity, and what is each institution's own."""

    columns: dict[str, dict[int, Any]] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    hidden: set[tuple[str, int]] = field(default_factory=set)
    own: dict[tuple[str, int], Any] = field(default_factory=dict)

    def take(self, institution: int, cells: Mapping[str, Any], lines: Iterable[RollupLine]) -> None:
        for line in lines:
            cell = cells.get(line.kept_at(institution))
            if cell is None:
                continue
            if not line.is_summed:
                self.own[line.key, institution] = cell["value"] if cell["state"] == KNOWN else None
            if line.indicator and line.quantities:
                self._take_share(line, institution, cell)
            elif line.is_summed:
                self._take_count(line, institution, cell)

    def _take_count(self, line: RollupLine, institution: int, cell: Mapping[str, Any]) -> None:
        value, quantity = cell["value"], line.quantity
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if quantity is None or not is_number or cell["state"] != KNOWN:
            return
        self.columns.setdefault(quantity.key, {})[institution] = value
        if quantity.counts_people or cell["hidden"]:
            self.people.add(quantity.key)
        # Whatever the mark says now: the report was sent with it hidden.
        if cell["hidden"]:
            self.hidden.add((quantity.key, institution))

    def _take_share(self, line: RollupLine, institution: int, cell: Mapping[str, Any]) -> None:
        """Both parts or none: who has no denominator is left out of both sums."""
        share = cell.get("share")
        if share is None or share["numerator"] is None or share["denominator"] is None:
            return
        for part in ("numerator", "denominator"):
            key = share_key(line.indicator, part)
            self.columns.setdefault(key, {})[institution] = share[part]
            if share["people"]:
                self.people.add(key)
        if cell["hidden"]:
            self.hidden.add((share_key(line.indicator, "numerator"), institution))


def frozen_numbers(versions: Iterable[int], lines: list[RollupLine]) -> Collected:
    """What stands in these versions; one statement."""
    found = Collected()
    rows = ReportVersion.objects.filter(pk__in=list(versions)).order_by("pk")
    kept = rows.values_list("report__organization_id", "cells")
    for institution, cells in kept.iterator(chunk_size=200):
        found.take(institution, cells, lines)
    return found


def live_numbers(
    opened: Round,
    member: Membership,
    frozen: Numbers,
    institutions: list[int],
    today: date,
) -> Numbers:
    """The same quantities of the same institutions as they are now.

    What is hidden in the frozen numbers is hidden here too: they differ little.
    """
    scope = Scope(member.organization, opened.year, opened.counted_on(today), member)
    quantities = {each.key: each for line in frozen.lines for each in line.quantities}
    people = {key for key, each in quantities.items() if each.counts_people}
    points = {each.point: key for key, each in quantities.items() if each.point}
    # A figure counts rows: an institution without any has none.
    columns: dict[str, dict[int, Any]] = {
        points[point]: {pk: column.get(pk, 0) for pk in institutions}
        for point, column in count_by_institution(points, scope).items()
    }
    codes = {line.indicator for line in frozen.lines if line.is_summed and line.indicator}
    known = current_indicators(scope.organization, opened.year)
    shares = [row for row in known if row.code in codes]
    entered = {key: each.operand for key, each in quantities.items() if each.operand}
    operands = [*entered.values(), *(code for row in shares for code in _operands(row))]
    counted = count_operands(operands, scope.organization, opened.year, scope.today)
    columns |= {key: counted[operand].over(institutions) for key, operand in entered.items()}
    for row in shares:
        above, below = (counted[code].over(institutions) for code in _operands(row))
        both = [pk for pk in institutions if pk in above and pk in below]
        own = {share_key(row.code, "numerator"): above, share_key(row.code, "denominator"): below}
        columns |= {key: {pk: column[pk] for pk in both} for key, column in own.items()}
        people |= own.keys() if counted[row.numerator].counts_people else set()
    columns = {key: column for key, column in columns.items() if column}
    hidden = [cell for cell in frozen.hidden if cell[0] in columns]
    return Numbers(frozen.tree, columns, people, frozen.lines, hidden)


def _operands(indicator: Indicator) -> tuple[str, str]:
    return indicator.numerator, indicator.denominator
