"""What the home page says about indicators: the headcounts they wait for."""

from datetime import date

from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from monitoring.operands import missing_headcounts
from monitoring.summaries import current_indicators, institutions_counted


def missing_headcounts_line(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Who can enter a headcount is told how many are missing; above, how many institutions wait."""
    if not member.may(Right.INDICATORS_VIEW) or year.starts_on > today:
        return None
    above = not member.organization.is_institution
    if not above and not member.may(Right.ORGANIZATION_EDIT):
        return None
    counted = institutions_counted(member.organization, year, member)
    institutions = list(counted.order_by().values_list("pk", flat=True))
    denominators = [
        indicator.denominator for indicator in current_indicators(member.organization, year)
    ]
    missing = missing_headcounts(denominators, institutions, year, today)
    if not missing:
        return None
    if above:
        return _line_above(len(missing), year)
    return _line_inside(sum(missing.values()), year)


def _line_above(count: int, year: SchoolYear) -> Attention:
    whose = plural_ru(count, "организация", "организации", "организаций")
    verb = plural_ru(count, "указала", "указали", "указали")
    return Attention(
        count=count,
        text=f"{whose} не {verb} численность",
        detail=f"без неё показатели за {year} учебный год считаются не по всем",
        url=reverse("monitoring:indicator_list"),
        tag="показатели",
        tone="info",
    )


def _line_inside(count: int, year: SchoolYear) -> Attention:
    what = plural_ru(count, "показатель", "показателя", "показателей")
    verb = plural_ru(count, "ждёт", "ждут", "ждут")
    return Attention(
        count=count,
        text=f"{what} {verb} численности",
        detail=f"укажите численность на {year} учебный год: система не подставляет её сама",
        url=reverse("organizations:headcount_fill"),
        tag="показатели",
        tone="info",
    )
