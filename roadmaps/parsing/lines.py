"""Lines of a source: rows of cells, and text that stands between them."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

TAGS = re.compile(
    r"<(/?)(p|ul|ol|li|br|div|span|b|i|u|a|strong|em|sup|sub|font|input|h\d|table|tbody|tr|td|th)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
BLOCK_TAGS = {"p", "ul", "ol", "li", "br", "div", "tr"}
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]")
LINE_ENDS = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")
MARK = re.compile(r"[хx+*v✓✔√●■☑]|да", re.IGNORECASE)  # in a column of a grid
Corners = tuple[int, int, int, int]
# A cell that Excel put in quotes because it has several lines or quotes of its own.
QUOTED = re.compile(r'(?:(?<=\t)|^)"((?:[^"\t]|"")*)"(?=\t|$)', re.MULTILINE)


class LineKind(Enum):
    ROW = "row"
    TEXT = "text"  # may be the rest of a cell that has several lines
    ASIDE = "aside"  # stands outside of all tables for sure


@dataclass(frozen=True)
class Line:
    row: int
    cells: tuple[str, ...]
    kind: LineKind
    after_gap: bool = False  # an empty line or another table stands before it
    table: int = 0
    raw: str = ""
    covered: tuple[str, ...] = ()  # by column, the text of a merged cell that begins above

    @property
    def text(self) -> str:
        return " ".join(cell for cell in self.cells if cell)


def clean(text: str) -> str:
    """A cell's text without leftovers of HTML, unseen characters and repeated spaces."""
    text = TAGS.sub(lambda tag: "\n" if tag[2].lower() in BLOCK_TAGS else "", text)
    text = LINE_ENDS.sub("\n", UNSEEN.sub("", html.unescape(text)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def lines_of_text(text: str, delimiter: str) -> list[Line]:
    """One line per line of the text; those without the delimiter are text between rows."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if delimiter == "\t":
        text = QUOTED.sub(_unquoted, text)
    lines: list[Line] = []
    row, after_gap = 1, False
    for raw in text.split("\n"):
        cells = tuple(clean(cell) for cell in _split(raw, delimiter))
        if any(cells):
            kind = LineKind.ROW if len(cells) > 1 else LineKind.TEXT
            lines.append(Line(row, cells, kind, after_gap, raw=raw))
        after_gap = not any(cells)
        row += 1 + raw.count("\u2028")
    return lines


def lines_of_rows(
    rows: list[list[str]],
    *,
    table: int = 0,
    first_row: int = 1,
    merged: Iterable[Corners] = (),
) -> Iterator[Line]:
    """Lines of rows that are already cut into cells; empty rows are gaps.

    `merged` are blocks (first row, first column, last row, last column), counted from 0: a mark
    over several columns of a grid marks them all, a cell over several rows is told to each.
    """
    grid = [[clean(cell) for cell in cells] for cells in rows]
    covered = _spread(grid, merged)
    after_gap = True
    for place, cells in enumerate(grid):
        if any(cells):
            raw, above = "\t".join(rows[place]), tuple(covered.get(place, ()))
            row = first_row + place
            yield Line(row, tuple(cells), LineKind.ROW, after_gap, table, raw, above)
        after_gap = not any(cells)


def _spread(grid: list[list[str]], merged: Iterable[Corners]) -> dict[int, list[str]]:
    """Writes marks over several columns into each; the texts told from above, by row."""
    covered: dict[int, list[str]] = {}
    for top, left, bottom, right in merged:
        if top >= len(grid) or left >= len(grid[top]) or not grid[top][left]:
            continue
        text = grid[top][left]
        if MARK.fullmatch(text):
            grid[top][left : right + 1] = [text] * len(grid[top][left : right + 1])
        for row in range(top + 1, min(bottom + 1, len(grid))):
            above = covered.setdefault(row, [""] * len(grid[row]))
            if left < len(above):
                above[left] = text
    return covered


def _unquoted(match: re.Match[str]) -> str:
    return match[1].replace('""', '"').replace("\n", "\u2028")


def _split(raw: str, delimiter: str) -> list[str]:
    if delimiter == "|" and raw.count("|") > 1:
        return raw.strip().removeprefix("|").removesuffix("|").split("|")
    return raw.split(delimiter) if delimiter == "\t" else [raw]
