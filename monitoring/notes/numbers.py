"""The numbers of a note: every mark and table of all its texts, counted and hidden together."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from monitoring.models import Note
from monitoring.notes.names import FROM_FORMS
from monitoring.notes.readers import part_of
from monitoring.notes.reference import TableKind, tables_of
from monitoring.workbooks.filling import FilledCell, fill_cells
from monitoring.workbooks.layouts import FormBlock, FormCell, FormLayout, FormSheet
from monitoring.workbooks.marks import Mark, parse_cell, parse_mark
from monitoring.workbooks.shown import KNOWN, UNKNOWN, Shown

TEXT = "text"
# With none of these a year has not begun in the system: a zero of it would say too much.
SIGNS_OF_LIFE = ("mentees_in_bank", "mentors_in_bank", "mentees_taking_part", "pairs_ordered")
EMPTY_YEAR = "за этот учебный год в системе нет участников и пар"


@dataclass(frozen=True)
class NoteNumbers:
    """What each mark reads, by the mark as it is written, and the rows of each table."""

    marks: dict[str, Shown]
    tables: dict[str, list[list[Shown]]] = field(default_factory=dict)
    is_empty: bool = False


def read_numbers(note: Note, today: date, marks: Iterable[Mark]) -> NoteNumbers:
    """Count what the marks name, as everybody who reads the note does.

    All marks of a note are read together: a small number above the institution is hidden with
    whatever else in the note would give it away.
    """
    marks, organization = list(marks), note.organization
    wanted = [mark for mark in marks if mark.kind in FROM_FORMS]
    signs = [parse_mark(f"figure.{code}") for code in SIGNS_OF_LIFE]
    lines = {mark.written: mark for mark in [*wanted, *signs]}
    known = tables_of(organization)
    tables = [
        known[mark.path[0]] for mark in marks if mark.kind == "table" and mark.path[0] in known
    ]
    sheets = (_text_sheet(lines.values()), *map(_table_sheet, dict.fromkeys(tables)))
    layout = FormLayout(sheets, (), {})
    filled = fill_cells(layout, organization, note.year, today=today, member=part_of(note))
    is_empty = _is_empty(filled.cells)
    shown = {
        cell.cell.marks[0].written: _shown(cell, is_empty)
        for cell in filled.cells
        if cell.cell.sheet == TEXT
    }
    rows = {kind.code: _rows(filled.cells, kind, is_empty) for kind in tables}
    return NoteNumbers(shown, rows, is_empty)


def is_empty_year(note: Note, year: SchoolYear, today: date) -> bool:
    """Whether nobody the note tells of was in a base or a pair in the year."""
    return not any(
        FIGURES[code].table(note.organization, year, as_of=today, member=part_of(note)).get((), 0)
        for code in SIGNS_OF_LIFE
    )


def _text_sheet(marks: Iterable[Mark]) -> FormSheet:
    cells = tuple(FormCell(TEXT, row, 1, (mark,)) for row, mark in enumerate(marks, 1))
    return FormSheet(TEXT, cells, (), (), {})


def _table_sheet(kind: TableKind) -> FormSheet:
    block = FormBlock(1, 1, kind.rows)
    cells = tuple(
        FormCell(kind.code, 1, column, tuple(parse_cell(described.cell)), block)
        for column, described in enumerate(kind.columns, 1)
    )
    return FormSheet(kind.code, cells, (block,), (), {})


def _is_empty(cells: Iterable[FilledCell]) -> bool:
    signs = {f"figure.{code}" for code in SIGNS_OF_LIFE}
    read = [
        cell for cell in cells if cell.cell.sheet == TEXT and cell.cell.marks[0].written in signs
    ]
    return all(cell.value == 0 for cell in read)


def _shown(cell: FilledCell, is_empty: bool) -> Shown:
    value = Shown(cell.value, cell.state, cell.reason)
    if is_empty and cell.points and cell.state == KNOWN and cell.value == 0:
        return replace(value, value=None, state=UNKNOWN, reason=EMPTY_YEAR)
    return value


def _rows(cells: Iterable[FilledCell], kind: TableKind, is_empty: bool) -> list[list[Shown]]:
    """Rows that say something: a form nobody takes part in is left out of a table."""
    rows: dict[int, list[Shown]] = {}
    for cell in cells:
        if cell.cell.sheet == kind.code and cell.row_key:
            rows.setdefault(cell.copy, []).append(_shown(cell, is_empty))
    # In a table of institutions a line of zeros is what the reader looks for.
    if kind.rows in ("schools", "municipalities"):
        return list(rows.values())
    return [row for row in rows.values() if any(_says(cell) for cell in row[1:])]


def _says(cell: Shown) -> bool:
    return cell.state != UNKNOWN and cell.value != 0
