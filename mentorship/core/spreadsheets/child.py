"""Reads one workbook in a limited process (`core.limited`), one answer a sheet.

It is run by its path and imports next to nothing of the project: its package would load Django.
"""

import datetime as dt
import importlib
import io
import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import python_calamine

from mentorship.core.formats.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_NAME,
    MAX_ROWS,
    MAX_SHEETS,
    MAX_TEXT,
)
from mentorship.core.formats.sheets import SheetFacts, scan_archive
from mentorship.core.formats.text import (
    UnknownEncodingError,
    decoded,
    rows_of_file,
    rows_of_paste,
)
from mentorship.core.formats.word import tables_of, word_blocks
from mentorship.core.guarded_xml import RefusalError

# calamine keeps a sheet as one block, so a lone cell at the far corner would take all memory.
_MAX_BLOCK = 4_000_000

Loader = Callable[..., Any]
Lock = Callable[[], None]


def plain(value: Any) -> Any:
    """Make a value fit for JSON: dates become {"d"}, moments {"m"}, times {"t"}."""
    if isinstance(value, str):
        # Nothing that is kept as JSON in the database may hold a null character.
        return value[:MAX_TEXT].replace("\0", "") or None
    if isinstance(value, float):
        if not math.isfinite(value):
            return "#NUM!"
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    for kind, key in ((dt.datetime, "m"), (dt.date, "d"), (dt.time, "t")):
        if isinstance(value, kind):
            return {key: value.isoformat()}
    return value


def rectangle(rows: Iterable[Iterable[Any]], errors: dict[tuple[int, int], str]) -> dict[str, Any]:
    """Take the rows within the limits, put error values in, cut empty edges, keep one width."""
    lines = [
        [plain(value) for value in itertools.islice(row, MAX_COLUMNS)]
        for row in itertools.islice(rows, MAX_ROWS)
    ]
    for (row, column), text in errors.items():
        lines += [[] for _ in range(row + 1 - len(lines))]
        lines[row] += [None] * (column + 1 - len(lines[row]))
        lines[row][column] = text
    widths = [filled_width(line) for line in lines]
    height = max((index + 1 for index, width in enumerate(widths) if width), default=0)
    width = max(widths, default=0)
    return {"rows": [(line + [None] * width)[:width] for line in lines[:height]]}


def filled_width(line: list[Any]) -> int:
    return max((index + 1 for index, value in enumerate(line) if value is not None), default=0)


def read_calamine(sheet: Any, facts: SheetFacts) -> dict[str, Any]:
    left = [None] * (sheet.start[1] if sheet.start else 0)
    height, width = sheet.end or (0, 0)
    return rectangle((left + row for row in sheet.iter_rows()), facts.errors) | {
        "merged": [
            corners
            for corners in facts.merged + merged_by_calamine(sheet)
            if corners[0] < MAX_ROWS and corners[1] < MAX_COLUMNS
        ][:MAX_ROWS],
        "truncated": height >= MAX_ROWS or width >= MAX_COLUMNS,
    }


def merged_by_calamine(sheet: Any) -> list[list[int]]:
    return [[*first, *last] for first, last in sheet.merged_cell_ranges or []]


def read_streaming(content: bytes, name: str, facts: SheetFacts, load: Loader) -> dict[str, Any]:
    """Read a sheet too sprawling for calamine row by row, stopping at the limits."""
    sheet = load(io.BytesIO(content), read_only=True, data_only=True)[name]
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
    return rectangle(rows, facts.errors) | {"merged": [], "truncated": True}


def streaming_loader() -> Loader:
    """Import openpyxl only for a sprawling file: it takes longer than all the rest."""
    return importlib.import_module("openpyxl").load_workbook


def read_book(kind: str, content: bytes, lock: Lock) -> Iterator[dict[str, Any]]:
    """Yield the sheets of an .xlsx, .xls or .ods in order; charts and macro sheets are skipped."""
    facts = scan_archive(content) if kind in ("xlsx", "ods") else {}
    sprawling = {name for name, fact in facts.items() if fact.height * fact.width > _MAX_BLOCK}
    load = streaming_loader() if sprawling else None
    lock()
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    for index, about in enumerate(book.sheets_metadata[:MAX_SHEETS]):
        if about.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        fact = facts.get(about.name, SheetFacts())
        if load and about.name in sprawling:
            sheet = read_streaming(content, about.name, fact, load)
        else:
            sheet = read_calamine(book.get_sheet_by_index(index), fact)
        yield sheet | {
            "name": about.name,
            "hidden": about.visible is not python_calamine.SheetVisibleEnum.Visible,
            "hidden_rows": fact.hidden_rows,
            "hidden_columns": fact.hidden_columns,
        }


def read_text(kind: str, content: bytes, lock: Lock) -> Iterator[dict[str, Any]]:
    """Yield the one sheet of a text table or of a paste."""
    lock()
    try:
        text = decoded(content)
    except UnknownEncodingError:
        raise RefusalError("encoding") from None
    yield sheet_of("", rows_of_paste(text) if kind == "paste" else rows_of_file(text))


def read_word(content: bytes, lock: Lock) -> Iterator[dict[str, Any]]:
    """Yield the tables of a document; without any, its lines as one list."""
    scan_archive(content)
    lock()
    tables = list(tables_of(word_blocks(content)))
    for table in tables[:MAX_SHEETS]:
        yield sheet_of(table.title, table.rows, table.merged)
    if not tables:
        lines = [block for block in word_blocks(content) if isinstance(block, str)]
        yield sheet_of("", rows_of_paste("\n".join(lines)))


def sheet_of(name: str, rows: list[list[str]], merged: Iterable[Any] = ()) -> dict[str, Any]:
    return rectangle(rows, {}) | {
        "name": name,
        "hidden": False,
        "merged": [list(corners) for corners in merged],
        "hidden_rows": [],
        "hidden_columns": [],
        "truncated": len(rows) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in rows),
    }


def sheets_of(kind: str, content: bytes, lock: Lock) -> Iterator[dict[str, Any]]:
    if kind in ("csv", "paste"):
        return read_text(kind, content, lock)
    return read_word(content, lock) if kind == "docx" else read_book(kind, content, lock)


def within_cells(sheets: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Sheets past the limit of cells come without rows: whoever asked has memory to keep too."""
    left = MAX_CELLS
    for sheet in sheets:
        left -= sum(map(len, sheet["rows"]))
        sheet["name"] = "".join(filter(str.isprintable, sheet["name"]))[:MAX_NAME]
        yield sheet if left >= 0 else sheet | {"rows": [], "merged": [], "truncated": True}


def answer(kind: str, content: bytes, lock: Lock) -> Iterator[dict[str, Any]]:
    """Yield the sheets, then {"done"}; or {"refused": code} wherever it stopped.

    `lock` is called before a foreign reader sees the bytes.
    """
    try:
        yield from within_cells(sheets_of(kind, content, lock))
        yield {"done": True}
    except RefusalError as refusal:
        yield {"refused": str(refusal)}
    except python_calamine.PasswordError:
        yield {"refused": "locked"}
    except MemoryError:
        yield {"refused": "too_much"}
    except BaseException as error:
        # A panic of the native reader is no Exception; whatever it was, the file is at fault.
        yield {"refused": "too_much" if "capacity" in str(error) else "damaged"}
