from datetime import date

import pytest

from mentorship.organizations.school_year import SchoolYear
from monitoring.findings import below_plan
from monitoring.models import PlanValue
from roadmaps.cycle.findings import FINDINGS
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("plan", "found"), [(50, True), (10, False)])
def test_indicator_below_its_plan_is_a_finding(school, indicator, fill, plan, found):
    fill(school, 20, 100, consented=True)
    PlanValue.objects.create(
        indicator=indicator, organization=school, year=2022, value=plan, source="приказ"
    )

    rows = below_plan(RoadmapFactory(organization=school), SchoolYear(2022), date(2023, 1, 20))

    assert [row.text for row in rows if row.code == f"indicator-{indicator.code}"] == (
        [f"показатель «{indicator.short_title}»: 20 из 100 – 20 %, план – {plan} %"]
        if found
        else []
    )
    assert below_plan in list(FINDINGS)
