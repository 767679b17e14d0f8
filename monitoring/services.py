from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.access import can_set_plan
from monitoring.models import Indicator, PlanValue


@transaction.atomic
def set_plan_value(
    *, member: Membership, indicator: Indicator, year: SchoolYear, value: int, source: str
) -> PlanValue:
    """Write the plan of the member's own organization; it also becomes that of those below.

    Raises DomainError for a role that sets no plans.
    """
    if not can_set_plan(member):
        raise DomainError("Плановые значения вашей роли недоступны.")
    before = own_plan(member.organization, indicator, year)
    plan, _ = PlanValue.objects.update_or_create(
        indicator=before.indicator if before else indicator,
        organization=member.organization,
        year=year.first,
        defaults={"value": value, "source": source},
    )
    return plan


def own_plan(
    organization: Organization, indicator: Indicator, year: SchoolYear
) -> PlanValue | None:
    """The plan an organization has set, whatever version of the indicator it was set by.

    Versions come and go, the plan of a code and year is one.
    """
    rows = PlanValue.objects.filter(
        organization=organization, year=year.first, indicator__code=indicator.code
    )
    return rows.select_related("indicator").order_by("-indicator__version").first()
