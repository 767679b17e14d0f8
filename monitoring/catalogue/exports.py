"""A table of figures as XLSX, with a dictionary of what each number means on the second sheet."""

from functools import partial
from typing import Any

from mentorship.core.spreadsheets.writing import Column, Table, write_workbook
from mentorship.organizations.dimensions import DIMENSIONS
from mentorship.organizations.figures import Figure
from monitoring.catalogue.tables import FigureGrid, FigureRow


def grid_workbook(grid: FigureGrid, heading: str) -> bytes:
    columns: list[Column[FigureRow]] = [Column("Организация", lambda row: row.organization, 34)]
    if grid.cut_title:
        columns.append(Column(grid.cut_title, lambda row: row.value, 26))
    for number, column in enumerate(grid.columns):
        columns.append(Column(str(column), partial(_number, number=number), 18))
    return write_workbook([Table("Таблица", columns, grid.rows, heading), _dictionary(grid)])


def _number(row: FigureRow, *, number: int) -> int | str:
    return row.cells[number].value


def _dictionary(grid: FigureGrid) -> Table[Figure]:
    figures = list({column.figure.code: column.figure for column in grid.columns}.values())
    columns: list[Column[Any]] = [
        Column("Величина", lambda figure: figure.title, 34),
        Column("Код", lambda figure: figure.code, 26),
        Column("Единица", lambda figure: figure.unit, 12),
        Column("Как считается", lambda figure: figure.definition, 80),
        Column("Разрезы", _cuts, 60),
        Column("Малые числа", _small, 40),
    ]
    return Table("Словарь данных", columns, figures)


def _cuts(figure: Figure) -> str:
    return ", ".join(DIMENSIONS[code].title.lower() for code in figure.dimensions)


def _small(figure: Figure) -> str:
    return "вне организации числа 1–4 скрыты" if figure.counts_people else "показываются все"
