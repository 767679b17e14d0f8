"""What the tables of a file seem to hold, and the rows that a mapping of columns makes of one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

from openpyxl.utils import get_column_letter

from mentorship.bank.banks import BANKS, Bank
from mentorship.bank.importing.columns import (
    JOINED,
    SheetColumn,
    codes_of,
    column_of,
    heading_of,
    is_official,
    never_guessed,
    official_columns,
)
from mentorship.bank.importing.guesses import JUDGED, guess_code, shown
from mentorship.bank.importing.headers import HEADER_WITHIN, find_header, header_at
from mentorship.bank.importing.joining import WHOLE
from mentorship.bank.importing.rows import TableReader, is_between
from mentorship.bank.importing.special import key_of, reason_against, special_kind
from mentorship.bank.importing.telling import bank_of_own_columns, own_bank
from mentorship.bank.importing.values import (
    BankSheet,
    ColumnProposal,
    Header,
    Note,
    Sureness,
    TableProposal,
)
from mentorship.core.exceptions import DomainError
from mentorship.core.formats.limits import MAX_COLUMNS
from mentorship.core.spreadsheets import Cell, Sheet, Workbook
from mentorship.core.spreadsheets.lists import ListRow

__all__ = ["apply_mapping", "header_at", "propose", "propose_table", "remembered_of"]

SAMPLES, LONGEST_SAMPLE = 3, 60
EMPTY = "Файл пуст: в нём нет ни одной строки. Возьмите за основу образец."
UNTOLD = (
    "Не удалось понять, чей это список. Назовите столбец «ФИО наставляемого» или "
    "«ФИО наставника» либо выберите базу перед загрузкой."
)
NO_HEADER = (
    f"Не найдена строка заголовков: в первых {HEADER_WITHIN} строках нет столбцов "
    "«ФИО наставляемого» или «ФИО наставника» и нет имён. Возьмите за основу образец."
)
NO_PEOPLE = "В таблице нет строк: под заголовками нет ни одной строки с данными."
_OTHER_SHEET = "Лист «{}» не читался: загружается один лист, «{}»."
_OTHER_TABLES = {"docx": "«{}» не читалась: загружается одна таблица, «{}»."}
_TITLE_WORDS = {Bank.MENTORS: "наставник", Bank.MENTEES: "наставляем"}

Found = dict[int, tuple[str, Sureness]]


def propose(
    workbook: Workbook, bank: Bank | None, remembered: Mapping[str, str]
) -> list[TableProposal]:
    """Every table of the file with proposed columns, the likeliest first; never empty.

    `remembered` are codes by the key of a heading (`remembered_of`), an empty code for a column
    left out on purpose. DomainError when no table holds anything at all.
    """
    proposals = [
        propose_table(workbook, index, bank, remembered)
        for index, sheet in enumerate(workbook.sheets)
        if sheet.rows and not sheet.hidden
    ]
    if not proposals:
        raise DomainError(EMPTY)
    return sorted(proposals, key=_unlikely)


def _unlikely(table: TableProposal) -> tuple[bool, int, int, int]:
    known = len({column.code for column in table.columns} - {""})
    return bool(table.problem), -known, -table.people, table.sheet


def propose_table(
    workbook: Workbook,
    index: int,
    bank: Bank | None,
    remembered: Mapping[str, str],
    header: Header | None = None,
) -> TableProposal:
    """One table of the file, under the header a person points to (`header_at`) or the one found."""
    sheet = workbook.sheets[index]
    found = header or find_header(sheet, remembered.keys())
    told = own_bank(found.headings) if found else None
    asked = bank or told or _bank_of_title(sheet, found)
    shown_header = found or header_at(sheet, ())
    columns = _columns(sheet, shown_header, asked, remembered)
    table = TableProposal(
        sheet=index,
        name=sheet.name,
        bank=asked,
        told_bank=told,
        header=shown_header,
        columns=columns,
        people=_people(sheet, shown_header, columns),
        notes=(
            *_sheet_notes(workbook, index),
            *(Note(column.heading, column.refused) for column in columns if column.refused),
        ),
    )
    problem = _problem(bank, asked, told, table) if found else NO_HEADER
    filled = [row for row in sheet.rows if any(cell is not None for cell in row)]
    below = filled[1:] if found is None else sheet.rows[found.first_row :]
    is_empty = not any(cell is not None for row in below for cell in row)
    return replace(table, problem=NO_PEOPLE if found and is_empty else problem, is_empty=is_empty)


def _bank_of_title(sheet: Sheet, header: Header | None) -> Bank | None:
    """The bank named above the table or on its tab, if it is one of the two."""
    above = sheet.rows[: header.first_row] if header else sheet.rows[:HEADER_WITHIN]
    title = " ".join([sheet.name, *(shown(cell) for row in above for cell in row)]).lower()
    banks = {bank for bank, word in _TITLE_WORDS.items() if word in title}
    return banks.pop() if len(banks) == 1 else None


def _columns(
    sheet: Sheet, header: Header, bank: Bank | None, remembered: Mapping[str, str]
) -> tuple[ColumnProposal, ...]:
    bare = [_bare(sheet, header, position) for position in range(len(header.headings))]
    if bank is None:
        return tuple(bare)
    codes = _codes_by_heading(bank, header, remembered)
    codes |= _codes_by_content(sheet, header, bank, codes)
    return tuple(
        column
        if column.refused or column.position not in codes
        else replace(column, code=codes[column.position][0], sureness=codes[column.position][1])
        for column in bare
    )


def _bare(sheet: Sheet, header: Header, position: int) -> ColumnProposal:
    heading = header.headings[position]
    kind = special_kind(heading)
    return ColumnProposal(
        position=position,
        letter=get_column_letter(position + 1),
        heading=heading,
        samples=() if kind else _samples(sheet, header, position),
        refused=reason_against(kind) if kind else "",
    )


def _samples(sheet: Sheet, header: Header, position: int) -> tuple[str, ...]:
    rows = (row for row in sheet.rows[header.first_row :] if row[position] is not None)
    texts = (shown(row[position]) for row in rows if not is_between(row))
    return tuple(text[:LONGEST_SAMPLE] for text in islice(filter(None, texts), SAMPLES))


def _codes_by_heading(bank: Bank, header: Header, remembered: Mapping[str, str]) -> Found:
    """What the school has chosen before, else what the headings mean; a repeated one is left."""
    found: Found = {}
    for position, heading in enumerate(header.headings):
        code = remembered.get(key_of(heading)) if heading else None
        if code is not None and (not code or code in codes_of(bank)):
            found[position] = code, Sureness.REMEMBERED
    after = ""
    for position, heading in enumerate(header.headings):
        column = column_of(bank, heading)
        if position in found or column is None or special_kind(heading):
            continue
        code = _of_companion(bank, column, after, _taken(found))
        if code in JOINED or code not in _taken(found):
            sure = Sureness.OFFICIAL if is_official(bank, heading) else Sureness.OWN
            found[position] = code, sure
        after = code if code in ("name", "surname", "companion") else after
    return found


def _of_companion(bank: Bank, column: SheetColumn, after: str, taken: set[str]) -> str:
    """A class beside the mentee's name in a list of mentors is not the mentor's, nor a position
    beside the mentor's name in a list of mentees the mentee's; a second telephone is nobody's."""
    if after != "companion":
        return column.code
    others = {Bank.MENTORS: "Класс", Bank.MENTEES: "Должность"}
    if column.code == "place" and (column.heading == others[bank] or "place" in taken):
        return "companion_place"
    return "companion" if column.code == "contacts" and "contacts" in taken else column.code


