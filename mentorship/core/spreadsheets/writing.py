"""Tables written as .xlsx: typed cells, a frozen header that repeats in print, no formula ever."""

import datetime as dt
import io
import re
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar
from xml.sax.saxutils import escape

from django.utils import timezone
from openpyxl import Workbook as XlsxWorkbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.xml.functions import fromstring

from mentorship.core.row_heights import LETTER, USUAL_HEIGHT, text_height

RowT = TypeVar("RowT")

DATE_FORMAT = "DD.MM.YYYY"
MOMENT_FORMAT = "DD.MM.YYYY HH:MM"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_MAX_TEXT = 32_767  # what a cell holds
_MAX_DIGITS = 10**15  # a longer number would lose its last digits
# What XML or UTF-8 cannot hold, over openpyxl's own list.
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
# One look tells that a text needs none of the cleaning: nearly all do not.
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# «_x0041_» is an escape in this format: readers would show «A».
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_TITLE = re.compile(r"[\\/*?:\[\]]")
_A4 = 9
_HEADING = "Заголовок таблицы"
_EDGE = Side(style="thin", color="BFBFBF")


@dataclass(frozen=True)
class Column(Generic[RowT]):
    """A column: its heading, how to take its value from a row, its width in characters."""

    heading: str
    value: Callable[[RowT], Any]
    width: float = 20
    number_format: str = ""


@dataclass(frozen=True)
class Table(Generic[RowT]):
    """One sheet of a workbook; `heading` is a line above the header row."""

    title: str
    columns: Sequence[Column[RowT]]
    rows: Iterable[RowT]
    heading: str = ""


class _SheetOfRows(WriteOnlyWorksheet):
    """A write-only sheet that takes a row as its XML.

    openpyxl writes a cell as three nested elements opened and closed one by one, and takes styled
    values only as cells made anew; a row parsed whole and written at once costs a third of that.
    """

    _rows: Any

    def append(self, row: str) -> None:
        self._get_writer()
        if self._rows is None:
            self._rows = self._write_rows()
            next(self._rows)
        self._rows.send(row)

    def _write_rows(self) -> Generator[None, str, None]:
        out = self._writer.xf.send(True)
        with out.element("sheetData"):
            try:
                while True:
                    out.write(fromstring((yield)))
            except GeneratorExit:
                pass
        self._writer.xf.send(None)


def write_table(
    sheet_title: str,
    columns: Sequence[Column[RowT]],
    rows: Iterable[RowT],
    *,
    heading: str = "",
) -> bytes:
    """Return an .xlsx of one sheet; rows are taken one at a time."""
    return write_workbook([Table(sheet_title, columns, rows, heading)])


def write_workbook(tables: Sequence[Table[Any]]) -> bytes:
    """Return an .xlsx with a sheet for each table.

    Text stays text whatever it begins with; dates are dates, shown as дд.мм.гггг; moments are in
    the current time zone; what the format cannot hold is cleaned away, never an error.
    """
    book = XlsxWorkbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    for table in tables:
        sheet = _SheetOfRows(book, sheet_title(table.title))
        book._add_sheet(sheet)
        _write_sheet(sheet, table)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def sheet_title(title: str) -> str:
    """Return a name Excel takes for a sheet: no \\ / * ? : [ ], at most 31 characters."""
    return _SHEET_TITLE.sub(" ", clean_cell_text(title)).strip(" '")[:31].strip(" '") or "Лист"


def clean_cell_text(text: str) -> str:
    """Return the text an .xlsx cell can hold: without control characters, cut at 32,767."""
    kept = text
    if _SUSPECT.search(text):
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        kept = _NO_XML.sub("", ILLEGAL_CHARACTERS_RE.sub("", lines))
    return kept if len(kept) <= _MAX_TEXT else kept[: _MAX_TEXT - 1] + "…"


def _styles() -> list[NamedStyle]:
    border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
    top = Alignment(vertical="top", wrap_text=True)
    return [
        NamedStyle("Таблица", border=border, alignment=top),
        NamedStyle(
            "Шапка таблицы",
            font=Font(bold=True),
            fill=PatternFill("solid", fgColor="E9EEF4"),
            border=border,
            alignment=Alignment(horizontal="center", vertical="center", wrap_text=True),
        ),
        NamedStyle(_HEADING, font=Font(bold=True, size=14)),
    ]


