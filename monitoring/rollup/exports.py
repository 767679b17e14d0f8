"""The summary of a round as a workbook: who has reported what, who has not, what is explained."""

import re
from collections.abc import Callable
from typing import Any

from mentorship.core.spreadsheets.writing import Column, Table, write_workbook
from mentorship.organizations.models import Organization
from monitoring.models import Round, RoundReport
from monitoring.rollup.explained import Explanation, explanations_of
from monitoring.rollup.lines import RollupLine
from monitoring.rollup.numbers import TotalCell
from monitoring.rollup.totals import NOT_IN_SUMS as STATES
from monitoring.rollup.totals import PlaceTotals, Rollup, state_code

_PARTS = {"numerator": "числитель", "denominator": "знаменатель"}


def summary_workbook(rollup: Rollup) -> bytes:
    """Small counts of people are hidden on all sheets; who has not reported has no numbers."""
    own = [line for line in rollup.lines if not line.is_summed]
    institutions = rollup.institutions(lines=[*rollup.told, *own])
    taken = [row for row in institutions if row.summed]
    places = rollup.municipalities(rollup.told)
    heading = f"{rollup.opened.title}, {rollup.opened.period_words}. {rollup.totals().headline}"
    tables: list[Table[Any]] = [
        Table("По организациям", [*_named(), *_numbers([*rollup.told, *own])], taken, heading),
        Table("По муниципалитетам", [*_places(), *_numbers(rollup.told)], places, heading),
        Table("Не сдали", _absent_columns(rollup), _absent(rollup), heading),
        Table("Пояснения", _explained_columns(), explanations_of(rollup), heading),
    ]
    return write_workbook(tables)


def file_name(stem: str, opened: Round) -> str:
    """«Свод_Мониторинг_за_год_2022.xlsx»."""
    words = re.findall(r"[\w-]+", f"{stem} {opened.title} {opened.first_year}")
    return "_".join(words)[:120] + ".xlsx"


def _named() -> list[Column[PlaceTotals]]:
    return [
        Column("Организация", lambda row: row.organization.short_name, 34),
        Column("Муниципалитет", lambda row: _place_of(row.organization), 26),
    ]


def _places() -> list[Column[PlaceTotals]]:
    return [
        Column("Муниципалитет", lambda row: row.organization.short_name, 34),
        Column("Запрошено", lambda row: row.asked, 11),
        Column("Сдали", lambda row: row.sent, 9),
        Column("В своде", lambda row: row.summed, 9),
    ]


def _numbers(lines: list[RollupLine]) -> list[Column[PlaceTotals]]:
    """A column of each line; of a percent also its parts."""
    columns = []
    for line in lines:
        columns.append(Column(_heading(line), _taker(line), 16))
        for part, words in _PARTS.items() if line.is_percent else ():
            columns.append(Column(f"{line.title}: {words}", _part_taker(line, part), 14))
    return columns


def _heading(line: RollupLine) -> str:
    return f"{line.title}, %" if line.is_percent and not line.title.endswith("%") else line.title


def _taker(line: RollupLine) -> Callable[[PlaceTotals], Any]:
    return lambda row: row.cells[line.key].stored


def _part_taker(line: RollupLine, part: str) -> Callable[[PlaceTotals], Any]:
    return lambda row: _part(row.cells[line.key], part)


def _part(cell: TotalCell, part: str) -> Any:
    number = getattr(cell, part)
    return str(cell) if cell.is_hidden or number is None else number


def _absent(rollup: Rollup) -> list[RoundReport]:
    return [row for group in rollup.not_reported() for row in group.reports]


def _absent_columns(rollup: Rollup) -> list[Column[RoundReport]]:
    due = rollup.opened.due_on
    return [
        Column("Организация", lambda row: row.organization.short_name, 34),
        Column("Муниципалитет", lambda row: _place_of(row.organization), 26),
        Column("Состояние", lambda row: STATES[state_code(row)], 30),
        Column("Срок", lambda row: max(row.due_until or due, due), 14),
    ]


def _explained_columns() -> list[Column[Explanation]]:
    return [
        Column("Организация", lambda row: row.institution.short_name, 34),
        Column("Муниципалитет", lambda row: _place_of(row.institution), 26),
        Column("Проверка", lambda row: row.outcome.title, 34),
        Column("Что найдено", lambda row: row.message, 60),
        Column("Пояснение организации", lambda row: row.words, 60),
    ]


def _place_of(organization: Organization) -> str:
    return organization.parent.short_name if organization.parent else ""
