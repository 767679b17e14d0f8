"""Indicators of a school year, for one organization and by institution below it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from mentorship.organizations.headcounts import HeadcountKey
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import is_narrowed
from mentorship.organizations.small_cells import Tree
from monitoring.cells import InstitutionCells, column_of, hiding_of
from monitoring.models import Indicator, PlanValue, StatedValue
from monitoring.operands import (
    COVERAGE,
    Operand,
    both_known,
    count_operands,
    headcount_key,
    why_not,
)
from monitoring.values import ABOVE, BELOW, Coverage, IndicatorValue, without_hidden

CARDS_AT_HOME = 4
NOBODY_BELOW = "нет ни одной организации"


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
    # Municipalities are few: asked for by themselves, each is one object.
    return below.open_on(year.starts_on).prefetch_related("parent").order_by("name", "pk")


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
    return _values(chosen, organization, year, institutions, operands)


def _values(
    indicators: Sequence[Indicator],
    organization: Organization,
    year: SchoolYear,
    institutions: list[int],
    operands: Mapping[str, Operand],
) -> list[IndicatorValue]:
    plans = plan_values(organization, year)
    told = StatedValue.objects.filter(organization=organization, school_year=year.first)
    stated = {row.indicator.code: row for row in told.select_related("indicator")}
    return [
        replace(
            _computed(indicator, organization, institutions, operands),
            plan=plans.get(indicator.code),
            stated=stated.get(indicator.code),
        )
        for indicator in indicators
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
    """Values as pages and files of the organization show them: above a school without few people.

    What is hidden is what every table of the figure hides (`organizations/small_cells.py`).
    """
    chosen = current_indicators(organization, year) if indicators is None else indicators
    institutions = list(institutions_counted(organization, year, member))
    if operands is None:
        operands = operands_of(chosen, organization, year, today)
    pks = [row.pk for row in institutions]
    values = _values(chosen, organization, year, pks, operands)
    if organization.is_institution:
        return values
    tree = tree_of(organization, year, member, institutions)
    return [_readable(value, organization.pk, pks, tree, operands) for value in values]


def seen_from_above(
    institution: Organization,
    year: SchoolYear,
    today: date,
    *,
    indicators: Sequence[Indicator],
    operands: Mapping[str, Operand] | None = None,
) -> list[IndicatorValue]:
    """Values of one institution as those above it read them: hidden as in the table of all.

    `operands` are those of its municipality, or of the region.
    """
    above = institution.parent or institution
    if operands is None:
        operands = operands_of(indicators, above, year, today)
    institutions = list(institutions_counted(above, year))
    tree, pks = tree_of(above, year, None, institutions), [row.pk for row in institutions]
    values = _values(indicators, institution, year, [institution.pk], operands)
    return [_readable(value, institution.pk, pks, tree, operands) for value in values]


def _readable(
    value: IndicatorValue,
    node: int,
    institutions: list[int],
    tree: Tree,
    operands: Mapping[str, Operand],
) -> IndicatorValue:
    above, below = (
        operands[code] for code in (value.indicator.numerator, value.indicator.denominator)
    )
    known = both_known(above, below, institutions)
    hiding = {
        part: hiding_of(operand, column, tree)
        for part, operand, column in zip((ABOVE, BELOW), (above, below), known, strict=True)
    }
    hidden = {part: each.range_of(node) for part, each in hiding.items() if node in each.nodes}
    asked = operands.get(COVERAGE.get(value.indicator.denominator, ""))
    if value.coverage and asked and node in hiding_of(asked, institutions, tree).nodes:
        value = replace(value, coverage=None)
    return without_hidden(value, hidden)


def tree_of(
    organization: Organization,
    year: SchoolYear,
    member: Membership | None,
    institutions: Iterable[Organization],
) -> Tree:
    """All institutions of the organization, also those that a narrowed member does not see."""
    if member is not None and is_narrowed(member):
        institutions = list(institutions_counted(organization, year))
    own = organization.pk
    return Tree.of(own, {row.pk: row.parent_id or own for row in institutions if row.pk != own})


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
    tree, pks = tree_of(organization, year, member, institutions), [row.pk for row in institutions]
    columns = {row.code: column_of(row, pks, tree, operands) for row in chosen}
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
    numerators, denominators = both_known(above, below, institutions)
    numerator = sum(numerators.values()) if numerators else None
    denominator = sum(denominators.values()) if numerators else None
    if organization.is_institution:
        numerator, denominator = above.of(organization.pk), below.of(organization.pk)
    return IndicatorValue(
        indicator=indicator,
        numerator=numerator,
        denominator=denominator,
        reason=why_not(above, below, numerator, denominator) if institutions else NOBODY_BELOW,
        lacks_headcount=below.is_entered and denominator is None and above.counts is not None,
        left_out=len(institutions) - len(numerators) if numerators else 0,
        coverage=_coverage(indicator.denominator, institutions, operands),
        counts_people=above.counts_people,
    )


def _coverage(
    denominator: str, institutions: list[int], operands: Mapping[str, Operand]
) -> Coverage | None:
    if denominator not in COVERAGE or operands[denominator].counts is None:
        return None
    asked = sum(operands[COVERAGE[denominator]].over(institutions).values())
    answered = sum(operands[denominator].over(institutions).values())
    # People of the bank may answer before an order makes them take part: nothing to compare then.
    return Coverage(answered, asked) if asked >= max(answered, 1) else None
