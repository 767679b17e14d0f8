"""What a correction of a roadmap starts from (S004, этап 8): indicators, quality, advice."""

from datetime import date

from mentorship.organizations.school_year import SchoolYear
from monitoring.models import SheetVersion
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


def weak_criteria(roadmap: Roadmap, year: SchoolYear, today: date) -> list[Finding]:
    """Criteria of quality that the institution marked 0 in its finished sheet of the year."""
    sheets = SheetVersion.objects.filter(
        sheet__institution=roadmap.organization, sheet__school_year=year.first, sheet__form=None
    )
    return [
        Finding(f"quality-{row['code']}", f"качество программы, 0 баллов: {row['text']}")
        for version in sheets.in_force()
        for section in version.content["sections"]
        for row in section["rows"]
        if row["mark"] == 0
    ]


def register() -> None:
    FINDINGS.register("monitoring.indicators", below_plan)
    FINDINGS.register("monitoring.advice", advised)
    FINDINGS.register("monitoring.quality", weak_criteria)
