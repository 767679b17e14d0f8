"""Where the headings of a table stand: in one or two of its first rows, or nowhere."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from mentorship.bank.banks import Bank
from mentorship.bank.importing.columns import column_of, key_of
from mentorship.bank.importing.guesses import (
    guess_code,
    is_birth_date,
    is_birth_year,
    is_class,
    is_contact,
    is_listed_name,
    shown,
)
from mentorship.bank.importing.sections import section_of
from mentorship.bank.importing.special import special_kind
from mentorship.bank.importing.values import Header
from mentorship.core.spreadsheets import Merged, Sheet

HEADER_WITHIN = 30
FEWEST_HEADINGS = 2
# A row whose one cell stands over nearly all columns is the title of the table.
_TITLE_SHARE = 0.8
_JUDGED_ROWS = 60

Label = tuple[str, str] | str


@dataclass(frozen=True)
class Grid:
    """The first rows as text, once cleaned, with the merged blocks that begin there."""

    texts: list[list[str]]
    merged: list[Merged]

    @property
    def width(self) -> int:
        return len(self.texts[0]) if self.texts else 0

    def block(self, row: int, column: int) -> Merged | None:
        return next(
            (m for m in self.merged if (m.first_row, m.first_column) == (row, column)), None
        )


def grid_of(sheet: Sheet, within: int = HEADER_WITHIN) -> Grid:
    texts = [[shown(cell) for cell in row] for row in sheet.rows[: within + 1]]
    return Grid(texts, [m for m in sheet.merged if m.first_row <= within])


def find_header(sheet: Sheet, remembered: Collection[str] = ()) -> Header | None:
    """The rows with most known headings, two rather than one where they make a pair.

    Where there are no such rows the names decide: the row above the first of them is the header if
    it looks like one. None when there is neither; `remembered` are keys of a school's own headings.
    """
    grid = grid_of(sheet)
    best: tuple[tuple[int, bool, int], tuple[int, ...]] | None = None
    for rows in _candidates(grid):
        headings = headings_at(grid, rows)
        known = _known(headings, remembered)
        score = (known, len(rows) == 2, -rows[0])
        # A row of a list without headings may hold «наставник» and «ученик» beside a name.
        if known <= max(FEWEST_HEADINGS - 1, 2 * sum(map(is_data, headings))):
            continue
        if best is None or score > best[0]:
            best = score, rows
    if best:
        return header_from(sheet, best[1])
    return _header_by_people(sheet, grid)


def header_at(sheet: Sheet, rows: tuple[int, ...]) -> Header:
    """The header a person points to: one or two rows counted from 0, or () when there is none."""
    inside = tuple(row for row in rows if 0 <= row < len(sheet.rows))
    if not inside:
        return Header((), 0, tuple("" for _ in (sheet.rows[0] if sheet.rows else ())))
    return header_from(sheet, inside)


def header_from(sheet: Sheet, rows: tuple[int, ...]) -> Header:
    grid = grid_of(sheet, within=max(HEADER_WITHIN, rows[-1]))
    return Header(rows, rows[-1] + 1, tuple(headings_at(grid, rows)))


def _candidates(grid: Grid) -> Iterator[tuple[int, ...]]:
    for row, texts in enumerate(grid.texts[:HEADER_WITHIN]):
        if any(texts):
            yield (row,)
            if row + 1 < len(grid.texts) and _is_pair(grid, row):
                yield (row, row + 1)


def headings_at(grid: Grid, rows: tuple[int, ...]) -> list[str]:
    """Headings by position; of two rows «Группа: Подзаголовок»."""
    upper = grid.texts[rows[0]]
    if len(rows) == 1:
        return list(upper)
    lower, groups = grid.texts[rows[1]], _groups(grid, rows[0])
    return [
        f"{group}: {below}" if group and below and group != below else below or above
        for above, group, below in zip(upper, groups, lower, strict=True)
    ]


def _groups(grid: Grid, row: int) -> list[str]:
    """The heading of the upper row that stands over each column: its own or the one to the left."""
    upper, lower = grid.texts[row], grid.texts[row + 1]
    groups, group, last = [], "", -1
    for column, text in enumerate(upper):
        if text:
            block = grid.block(row, column)
            group, last = text, block.last_column if block else grid.width
            if block and block.last_row > row:
                group, last = "", column
        elif column > last or not lower[column]:
            group = ""
        groups.append(group)
    return groups


def _is_pair(grid: Grid, row: int) -> bool:
    """Whether the row below holds subheadings: words under a group of the upper row, no people."""
    upper, lower, groups = grid.texts[row], grid.texts[row + 1], _groups(grid, row)
    filled = [column for column, text in enumerate(lower) if text]
    if not filled or any(is_data(lower[column]) for column in filled):
        return False
    if any(upper[column] and not _begins_group(grid, row, column, groups) for column in filled):
        return False
    named = [groups[column] for column in filled if groups[column]]
    widest = max((named.count(group) for group in named), default=0)
    columns = sum(bool(above or below) for above, below in zip(upper, lower, strict=True))
    if not named or widest >= _TITLE_SHARE * columns:
        return False
    subheadings = [_with_group(grid, row, column, groups) for column in filled]
    return bool(_known(subheadings, ()) or _known([lower[column] for column in filled], ()))


def _with_group(grid: Grid, row: int, column: int, groups: list[str]) -> str:
    below = grid.texts[row + 1][column]
    return f"{groups[column]}: {below}" if groups[column] else below


def _begins_group(grid: Grid, row: int, column: int, groups: list[str]) -> bool:
    block = grid.block(row, column)
    if block:
        return block.last_column > column and block.last_row == row
    following = column + 1
    return (
        following < grid.width
        and not grid.texts[row][following]
        and groups[following] == grid.texts[row][column]
    )


def is_data(text: str) -> bool:
    """Whether a cell tells of a person rather than names a column."""
    if column_of(Bank.MENTEES, text) or column_of(Bank.MENTORS, text):
        return False
    tests: tuple[Callable[[str], bool], ...] = (
        str.isdecimal, is_listed_name, is_class, is_contact, is_birth_year, is_birth_date,
    )  # fmt: skip
    return any(test(text) for test in tests)


def _known(headings: list[str], remembered: Collection[str]) -> int:
    """How many different columns the headings name, in either bank or in the school's memory."""
    found = {label for heading in headings if heading and (label := _label(heading, remembered))}
    return len(found)


