"""What a correction of a roadmap starts from (S004, этап 8): indicators, advice from above."""

from datetime import date

from mentorship.organizations.school_year import SchoolYear
from monitoring.notes.advice import advice_for
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


def advised(roadmap: Roadmap, year: SchoolYear, today: date) -> list[Finding]:
    """Recommendations to the institution in issued notes of the year."""
    return [
        Finding(f"advice-{advice.version.pk}-{number}", f"рекомендация ({advice.whose}): {text}")
        for advice in advice_for(roadmap.organization)
        if advice.version.note.first_year == year.first
        for number, text in enumerate(advice.texts, 1)
    ]


def register() -> None:
    FINDINGS.register("monitoring.indicators", below_plan)
    FINDINGS.register("monitoring.advice", advised)
