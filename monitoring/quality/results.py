"""What finished sheets say: of one organization, of all institutions below, year by year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from mentorship.bank.models import MentoringForm
from mentorship.core.wording import plural_ru
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import SheetVersion

SWOT = {
    "strengths": "Сильные стороны",
    "weaknesses": "Слабые стороны",
    "opportunities": "Возможности",
    "threats": "Угрозы",
}


@dataclass(frozen=True)
class QualityResult:
    """The level of a finished sheet; its words are there for the institution itself alone."""

    institution: int
    score: int
    greatest: int
    level_code: str
    level_title: str
    finished_on: date
    swot: Mapping[str, str] = field(default_factory=dict)
    conclusion: str = ""

    @property
    def words(self) -> str:
        """«14 из 18 баллов – допустимый уровень»."""
        points = plural_ru(self.greatest, "балла", "баллов", "баллов")
        return f"{self.score} из {self.greatest} {points} – {self.level_title} уровень"


def result_of(
    organization: Organization,
    year: SchoolYear,
    member: Membership,
    form: MentoringForm | None = None,
) -> QualityResult | None:
    """The institution's sheet of the year in force; None while there is no finished one."""
    versions = SheetVersion.objects.visible_to(member).filter(
        sheet__institution=organization, sheet__school_year=year.first, sheet__form=form
    )
    version = versions.in_force().select_related("sheet").first()
    if version is None:
        return None
    inside = member.organization_id == version.sheet.institution_id
    return _result(version, version.content if inside else {})


def results_by_institution(member: Membership, year: SchoolYear) -> dict[int, QualityResult]:
    """Sheets of whole institutions in force by institution pk; those without one are not there."""
    versions = SheetVersion.objects.visible_to(member).filter(
        sheet__school_year=year.first, sheet__form=None
    )
    found = versions.in_force().select_related("sheet").defer("content", "reason")
    return {version.sheet.institution_id: _result(version, {}) for version in found}


def level_counts(results: Iterable[QualityResult]) -> list[tuple[str, int]]:
    """How many institutions have each level, the highest sums first."""
    results = sorted(results, key=lambda result: -result.score)
    return list(Counter(result.level_title for result in results).items())


def _result(version: SheetVersion, content: Mapping[str, Any]) -> QualityResult:
    return QualityResult(
        institution=version.sheet.institution_id,
        score=version.score,
        greatest=version.greatest,
        level_code=version.level_code,
        level_title=version.level_title,
        finished_on=timezone.localdate(version.finished_at),
        swot={SWOT[key]: text for key, text in content.get("swot", {}).items() if text},
        conclusion=content.get("conclusion", ""),
    )
