"""What a printed note is made of: lines with live numbers, tables, drawings."""

from dataclasses import dataclass

from monitoring.notes.charts import Drawing
from monitoring.workbooks.shown import KNOWN


@dataclass(frozen=True)
class Piece:
    """Words of a line, or a live number: `code` is its mark, `reason` why it reads as it does."""

    text: str
    code: str = ""
    state: str = KNOWN
    reason: str = ""


@dataclass(frozen=True)
class Line:
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Grid:
    """A table; widths of its columns are percents."""

    title: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    caption: str
    drawing: Drawing


Block = Line | Grid | Chart


def words(text: str) -> Line:
    """A line without numbers."""
    return Line((Piece(text),))
