"""The table of criteria 0/1/2: which one holds, what a sum of marks means, how it is loaded."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import QualityTable

MARKS = {2: "проявляется в полной мере", 1: "проявляется частично", 0: "не проявляется"}
GREATEST_MARK = max(MARKS)
OTHER_ASPECT = "Другие шкалы"


@dataclass(frozen=True)
class Level:
    """What a sum of marks from `least` to `most`, both included, is called."""

    code: str
    title: str
    least: int
    most: int


def table_for(member: Membership, year: SchoolYear) -> QualityTable | None:
    """The table a new sheet of the year is filled by; None while none is loaded."""
    return QualityTable.objects.shared_with(member).in_year(year).first()


def criteria_of(table: QualityTable) -> Iterator[dict[str, Any]]:
    """Criteria in the order of the table."""
    for section in table.sections:
        yield from section["criteria"]


def greatest_score(table: QualityTable) -> int:
    return GREATEST_MARK * sum(1 for _ in criteria_of(table))


def levels_of(table: QualityTable) -> list[Level]:
    return [Level(**level) for level in table.levels]


def level_of(score: int, table: QualityTable) -> Level:
    """The level of a sum of marks; ValueError for a sum the table does not know."""
    for level in levels_of(table):
        if level.least <= score <= level.most:
            return level
    raise ValueError(f"{score} баллов нет ни в одном уровне таблицы {table.pk}.")


def aspect_of(table: QualityTable, group: str, scale: str) -> str:
    """To which kind of growth a scale belongs; «mentee-pupil:progress» goes before «progress»."""
    for wanted in (f"{group}:{scale}", scale):
        for aspect in table.aspects:
            if wanted in aspect["scales"]:
                return aspect["title"]
    return OTHER_ASPECT


def level_problems(levels: Iterable[Level], greatest: int) -> list[str]:
    """Why the levels do not cover 0 … `greatest` exactly once, in sentences."""
    expected, found = 0, []
    for level in sorted(levels, key=lambda level: level.least):
        if level.least > level.most:
            found.append(f"«{level.title}»: от {level.least} до {level.most} – наоборот.")
        elif level.least != expected:
            found.append(f"«{level.title}» начинается с {level.least}, а нужно с {expected}.")
        expected = level.most + 1
    if expected != greatest + 1:
        found.append(f"Уровни кончаются на {expected - 1}, а баллов может быть {greatest}.")
    return found


def load_tables(rows: Iterable[Mapping[str, Any]]) -> int:
    """Bring the built-in tables up to date; finished sheets keep the criteria they had."""
    for row in rows:
        fields = {key: value for key, value in row.items() if key != "code"}
        key = {"organization": None, "version": fields.pop("version")}
        QualityTable.objects.update_or_create(**key, defaults=fields)
    return QualityTable.objects.count()