def _write_sheet(sheet: WriteOnlyWorksheet, table: Table[Any]) -> None:
    header_row = 2 if table.heading else 1
    last_column = get_column_letter(max(len(table.columns), 1))
    for index, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width
    # Before the first row: the top of the part is written together with it.
    sheet.freeze_panes = f"A{header_row + 1}"
    _set_up_print(sheet, header_row)
    cells = _Cells(sheet, [column.width for column in table.columns])
    if table.heading:
        sheet.append(cells.row(1, _HEADING, [table.heading], [""]))
    headings = [column.heading for column in table.columns]
    sheet.append(cells.row(header_row, "Шапка таблицы", headings, [""] * len(headings)))
    last_row, formats = header_row, [column.number_format for column in table.columns]
    for last_row, row in enumerate(table.rows, header_row + 1):
        values = [column.value(row) for column in table.columns]
        sheet.append(cells.row(last_row, "Таблица", values, formats))
    sheet.auto_filter.ref = f"A{header_row}:{last_column}{last_row}"


def _set_up_print(sheet: WriteOnlyWorksheet, header_row: int) -> None:
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


class _Cells:
    """Rows of one sheet as XML; of each style and number format the number is asked for once."""

    def __init__(self, sheet: WriteOnlyWorksheet, widths: Sequence[float]) -> None:
        self.sheet, self.widths = sheet, widths
        self.known: dict[tuple[str, str], int] = {}
        self.letters: list[str] = []

    def row(
        self, number: int, style: str, values: Sequence[Any], number_formats: Sequence[str]
    ) -> str:
        while len(self.letters) < len(values):
            self.letters.append(get_column_letter(len(self.letters) + 1))
        places = zip(self.letters, values, number_formats, strict=False)
        cells = [
            self.cell(f"{letter}{number}", style, value, form) for letter, value, form in places
        ]
        height = 0.0 if style == _HEADING else self.height(values)
        fitted = f' ht="{height:g}"' if height > USUAL_HEIGHT else ""
        return f'<row r="{number}"{fitted}>{"".join(cells)}</row>'

    def height(self, values: Sequence[Any]) -> float:
        highest = 0.0
        for value, width in zip(values, self.widths, strict=False):
            # Of nearly all cells a look at the length is enough.
            if type(value) is str and (len(value) * LETTER > width or "\n" in value):
                highest = max(highest, text_height(value, width))
        return highest

    def cell(self, place: str, style: str, value: Any, number_format: str) -> str:
        """The type is said, not guessed: openpyxl makes a formula of «=…», an error of «#N/A»."""
        kept, natural_format = _storable(value)
        key = (style, number_format or natural_format)
        number = self.known.get(key)
        if number is None:
            number = self.known[key] = self.number_of(*key)
        opened = f'<c r="{place}" s="{number}"'
        if kept is None or kept == "":
            return f"{opened}/>"
        if isinstance(kept, str):
            space = "" if kept == kept.strip() else ' xml:space="preserve"'
            return f'{opened} t="inlineStr"><is><t{space}>{escape(kept)}</t></is></c>'
        shown = to_excel(kept) if isinstance(kept, dt.date) else kept
        return f"{opened}><v>{shown}</v></c>"

    def number_of(self, style: str, number_format: str) -> int:
        cell = WriteOnlyCell(self.sheet)
        cell.style = style
        if number_format:
            cell.number_format = number_format
        return cell.style_id


def _storable(value: Any) -> tuple[Any, str]:
    """Return what the cell stores and the number format that shows it."""
    if value is None or isinstance(value, bool):
        return (None if value is None else "да" if value else "нет"), ""
    if isinstance(value, dt.date):
        return _storable_day(value)
    if isinstance(value, int | float | Decimal) and -_MAX_DIGITS < value < _MAX_DIGITS:
        return value, ""
    return _ESCAPE.sub("_x005F_", clean_cell_text(str(value))), "@"


def _storable_day(value: dt.date) -> tuple[dt.date | str, str]:
    if value.year < 1900:  # before the first day Excel knows
        return f"{value:%d.%m.%Y}", "@"
    if not isinstance(value, dt.datetime):
        return value, DATE_FORMAT
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return local.replace(tzinfo=None), MOMENT_FORMAT