def _taken(found: Found) -> set[str]:
    return {code for code, _ in found.values()}


def _codes_by_content(sheet: Sheet, header: Header, bank: Bank, known: Found) -> Found:
    """Columns without a heading by their cells; under an unknown one only the missing name."""
    found: Found = {}
    taken = _taken(known)
    for position, heading in enumerate(header.headings):
        if position in known or never_guessed(heading):
            continue
        code = guess_code(_cells(sheet, header, position))
        is_missing_name = code == "name" and not taken & {"name", "surname"}
        if code and code not in taken and (not heading or is_missing_name):
            found[position] = code, Sureness.CONTENT
            taken.add(code)
    return found | _beside_patronymic(found, header, known)


def _beside_patronymic(found: Found, header: Header, known: Found) -> Found:
    """Surname and first name stand to the left of a column of patronymics, each in its own."""
    place = next((p for p, (code, _) in found.items() if code == "patronymic"), 0)
    sides = {place - 2: "surname", place - 1: "first_name"}
    if place < 2 or sides.keys() & (known.keys() | found.keys()):
        return {}
    return {p: (code, Sureness.CONTENT) for p, code in sides.items() if not header.headings[p]}


def _cells(sheet: Sheet, header: Header, position: int) -> list[Cell]:
    rows = sheet.rows[header.first_row : header.first_row + JUDGED]
    return [row[position] for row in rows if row[position] is not None and not is_between(row)]


