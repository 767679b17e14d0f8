"""Sheets of one institution side by side, year by year, and the levels of many institutions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import QualitySheet, SheetVersion
from monitoring.quality.results import QualityResult, results_by_institution
from monitoring.summaries import institutions_counted

NOT_FINISHED = "не завершён"


@dataclass(frozen=True)
class YearsCompared:
    """Finished sheets of several years: marks by criterion, sums and levels below."""

    years: tuple[SchoolYear, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    results: tuple[str, ...]


@dataclass(frozen=True)
class InstitutionLevel:
    """An institution with what its sheet says; None while there is no finished one."""

    institution: Organization
    result: QualityResult | None


@dataclass(frozen=True)
class TerritoryLevels:
    """Institutions of one municipality: how many have finished, how many have each level."""

    title: str
    institutions: int
    finished: int
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class LevelsBelow:
    """The table of levels above the institution; nobody is counted as zero, nobody is named."""

    rows: tuple[InstitutionLevel, ...]
    titles: tuple[str, ...]
    territories: tuple[TerritoryLevels, ...]

    @property
    def finished(self) -> int:
        return sum(row.result is not None for row in self.rows)


def compared_years(sheet: QualitySheet) -> YearsCompared | None:
    """Marks of the years that have a finished sheet of the same program; None for fewer than two.

    Criteria are those of the newest year; one that an earlier table did not have has no mark there.
    """
    versions = SheetVersion.objects.filter(
        sheet__institution=sheet.institution, sheet__form=sheet.form
    )
    found = sorted(
        versions.in_force().select_related("sheet"), key=lambda version: version.sheet.school_year
    )
    if len(found) < 2:
        return None
    marks = [_marks(version) for version in found]
    rows = [
        (row["text"], tuple(of_year.get(row["code"]) for of_year in marks))
        for section in found[-1].content["sections"]
        for row in section["rows"]
    ]
    return YearsCompared(
        tuple(version.sheet.year for version in found),
        tuple(rows),
        tuple(f"{v.score} из {v.greatest}, {v.level_title}" for v in found),
    )


def levels_below(member: Membership, year: SchoolYear) -> LevelsBelow:
    """Levels of the institutions the member counts, in two statements whatever their number."""
    results = results_by_institution(member, year)
    institutions = institutions_counted(member.organization, year, member)
    rows = tuple(InstitutionLevel(row, results.get(row.pk)) for row in institutions)
    best_first = sorted(results.values(), key=lambda result: -result.score)
    titles = tuple(dict.fromkeys(result.level_title for result in best_first))
    return LevelsBelow(rows, titles, tuple(_territories(rows, titles)))


def _marks(version: SheetVersion) -> dict[str, int]:
    sections: Any = version.content["sections"]
    return {row["code"]: row["mark"] for section in sections for row in section["rows"]}


def _territories(rows: Sequence[InstitutionLevel], titles: Sequence[str]) -> list[TerritoryLevels]:
    parts: dict[str, list[InstitutionLevel]] = {}
    for row in rows:
        parent = row.institution.parent
        parts.setdefault(parent.short_name if parent else "", []).append(row)
    found = []
    for title, own in sorted(parts.items()):
        counts = Counter(row.result.level_title for row in own if row.result)
        levels = tuple((level, counts[level]) for level in titles)
        found.append(TerritoryLevels(title, len(own), counts.total(), levels))
    return found
