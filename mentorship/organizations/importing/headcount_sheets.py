"""Sheets of headcounts: a number a row, or, as coordinators have it, a column for each category."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mentorship.core.cells import is_empty
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.contents import Cell, Row, Workbook
from mentorship.core.spreadsheets.lists import (
    HEADER_WITHIN,
    ListColumn,
    Listing,
    ListRow,
    column_of,
    key_of,
    read_list,
    shown,
)
from mentorship.core.wording import counted, parse_date
from mentorship.organizations.importing.columns import (
    AS_OF,
    HEADCOUNT_COLUMNS,
    SOURCE,
    WHOSE_COLUMNS,
)
from mentorship.organizations.importing.headcounts import WHOSE, category_in, tells_bounds
from mentorship.organizations.models import Headcount

NO_DAY = (
    "Не указано, на какую дату численность: добавьте столбец «На дату» или напишите над таблицей "
    "«на 01.09.2026»."
)
NO_NUMBERS = "Ни в одной строке не указана численность: впишите числа."
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2} [а-яё]+ \d{4}", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d ]*(?:[.,]0)?")
_WIDE_WHOSE = (*WHOSE_COLUMNS, replace(AS_OF, is_required=False), SOURCE)

# A heading of the file, and the category it stands for in words.
Wide = dict[str, str]


def read_headcounts(workbook: Workbook) -> Listing:
    """Rows of a headcount each, from a long or a wide sheet; DomainError in Russian otherwise.

    Rows without a number («Итого» as well) are left out, which a note tells.
    """
    wide = _wide_headings(workbook)
    listing = _read_wide(workbook, wide) if wide else read_list(workbook, HEADCOUNT_COLUMNS)
    people = [row for row in listing.rows if not _is_total(row)]
    filled = [row for row in people if "value" in row.cells]
    if not filled:
        raise DomainError(NO_NUMBERS)
    empty = counted(len(people) - len(filled), "строка", "строки", "строк")
    said = [f"Пропущено без численности: {empty}."] if len(people) > len(filled) else []
    return replace(listing, rows=filled, notes=[*listing.notes, *said])


def _is_total(row: ListRow) -> bool:
    texts = [shown(row.cells[code]).lower() for code in WHOSE if code in row.cells]
    return bool(texts) and texts[0].startswith(("итог", "всего"))


def _wide_headings(workbook: Workbook) -> Wide:
    """Headings that are categories, of the row that has most of them; none in a long sheet."""
    found = [
        _categories(row, sheet.rows[index + 1 :])
        for sheet in workbook.sheets
        if not sheet.hidden
        for index, row in enumerate(sheet.rows[:HEADER_WITHIN])
    ]
    return max(found, key=len, default={})


def _categories(row: Row, below: Sequence[Row]) -> Wide:
    headings = [shown(cell) for cell in row]
    known = {column.code for text in headings if (column := column_of(HEADCOUNT_COLUMNS, text))}
    # Words alone in their row are a title.
    if "category" in known or len(list(filter(None, headings))) < 2:
        return {}
    wide: Wide = {}
    last = ""
    for place, text in enumerate(headings):
        category = category_in(text)
        if not _holds_numbers(below, place) or column_of(_WIDE_WHOSE, text):
            continue
        if category:
            wide[text], last = text, Headcount.Category(category).label
        elif last and tells_bounds(text):
            # «Обучающиеся», then «из них 10–19 лет».
            wide[text] = f"{last}, {text}"
    return wide


def _holds_numbers(rows: Sequence[Row], place: int) -> bool:
    cells = [shown(row[place]) for row in rows if place < len(row) and row[place] is not None]
    return any(_NUMBER.fullmatch(text) for text in cells)


def _read_wide(workbook: Workbook, wide: Wide) -> Listing:
    counts = [
        ListColumn(f"count{number}", heading, (key_of(heading),))
        for number, heading in enumerate(wide)
    ]
    listing = read_list(workbook, (*_WIDE_WHOSE, *counts))
    day = None if "as_of" in listing.headings else _day_above(workbook)
    if "as_of" not in listing.headings and day is None:
        raise DomainError(NO_DAY)
    rows = [part for row in listing.rows for part in _unfolded(row, counts, wide, day)]
    note = [f"Дата {day:%d.%m.%Y} взята из названия таблицы."] if day else []
    return replace(listing, rows=rows, notes=[*listing.notes, *note])


def _unfolded(
    row: ListRow, counts: Sequence[ListColumn], wide: Wide, day: dt.date | None
) -> Iterator[ListRow]:
    """A row for each number of a wide one; they share its number in the sheet."""
    shared: dict[str, Cell] = {"as_of": day} if day else {}
    shared |= {code: row.cells[code] for code in (*WHOSE, "as_of", "source") if code in row.cells}
    for column in counts:
        cell = row.cells.get(column.code)
        if not is_empty(cell):
            yield ListRow(row.number, shared | {"category": wide[column.heading], "value": cell})


def _day_above(workbook: Workbook) -> dt.date | None:
    """«Численность на 1 сентября 2026 года» above the table or on its tab."""
    for sheet in workbook.sheets:
        above = [shown(cell) for row in sheet.rows[:HEADER_WITHIN] for cell in row]
        for text in () if sheet.hidden else (sheet.name, *above):
            if (found := _DAY.search(text)) and (day := _day_in(found[0])):
                return day
    return None


def _day_in(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
