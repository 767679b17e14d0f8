"""The same table in every format a school sends; no such file lies in the repository.

A table is rows of plain values (text, numbers, dates, None) and merged blocks (first row, first
column, last row, last column), counted from 0.
"""

import csv
import datetime as dt
import io
from dataclasses import replace

import docx
import openpyxl
from openpyxl.utils import get_column_letter

from mentorship.bank.importing.mapping import apply_mapping, propose
from mentorship.bank.importing.reading import to_be_kept
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets import UnreadableFile, Workbook, child
from mentorship.core.spreadsheets.as_json import sheet_from_json
from mentorship.core.spreadsheets.precheck import examine
from tests.core import hostile


def xlsx(rows, merged=(), name="Лист1"):
    book = openpyxl.Workbook()
    fill(book.active, rows, merged)
    book.active.title = name
    return saved(book)


def fill(sheet, rows, merged=()):
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            if isinstance(value, dt.date):
                cell.number_format = "dd.mm.yyyy"
    for first_row, first_column, last_row, last_column in merged:
        first = f"{get_column_letter(first_column + 1)}{first_row + 1}"
        sheet.merge_cells(f"{first}:{get_column_letter(last_column + 1)}{last_row + 1}")


def saved(book):
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def xls(rows, merged=(), name="Лист1"):
    return hostile.xls(*rows, merged=merged, name=name)


def ods(rows, merged=(), name="Лист1"):
    spans = {(m[0], m[1]): (m[2] - m[0] + 1, m[3] - m[1] + 1) for m in merged}
    body = "".join(
        "<table:table-row>"
        + "".join(ods_cell(value, spans.get((r, c))) for c, value in enumerate(row))
        + "</table:table-row>"
        for r, row in enumerate(rows)
    )
    return hostile.ods(body or "<table:table-row/>", name=name)


def ods_cell(value, span):
    spanned = ""
    if span:
        spanned = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if value is None:
        return f"<table:table-cell{spanned}/>"
    kind, attribute, shown = "string", "", escaped(value)
    if isinstance(value, dt.date):
        kind, attribute = "date", f' office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        kind, attribute = "float", f' office:value="{value}"'
    return (
        f'<table:table-cell office:value-type="{kind}"{attribute}{spanned}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def escaped(value):
    return (
        text_of(value).replace("&", "&amp;").replace("<", "&lt;").replace("\n", "</text:p><text:p>")
    )


def word(rows, merged=(), name=""):
    document = docx.Document()
    if name:
        document.add_paragraph(name)
    width = max(map(len, rows))
    table = document.add_table(len(rows), width)
    for cells, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(cells.cells, values, strict=False):
            cell.text = text_of(value)
    for first_row, first_column, last_row, last_column in merged:
        corner = table.cell(last_row, last_column)
        table.cell(first_row, first_column).merge(corner)
    return saved(document)


def text(rows, merged=(), name="", *, mark=";", encoding="utf-8-sig"):
    output = io.StringIO()
    csv.writer(output, delimiter=mark).writerows([map(text_of, row) for row in rows])
    return output.getvalue().encode(encoding)


def windows_text(rows, merged=(), name=""):
    return text(rows, mark=",", encoding="cp1251")


def unicode_text(rows, merged=(), name=""):
    return text(rows, mark="\t", encoding="utf-16")


def pasted(rows):
    """What Excel puts on the clipboard: a cell of several lines or with quotes is quoted."""
    return "\r\n".join("\t".join(map(clipped, row)) for row in rows)


def clipped(value):
    shown = text_of(value)
    return '"{}"'.format(shown.replace('"', '""')) if "\n" in shown else shown


def text_of(value):
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


FORMATS = {
    ".xlsx": xlsx,
    ".xls": xls,
    ".ods": ods,
    ".docx": word,
    ".csv": text,
    ".csv in windows-1251": windows_text,
    ".csv in UTF-16": unicode_text,
}
KEEP_MERGED = frozenset({".xlsx", ".xls", ".ods", ".docx"})


def read_here(content, filename=""):
    """Read as `read_tables` does, in this process: what is tested is not the process around it."""
    kind, notes = examine(content, filename)
    return _kept(kind, content, notes)


def read_pasted_here(pasted_text):
    return _kept("paste", pasted_text.encode(), ())


def read_likeliest(workbook, wanted=None):
    """The rows of the likeliest table under the proposed columns, as the command reads them."""
    table = propose(workbook, wanted, {})[0]
    if table.problem:
        raise DomainError(table.problem)
    sheet = apply_mapping(workbook.sheets[table.sheet], table.header, table.mapping, table.bank)
    return replace(sheet, notes=[*table.notes, *sheet.notes])


def _kept(kind, content, notes):
    *lines, last = child.answer(kind, content, lambda: None)
    if "refused" in last:
        raise UnreadableFile(last["refused"])
    return to_be_kept(Workbook(kind, tuple(map(sheet_from_json, lines)), notes))
