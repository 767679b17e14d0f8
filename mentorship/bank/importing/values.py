"""What is found in a file before anything is compared with the bank; nothing here is written."""

import re
from dataclasses import dataclass, field

from django.db import models

from mentorship.bank.banks import Bank
from mentorship.core.spreadsheets.lists import ListRow, letters


class Sureness(models.TextChoices):
    """Why a column is proposed to be what it is; the first ones win over the later."""

    REMEMBERED = "remembered", "как в прошлый раз"
    OFFICIAL = "official", "по официальной форме"
    OWN = "own", "по названию"
    CONTENT = "content", "по содержанию"
    NONE = "none", "не загружается"


_BETWEEN = re.compile(r"[;,\n•]|(?<=\w)\. ")


def lost_parts(before: str, after: str) -> tuple[str, ...]:
    """Parts of a listed value («физика, шахматы») that the new value says nothing of."""
    kept = letters(after)
    parts = (part.strip(" .") for part in _BETWEEN.split(before))
    return tuple(part for part in parts if part and letters(part) not in kept)


@dataclass(frozen=True)
class Note:
    """Something about the whole file; `column` is empty when it is about no column."""

    column: str
    text: str


@dataclass(frozen=True)
class Header:
    """Where the headings of a table stand; rows and columns count from 0.

    `rows` are one or two rows, or none at all when the table begins with people; `headings` go by
    position («Группа: Подзаголовок» where there are two rows), an absent one is empty.
    """

    rows: tuple[int, ...]
    first_row: int
    headings: tuple[str, ...]

    @property
    def number(self) -> int:
        """Number of the header's last row as the sheet shows it; 0 where there is no header."""
        return self.rows[-1] + 1 if self.rows else 0


@dataclass(frozen=True)
class ColumnProposal:
    """A column of the file and what it seems to hold; an empty `code` means it is not loaded.

    `refused` is the reason why a column of special data can never be loaded: it has no samples.
    """

    position: int
    letter: str
    heading: str
    code: str = ""
    sureness: Sureness = Sureness.NONE
    samples: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class TableProposal:
    """A sheet (or a table of Word) read as a bank; `sheet` is its position in the workbook.

    `bank` is the one asked for, else the one the columns tell of; `told_bank` is what they tell,
    whatever was asked for. None of both: the person must choose. `people` counts likely rows.
    `problem` is why the proposed mapping cannot be applied yet, in Russian; empty when it can.
    A table `is_empty` that has headings alone.
    """

    sheet: int
    name: str
    bank: Bank | None
    told_bank: Bank | None
    header: Header
    columns: tuple[ColumnProposal, ...]
    people: int
    notes: tuple[Note, ...] = ()
    problem: str = ""
    is_empty: bool = False

    @property
    def mapping(self) -> dict[int, str | None]:
        """The proposed codes by position, as `apply_mapping` takes them."""
        return {column.position: column.code or None for column in self.columns}


@dataclass(frozen=True)
class BankSheet:
    """What was read: `headings` are the words of the file by the code of the column."""

    bank: Bank
    header_row: int
    headings: dict[str, str]
    rows: list[ListRow]
    notes: list[Note] = field(default_factory=list)