def _label(heading: str, remembered: Collection[str]) -> Label:
    if key_of(heading) in remembered:
        return key_of(heading)
    codes = tuple(
        column.code if (column := column_of(bank, heading)) else ""
        for bank in (Bank.MENTEES, Bank.MENTORS)
    )
    if any(codes):
        return codes[0], codes[1]
    return special_kind(heading) if len(heading) < _JUDGED_ROWS else ""


def _header_by_people(sheet: Sheet, grid: Grid) -> Header | None:
    """The header of a list of people under headings nobody knows, or of none at all."""
    names = _name_column(sheet)
    if names is None:
        return None
    column, first = names
    above = first - 1
    while above >= 0 and not any(shown(cell) for cell in sheet.rows[above]):
        above -= 1
    if above >= 0 and _looks_like_header(sheet, above, column):
        return header_from(sheet, (above,))
    while above >= 0 and section_of([shown(cell) for cell in sheet.rows[above]]):
        first, above = above, above - 1
    return Header((), first, tuple("" for _ in range(grid.width)))


def _name_column(sheet: Sheet) -> tuple[int, int] | None:
    """The column with most names and the first row of a name in it; parts of a name count too."""
    best, found = 0, None
    for column in range(len(sheet.rows[0]) if sheet.rows else 0):
        texts = [shown(row[column]) for row in sheet.rows[: HEADER_WITHIN + _JUDGED_ROWS]]
        first = next((i for i, text in enumerate(texts[:HEADER_WITHIN]) if is_person(text)), None)
        if first is None:
            continue
        below = [text for text in texts[first:] if text]
        people = sum(map(is_person, below))
        if people > best and people * 2 >= len(below):
            best, found = people, (column, first)
    return found


def is_person(text: str) -> bool:
    """A name that is no heading: «Основной Запрос» is spelled like one."""
    if not is_listed_name(text) and guess_code([text]) != "patronymic":
        return False
    return not (column_of(Bank.MENTEES, text) or column_of(Bank.MENTORS, text))


def _looks_like_header(sheet: Sheet, row: int, column: int) -> bool:
    texts = [shown(cell) for cell in sheet.rows[row]]
    filled = [text for text in texts if text]
    if _label(texts[column], ()):
        return True
    if section_of(texts) or any(is_data(text) for text in filled) or not texts[column]:
        return False
    width = sum(any(shown(r[c]) for r in sheet.rows[row + 1 : row + 4]) for c in range(len(texts)))
    return len(filled) > 1 or width == 1
