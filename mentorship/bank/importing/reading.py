"""From an uploaded file to rows of a bank: which sheet, which row is the header, which bank."""

from collections.abc import Iterator

from mentorship.bank.banks import BANKS, Bank
from mentorship.bank.importing.columns import (
    COLUMNS,
    SheetColumn,
    column_of,
    is_special_heading,
    key_of,
    official_columns,
)
from mentorship.bank.importing.values import BankSheet, Note, SheetRow
from mentorship.core.cells import clean_text, is_empty
from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets import Cell, Row, Sheet, Workbook, read_workbook

HEADER_WITHIN = 15
FEWEST_HEADINGS = 2
# Codes that only one of the two forms has; the first ФИО decides where none of them is there.
_OWN = {
    Bank.MENTORS: {"competences", "achievements", "interests", "desired_age", "time_resource"},
    Bank.MENTEES: {"request", "completion_mark"},
}
_FIRST_NAME = {"фио наставляем": Bank.MENTEES, "фио наставник": Bank.MENTORS}


def read_tables(content: bytes, filename: str) -> Workbook:
    """The tables of a file that may be kept for a while: `workbook_to_json` writes them down.

    Hidden sheets are left out and columns of special data are emptied, which the notes of
    `propose` tell. UnreadableFile (a DomainError) says in Russian why a file is not taken.
    """
    return read_workbook(content, filename)


def read_pasted(text: str) -> Workbook:
    """The table in a text pasted from Word or Excel, or a list of names, one a line."""
    return read_workbook(text.encode(), "paste.csv")


def read_bank_sheet(content: bytes, filename: str, wanted: Bank | None) -> BankSheet:
    """Read a list of either bank; DomainError in Russian says why a file cannot be taken.

    Refused: no workbook, no row of headings in the first 15, a missing required column, a column
    of special data, the other bank than `wanted`.
    """
    workbook = read_workbook(content, filename)
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden and sheet.rows]
    if not visible:
        raise DomainError("Файл пуст: в нём нет ни одной строки. Возьмите за основу образец.")
    sheet, index = _header(visible)
    headings = [_shown(cell) for cell in sheet.rows[index]]
    _refuse_special(headings)
    bank = _bank_of(headings, wanted)
    columns, notes = _columns(bank, headings)
    notes = [Note("", text) for text in workbook.notes] + _sheet_notes(sheet, visible) + notes
    by_code: dict[str, str] = {}
    for position, column in columns:
        by_code.setdefault(column.code, headings[position])
    rows = list(_rows(sheet, index, columns))
    if not rows:
        raise DomainError("Под строкой заголовков нет ни одной строки с данными.")
    return BankSheet(bank, index + 1, by_code, rows, notes + _left_out(by_code, rows))


def _header(sheets: list[Sheet]) -> tuple[Sheet, int]:
    """The row, among the first ones of each sheet, in which most headings are known."""
    best = max(
        (
            (_known(row), -index, sheet, index)
            for sheet in sheets
            for index, row in enumerate(sheet.rows[:HEADER_WITHIN])
        ),
        key=lambda found: found[:2],
    )
    if best[0] < FEWEST_HEADINGS:
        raise DomainError(
            f"Не найдена строка заголовков: в первых {HEADER_WITHIN} строках нет столбцов "
            "«ФИО наставляемого» или «ФИО наставника». Возьмите за основу образец."
        )
    return best[2], best[3]


def _known(row: Row) -> int:
    headings = [_shown(cell) for cell in row]
    counts = (
        len({column.code for h in headings if h and (column := column_of(bank, h))})
        for bank in COLUMNS
    )
    return max(counts)


def _shown(cell: Cell) -> str:
    try:
        return clean_text(cell)
    except ValueError:
        return ""


def _refuse_special(headings: list[str]) -> None:
    for heading in headings:
        if is_special_heading(heading):
            raise DomainError(
                f"Столбец «{heading}»: сведения о здоровье, судимости, национальности и паспорт "
                "система не хранит (152-ФЗ, ст. 10). Удалите этот столбец и загрузите файл снова."
            )


