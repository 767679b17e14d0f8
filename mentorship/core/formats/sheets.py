"""What calamine does not tell of an .xlsx or .ods: errors, hidden rows, merged cells of .ods.

It runs inside the limited child; of the project it imports the guarded parser alone.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mentorship.core.formats.limits import MAX_COLUMNS, MAX_ROWS
from mentorship.core.guarded_xml import RefusalError, guarded_parser, parse_part

# A formula whose result no program has saved: an empty cell would be a silent lie.
UNCOMPUTED = "#НЕТ ЗНАЧЕНИЯ!"

_LETTERS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DOCUMENT_PARTS = re.compile(
    r"xl/(?:workbook|sharedstrings|worksheets/[^/]+)\.xml|content\.xml|word/document\.xml"
)


@dataclass
class SheetFacts:
    """What calamine does not tell of a sheet; rows and columns count from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[list[int]] = field(default_factory=list)
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


class OpenDocumentScan:
    """Walks the content of an .ods for merged cells and for hidden rows and columns."""

    def __init__(self) -> None:
        self.facts: dict[str, SheetFacts] = {}
        self.sheet = SheetFacts()
        self.row = self.column = self.next_row = self.next_column = 0
        self.parser = guarded_parser()
        starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table:table": self.start_table,
            "table:table-column": self.start_column,
            "table:table-row": self.start_row,
            "table:table-cell": self.start_cell,
            "table:covered-table-cell": self.start_cell,
        }
        self.parser.StartElementHandler = lambda name, attributes: starts.get(name, ignore)(
            attributes
        )

    def start_table(self, attributes: dict[str, str]) -> None:
        self.sheet = self.facts.setdefault(attributes.get("table:name", ""), SheetFacts())
        self.next_row = self.next_column = 0

    def start_column(self, attributes: dict[str, str]) -> None:
        first = self.next_column
        self.next_column += number_in(attributes, "table:number-columns-repeated")
        if is_hidden(attributes):
            self.sheet.hidden_columns += range(first, min(self.next_column, MAX_COLUMNS))

    def start_row(self, attributes: dict[str, str]) -> None:
        self.row, self.next_column = self.next_row, 0
        self.next_row += number_in(attributes, "table:number-rows-repeated")
        if is_hidden(attributes):
            self.sheet.hidden_rows += range(self.row, min(self.next_row, MAX_ROWS))

    def start_cell(self, attributes: dict[str, str]) -> None:
        column = self.next_column
        self.next_column += number_in(attributes, "table:number-columns-repeated")
        down = number_in(attributes, "table:number-rows-spanned")
        across = number_in(attributes, "table:number-columns-spanned")
        if down > 1 or across > 1:
            last = [min(self.row + down, MAX_ROWS) - 1, min(column + across, MAX_COLUMNS) - 1]
            self.sheet.merged.append([self.row, column, *last])


def number_in(attributes: dict[str, str], name: str) -> int:
    """A count among the attributes of an .ods; absent or odd it is 1."""
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdecimal() else 1


def is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("table:visibility", "visible") != "visible"


def scan_archive(content: bytes) -> dict[str, SheetFacts]:
    """Check every XML part and return the facts of each sheet by the sheet's name."""
    by_part: dict[str, SheetFacts] = {}
    open_document = OpenDocumentScan()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        refuse_encrypted(archive)
        for part in archive.infolist():
            name = part.filename.lower()
            if not name.endswith((".xml", ".rels")):
                continue
            scan = SheetScan() if name.startswith("xl/worksheets/") else None
            parser = scan.parser if scan else guarded_parser()
            if name == "content.xml":
                parser = open_document.parser
            matters = _DOCUMENT_PARTS.fullmatch(name) is not None
            parse_part(parser, archive.read(part), matters=matters)
            if scan:
                by_part[part.filename] = scan.facts
        sheets = {name: by_part[path] for name, path in sheet_parts(archive) if path in by_part}
    return sheets | open_document.facts


def refuse_encrypted(archive: zipfile.ZipFile) -> None:
    """An .ods under a password says so in its manifest; its other parts are no XML at all."""
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
        raise RefusalError("locked")


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
