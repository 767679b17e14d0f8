"""From a file or a paste to tables that may be kept: without hidden sheets and special data."""

from dataclasses import replace
from itertools import islice

from mentorship.bank.importing.guesses import JUDGED, is_most, is_special, shown
from mentorship.bank.importing.headers import find_header, header_at
from mentorship.bank.importing.sections import lone_text
from mentorship.bank.importing.special import special_kind
from mentorship.core.spreadsheets import Sheet, Workbook, read_paste, read_workbook

FULL_OF_SPECIAL = (
    "Столбец {}: в большинстве ячеек сведения о здоровье, судимости или номера документов. "
    "Система их не хранит (152-ФЗ, ст. 10): столбец не прочитан и не сохранён."
)


def read_tables(content: bytes, filename: str) -> Workbook:
    """The tables of a file that may be kept for a while: `workbook_to_json` writes them down.

    Hidden sheets are left out and columns of special data are emptied, which the notes tell.
    UnreadableFile (a DomainError) says in Russian why a file is not taken.
    """
    return to_be_kept(read_workbook(content, filename))


def read_pasted(text: str) -> Workbook:
    """The table in a text pasted from Word or Excel, or a list of names, one a line."""
    return to_be_kept(read_paste(text))


def to_be_kept(workbook: Workbook) -> Workbook:
    """The workbook without what is never kept: hidden sheets and cells of special data."""
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden]
    notes = [f"Лист «{s.name}» скрыт: он не читался." for s in workbook.sheets if s.hidden]
    notes += [
        f"Лист «{s.name}» не прочитан: ячеек в книге слишком много."
        for s in visible
        if s.truncated and not s.rows
    ]
    sheets = []
    for sheet in visible:
        cleaned, said = without_special(sheet)
        sheets.append(cleaned)
        notes += said
    return Workbook(workbook.kind, tuple(sheets), (*workbook.notes, *notes))


def without_special(sheet: Sheet) -> tuple[Sheet, list[str]]:
    """The sheet with columns of special data emptied below their headings, and what is said of it.

    A column is special by its heading or by most of its cells; a title or subtitle that speaks of
    health («Дети с ОВЗ») is emptied too.
    """
    header = find_header(sheet) or header_at(sheet, ())
    below = sheet.rows[header.first_row :]
    special, notes = set(), []
    for position, heading in enumerate(header.headings):
        cells = list(islice((c for row in below if (c := row[position]) is not None), JUDGED))
        if special_kind(heading):
            special.add(position)
        elif is_most(cells, lambda cell: is_special(shown(cell))):
            special.add(position)
            name = f"«{heading}»" if heading else f"№ {position + 1} без заголовка"
            notes.append(FULL_OF_SPECIAL.format(name))
    rows = []
    for index, row in enumerate(sheet.rows):
        if index >= header.first_row:
            row = tuple(None if at in special else cell for at, cell in enumerate(row))
        rows.append(_without_special_title(row))
    return replace(sheet, rows=tuple(rows)), notes


def _without_special_title(row: tuple) -> tuple:
    if sum(cell is not None for cell in row) > 1:
        return row
    text = lone_text([shown(cell) for cell in row])
    return tuple(None for _ in row) if is_special(text) else row
