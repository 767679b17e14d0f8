"""The text of a document read back as paragraphs and tables: what the Word file is made of.

Texts are written in a small closed vocabulary of HTML; anything outside it raises ValueError, so
that a text can never look right on the page and be wrong in Word.
"""

import base64
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_SPACES = re.compile(r"[ \t\r\n\f]+")
_TRANSPARENT = frozenset({"a", "u", "mark", "thead", "tbody", "colgroup"})
_CELLS = frozenset({"td", "th"})


@dataclass
class Run:
    """A piece of a paragraph; `is_bold` comes from `<b>`."""

    text: str
    is_bold: bool = False


@dataclass
class Paragraph:
    """A paragraph of a named style; a new line is "\\n", the gap of a two-ended line is "\\t"."""

    style: str = ""
    runs: list[Run] = field(default_factory=list)
    # How many columns of a table its cell takes.
    span: int = 1

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass
class Row:
    cells: list[Paragraph] = field(default_factory=list)
    is_head: bool = False
    # The heading of a group of rows: it does not end a page.
    keeps_next: bool = False


@dataclass
class Table:
    """A table with the widths of its columns in percent; head rows repeat on every page."""

    style: str = ""
    widths: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass
class Picture:
    """A drawing across the text: SVG on the page and in the PDF, these bytes of a PNG in Word."""

    content: bytes
    words: str


@dataclass
class Sheet:
    """A part of the document that begins on a new page."""

    is_landscape: bool = False
    # A border around the page: certificates, letters of thanks.
    is_framed: bool = False
    # The QR code in the lower right corner of the sheet's first page, by what it holds.
    qr_address: str = ""
    blocks: list[Paragraph | Table | Picture] = field(default_factory=list)


def read_blocks(text: str) -> list[Sheet]:
    """Return the sheets of a rendered text; ValueError for markup outside the vocabulary."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.sheets


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Sheet] = []
        self.paragraph: Paragraph | None = None
        self.in_head = self.is_bold = self.in_drawing = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "thead":
            self.in_head = True
        if tag in _TRANSPARENT or self.in_drawing:
            return
        starts = {
            "section": self.start_sheet,
            "p": self.start_paragraph,
            "table": self.start_table,
            "col": self.start_column,
            "tr": self.start_row,
            "td": self.start_cell,
            "th": self.start_cell,
            "span": self.start_end_of_line,
            "b": self.start_bold,
            "br": self.break_line,
        }
        if tag not in starts:
            raise ValueError(f"<{tag}> is not in the vocabulary of documents")
        starts[tag](given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "thead":
            self.in_head = False
        elif tag == "b":
            self.is_bold = False
        elif tag == "p" and self.in_drawing:
            self.in_drawing = False
        elif tag == "p" or tag in _CELLS:
            self.finish_paragraph()

    def handle_data(self, data: str) -> None:
        if self.paragraph is not None:
            self.paragraph.runs.append(Run(_SPACES.sub(" ", data), self.is_bold))
        elif data.strip() and not self.in_drawing:
            raise ValueError("a text stands outside of a paragraph")

    def start_sheet(self, given: dict[str, str]) -> None:
        classes = given.get("class", "").split()
        self.sheets.append(Sheet("landscape" in classes, "framed" in classes))

    def start_paragraph(self, given: dict[str, str]) -> None:
        if given.get("class") == "check-code":
            # The drawing is for the page and the PDF; Word gets a picture of the same address.
            self.sheets[-1].qr_address, self.in_drawing = given["data-address"], True
            return
        if given.get("class") == "picture":
            content = base64.b64decode(given["data-picture"])
            self.sheets[-1].blocks.append(Picture(content, given.get("data-words", "")))
            self.in_drawing = True
            return
        self.paragraph = Paragraph(given.get("class", ""))
        self.sheets[-1].blocks.append(self.paragraph)

    def start_table(self, given: dict[str, str]) -> None:
        self.sheets[-1].blocks.append(Table(given.get("class", "")))

    def start_column(self, given: dict[str, str]) -> None:
        self.table.widths.append(float(given["width"].rstrip("%")))

    def start_row(self, given: dict[str, str]) -> None:
        self.table.rows.append(Row(is_head=self.in_head, keeps_next=given.get("class") == "group"))

    def start_cell(self, given: dict[str, str]) -> None:
        self.paragraph = Paragraph(given.get("class", ""), span=int(given.get("colspan", 1)))
        self.table.rows[-1].cells.append(self.paragraph)

    def start_end_of_line(self, given: dict[str, str]) -> None:
        """The second of two spans in a line stands at its right end."""
        if self.paragraph and self.paragraph.text.strip():
            self.paragraph.runs.append(Run("\t"))

    def start_bold(self, given: dict[str, str]) -> None:
        self.is_bold = True

    def break_line(self, given: dict[str, str]) -> None:
        if self.paragraph is not None:
            self.paragraph.runs.append(Run("\n"))

    @property
    def table(self) -> Table:
        table = self.sheets[-1].blocks[-1]
        if not isinstance(table, Table):
            raise ValueError("a row stands outside of a table")
        return table

    def finish_paragraph(self) -> None:
        """Spaces at the edges of the paragraph and of its lines are markup, not text."""
        if self.paragraph is None:
            return
        runs = self.paragraph.runs
        for index, run in enumerate(runs):
            before = runs[index - 1].text if index else "\n"
            if before.endswith(("\n", "\t", " ")):
                run.text = run.text.lstrip(" ")
        for run, following in zip(runs, [*runs[1:], Run("\n")], strict=False):
            if following.text.startswith(("\n", "\t")):
                run.text = run.text.rstrip(" ")
        self.paragraph.runs = [run for run in runs if run.text]
        self.paragraph = None
