import pytest

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from monitoring.access import can_set_plan
from monitoring.indicators.services import archive_indicator
from monitoring.models import Indicator, PlanValue
from monitoring.services import set_plan_value
from monitoring.summaries import plan_values
from tests.factories.monitoring import IndicatorFactory, PlanValueFactory
from tests.factories.organizations import MembershipFactory
from tests.monitoring.conftest import TODAY

MAY_SET = {"coordinator", "methodist", "director", "curator"}


@pytest.mark.parametrize("role", Role.values)
def test_plan_is_set_by_those_who_answer_for_it(role):
    assert can_set_plan(Membership(role=role)) is (role in MAY_SET)


def test_plan_of_the_own_organization_replaces_the_federal_one(curator, indicator, year):
    PlanValueFactory(indicator=indicator, value=35)

    for value in (40, 45):
        plan = set_plan_value(
            member=curator, indicator=indicator, year=year, value=value, source="приказ № 7"
        )

    assert plan_values(curator.organization, year)[indicator.code] == plan
    assert (plan.value, indicator.plan_values.count()) == (45, 2)


def test_plan_outlives_the_version_it_was_set_by(coordinator, curator, year):
    """A version of the region comes and goes again; the plan of the code stays one."""
    federal = Indicator.objects.get(code="I1", organization=None)
    told = {"member": curator, "year": year, "source": "приказ № 7"}
    own = IndicatorFactory(code="I1", version=2, organization=coordinator.organization)
    set_plan_value(indicator=own, value=40, **told)
    archive_indicator(member=coordinator, indicator=own, today=TODAY)
    set_plan_value(indicator=federal, value=45, **told)

    plans = PlanValue.objects.filter(organization=curator.organization)
    assert [row.value for row in plans] == [45]
    assert plan_values(curator.organization, year)["I1"].value == 45


def test_plan_is_refused_to_a_reader(school, indicator, year):
    reader = MembershipFactory(role="council", organization=school)

    with pytest.raises(DomainError, match="вашей роли недоступны"):
        set_plan_value(member=reader, indicator=indicator, year=year, value=1, source="—")
