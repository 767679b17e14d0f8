"""Reads one workbook in a limited process (`core.limited`), one answer a sheet.

It is run by its path and imports next to nothing of the project: its package would load Django.
"""

import csv
import datetime as dt
import importlib
import io
import itertools
import math
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import python_calamine

from mentorship.core.guarded_xml import RefusalError, guarded_parser, parse_part

MAX_COLUMNS = 100
MAX_ROWS = 10_000
MAX_SHEETS = 50
MAX_TEXT = 32_767  # what a cell of Excel holds
# calamine keeps a sheet as one block, so a lone cell at the far corner would take all memory.
_MAX_BLOCK = 4_000_000
# A formula whose result no program has saved: an empty cell would be a silent lie.
UNCOMPUTED = "#НЕТ ЗНАЧЕНИЯ!"

Loader = Callable[..., Any]
Lock = Callable[[], None]

_LETTERS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_WORKBOOK_PARTS = re.compile(r"xl/(?:workbook|sharedstrings|worksheets/[^/]+)\.xml|content\.xml")


@dataclass
class SheetFacts:
    """What calamine does not tell of an .xlsx sheet; rows and columns count from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    height: int = 0
    width: int = 0


class SheetScan:
    """Walks the XML of a sheet for error values, formulas without a value, and hidden rows."""

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self.row = self.column = -1
        self.kind = ""
        self.has_formula = False
        self.text = ""
        self.parser = guarded_parser()
        starts = {"row": self.start_row, "c": self.start_cell, "col": self.start_column}
        starts |= {"f": self.start_formula, "v": self.start_value, "is": self.start_value}
        ends = {"v": self.end_value, "c": self.end_cell}
        self.parser.StartElementHandler = lambda name, attributes: starts.get(
            name.rpartition(":")[2], ignore
        )(attributes)
        self.parser.EndElementHandler = lambda name: ends.get(name.rpartition(":")[2], ignore)()

    def start_column(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.facts.hidden_columns += range(first - 1, min(last, MAX_COLUMNS))

    def start_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes.get("r", self.row + 2)) - 1
        self.column = -1
        if attributes.get("hidden") in ("1", "true") and self.row < MAX_ROWS:
            self.facts.hidden_rows.append(self.row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        match = _LETTERS.fullmatch(attributes.get("r", ""))
        self.column = column_number(match[1]) if match else self.column + 1
        self.row = int(match[2]) - 1 if match else self.row
        self.kind = attributes.get("t", "n")
        self.has_formula = False
        self.text = ""

    def start_formula(self, attributes: dict[str, str]) -> None:
        self.has_formula = True

    def start_value(self, attributes: dict[str, str]) -> None:
        self.facts.height = max(self.facts.height, self.row + 1)
        self.facts.width = max(self.facts.width, self.column + 1)
        if self.has_formula or self.kind == "e":
            self.parser.CharacterDataHandler = self.collect

    def collect(self, text: str) -> None:
        self.text += text

    def end_value(self) -> None:
        self.parser.CharacterDataHandler = None

    def end_cell(self) -> None:
        if self.row >= MAX_ROWS or self.column >= MAX_COLUMNS:
            return
        if self.kind == "e":
            self.facts.errors[self.row, self.column] = self.text or UNCOMPUTED
        elif self.has_formula and not self.text and self.kind != "str":
            self.facts.errors[self.row, self.column] = UNCOMPUTED


def ignore(*_: object) -> None:
    """Pass over an element."""


def column_number(letters: str) -> int:
    """Return 0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def scan_archive(content: bytes) -> dict[str, SheetFacts]:
    """Check every XML part and return the facts of each sheet by the sheet's name."""
    facts: dict[str, SheetFacts] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            name = part.filename.lower()
            if name.endswith((".xml", ".rels")):
                scan = SheetScan() if name.startswith("xl/worksheets/") else None
                parser = scan.parser if scan else guarded_parser()
                matters = _WORKBOOK_PARTS.fullmatch(name) is not None
                parse_part(parser, archive.read(part), matters=matters)
                if scan:
                    facts[part.filename] = scan.facts
                if name == "meta-inf/manifest.xml" and b"encryption-data" in archive.read(part):
                    raise RefusalError("locked")
        return {name: facts[path] for name, path in sheet_parts(archive) if path in facts}


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield (name of the sheet, path of its part) as the workbook's relations tell."""
    if "xl/workbook.xml" not in archive.namelist():
        return
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for attributes in elements(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    for attributes in elements(archive.read("xl/workbook.xml"), "sheet"):
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        path = posixpath.normpath(posixpath.join("/xl", targets.get(relation, "")))
        yield attributes.get("name", ""), path.lstrip("/")


def elements(data: bytes, wanted: str) -> list[dict[str, str]]:
    """Return the attributes of every element of that name."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = guarded_parser()
    parser.StartElementHandler = start
    parser.Parse(data, True)
    return found


def plain(value: Any) -> Any:
    """Make a value fit for JSON: dates become {"d"}, moments {"m"}, times {"t"}."""
    if isinstance(value, str):
        return value[:MAX_TEXT] or None
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
            [*first, *last]
            for first, last in (sheet.merged_cell_ranges or [])[:MAX_ROWS]
            if first[0] < MAX_ROWS and first[1] < MAX_COLUMNS
        ],
        "truncated": height >= MAX_ROWS or width >= MAX_COLUMNS,
    }


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


def read_text(content: bytes, lock: Lock) -> Iterator[dict[str, Any]]:
    """Yield the one sheet of a text table: UTF-8, UTF-16 by its mark, else windows-1251."""
    lock()
    text = decoded(content)
    delimiter = guess_delimiter(text)
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.\r?", first):
        delimiter, text = first[4], rest
    csv.field_size_limit(MAX_TEXT * 4)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines = list(itertools.islice(rows, MAX_ROWS + 1))
    yield rectangle(lines, {}) | {
        "name": "",
        "hidden": False,
        "merged": [],
        "hidden_rows": [],
        "hidden_columns": [],
        "truncated": len(lines) > MAX_ROWS or any(len(line) > MAX_COLUMNS for line in lines),
    }


def decoded(content: bytes) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if utf16 else ["utf-8-sig", "cp1251"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusalError("encoding")


def guess_delimiter(text: str) -> str:
    """Take the mark most even over the first lines; Russian Excel writes «;»."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:65_536].splitlines() if line][:20]
    counts = {mark: [line.count(mark) for line in lines] for mark in ";\t,"}
    return max(counts, key=lambda mark: (min(counts[mark], default=0), -counts[mark].count(0)))


def answer(kind: str, content: bytes, lock: Lock) -> Iterator[dict[str, Any]]:
    """Yield the sheets, then {"done"}; or {"refused": code} wherever it stopped.

    `lock` is called before a foreign reader sees the bytes.
    """
    try:
        yield from read_text(content, lock) if kind == "csv" else read_book(kind, content, lock)
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
