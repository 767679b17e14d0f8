"""Indicators below the plan, for the correction of a roadmap (S004, этап 8)."""

from datetime import date

from mentorship.organizations.school_year import SchoolYear
from monitoring.summaries import readable_values
from roadmaps.cycle.findings import FINDINGS, Finding
from roadmaps.models import Roadmap


def below_plan(roadmap: Roadmap, year: SchoolYear, today: date) -> list[Finding]:
    """One finding for each indicator of the year that stays below its plan value."""
    values = readable_values(roadmap.organization, year, today)
    return [
        Finding(
            f"indicator-{value.indicator.code}",
            f"показатель «{value.indicator.short_title}»: {value.text}, "
            f"план – {value.plan.value} %",
        )
        for value in values
        if value.plan and value.difference is not None and value.difference < 0
    ]


def register() -> None:
    FINDINGS.register("monitoring.indicators", below_plan)
