"""Finds the roadmap's table among the lines and cuts it into rows of equal width."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roadmaps.parsing.columns import columns_of, role_of, with_second_row
from roadmaps.parsing.lines import Line, LineKind
from roadmaps.parsing.numbers import is_number
from roadmaps.parsing.values import Column, Role

# A line after an empty one that begins another part of the document.
NEW_PART = re.compile(r"^(?:\*\*|#|приложение|таблица\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """A row as wide as the table's heading; `written` is its width in the source."""

    rows: tuple[int, ...]
    cells: tuple[str, ...]
    written: int
    raws: tuple[str, ...]
    is_text: bool = False
    has_surplus: bool = False
    covered: tuple[str, ...] = ()  # texts of merged cells that begin above, by column

    @property
    def row(self) -> int:
        return self.rows[0]

    @property
    def text(self) -> str:
        return " ".join(cell for cell in self.cells if cell)


@dataclass(frozen=True)
class FoundTable:
    """A table with the heading of a roadmap: its rows begin with the heading's own."""

    first: int  # position of the heading among the lines
    last: int
    columns: tuple[Column, ...]
    heading_rows: int
    rows: tuple[Row, ...]


def find_tables(lines: list[Line]) -> list[FoundTable]:
    """All tables with a roadmap's heading, in their order."""
    found = []
    position = 0
    while position < len(lines):
        columns = _heading(lines, position)
        if columns is None:
            position += 1
            continue
        table = _cut_table(lines, position, columns)
        found.append(table)
        position = table.last + 1
    return found


def other_tables(lines: list[Line], tables: list[FoundTable]) -> list[list[Line]]:
    """Rows of each table that is no roadmap."""
    used = {place for table in tables for place in range(table.first, table.last + 1)}
    runs: list[list[Line]] = []
    before = -2
    for place, line in enumerate(lines):
        if place in used or line.kind is not LineKind.ROW or sum(map(bool, line.cells)) < 2:
            continue
        if place == before + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
        before = place
    return [run for run in runs if len(run) > 1]


def _heading(lines: list[Line], place: int) -> tuple[Column, ...] | None:
    """The columns, if a heading begins here; a heading of several lines is put together."""
    if lines[place].kind is not LineKind.ROW:
        return None
    cells = list(lines[place].cells)
    for line in lines[place + 1 :]:
        if not columns_of(cells) or not _continues_heading(line, cells):
            break
        cells[-1] = f"{cells[-1]} {line.cells[0]}"
        cells += line.cells[1:]
    return columns_of(cells)


def _continues_heading(line: Line, cells: list[str]) -> bool:
    """A line that adds headings of other roles: «исполнения | Ответственный | Результат»."""
    known = {Role.OTHER, Role.WHEN, *map(role_of, cells)}
    added = [role_of(cell) for cell in line.cells[1:]]
    return bool(line.cells[0] and added) and known.isdisjoint(added)


def _cut_table(lines: list[Line], first: int, columns: tuple[Column, ...]) -> FoundTable:
    last = _last_line(lines, first, columns)
    inside = [line for line in lines[first : last + 1] if line.kind is not LineKind.ASIDE]
    pieces = list(_stitched(inside, len(columns)))
    below = pieces[1].cells if len(pieces) > 1 and len(pieces[1].cells) > 1 else []
    split = with_second_row(columns, below)
    columns = _widened(split or columns, pieces)
    rows = tuple(_aligned(piece, len(columns)) for piece in pieces)
    return FoundTable(first, last, columns, 2 if split else 1, rows)


def _last_line(lines: list[Line], first: int, columns: tuple[Column, ...]) -> int:
    """The last line of the table: its last row, and text that follows it without a gap."""
    last = first
    closed = False
    for place in range(first + 1, len(lines)):
        line = lines[place]
        if line.kind is LineKind.ROW:
            if _begins_other_table(line, lines[first], lines[last], columns):
                break
            last, closed = place, False
        elif line.kind is LineKind.TEXT:
            closed = closed or line.after_gap
            if line.after_gap and NEW_PART.match(line.text):
                break
            last = last if closed else place
    return last


def _begins_other_table(
    line: Line, heading: Line, before: Line, columns: tuple[Column, ...]
) -> bool:
    if line.cells == heading.cells:
        return False
    if role_of(line.cells[0]) is Role.NUMBER and columns[0].role is Role.NUMBER:
        return True
    if line.table == before.table:
        return False
    return len(line.cells) != len(columns) or columns_of(list(line.cells)) is not None


@dataclass
class _Piece:
    lines: list[Line]
    cells: list[str]


def _stitched(lines: list[Line], width: int) -> Iterator[_Piece]:
    """Puts together rows that a cell of several lines has cut: 2 cells, then 4 of 5."""
    place = 0
    while place < len(lines):
        taken, cells = _whole_row(lines, place, width)
        yield _Piece(lines[place : place + taken], cells)
        place += taken


def _whole_row(lines: list[Line], place: int, width: int) -> tuple[int, list[str]]:
    """How many lines make the row at this place, and its cells."""
    cells = list(lines[place].cells)
    if lines[place].kind is not LineKind.ROW:
        return 1, cells
    tried = list(cells)
    for taken, line in enumerate(lines[place + 1 :], 2):
        fits = len(tried) + len(line.cells) - 1 <= width
        if len(tried) >= width or not fits or _starts_a_row(line):
            break
        tried[-1] = f"{tried[-1]}\n{line.cells[0]}".strip()
        tried += line.cells[1:]
        if len(tried) == width and line.kind is LineKind.ROW:
            return taken, tried
    return 1, cells


def _starts_a_row(line: Line) -> bool:
    """A row of its own begins with a number or with an empty cell."""
    return not line.cells[0] or is_number(line.cells[0]) or not line.cells[0].strip("-=")


def _widened(columns: tuple[Column, ...], pieces: list[_Piece]) -> tuple[Column, ...]:
    """One more column without a heading, if a third of the rows have text for it."""
    rows = [piece for piece in pieces if piece.lines[0].kind is LineKind.ROW]
    wider = [piece for piece in rows if sum(map(bool, piece.cells)) > len(columns)]
    if len(wider) < 2 or len(wider) * 3 < len(rows):
        return columns
    reports = any(column.role is Role.REPORT for column in columns)
    return (*columns, Column("", Role.OTHER if reports else Role.REPORT))


def _aligned(piece: _Piece, width: int) -> Row:
    rows = tuple(line.row for line in piece.lines)
    raws = tuple(line.raw for line in piece.lines)
    if piece.lines[0].kind is LineKind.TEXT:
        return Row(rows, tuple(piece.cells), 1, raws, is_text=True)
    cells = list(piece.cells)
    while cells and not cells[-1]:
        cells.pop()
    while len(cells) > width and "" in cells:
        # S000: from task 4.2 on an empty cell stands before the result
        del cells[len(cells) - 1 - cells[::-1].index("")]
    surplus = len(cells) > width
    if surplus:
        cells[width - 1 :] = [" ".join(cells[width - 1 :])]
    cells += [""] * (width - len(cells))
    above = piece.lines[0].covered
    covered = (*above, *[""] * (width - len(above)))[:width] if above else ()
    return Row(rows, tuple(cells), len(piece.cells), raws, has_surplus=surplus, covered=covered)
