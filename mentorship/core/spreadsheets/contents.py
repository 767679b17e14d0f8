"""What a spreadsheet holds once it is read, and the one refusal of a file that cannot be."""

from dataclasses import dataclass

from mentorship.core.cells import Cell
from mentorship.core.exceptions import DomainError

Row = tuple[Cell, ...]


class UnreadableFile(DomainError):  # noqa: N818 -- reads as what the user is told
    """The file is not read; the text says in Russian what is wrong with it and what to do."""


@dataclass(frozen=True)
class Merged:
    """A block of merged cells, both corners included, counted from 0 like the rows of the sheet."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """One sheet as a rectangle: every row has the same width, empty rows and columns end nowhere.

    Row n of the file is `rows[n - 1]`. `hidden_rows` and `hidden_columns` are known for .xlsx only,
    counted from 0; `truncated` says that the sheet went on past the limits of the reader.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    merged: tuple[Merged, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    truncated: bool = False


@dataclass(frozen=True)
class Workbook:
    """A file that was read: its kind, its sheets in order, and what was left out, in Russian."""

    kind: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
