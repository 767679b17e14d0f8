"""Lists of a known form: the row of headings found by itself, its rows by the codes of columns."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol, TypeVar

from mentorship.core.cells import clean_text, is_empty
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.contents import Cell, Row, Sheet, Workbook
from mentorship.core.spreadsheets.writing import Column, write_table

HEADER_WITHIN = 15
FEWEST_HEADINGS = 2
_NOT_LETTERS = re.compile(r"[^0-9a-zа-я]+")
_FULL_NAME = re.compile(r"\bф и о\b|\bфамилия имя(?: и)? отчество\b")

Value = TypeVar("Value")


class Titled(Protocol):
    @property
    def code(self) -> str: ...

    @property
    def heading(self) -> str: ...


@dataclass(frozen=True)
class ListColumn:
    """A column by its code; `stems` are what its heading may begin with, in letters alone.

    `sample` is what the sample file shows in it.
    """

    code: str
    heading: str
    stems: tuple[str, ...]
    is_required: bool = False
    width: int = 24
    sample: Any = None


@dataclass(frozen=True)
class ListRow:
    """A row by its number in the sheet; `cells` by the code of the column, empty ones out."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Listing:
    """What was read: `headings` are the words of the file by code, `notes` about the whole file."""

    header_row: int
    headings: dict[str, str]
    rows: list[ListRow]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Message:
    """What is said of a cell; an error keeps the whole row out, a warning does not."""

    column: str
    text: str
    is_error: bool = True


@dataclass
class CheckedRow:
    """Plain values of a row, to be kept as JSON, and what is said of it.

    A code that is not in `values` was empty or absent: it changes nothing.
    """

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(message.is_error for message in self.messages)


class RowChecker:
    """Reads the cells of one row after another; what a cell refuses becomes the row's message."""

    def __init__(self, columns: Iterable[Titled], headings: Mapping[str, str]) -> None:
        """Columns are named in the words of the file, `headings`, else in their own."""
        titles = {column.code: column.heading for column in columns}
        self.titles = titles | {code: heading for code, heading in headings.items() if heading}

    def begin(self, row: ListRow) -> CheckedRow:
        self.row, self.checked = row, CheckedRow(row.number)
        return self.checked

    def cell(self, code: str, read: Callable[[Cell], Value]) -> Value | None:
        """The value of a cell; None where it is empty or the reader refuses it by ValueError."""
        if code not in self.row.cells:
            return None
        try:
            return read(self.row.cells[code])
        except ValueError as error:
            self.say(code, str(error))
            return None

    def text(self, code: str, longest: int) -> str:
        """Clean text of a cell, kept among the values; too long a one is refused."""
        text = self.cell(code, clean_text) or ""
        if len(text) > longest:
            self.say(code, f"Текст длиннее {longest} знаков: сократите его.")
            return ""
        if text:
            self.checked.values[code] = text
        return text

    def say(self, code: str, text: str) -> None:
        self.checked.messages.append(Message(self.titles[code], text))

    def warn(self, code: str, text: str) -> None:
        self.checked.messages.append(Message(self.titles[code], text, is_error=False))


def read_list(workbook: Workbook, columns: Sequence[ListColumn]) -> Listing:
    """Rows of the sheet in which most headings are known; DomainError in Russian otherwise.

    Refused: an empty file, no row of headings in the first 15, a missing required column, no rows.
    """
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden and sheet.rows]
    if not visible:
        raise DomainError("Файл пуст: в нём нет ни одной строки. Возьмите за основу образец.")
    sheet, header = _header(visible, columns)
    places, notes = _places(columns, [shown(cell) for cell in sheet.rows[header]])
    rows = list(_rows(sheet, header, places))
    if not rows:
        raise DomainError("Под строкой заголовков нет ни одной строки с данными.")
    others = [
        f"Лист «{other.name}» не читался: загружается один лист, «{sheet.name}»."
        for other in visible
        if other is not sheet
    ]
    if sheet.truncated:
        others.append(f"Лист длиннее {len(sheet.rows)} строк: остальные не прочитаны.")
    headings = {code: shown(sheet.rows[header][place]) for code, place in places.items()}
    return Listing(header + 1, headings, rows, [*workbook.notes, *others, *notes])


