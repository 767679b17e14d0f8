"""A round summed up: how many have reported, their sums by place, and who has not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from mentorship.core.wording import counted
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.scoping import is_narrowed
from mentorship.organizations.small_cells import Tree
from monitoring.models import ReportVersion, Round, RoundReport
from monitoring.rollup.collecting import Collected, frozen_numbers, live_numbers
from monitoring.rollup.kept import Frozen, kept, quantities_of
from monitoring.rollup.lines import RollupLine, lines_of, marks_of_people, told_once
from monitoring.rollup.numbers import HIDDEN_TOTAL, Numbers, TotalCell
from monitoring.summaries import current_indicators
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.marks import Mark

State = RoundReport.State
# Why a report is not in the sums, in the order of the page.
NOT_IN_SUMS = {
    "not_begun": "Не начали",
    "draft": "Заполняют",
    "returned": "Возвращены на доработку",
    "submitted": "Отправлены, ждут проверки",
}


@dataclass(frozen=True)
class NotReported:
    """Institutions whose numbers are not in the sums, named, by what became of their reports."""

    code: str
    title: str
    reports: Sequence[RoundReport]


@dataclass(frozen=True)
class PlaceTotals:
    """A municipality or an institution: how many were asked, have sent and are in the sums."""

    organization: Organization
    asked: int
    sent: int
    summed: int
    cells: dict[str, TotalCell]
    report: RoundReport | None = None


@dataclass(frozen=True)
class RoundTotals:
    """The sums of a round over an organization, by key of the line."""

    opened: Round
    place: Organization
    asked: int
    sent: int
    summed: int
    lines: list[RollupLine]
    cells: dict[str, TotalCell]

    @property
    def headline(self) -> str:
        return f"Сдали {self.sent} из {self.asked}"

    @property
    def waiting(self) -> int:
        """Sent but not accepted yet: not in the sums."""
        return self.sent - self.summed

    @property
    def summed_words(self) -> str:
        taken = counted(self.summed, "принятый отчёт", "принятых отчёта", "принятых отчётов")
        return f"в своде {taken}"


def totals_of(opened: Round, member: Membership, place: Organization | None = None) -> RoundTotals:
    """Sums over the accepted reports of a place, by default of the member's organization."""
    return Rollup(opened, member).totals(place)


def by_municipality(opened: Round, member: Membership) -> list[PlaceTotals]:
    return Rollup(opened, member).municipalities()


def by_institution(
    opened: Round, member: Membership, place: Organization | None = None
) -> list[PlaceTotals]:
    return Rollup(opened, member).institutions(place)


def not_reported(
    opened: Round, member: Membership, place: Organization | None = None
) -> list[NotReported]:
    """Who is not in the sums, by name; only states that somebody is in."""
    return Rollup(opened, member).not_reported(place)


