from mentorship.core.spreadsheets.contents import (
    Cell,
    Merged,
    Row,
    Sheet,
    UnreadableFile,
    Workbook,
)
from mentorship.core.spreadsheets.reading import read_workbook
from mentorship.core.spreadsheets.writing import Column, Table, write_table, write_workbook

__all__ = [
    "Cell",
    "Column",
    "Merged",
    "Row",
    "Sheet",
    "Table",
    "UnreadableFile",
    "Workbook",
    "read_workbook",
    "write_table",
    "write_workbook",
]