def write_sample(
    title: str, columns: Sequence[ListColumn], rows: Iterable[Mapping[str, Any]]
) -> bytes:
    """A file to start from: made of the same columns that read it."""
    written = [
        Column(column.heading, partial(_sampled, column.code), column.width) for column in columns
    ]
    return write_table(title, written, rows)


def _sampled(code: str, row: Mapping[str, Any]) -> Any:
    return row.get(code)


def key_of(heading: str) -> str:
    """A heading without case, ё, punctuation and doubled spaces: how spellings are compared."""
    key = _NOT_LETTERS.sub(" ", heading.lower().replace("ё", "е")).strip()
    return _FULL_NAME.sub("фио", key)


def letters(text: str) -> str:
    """A text by its letters and digits alone: how names, titles and classes are compared."""
    return "".join(filter(str.isalnum, text.lower().replace("ё", "е")))


def shown(cell: Cell) -> str:
    """The text of a cell; an error of a formula is no heading."""
    try:
        return clean_text(cell)
    except ValueError:
        return ""


def _header(sheets: list[Sheet], columns: Sequence[ListColumn]) -> tuple[Sheet, int]:
    best = max(
        (
            (len(_places(columns, [shown(cell) for cell in row])[0]), -index, -order)
            for order, sheet in enumerate(sheets)
            for index, row in enumerate(sheet.rows[:HEADER_WITHIN])
        )
    )
    if best[0] < min(FEWEST_HEADINGS, len(columns)):
        wanted = ", ".join(f"«{column.heading}»" for column in columns if column.is_required)
        raise DomainError(
            f"Не найдена строка заголовков: в первых {HEADER_WITHIN} строках нет столбцов "
            f"{wanted}. Возьмите за основу образец."
        )
    sheet, header = sheets[-best[2]], -best[1]
    found, _notes = _places(columns, [shown(cell) for cell in sheet.rows[header]])
    missing = [column for column in columns if column.is_required and column.code not in found]
    if missing:
        names = ", ".join(f"«{column.heading}»" for column in missing)
        raise DomainError(f"Нет обязательного столбца {names}. Возьмите за основу образец.")
    return sheet, header


def _places(columns: Sequence[ListColumn], headings: list[str]) -> tuple[dict[str, int], list[str]]:
    """Where each column stands, and what is to be said of the rest."""
    places: dict[str, int] = {}
    notes = []
    for place, heading in enumerate(headings):
        column = column_of(columns, heading) if heading else None
        if column is not None and column.code not in places:
            places[column.code] = place
        elif heading and key_of(heading) not in ("", "п п", "n"):
            reason = "повторяется: взят первый" if column else "не загружается"
            notes.append(f"Столбец «{heading}» {reason}.")
    return places, notes


def column_of(columns: Sequence[ListColumn], heading: str) -> ListColumn | None:
    """The column whose stem begins the heading; the longest stem where several do."""
    key = key_of(heading)
    fitting = [
        (len(stem), order)
        for order, column in enumerate(columns)
        for stem in column.stems
        if key.startswith(stem)
    ]
    return columns[max(fitting)[1]] if fitting else None


def _rows(sheet: Sheet, header: int, places: dict[str, int]) -> Iterator[ListRow]:
    """Rows that say something: not empty, not the numbers of columns."""
    for index, row in enumerate(sheet.rows[header + 1 :], start=header + 2):
        cells = {code: row[place] for code, place in places.items() if not _is_blank(row[place])}
        if cells and not _is_numbering(row):
            yield ListRow(index, cells)


def _is_blank(cell: Cell) -> bool:
    try:
        return is_empty(cell)
    except ValueError:  # an error of a formula is no emptiness: its row tells of it
        return False


def _is_numbering(row: Row) -> bool:
    """The row «1 2 3 …» under the headings of official forms."""
    texts = [text for cell in row if (text := shown(cell))]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]
