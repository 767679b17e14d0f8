"""Indicators of a school year, for one organization and by institution below it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from mentorship.organizations.headcounts import HeadcountKey
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import HIDDEN, NO_CELL, Cell, masked_column, open_column
from monitoring.models import Indicator, PlanValue, StatedValue
from monitoring.operands import COVERAGE, Operand, count_operands, headcount_key
from monitoring.values import Coverage, IndicatorValue, share, without_small_counts

CARDS_AT_HOME = 4
TOO_MANY = "в числителе больше, чем в знаменателе: проверьте численность"
NOBODY_BELOW = "нет ни одной организации"


@dataclass(frozen=True)
class InstitutionCells:
    """Cells of one institution and one indicator; `reason` says why there is no percent."""

    numerator: Cell
    denominator: Cell
    percent: Cell
    reason: str = ""


@dataclass(frozen=True)
class InstitutionRow:
    """An institution with its cells by indicator code."""

    institution: Organization
    cells: dict[str, InstitutionCells]


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
) -> list[IndicatorValue]:
    """Values true to the person; what people above the institution read is `readable_values`.

    Above the institution numerators and denominators are summed and divided once. The number of
    statements depends on the indicators, never on the institutions.
    """
    chosen = current_indicators(organization, year) if indicators is None else indicators
    institutions = [row.pk for row in institutions_counted(organization, year, member)]
    operands = _operands_of(chosen, organization, year, today)
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
) -> list[IndicatorValue]:
    """Values as pages and files of the organization show them: no 1–4 people above a school."""
    values = indicator_values(organization, year, today, member=member, indicators=indicators)
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
) -> list[InstitutionRow]:
    """The table behind the totals of a municipality or a region, small cells hidden.

    An institution left out of a total has no numbers here either, only the reason.
    """
    chosen = current_indicators(organization, year) if indicators is None else indicators
    institutions = list(institutions_counted(organization, year, member))
    operands = _operands_of(chosen, organization, year, today)
    pks = [institution.pk for institution in institutions]
    columns = {indicator.code: _column(indicator, pks, operands) for indicator in chosen}
    return [
        InstitutionRow(row, {code: column[row.pk] for code, column in columns.items()})
        for row in institutions
    ]


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


def _operands_of(
    indicators: Sequence[Indicator], organization: Organization, year: SchoolYear, today: date
) -> dict[str, Operand]:
    codes = [code for row in indicators for code in (row.numerator, row.denominator)]
    codes += [COVERAGE[code] for code in codes if code in COVERAGE]
    return count_operands(codes, organization, year, today)


def _computed(
    indicator: Indicator,
    organization: Organization,
    institutions: list[int],
    operands: dict[str, Operand],
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
    denominator: str, institutions: list[int], operands: dict[str, Operand]
) -> Coverage | None:
    if denominator not in COVERAGE or operands[denominator].counts is None:
        return None
    asked = sum(operands[COVERAGE[denominator]].over(institutions).values())
    answered = sum(operands[denominator].over(institutions).values())
    # People of the bank may answer before an order makes them take part: nothing to compare then.
    return Coverage(answered, asked) if asked >= max(answered, 1) else None


def _column(
    indicator: Indicator, institutions: list[int], operands: dict[str, Operand]
) -> dict[int, InstitutionCells]:
    """Cells of one indicator; only institutions inside the total are in the subtraction rule."""
    above, below = operands[indicator.numerator], operands[indicator.denominator]
    numerators, denominators = _both_known(above, below, institutions)
    shown = masked_column if above.counts_people else open_column
    first, second = shown(numerators), shown(denominators)
    reason = above.unknown or below.unknown
    cells = dict.fromkeys(institutions, InstitutionCells(NO_CELL, NO_CELL, NO_CELL, reason))
    for pk in numerators:
        if first[pk].is_hidden or second[pk].is_hidden:
            # The percent and one part would give the other part away.
            cells[pk] = InstitutionCells(first[pk], second[pk], HIDDEN)
        elif reason := _reason(above, below, numerators[pk], denominators[pk]):
            cells[pk] = InstitutionCells(first[pk], second[pk], NO_CELL, reason)
        else:
            percent = Cell(share(numerators[pk], denominators[pk]))
            cells[pk] = InstitutionCells(first[pk], second[pk], percent)
    return cells