def _people(sheet: Sheet, header: Header, columns: tuple[ColumnProposal, ...]) -> int:
    """How many rows have a name: what is likely to be read."""
    names = [column.position for column in columns if column.code in ("name", "surname")]
    rows = (row for row in sheet.rows[header.first_row :] if not is_between(row))
    return sum(any(row[position] is not None for position in names) for row in rows)


def _problem(
    wanted: Bank | None, bank: Bank | None, told: Bank | None, table: TableProposal
) -> str:
    """Why the proposed mapping cannot be applied yet."""
    if bank is None:
        named = any(_missing_name(b, table.header, _meant(b, table.header)) == "" for b in BANKS)
        return UNTOLD if named else _nobody(table.header)
    missing = _missing_name(bank, table.header, {column.code for column in table.columns})
    # The annex of an order names both: then it is a list for either bank.
    is_other = missing or bank_of_own_columns(table.header.headings)
    if wanted and told and wanted != told and is_other:
        return (
            f"В файле столбцы другой базы: это {BANKS[told].title.lower()}, "
            f"а выбрана {BANKS[wanted].title.lower()}."
        )
    if missing:
        return missing
    return "" if table.people else NO_PEOPLE


def _meant(bank: Bank, header: Header) -> set[str]:
    return {column.code for h in header.headings if (column := column_of(bank, h))}


def _missing_name(bank: Bank, header: Header, codes: set[str]) -> str:
    if codes & {"name", "surname"}:
        return ""
    return f"Нет обязательного столбца «{heading_of(bank, 'name')}». {_listed(header)}"


def _nobody(header: Header) -> str:
    return f"В таблице нет столбца с ФИО, а загружается список людей. {_listed(header)}"


def _listed(header: Header) -> str:
    found = ", ".join(f"«{heading}»" for heading in header.headings if heading)
    return f"Найдены столбцы: {found or 'ни одного с заголовком'}."


def _sheet_notes(workbook: Workbook, index: int) -> list[Note]:
    """What is left out of the file and by which rules its odd rows and columns are read."""
    sheet = workbook.sheets[index]
    texts = list(workbook.notes)
    texts += [
        _OTHER_TABLES.get(workbook.kind, _OTHER_SHEET).format(other.name, sheet.name)
        for other in workbook.sheets
        if other is not sheet and other.rows and not other.hidden
    ]
    if sheet.hidden_rows:
        texts.append(f"Скрытые строки ({_numbers(sheet.hidden_rows)}) прочитаны вместе с видимыми.")
    if sheet.hidden_columns:
        letters = ", ".join(get_column_letter(c + 1) for c in sorted(sheet.hidden_columns)[:10])
        texts.append(f"Скрытые столбцы ({letters}) прочитаны вместе с видимыми.")
    if sheet.truncated:
        texts.append(
            f"Лист длиннее {len(sheet.rows)} строк или шире {MAX_COLUMNS} столбцов: "
            "остальное не прочитано."
        )
    return [Note("", text) for text in texts]


