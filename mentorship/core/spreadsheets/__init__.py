from mentorship.core.spreadsheets.as_json import workbook_from_json, workbook_to_json
from mentorship.core.spreadsheets.contents import (
    Cell,
    Merged,
    Row,
    Sheet,
    UnreadableFile,
    Workbook,
)
from mentorship.core.spreadsheets.reading import read_paste, read_workbook
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
    "read_paste",
    "read_workbook",
    "workbook_from_json",
    "workbook_to_json",
    "write_table",
    "write_workbook",
]
