"""From a text or file to a parsed roadmap."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from roadmaps.deadlines import read
from roadmaps.parsing.assemble import Assembly, assemble, sections_of
from roadmaps.parsing.documents import parts_of
from roadmaps.parsing.errors import RoadmapError
from roadmaps.parsing.flow import Flow, find_flow
from roadmaps.parsing.lines import Line, LineKind, lines_of_rows
from roadmaps.parsing.remarks import remarks_on, remarks_on_columns, remarks_on_widths
from roadmaps.parsing.tables import FoundTable, find_tables, other_tables
from roadmaps.parsing.values import Column, Dropped, ParsedRoadmap, Remark

MOST_ROWS = 3000
LONGEST_TITLE = 600
PLAN = re.compile(r"[дл]орожн\w+ карт|план\w* (?:меропр|работ|реализ)", re.IGNORECASE)
STATED = re.compile(r"%|20\d\d\s*[-–—/]\s*(?:20)?\d\d")
YEARS = re.compile(r"(?:на|за|в)\s+(?:период\s+)?(\d{4}\b.*)", re.IGNORECASE)

OTHER_SHEET = (
    "На листе {number} тоже дорожная карта: она не прочитана. Сохраните этот лист отдельным файлом "
    "и загрузите его потом"
)
OTHER_TABLE = "таблица, которая не дорожная карта"
EMPTY = "Здесь пусто. Вставьте таблицу дорожной карты или выберите файл."
NO_CELLS = (
    "В тексте нет таблицы: ни одна строка не разделена на столбцы. Скопируйте таблицу из Word "
    "вместе с заголовками столбцов или загрузите файл .docx."
)
ONE_COLUMN = (
    "В таблице один столбец, а дорожной карте нужны хотя бы два: «Мероприятие» и «Срок» или "
    "«Ответственный». Проверьте, что таблица скопирована целиком, вместе с заголовками столбцов."
)
NO_HEADING = (
    "Таблица дорожной карты не найдена: нет строки заголовков, в которой есть «Мероприятие» "
    "(или «Этап») и «Срок» или «Ответственный». Скопируйте таблицу вместе с заголовками столбцов."
)


def parse(content: bytes | str, *, filename: str = "") -> ParsedRoadmap:
    """The roadmap in a pasted text or a file of any supported format.

    Raises RoadmapError, whose Russian text says what is wrong and what to do.
    """
    if not content.strip():
        raise RoadmapError(EMPTY)
    parts = parts_of(content, filename)
    if not any(parts):
        raise RoadmapError(EMPTY)
    # Of a workbook's sheets the first with a roadmap's heading is read, the others are named.
    tables = {
        number: found for number, lines in enumerate(parts, 1) if (found := find_tables(lines))
    }
    first, *rest = tables or [1]
    parsed = _parse_lines(parts[first - 1], tables.get(first, []))
    others = tuple(Remark(1, OTHER_SHEET.format(number=number)) for number in rest)
    return replace(parsed, warnings=others + parsed.warnings)


def parse_rows(rows: list[list[str]]) -> ParsedRoadmap:
    """The roadmap in rows that are already cut into cells; rows are numbered from 1."""
    lines = list(lines_of_rows(rows))
    if not lines:
        raise RoadmapError(EMPTY)
    return _parse_lines(lines, find_tables(lines))


def _parse_lines(lines: list[Line], tables: list[FoundTable]) -> ParsedRoadmap:
    if len(lines) > MOST_ROWS:
        raise RoadmapError(
            f"Строк больше {MOST_ROWS}: {len(lines)}. Оставьте в файле только дорожную карту "
            "или загрузите её частями."
        )
    flow = None if tables else _flow(lines)
    if flow:
        return _parsed(lines, [], flow.first, flow.columns, flow.assembly)
    if not tables:
        raise RoadmapError(_without_table(lines))
    columns = _all_columns(tables)
    return _parsed(lines, tables, tables[0].first, columns, assemble(tables))


def _parsed(
    lines: list[Line],
    tables: list[FoundTable],
    first: int,
    columns: tuple[Column, ...],
    assembly: Assembly,
) -> ParsedRoadmap:
    sections = sections_of(assembly)
    if not any(section.tasks for section in sections):
        raise RoadmapError(
            f"Под заголовком таблицы (строка {lines[first].row}) нет мероприятий. "
            "Проверьте, что таблица скопирована целиком."
        )
    title = _title(lines[:first])
    period = _period(title)
    others = other_tables(lines, tables)
    remarks = [
        *map(_passed_over, others),
        *remarks_on_columns(tables),
        *remarks_on_widths(tables),
        *assembly.remarks,
        *remarks_on(sections, columns, period),
    ]
    return ParsedRoadmap(
        title=title,
        period=period,
        columns=columns,
        sections=sections,
        joined=tuple(assembly.joined),
        dropped=tuple(assembly.dropped),
        warnings=tuple(sorted(remarks, key=lambda remark: remark.row)),
        rows_read=assembly.rows_read,
        outside=tuple(_stated(others)),
    )


def _flow(lines: list[Line]) -> Flow | None:
    """A table without columns is looked for in plain text alone."""
    has_cells = any(line.kind is LineKind.ROW for line in lines)
    return None if has_cells else find_flow(lines)


def _without_table(lines: list[Line]) -> str:
    rows = [line for line in lines if line.kind is LineKind.ROW]
    if not rows:
        return NO_CELLS
    is_narrow = all(sum(map(bool, line.cells)) < 2 for line in rows)
    return ONE_COLUMN if is_narrow else NO_HEADING


def _passed_over(table: list[Line]) -> Remark:
    first, last = table[0].row, table[-1].row
    return Remark(first, f"Таблица в строках {first}–{last} – не дорожная карта, она пропущена")


def _stated(others: list[list[Line]]) -> Iterator[Dropped]:
    """Of tables with percents the rows with one, or with the years they are of; nobody else's."""
    for run in others:
        if any("%" in line.raw for line in run):
            told = (line for line in run if STATED.search(line.raw))
            yield from (Dropped(line.row, OTHER_TABLE, line.raw) for line in told)


def _all_columns(tables: list[FoundTable]) -> tuple[Column, ...]:
    """The columns of all tables, each once."""
    return tuple(dict.fromkeys(column for table in tables for column in table.columns))


def _title(before: list[Line]) -> str:
    """The lines above the table that name a roadmap or plan, put together."""
    blocks: list[list[str]] = []
    for line in before:
        is_text = sum(map(bool, line.cells)) == 1
        if line.after_gap or not blocks or not is_text:
            blocks.append([])
        if is_text:
            blocks[-1].append(line.text)
    named = [text for text in map(" ".join, blocks) if PLAN.search(text)]
    return " ".join(named[-1].replace("*", "").split())[:LONGEST_TITLE] if named else ""


def _period(title: str) -> tuple[date, date] | None:
    """The years in a title: «на 2022-2024 г.г.», «за 2022-2023 уч. год»."""
    match = YEARS.search(title)
    deadline = read(match[1]) if match else None
    if deadline is None or deadline.start is None or deadline.end is None:
        return None
    return deadline.start, deadline.end
