"""Indicators of a school year, for one organization and by institution below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from mentorship.organizations.headcounts import HeadcountKey
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import HIDDEN, NO_CELL, Cell, Tree, hidden_in_tree
from monitoring.models import Indicator, PlanValue, StatedValue
from monitoring.operands import COVERAGE, Operand, count_operands, headcount_key
from monitoring.values import Coverage, IndicatorValue, share, without_small_counts

CARDS_AT_HOME = 4
TOO_MANY = "в числителе больше, чем в знаменателе: проверьте численность"
ABOVE, BELOW = "numerator", "denominator"
NOBODY_BELOW = "нет ни одной организации"


@dataclass(frozen=True)
class InstitutionCells:
    """Cells of one institution (or municipality) and one indicator.

    `reason` says why there is no percent, `left_out` how many institutions have no denominator.
    """

    numerator: Cell
    denominator: Cell
    percent: Cell
    reason: str = ""
    left_out: int = 0


@dataclass(frozen=True)
class InstitutionRow:
    """An institution, or a municipality, with its cells by indicator code."""

    institution: Organization
    cells: dict[str, InstitutionCells]


@dataclass(frozen=True)
class TreeTable:
    """Rows of institutions and, in a region, of municipalities."""

    institutions: list[InstitutionRow]
    municipalities: list[InstitutionRow]


def current_indicators(
    organization: Organization | None = None, year: SchoolYear | None = None
) -> list[Indicator]:
    """Indicators of a school year where the organization is, in the order of the source.

    Of each code the newest version that holds in the year, the region's own before the federal.
    Without an organization only the federal ones, without a year whatever years they hold for.
    """
    chain = chain_above(organization) if organization else []
    versions = Indicator.objects.filter(Q(organization=None) | Q(organization__in=chain))
    if year is not None:
        versions = versions.valid_in(year.first)
    found: dict[str, Indicator] = {}
    for row in versions.filter(archived_on=None).order_by("version"):
        taken = found.get(row.code)
        if taken is None or row.organization_id or not taken.organization_id:
            found[row.code] = row
    return sorted(found.values(), key=lambda indicator: (indicator.position, indicator.pk))


def chain_above(organization: Organization) -> list[int]:
    """The organization and those above it, the nearest first."""
    chain = []
    node: Organization | None = organization
    while node is not None:
        chain.append(node.pk)
        node = node.parent
    return chain


def denominators() -> list[HeadcountKey]:
    """Headcounts that indicators in use divide by, whoever's they are."""
    used = Indicator.objects.filter(archived_on=None).order_by("position", "pk")
    found = (headcount_key(text) for text in used.values_list("denominator", flat=True))
    return [key for key in found if key]


def institutions_counted(
    organization: Organization, year: SchoolYear, member: Membership | None = None
) -> QuerySet[Organization]:
    """Institutions whose numbers make the organization's: those not closed before the year.

    A member narrowed to some types or institutions counts only these (S001: Surgut).
    """
    up = {"institution": "pk", "municipality": "parent", "region": "parent__parent"}
    seen = Organization.objects.visible_to(member) if member else Organization.objects.all()
    below = seen.institutions().filter(**{up[organization.level]: organization.pk})
    return below.open_on(year.starts_on).select_related("parent").order_by("name", "pk")


def indicator_values(
    organization: Organization,
    year: SchoolYear,
    today: date,
    *,
    member: Membership | None = None,
    indicators: Sequence[Indicator] | None = None,
    operands: Mapping[str, Operand] | None = None,
) -> list[IndicatorValue]:
    """Values true to the person; what people above the institution read is `readable_values`.

    Above the institution numerators and denominators are summed and divided once. The number of
    statements depends on the indicators, never on the institutions. `operands` counted before, for
    the organization or for one above it, are not counted again.
    """
    chosen = current_indicators(organization, year) if indicators is None else indicators
    counted = institutions_counted(organization, year, member)
    institutions = list(counted.order_by().values_list("pk", flat=True))
    if operands is None:
        operands = operands_of(chosen, organization, year, today)
    plans = plan_values(organization, year)
    told = StatedValue.objects.filter(organization=organization, school_year=year.first)
    stated = {row.indicator.code: row for row in told.select_related("indicator")}
    return [
        replace(
            _computed(indicator, organization, institutions, operands),
            plan=plans.get(indicator.code),
            stated=stated.get(indicator.code),
        )
        for indicator in chosen
    ]


