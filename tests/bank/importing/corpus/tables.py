"""What the corpus is made of: tables as schools keep them, files with odd cells, and their fate."""

from dataclasses import dataclass, field
from typing import Any

from mentorship.bank.banks import Bank
from tests.bank.importing.corpus import builders


@dataclass(frozen=True)
class Layout:
    """`people` are the rows that must come out: number in the file, then cells by code as shown.

    `told` is the bank the columns tell of, `asides` what is said of other rows.
    """

    rows: tuple
    people: tuple
    told: Bank | None = None
    merged: tuple = ()
    asides: tuple = ()
    sheet: str = "Лист1"
    needs_merged: bool = False


def table(*rows):
    """Rows of one width."""
    width = max(map(len, rows))
    return tuple(tuple(row) + (None,) * (width - len(row)) for row in rows)


@dataclass(frozen=True)
class Messy:
    """`said` are the messages by the number of the row; `values` what is kept, by number and code.

    Rows of `rows` that are not in `said` are good. `notes` are about the file.
    """

    build: Any
    rows: tuple[int, ...]
    said: dict[int, list[str]] = field(default_factory=dict)
    values: dict[tuple[int, str], Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def sheet(headings, *rows, kind=builders.xlsx):
    width = max(map(len, [headings, *rows]))
    return kind([[*row, *[None] * (width - len(row))] for row in [headings, *rows]])
