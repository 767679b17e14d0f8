"""Reports that can be downloaded: form code → workbook. Today there is one, the table of S002."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.bank.counted import counted_in, rows_of_institution
from mentorship.core.spreadsheets.writing import Column, Table, write_workbook
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import Indicator
from monitoring.operands import FigureKey
from monitoring.summaries import (
    InstitutionRow,
    by_institution,
    current_indicators,
    operands_of,
    readable_values,
)
from monitoring.values import IndicatorValue

SOURCE = (
    "по таблице «Целевые показатели развития модели наставничества» отчёта "
    "МБОУ «Мишкинская СОШ» за 2022-2023 учебный год"
)


@dataclass(frozen=True)
class ReportKind:
    """A report form: code, title, where the layout comes from, and what writes it."""

    code: str
    title: str
    source: str
    file_stem: str
    build: Callable[[Organization, SchoolYear, date, Membership | None], bytes]

    def file_name(self, organization: Organization, year: SchoolYear) -> str:
        """«Целевые_показатели_Мишкинская_СОШ_2022-2023.xlsx»."""
        words = re.findall(r"[\w-]+", f"{self.file_stem} {organization.short_name} {dashed(year)}")
        return "_".join(words) + ".xlsx"


def dashed(year: SchoolYear) -> str:
    """«2022-2023», as reports write it."""
    return f"{year.first}-{year.first + 1}"


def targets_workbook(
    organization: Organization, year: SchoolYear, today: date, member: Membership | None = None
) -> bytes:
    """The table of target indicators (S002) and, on the second sheet, what the numbers count.

    Inside the institution these are people whose consent is in force; above it institutions, with
    small counts hidden on both sheets.
    """
    indicators = current_indicators(organization, year)
    chosen: dict[str, Any] = {
        "member": member,
        "indicators": indicators,
        "operands": operands_of(indicators, organization, year, today),
    }
    values = readable_values(organization, year, today, **chosen)
    table = Table(
        "Целевые показатели",
        _target_columns(year),
        list(enumerate(values, 1)),
        _title(organization, year),
    )
    if organization.is_institution:
        behind = _people_table(organization, year, today, indicators)
    else:
        rows = by_institution(organization, year, today, **chosen)
        behind = _institution_table(indicators, rows)
    return write_workbook([table, behind])


def _title(organization: Organization, year: SchoolYear) -> str:
    model = "Целевые показатели развития модели наставничества"
    return f"{model}: {organization.short_name}, {dashed(year)} учебный год"


Numbered = tuple[int, IndicatorValue]


def _target_columns(year: SchoolYear) -> list[Column[Numbered]]:
    return [
        Column("№ п/п", lambda row: row[0], 6),
        Column("Наименование показателя", lambda row: _full_title(row[1].indicator), 70),
        Column(f"Значение показателя к концу {dashed(year)} уч. г.", lambda row: row[1].text, 26),
        Column("Числитель", lambda row: _number(row[1], "numerator"), 11),
        Column("Знаменатель", lambda row: _number(row[1], "denominator"), 13),
        Column("%", lambda row: row[1].percent, 7),
        Column("План, %", lambda row: row[1].plan and row[1].plan.value, 9),
        Column("Заявлено в отчёте, %", lambda row: row[1].stated and row[1].stated.percent, 11),
        Column("Примечание", lambda row: _note(row[1]), 40),
    ]


def _full_title(indicator: Indicator) -> str:
    return f"{indicator.title} ({indicator.formula})"


def _number(value: IndicatorValue, part: str) -> int | str | None:
    return getattr(value, f"{part}_text") if part in value.hides else getattr(value, part)


def _note(value: IndicatorValue) -> str:
    """Coverage, who is left out, and the stated value word for word with its source."""
    notes = [str(value.coverage or ""), value.left_out_text]
    if stated := value.stated:
        notes.append(f"заявлено «{stated.text}»: {stated.source}")
        notes.append(stated.note)
    return "; ".join(filter(None, notes))


def _people_table(
    institution: Organization, year: SchoolYear, today: date, indicators: list[Indicator]
) -> Table[Any]:
    rows = []
    for indicator in indicators:
        key = FigureKey.parsed(indicator.numerator)
        if not key.is_known:
            continue
        figure = FIGURES[key.code]
        counted_rows = rows_of_institution(figure, institution, year, key.lookup)
        people = counted_in(figure, counted_rows, today)
        rows += [(indicator, number, counted) for number, counted in enumerate(people, start=1)]
    given = [counted.person for _indicator, _number, counted in rows if counted.person]
    note_reading(Reading.Kind.EXPORT, given, selection=f"Целевые показатели, {year}")
    columns: list[Column[Any]] = [
        Column("Показатель", lambda row: row[0].short_title, 45),
        Column("№", lambda row: row[1], 6),
        Column("Кто учтён в числителе", lambda row: row[2].text, 70),
    ]
    return Table("Кто учтён", columns, rows)


def _institution_table(
    indicators: list[Indicator], rows: list[InstitutionRow]
) -> Table[InstitutionRow]:
    columns: list[Column[InstitutionRow]] = [
        Column("Муниципалитет", lambda row: str(row.institution.parent), 28),
        Column("Организация", lambda row: row.institution.short_name, 34),
    ]
    for indicator in indicators:
        for heading, part in (
            ("числитель", "numerator"),
            ("знаменатель", "denominator"),
            ("%", "percent"),
        ):
            take = partial(_cell, code=indicator.code, part=part)
            columns.append(Column(f"{indicator.short_title}: {heading}", take, 14))
    return Table("По организациям", columns, rows)


def _cell(row: InstitutionRow, *, code: str, part: str) -> int | str:
    cell = getattr(row.cells[code], part)
    return str(cell) if cell.value is None else cell.value


REPORTS = {
    "targets": ReportKind(
        code="targets",
        title="Целевые показатели (форма отчёта школы)",
        source=SOURCE,
        file_stem="Целевые показатели",
        build=targets_workbook,
    )
}