def readable_values(
    organization: Organization,
    year: SchoolYear,
    today: date,
    *,
    member: Membership | None = None,
    indicators: Sequence[Indicator] | None = None,
    operands: Mapping[str, Operand] | None = None,
) -> list[IndicatorValue]:
    """Values as pages and files of the organization show them: no 1–4 people above a school."""
    values = indicator_values(
        organization, year, today, member=member, indicators=indicators, operands=operands
    )
    if organization.is_institution:
        return values
    return [without_small_counts(value) for value in values]


def by_institution(
    organization: Organization,
    year: SchoolYear,
    today: date,
    *,
    member: Membership | None = None,
    indicators: Sequence[Indicator] | None = None,
    operands: Mapping[str, Operand] | None = None,
) -> list[InstitutionRow]:
    """The table behind the totals of a municipality or a region, small cells hidden.

    An institution left out of a total has no numbers here either, only the reason.
    """
    table = over_the_tree(
        organization, year, today, member=member, indicators=indicators, operands=operands
    )
    return table.institutions


def over_the_tree(
    organization: Organization,
    year: SchoolYear,
    today: date,
    *,
    member: Membership | None = None,
    indicators: Sequence[Indicator] | None = None,
    operands: Mapping[str, Operand] | None = None,
) -> TreeTable:
    """Institutions and the municipalities they add up to, counted once and hidden together.

    Of a municipality numerators and denominators are summed and divided once. What is hidden goes
    by the whole organization, so that no sum gives away what another table hides.
    """
    chosen = current_indicators(organization, year) if indicators is None else indicators
    institutions = list(institutions_counted(organization, year, member))
    if operands is None:
        operands = operands_of(chosen, organization, year, today)
    columns = _columns(chosen, organization, institutions, operands)
    parents = {row.parent.pk: row.parent for row in institutions if row.parent}
    places = sorted(parents.values(), key=lambda place: (place.name, place.pk))
    is_region = organization.level == Organization.Level.REGION
    return TreeTable(
        *(
            [
                InstitutionRow(row, {code: column[row.pk] for code, column in columns.items()})
                for row in rows
            ]
            for rows in (institutions, places if is_region else [])
        )
    )


def plan_values(organization: Organization, year: SchoolYear) -> dict[str, PlanValue]:
    """Plan by indicator code, whatever its version: own, else the nearest above, else federal.

    The plan of a school year is that of the calendar year it starts in (architecture §4).
    """
    chain: list[int | None] = [*chain_above(organization)]
    found = PlanValue.objects.filter(Q(organization__in=chain) | Q(organization=None))
    chain.append(None)
    of_year = found.filter(year=year.first).select_related("indicator", "organization")
    farthest_first = sorted(
        of_year, key=lambda row: (-chain.index(row.organization_id), row.indicator.version)
    )
    return {row.indicator.code: row for row in farthest_first}


def home_indicators(member: Membership, year: SchoolYear) -> list[IndicatorValue]:
    """Cards of the home page: at most four, those that can be computed first."""
    if not member.may(Right.INDICATORS_VIEW):
        return []
    values = readable_values(member.organization, year, timezone.localdate(), member=member)
    return sorted(values, key=lambda value: value.percent is None)[:CARDS_AT_HOME]


def operands_of(
    indicators: Sequence[Indicator], organization: Organization, year: SchoolYear, today: date
) -> dict[str, Operand]:
    """Everything the indicators are divided from and by, and what shows how far it reaches."""
    codes = [code for row in indicators for code in (row.numerator, row.denominator)]
    codes += [COVERAGE[code] for code in codes if code in COVERAGE]
    return count_operands(codes, organization, year, today)