def _bank_of(headings: list[str], wanted: Bank | None) -> Bank:
    found = _recognized(headings) or wanted
    if found is None:
        raise DomainError(
            "Не удалось понять, чей это список. Назовите столбец «ФИО наставляемого» или "
            "«ФИО наставника» либо выберите базу перед загрузкой."
        )
    if wanted and found != wanted:
        raise DomainError(
            f"В файле столбцы другой базы: это {BANKS[found].title.lower()}, "
            f"а выбрана {BANKS[wanted].title.lower()}."
        )
    return found


def _recognized(headings: list[str]) -> Bank | None:
    own = {
        bank: len(codes & {c.code for h in headings if h and (c := column_of(bank, h))})
        for bank, codes in _OWN.items()
    }
    if own[Bank.MENTORS] != own[Bank.MENTEES]:
        return max(own, key=lambda bank: own[bank])
    for heading in headings:
        for stem, bank in _FIRST_NAME.items():
            if key_of(heading).startswith(stem):
                return bank
    return None


def _columns(bank: Bank, headings: list[str]) -> tuple[list[tuple[int, SheetColumn]], list[Note]]:
    """Columns by position, and what is to be said of those missing, unknown or repeated."""
    columns, notes, seen = [], [], set()
    for position, heading in enumerate(headings):
        column = column_of(bank, heading) if heading else None
        if heading and column is None:
            notes.append(Note(heading, "Такого столбца в базе нет: он не загружается."))
        elif column is not None:
            if column.code in seen and column.code != "place":
                notes.append(Note(heading, "Столбец повторяется: взят первый."))
                continue
            seen.add(column.code)
            columns.append((position, column))
    _refuse_missing(bank, headings, seen)
    return columns, notes + _absent(bank, seen)


def _refuse_missing(bank: Bank, headings: list[str], seen: set[str]) -> None:
    missing = [c for c in COLUMNS[bank] if c.required and c.code not in seen]
    if missing:
        names = ", ".join(f"«{column.heading}»" for column in missing)
        found = ", ".join(f"«{heading}»" for heading in headings if heading)
        raise DomainError(f"Нет обязательного столбца {names}. Найдены столбцы: {found}.")


def _absent(bank: Bank, seen: set[str]) -> list[Note]:
    """Official columns the file lacks."""
    return [
        Note(column.heading, "Столбца в файле нет: эти сведения останутся как были.")
        for column in official_columns(bank)
        if column.code not in seen | {"number", "companion", "companion_place"}
    ]


def _left_out(headings: dict[str, str], rows: list[SheetRow]) -> list[Note]:
    """What stands in the cells and is never made out of them."""
    texts = {
        "agreed": "Согласие – отдельный документ: из файла оно не записывается, внесите его само.",
        "companion": "Пары из файла не создаются: они составляются в разделе «Пары и группы».",
    }
    filled = {code for row in rows for code in row.cells}
    return [Note(headings[code], text) for code, text in texts.items() if code in filled]


def _sheet_notes(sheet: Sheet, visible: list[Sheet]) -> list[Note]:
    notes = [
        Note("", f"Лист «{other.name}» не читался: загружается один лист, «{sheet.name}».")
        for other in visible
        if other is not sheet
    ]
    if sheet.truncated:
        notes.append(Note("", f"Лист длиннее {len(sheet.rows)} строк: остальные не прочитаны."))
    return notes


def _rows(sheet: Sheet, header: int, columns: list[tuple[int, SheetColumn]]) -> Iterator[SheetRow]:
    """Rows that hold somebody: not empty, not the column numbers, not a lone running number."""
    for index, row in enumerate(sheet.rows[header + 1 :], start=header + 1):
        if _is_numbering(row):
            continue
        cells: dict[str, Cell] = {}
        for position, column in columns:
            if not _is_blank(row[position]):
                cells.setdefault(column.code, row[position])
        if cells.keys() - {"number"}:
            yield SheetRow(index + 1, cells)


def _is_blank(cell: Cell) -> bool:
    try:
        return is_empty(cell)
    except ValueError:  # an error of a formula is no emptiness: its row tells of it
        return False


def _is_numbering(row: Row) -> bool:
    """The row «1 2 3 …» under the headings of official forms."""
    texts = [text for cell in row if (text := _shown(cell))]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]