def _numbers(rows: Iterable[int]) -> str:
    listed = [str(row + 1) for row in sorted(rows)]
    return ", ".join(listed[:10]) + (" …" if len(listed) > 10 else "")


def apply_mapping(
    sheet: Sheet, header: Header, mapping: Mapping[int, str | None], bank: Bank
) -> BankSheet:
    """Rows of a table under codes given by position; a column without a code is not read.

    DomainError in Russian: no column of names, no rows, a column of special data mapped.
    """
    codes = {p: code for p, code in mapping.items() if code and 0 <= p < len(header.headings)}
    _refuse(bank, header, codes)
    reader = TableReader(sheet, header, codes, bank)
    rows = reader.people()
    if not rows:
        raise DomainError(NO_PEOPLE)
    headings = _headings(header, codes)
    notes = [*reader.notes, *_unread(bank, header, codes), *_absent(bank, set(headings))]
    return BankSheet(bank, header.number, headings, rows, notes + _left_out(header, codes, rows))


def _refuse(bank: Bank, header: Header, codes: Mapping[int, str]) -> None:
    for position, code in codes.items():
        heading = header.headings[position]
        if kind := special_kind(heading):
            raise DomainError(f"Столбец «{heading}» загрузить нельзя. {reason_against(kind)}")
        if code not in codes_of(bank):
            raise DomainError(f"Столбцу «{heading}» выбрано то, чего в этой базе нет.")
    if text := _missing_name(bank, header, set(codes.values())):
        raise DomainError(text)


def _headings(header: Header, codes: Mapping[int, str]) -> dict[str, str]:
    """The words of the file by code; parts are named by what they make."""
    headings: dict[str, list[str]] = {}
    for position, code in sorted(codes.items()):
        heading = header.headings[position] or f"столбец {get_column_letter(position + 1)}"
        found = headings.setdefault(WHOLE.get(code, code), [])
        if code in JOINED or code in WHOLE or not found:
            found.append(heading)
    return {code: ", ".join(dict.fromkeys(found)) for code, found in headings.items()}


def _unread(bank: Bank, header: Header, codes: Mapping[int, str]) -> list[Note]:
    """Columns with a heading that are not read, and why."""
    notes = []
    for position, heading in enumerate(header.headings):
        if not heading or position in codes or special_kind(heading):
            continue
        column = column_of(bank, heading)
        if column is None:
            text = "Такого столбца в базе нет: он не загружается."
        elif column.code in codes.values():
            text = "Столбец повторяется: взят первый."
        else:
            text = "Столбец не выбран: он не загружается."
        notes.append(Note(heading, text))
    return notes


def _absent(bank: Bank, codes: set[str]) -> list[Note]:
    """Official columns the file lacks, in one line; of the days of entering the check tells."""
    known = codes | {"number", "companion", "companion_place", "entered_on"}
    absent = [f"«{c.heading}»" for c in official_columns(bank) if c.code not in known]
    text = f"В файле нет столбцов: {', '.join(absent)}. Эти сведения останутся как были."
    return [Note("", text)] if absent else []


def _left_out(header: Header, codes: Mapping[int, str], rows: list[ListRow]) -> list[Note]:
    """What stands in the cells and is never made out of them."""
    texts = {
        "agreed": "Согласие – отдельный документ: из файла оно не записывается, внесите его само.",
        "companion": "Пары из файла не создаются: они составляются в разделе «Пары и группы».",
    }
    filled = {code for row in rows for code in row.cells}
    return [
        Note(header.headings[position], texts[code])
        for position, code in sorted(codes.items())
        if code in texts and code in filled
    ]


def remembered_of(header: Header, mapping: Mapping[int, str | None]) -> dict[str, str]:
    """What to keep of a mapping for the next file: codes by the key of a heading."""
    return {
        key_of(header.headings[position]): code or ""
        for position, code in mapping.items()
        if 0 <= position < len(header.headings) and header.headings[position]
    }
