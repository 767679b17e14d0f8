"""What the tables of a file seem to hold, and the rows that a mapping of columns makes of one."""

from collections.abc import Mapping

from mentorship.bank.banks import Bank
from mentorship.bank.importing.values import BankSheet, Header, TableProposal
from mentorship.core.spreadsheets import Sheet, Workbook


def propose(
    workbook: Workbook, bank: Bank | None, remembered: Mapping[str, str]
) -> list[TableProposal]:
    """Every table of the file with proposed columns, the likeliest first; never empty.

    `remembered` are codes by the key of a heading (`remembered_of`), an empty code for a column
    left out on purpose. DomainError when no table holds anything at all.
    """
    raise NotImplementedError


def header_at(sheet: Sheet, rows: tuple[int, ...]) -> Header:
    """The header a person points to: one or two rows counted from 0, or () when there is none."""
    raise NotImplementedError


def apply_mapping(
    sheet: Sheet, header: Header, mapping: Mapping[int, str | None], bank: Bank
) -> BankSheet:
    """Rows of a table under codes given by position; a column without a code is not read.

    DomainError in Russian: no column of names, no rows, a column of special data mapped.
    """
    raise NotImplementedError


def remembered_of(header: Header, mapping: Mapping[int, str | None]) -> dict[str, str]:
    """What to keep of a mapping for the next file: codes by the key of a heading."""
    raise NotImplementedError
