"""Recognizes the columns of a roadmap's table by their headings."""

import re
from functools import lru_cache

from roadmaps.deadlines import Kind, read
from roadmaps.deadlines.scanner import MONTH
from roadmaps.parsing.numbers import parts_of
from roadmaps.parsing.values import Column, Role

LONGEST_HEADING = 120

# The first pattern found in the lower-case heading names the role.
HEADINGS = [
    (
        Role.NUMBER,
        r"^(?:№+|n|no)\s*\.?\s*(?:п\s*[/.]?\s*п\.?|пункт\w*|строк\w*|мероприят\w*)?$"
        r"|^п\s*[/.]?\s*п\.?$|^номер\b",
    ),
    (Role.REPORT, r"^факт"),
    (Role.RESULT, r"^(?:форм\w+|вид\w*)\s+(?:отчет|представл)"),
    (Role.CONTENT, r"^(?:краткое |основное )?содержани|^описани"),
    (Role.START, r"^(?:дата |срок )?начал"),
    (Role.END, r"^(?:дата |срок )?(?:оконч|заверш)"),
    (Role.RESPONSIBLE, r"ответствен|исполнител|\bответств\.|^кто\b|^отв\."),
    (Role.DEADLINE, r"срок|\bдат[аы]\b|период|время|^когда\b|^месяц\w*$|^квартал\w*$"),
    (Role.REPORT, r"факт|отчет|отметк|исполнени|выполнени|статус"),
    (Role.TITLE, r"^(?:наименовани\w+ |название |перечень )?мероприят"),
    (Role.RESULT, r"результат|документ|показател|индикатор|продукт|итог"),
    (Role.STAGE, r"этап|раздел|направлени|\bзадач"),
    (
        Role.TITLE,
        r"мероприят|наименован|название|действи|работ|событи|деятельност|^что (?:дела|сдела)",
    ),
]
HEADING_RULES = [(role, re.compile(pattern)) for role, pattern in HEADINGS]
YEAR = re.compile(r"\b\d{4}(?:\s*[-–/]\s*\d{2,4})?\s*(?:уч\w*\.?\s*)?(?:год\w*|г\.?)?")
GRID = re.compile(rf"\bкв|полугод|{MONTH}")  # without these words it is no month and no quarter
GRID_KINDS = {Kind.MONTH, Kind.MONTHS, Kind.QUARTER, Kind.QUARTERS, Kind.HALF_YEAR}

NAMES_THE_TASK = {Role.TITLE, Role.STAGE, Role.CONTENT}
SAYS_WHEN_OR_WHO = {Role.DEADLINE, Role.START, Role.END, Role.WHEN, Role.RESPONSIBLE}


@lru_cache(maxsize=4096)  # every row is asked whether it is a heading
def role_of(heading: str) -> Role:
    """The role of one column; OTHER for an unknown or empty heading."""
    text = " ".join(heading.lower().replace("ё", "е").split())
    if not text or len(text) > LONGEST_HEADING:
        return Role.OTHER
    if len(text) < 30 and GRID.search(text) and read(text).kind in GRID_KINDS:
        return Role.WHEN
    return next((role for role, pattern in HEADING_RULES if pattern.search(text)), Role.OTHER)


def columns_of(headings: list[str]) -> tuple[Column, ...] | None:
    """The columns, if these cells are the heading of a roadmap's table."""
    if any(parts_of(heading) for heading in headings):
        return None
    columns = _without_lone_grid([Column(heading, role_of(heading)) for heading in headings])
    roles = {column.role for column in columns}
    is_numbered_list = Role.NUMBER in roles and _names_measures(headings)
    if not roles & NAMES_THE_TASK or not (roles & SAYS_WHEN_OR_WHO or is_numbered_list):
        return None
    if Role.CONTENT in roles and not roles & {Role.TITLE, Role.STAGE}:
        columns = [_promoted(column) for column in columns]
    return tuple(_with_report(columns))


def with_second_row(columns: tuple[Column, ...], cells: list[str]) -> tuple[Column, ...] | None:
    """The columns when a second row of headings splits «Сроки» into start and end or a grid."""
    split = []
    above = ""
    padded = [*cells, *[""] * len(columns)]
    for column, cell in zip(columns, padded, strict=False):
        above = column.heading or above
        heading = f"{cell} квартал" if "квартал" in above.lower() and len(cell) < 4 else cell
        if role_of(heading) is Role.WHEN and (year := YEAR.search(above)):
            heading = f"{heading} {year[0]}"
        role = role_of(heading) if cell else column.role
        names_the_task = column.role in NAMES_THE_TASK | {Role.NUMBER}
        if cell and (names_the_task or role not in (Role.START, Role.END, Role.WHEN)):
            return None
        split.append(Column(heading, role) if cell else column)
    return tuple(split) if any(cells[: len(columns)]) else None


def _names_measures(headings: list[str]) -> bool:
    return any(re.search(r"мероприят|этап", heading.lower()) for heading in headings)


def _without_lone_grid(columns: list[Column]) -> list[Column]:
    """One «май 2023» is a deadline of a task; a grid has at least two such headings."""
    if sum(column.role is Role.WHEN for column in columns) > 1:
        return columns
    return [
        Column(column.heading, Role.OTHER) if column.role is Role.WHEN else column
        for column in columns
    ]


def _promoted(column: Column) -> Column:
    return Column(column.heading, Role.TITLE) if column.role is Role.CONTENT else column


def _with_report(columns: list[Column]) -> list[Column]:
    """A last column without a heading holds the fact of execution (S002)."""
    reports = any(column.role is Role.REPORT for column in columns)
    if columns[-1].heading or reports:
        return columns
    return [*columns[:-1], Column("", Role.REPORT)]