class Rollup:
    """A round as a member above the institution sees it; asked for once, summed in memory.

    The number of statements does not depend on the number of institutions.
    """

    def __init__(self, opened: Round, member: Membership) -> None:
        self.opened, self.member = opened, member

    @cached_property
    def reports(self) -> list[RoundReport]:
        rows = RoundReport.objects.visible_to(self.member).filter(round=self.opened)
        # Municipalities are few: asked for by themselves, each is one object.
        related = rows.select_related("organization").prefetch_related(
            "organization__parent__parent"
        )
        light = related.with_due().defer("correction", "manual")
        return list(light.order_by("organization__name", "pk"))

    @cached_property
    def lines(self) -> list[RollupLine]:
        known = current_indicators(self.member.organization, self.opened.year)
        titles = {row.code: str(row) for row in known}
        return lines_of(layout_of(self.opened.version.layout), titles, self.typed)

    @cached_property
    def typed(self) -> dict[str, Mark]:
        return marks_of_people(self.opened.version)

    @cached_property
    def told(self) -> list[RollupLine]:
        """The lines of pages and files: each sum once."""
        return told_once(self.lines)

    @cached_property
    def versions(self) -> dict[int, int]:
        """Keys of the versions in force that the member sees, with their institutions."""
        rows = ReportVersion.objects.filter(report__round=self.opened).visible_to(self.member)
        return dict(rows.in_force().values_list("pk", "report__organization_id"))

    @cached_property
    def unseen(self) -> dict[int, int]:
        """Those of the municipality that a narrowed member does not see: they decide too."""
        if not is_narrowed(self.member):
            return {}
        rows = ReportVersion.objects.in_force().filter(
            report__round=self.opened, report__organization__parent=self.member.organization
        )
        rows = rows.exclude(pk__in=self.versions)
        return dict(rows.values_list("pk", "report__organization_id"))

    @cached_property
    def in_force(self) -> frozenset[int]:
        return frozenset(self.versions.values())

    @property
    def collected(self) -> Collected:
        return self._frozen.collected

    @property
    def frozen(self) -> Numbers:
        return self._frozen.numbers

    @cached_property
    def _frozen(self) -> Frozen:
        places = tuple(sorted(self.tree.above.items()))
        versions = tuple(self.versions), tuple(self.unseen)
        key = *versions, self.tree.root, places, quantities_of(self.lines)
        return kept(key, self._made)

    def _made(self) -> Frozen:
        found = frozen_numbers(self.versions, self.lines)
        whole = self._whole() if self.unseen else None
        numbers = Numbers(self.tree, found.columns, found.people, self.lines, found.hidden, whole)
        return Frozen(found, numbers)

    def _whole(self) -> Numbers:
        versions = self.versions | self.unseen
        found = frozen_numbers(versions, self.lines)
        tree = Tree.of(self.tree.root, dict.fromkeys(versions.values(), self.tree.root))
        return Numbers(tree, found.columns, found.people, self.lines, found.hidden)

    @cached_property
    def tree(self) -> Tree:
        parents = {
            row.organization_id: row.organization.parent_id or self.member.organization_id
            for row in self.reports
        }
        return Tree.of(self.member.organization_id, parents)

    def live(self, today: date) -> Numbers:
        """The same quantities of the institutions in the sums, as they are now."""
        summed = list(self.versions.values())
        return live_numbers(self.opened, self.member, self.frozen, summed, today)

    def reports_of(self, place: Organization | None = None) -> list[RoundReport]:
        if place is None or place.pk == self.member.organization_id:
            return self.reports
        near = {place.pk, *self.tree.below.get(place.pk, ())}
        return [row for row in self.reports if row.organization_id in near]

    def totals(self, place: Organization | None = None) -> RoundTotals:
        place = place or self.member.organization
        reports = self.reports_of(place)
        cells = self.cells(place, reports)
        return RoundTotals(self.opened, place, *self._counts(reports), self.lines, cells)

    def municipalities(self, lines: Sequence[RollupLine] | None = None) -> list[PlaceTotals]:
        """Each with the cells of these lines, by default of all."""
        parents = {
            row.organization.parent.pk: row.organization.parent
            for row in self.reports
            if row.organization.parent
        }
        below: dict[int, list[RoundReport]] = {place: [] for place in parents}
        for row in self.reports:
            below[row.organization.parent_id or 0].append(row)
        return [
            self._place(place, below[place.pk], lines)
            for place in sorted(parents.values(), key=lambda place: (place.name, place.pk))
        ]

    def institutions(
        self, place: Organization | None = None, lines: Sequence[RollupLine] | None = None
    ) -> list[PlaceTotals]:
        return [
            replace(self._place(row.organization, [row], lines), report=row)
            for row in self.reports_of(place)
        ]

    def _place(
        self,
        place: Organization,
        reports: Sequence[RoundReport],
        lines: Sequence[RollupLine] | None,
    ) -> PlaceTotals:
        cells = self.cells(place, reports, lines=lines)
        return PlaceTotals(place, *self._counts(reports), cells)

    def not_reported(self, place: Organization | None = None) -> list[NotReported]:
        found: dict[str, list[RoundReport]] = {code: [] for code in NOT_IN_SUMS}
        for row in self.reports_of(place):
            if row.organization_id not in self.in_force:
                found[state_code(row)].append(row)
        return [NotReported(code, NOT_IN_SUMS[code], rows) for code, rows in found.items() if rows]

    def cells(
        self,
        place: Organization,
        reports: Sequence[RoundReport],
        numbers: Numbers | None = None,
        lines: Sequence[RollupLine] | None = None,
    ) -> dict[str, TotalCell]:
        """Cells of a place by key of the line; what is an institution's own stands at it alone."""
        numbers, lines = numbers or self.frozen, self.lines if lines is None else lines
        if not lines:
            return {}
        summed = [row.organization_id for row in reports if row.organization_id in self.in_force]
        if not summed:
            return {line.key: TotalCell() for line in lines}
        return {
            line.key: numbers.cell(line, place.pk, summed)
            if line.is_summed
            else self._own(line, place.pk, numbers)
            for line in lines
        }

    def _own(self, line: RollupLine, node: int, numbers: Numbers) -> TotalCell:
        if numbers.hides(line, node):
            return HIDDEN_TOTAL
        return TotalCell(self.collected.own.get((line.key, node)))

    def is_sent(self, row: RoundReport) -> bool:
        return row.organization_id in self.in_force or row.state == State.SUBMITTED

    def _counts(self, reports: Sequence[RoundReport]) -> tuple[int, int, int]:
        """Asked, sent, summed."""
        sent = sum(1 for row in reports if self.is_sent(row))
        summed = sum(1 for row in reports if row.organization_id in self.in_force)
        return len(reports), sent, summed


# The same of one report.
WHY_NOT = {
    "not_begun": "отчёт не начат",
    "draft": "отчёт заполняется",
    "returned": "отчёт на доработке",
    "submitted": "отчёт ждёт проверки",
}


def state_code(row: RoundReport) -> str:
    """What became of a report that is not in the sums."""
    if row.state == State.DRAFT and not row.draft:
        return "not_begun"
    # An accepted one was returned or corrected meanwhile: it waits for its institution.
    return row.state if row.state in NOT_IN_SUMS else "returned"
