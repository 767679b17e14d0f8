"""Paragraphs and tables of a Word document, read from its XML in one pass.

It runs inside the limited child; of the project it imports the guarded parser alone.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from mentorship.core.formats.limits import MAX_COLUMNS, MAX_ROWS
from mentorship.core.guarded_xml import guarded_parser

DOCUMENT = "word/document.xml"

Corners = tuple[int, int, int, int]

_TITLE = 60


@dataclass
class WordTable:
    """Rows as wide as the grid; a merged cell gives its text once, at its first place.

    `merged` are blocks (first row, first column, last row, last column), counted from 0; `title` is
    given by `tables_of`.
    """

    rows: list[list[str]] = field(default_factory=list)
    merged: list[Corners] = field(default_factory=list)
    title: str = ""

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


def word_blocks(content: bytes) -> list[str | WordTable]:
    """Paragraphs outside of tables (also empty ones) and tables, in the order of the document.

    Inserted corrections are read and deleted ones are not; a table inside a cell is its text.
    Raises KeyError for a package without a document, and what the parser raises for broken XML.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = archive.read(DOCUMENT)
    scan = _DocumentScan()
    scan.parser.Parse(document, True)
    return scan.blocks


def tables_of(blocks: Iterable[str | WordTable]) -> Iterator[WordTable]:
    """The tables, each with the paragraph above it as its title.

    A table as wide as the one before it and with nothing but empty lines between is its next part.
    """
    number, text, whole = 0, "", None
    for block in blocks:
        if isinstance(block, str):
            text = " ".join(block.split()) or text
        elif whole and not text and block.width == whole.width:
            _append(whole, block)
        elif block.width:
            if whole:
                yield whole
            number += 1
            block.title = f"Таблица {number}" + (f". {text[:_TITLE]}" if text else "")
            whole, text = block, ""
    if whole:
        yield whole


def _append(whole: WordTable, part: WordTable) -> None:
    down = len(whole.rows)
    whole.rows += part.rows
    whole.merged += [(a + down, b, c + down, d) for a, b, c, d in part.merged]


@dataclass
class _OpenCell:
    text: str = ""
    span: int = 1
    continues: bool = False


class _DocumentScan:
    """Walks the XML; `tables` counts how many tables deep it is, only the outermost has rows."""

    def __init__(self) -> None:
        self.blocks: list[str | WordTable] = []
        self.table = WordTable()
        self.tables = self.paragraphs = self.runs = self.copies = self.after = 0
        self.row: list[str] = []
        self.cell = _OpenCell()
        self.spans: dict[int, list[int]] = {}
        self.aside = ""
        self.is_text = False
        self.prefix: str | None = None
        self.starts: dict[str, Callable[[dict[str, str]], None]] = {
            "tbl": self.start_table,
            "tr": self.start_row,
            "gridBefore": self.pad_before,
            "gridAfter": self.pad_after,
            "tc": self.start_cell,
            "gridSpan": self.span_columns,
            "vMerge": self.span_rows,
            "p": self.start_paragraph,
            "r": self.start_run,
            "t": self.start_text,
            "tab": self.write_tab,
            "br": lambda _: self.write("\n"),
            "noBreakHyphen": lambda _: self.write("-"),
        }
        self.ends: dict[str, Callable[[], None]] = {
            "tbl": self.end_table,
            "tr": self.end_row,
            "tc": self.end_cell,
            "p": self.end_paragraph,
            "r": self.end_run,
            "t": self.end_text,
        }
        self.parser = guarded_parser()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.prefix is None:
            self.prefix = name[: name.find(":") + 1]
        if name.endswith(":Fallback"):
            self.copies += 1  # the same text box once more, for older programs
        if handle := self.starts.get(self.own(name)):
            handle({key.rpartition(":")[2]: value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        if name.endswith(":Fallback"):
            self.copies -= 1
        if handle := self.ends.get(self.own(name)):
            handle()

    def own(self, name: str) -> str:
        """The name of Word's own element: drawings and formulas have «t» and «r» of theirs."""
        prefix = self.prefix or ""
        return name[len(prefix) :] if name.startswith(prefix) else ""

    def characters(self, text: str) -> None:
        if self.is_text:
            self.write(text)

    def write(self, text: str) -> None:
        if self.copies:
            return
        if self.tables:
            self.cell.text += text
        else:
            self.aside += text

    def start_table(self, attributes: dict[str, str]) -> None:
        self.tables += 1
        if self.tables == 1:
            self.table, self.spans = WordTable(), {}

    def end_table(self) -> None:
        self.tables -= 1
        if self.tables == 0:
            for column in list(self.spans):
                self.close_span(column)
            self.blocks.append(self.table)

    def start_row(self, attributes: dict[str, str]) -> None:
        if self.tables == 1:
            self.row, self.after = [], 0

    def end_row(self) -> None:
        if self.tables != 1:
            return
        if len(self.table.rows) <= MAX_ROWS:  # one more tells that the table goes on
            self.table.rows.append((self.row + [""] * self.after)[: MAX_COLUMNS + 1])

    def pad_before(self, attributes: dict[str, str]) -> None:
        if self.tables == 1:
            self.row += [""] * _count(attributes)

    def pad_after(self, attributes: dict[str, str]) -> None:
        if self.tables == 1:
            self.after = _count(attributes)

    def start_cell(self, attributes: dict[str, str]) -> None:
        if self.tables == 1:
            self.cell = _OpenCell()

    def span_columns(self, attributes: dict[str, str]) -> None:
        if self.tables == 1:
            self.cell.span = max(1, _count(attributes))

    def span_rows(self, attributes: dict[str, str]) -> None:
        if self.tables == 1:
            column = len(self.row)
            self.cell.continues = attributes.get("val") != "restart" and column in self.spans
            if not self.cell.continues:
                self.close_span(column)
                self.spans[column] = [len(self.table.rows), 0, 0]

    def end_cell(self) -> None:
        if self.tables != 1:
            return
        column, row = len(self.row), len(self.table.rows)
        text = "" if self.cell.continues else self.cell.text.strip()
        self.row += [text] + [""] * (self.cell.span - 1)
        span = self.spans.get(column)
        if span and (self.cell.continues or span[0] == row):
            self.spans[column] = [span[0], row, max(span[2], self.cell.span)]
        else:
            self.close_span(column)
            if self.cell.span > 1:
                self.table.merged.append((row, column, row, column + self.cell.span - 1))

    def close_span(self, column: int) -> None:
        first, last, width = self.spans.pop(column, (0, 0, 0))
        if width > 1 or last > first:
            self.table.merged.append((first, column, last, column + width - 1))

    def start_paragraph(self, attributes: dict[str, str]) -> None:
        if self.paragraphs == 0 and self.tables == 0:
            self.aside = ""
        self.paragraphs += 1

    def end_paragraph(self) -> None:
        self.paragraphs -= 1
        if self.tables:
            self.write("\n")
        elif self.paragraphs == 0:
            self.blocks.append(self.aside.strip())
        else:
            self.write(" ")

    def start_run(self, attributes: dict[str, str]) -> None:
        self.runs += 1

    def end_run(self) -> None:
        self.runs -= 1

    def start_text(self, attributes: dict[str, str]) -> None:
        self.is_text = True

    def end_text(self) -> None:
        self.is_text = False

    def write_tab(self, attributes: dict[str, str]) -> None:
        if self.runs:  # outside of a run it is a stop of the ruler
            self.write("\t" if not self.tables else " ")


def _count(attributes: dict[str, str]) -> int:
    text = attributes.get("val", "")
    return min(int(text), MAX_COLUMNS) if text.isdecimal() else 0