def _computed(
    indicator: Indicator,
    organization: Organization,
    institutions: list[int],
    operands: Mapping[str, Operand],
) -> IndicatorValue:
    above, below = operands[indicator.numerator], operands[indicator.denominator]
    numerators, denominators = _both_known(above, below, institutions)
    numerator = sum(numerators.values()) if numerators else None
    denominator = sum(denominators.values()) if numerators else None
    if organization.is_institution:
        numerator, denominator = above.of(organization.pk), below.of(organization.pk)
    return IndicatorValue(
        indicator=indicator,
        numerator=numerator,
        denominator=denominator,
        reason=_reason(above, below, numerator, denominator) if institutions else NOBODY_BELOW,
        lacks_headcount=below.is_entered and denominator is None and above.counts is not None,
        left_out=len(institutions) - len(numerators) if numerators else 0,
        coverage=_coverage(indicator.denominator, institutions, operands),
        counts_people=above.counts_people,
    )


def _both_known(
    above: Operand, below: Operand, institutions: list[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Numerators and denominators of the institutions that have both."""
    numerators, denominators = above.over(institutions), below.over(institutions)
    known = [pk for pk in institutions if pk in numerators and pk in denominators]
    return {pk: numerators[pk] for pk in known}, {pk: denominators[pk] for pk in known}


def _reason(above: Operand, below: Operand, numerator: int | None, denominator: int | None) -> str:
    """Why the two cannot be divided; nothing when they can."""
    if above.counts is None:
        return above.unknown
    if denominator is None:
        return below.unknown
    if denominator == 0:
        return below.empty
    return TOO_MANY if numerator is not None and numerator > denominator else ""


def _coverage(
    denominator: str, institutions: list[int], operands: Mapping[str, Operand]
) -> Coverage | None:
    if denominator not in COVERAGE or operands[denominator].counts is None:
        return None
    asked = sum(operands[COVERAGE[denominator]].over(institutions).values())
    answered = sum(operands[denominator].over(institutions).values())
    # People of the bank may answer before an order makes them take part: nothing to compare then.
    return Coverage(answered, asked) if asked >= max(answered, 1) else None


def _columns(
    indicators: Sequence[Indicator],
    organization: Organization,
    institutions: Sequence[Organization],
    operands: Mapping[str, Operand],
) -> dict[str, dict[int, InstitutionCells]]:
    """Cells of each indicator by institution and by the municipalities between."""
    below = [row for row in institutions if row.pk != organization.pk]
    tree = Tree.of(organization.pk, {row.pk: row.parent_id or organization.pk for row in below})
    return {
        indicator.code: _column(indicator, [row.pk for row in institutions], tree, operands)
        for indicator in indicators
    }


def _column(
    indicator: Indicator, institutions: list[int], tree: Tree, operands: Mapping[str, Operand]
) -> dict[int, InstitutionCells]:
    """Cells of one indicator; only institutions inside the total are in the subtraction rule."""
    above, below = operands[indicator.numerator], operands[indicator.denominator]
    known = dict(zip((ABOVE, BELOW), _both_known(above, below, institutions), strict=True))
    sums = {part: tree.summed(column) for part, column in known.items()}
    hidden = hidden_in_tree(sums, tree) if above.counts_people else frozenset()
    left_out = tree.summed({pk: 1 for pk in institutions if pk not in known[ABOVE]})
    unknown = InstitutionCells(NO_CELL, NO_CELL, NO_CELL, above.unknown or below.unknown)
    nodes = [*institutions, *(node for node in tree.below if node != tree.root)]
    cells = dict.fromkeys(nodes, unknown)
    for pk in sums[ABOVE]:
        first, second = (
            HIDDEN if (part, pk) in hidden else Cell(sums[part][pk]) for part in (ABOVE, BELOW)
        )
        percent, reason = NO_CELL, ""
        if first.is_hidden or second.is_hidden:
            # The percent and one part would give the other part away.
            percent = HIDDEN
        elif not (reason := _reason(above, below, sums[ABOVE][pk], sums[BELOW][pk])):
            percent = Cell(share(sums[ABOVE][pk], sums[BELOW][pk]))
        less = left_out.get(pk, 0) if pk in tree.below else 0
        cells[pk] = InstitutionCells(first, second, percent, reason, less)
    return cells
