"""People of a table under a mapping of its columns: rows that are none are told, never lost."""

from collections.abc import Iterator, Mapping

from mentorship.bank.banks import Bank
from mentorship.bank.importing.guesses import is_class, is_name, seen, shown
from mentorship.bank.importing.joining import joined
from mentorship.bank.importing.sections import (
    Section,
    class_in,
    is_numbering,
    is_signature,
    is_total,
    lone_text,
    section_of,
)
from mentorship.bank.importing.values import Header, Note
from mentorship.core.cells import is_empty
from mentorship.core.spreadsheets import Cell, Row, Sheet
from mentorship.core.spreadsheets.lists import ListRow

_NAMES = ("name", "surname")
_FEW = 3  # cells of a row that may be a section, a total or a signature
_HEADINGS = ("фио", "ф.и", "ф. и", "фамил")
_FIRST_NUMBERS = (1, "1", "1.", "А", "A")
_MOST_TOLD = 5

Cells = dict[str, list[Cell]]


class TableReader:
    """Reads the rows under a header; `notes` tell by which rules, once `people` are read."""

    def __init__(
        self, sheet: Sheet, header: Header, mapping: Mapping[int, str], bank: Bank
    ) -> None:
        self.sheet, self.header, self.bank = sheet, header, bank
        self.columns = sorted(mapping.items())
        self.codes = frozenset(mapping.values())
        self.sections: dict[str, str] = {}
        self.filled_down = merged_down(sheet, header.first_row)
        self.told: dict[str, list[str]] = {}
        self.notes: list[Note] = []

    def people(self) -> list[ListRow]:
        if "place" not in self.codes:
            self.take_class_of_title()
        self.fill_sparse_classes()
        rows = [
            ListRow(number, joined(cells, self.bank)) for number, cells in self.rows_of_people()
        ]
        for text, numbers in self.told.items():
            self.notes.append(Note("", text.format(_listed(numbers))))
        return rows

    def rows_of_people(self) -> Iterator[tuple[int, Cells]]:
        """Cells by code of each person; rows of one merged name are one person."""
        last: tuple[int, Cells] | None = None
        for index in range(self.header.first_row, len(self.sheet.rows)):
            row = self.sheet.rows[index]
            if self.begins_other_table(index):
                break
            if self.is_no_person(index, row):
                continue
            cells = self.cells_of(index, row)
            if not cells.keys() - {"number"}:
                continue
            if last and self.continues_name(index):
                _add(last[1], cells)
                self.tell("Строки одного человека ({}) соединены: имя в них объединено.", index)
                continue
            if last:
                yield last
            last = index + 1, self.with_section(cells)
        if last:
            yield last

    def cells_of(self, index: int, row: Row) -> Cells:
        cells: Cells = {}
        for position, code in self.columns:
            cell = row[position] if position < len(row) else None
            if is_blank(cell) and (first := self.filled_down.get((index, position))) is not None:
                cell = self.sheet.rows[first][position]
            if not is_blank(cell):
                cells.setdefault(code, []).append(cell)
        return cells

    def continues_name(self, index: int) -> bool:
        return any(
            (index, position) in self.filled_down
            for position, code in self.columns
            if code in _NAMES
        )

    def with_section(self, cells: Cells) -> Cells:
        for code, value in self.sections.items():
            cells.setdefault(code, [value])
        return cells

    def is_no_person(self, index: int, row: Row) -> bool:
        filled = [cell for cell in row if cell is not None]
        if not filled or row in [self.sheet.rows[at] for at in self.header.rows]:
            return True
        if filled[0] in _FIRST_NUMBERS and is_numbering([shown(cell) for cell in row]):
            self.tell("Строка с номерами столбцов ({}) пропущена.", index)
            return True
        if len(filled) > _FEW and not str(filled[0]).lower().startswith(("ито", "все")):
            return False
        return self.is_aside(index, [seen(cell) for cell in row])

    def is_aside(self, index: int, texts: list[str]) -> bool:
        """A section, a total, a signature, a subtitle over the whole row."""
        if is_total(texts):
            self.tell("Итоговые строки ({}) не о людях: пропущены.", index)
            return True
        if section := section_of(texts):
            self.open(section, index, texts)
            return True
        if any(code in _NAMES for _, code in self.columns) and not self.names_somebody(texts):
            if is_signature(texts):
                self.tell("Подписи под таблицей ({}) пропущены.", index)
                return True
            if (text := lone_text(texts)) and self.lies_across(index, texts):
                self.tell(f"Подзаголовок «{text[:60]}» ({{}}) не загружается.", index)
                return True
        return False

    def names_somebody(self, texts: list[str]) -> bool:
        return any(
            is_name(texts[position])
            for position, code in self.columns
            if code in _NAMES and position < len(texts)
        )

    def lies_across(self, index: int, texts: list[str]) -> bool:
        column = next(position for position, text in enumerate(texts) if text)
        return any(
            m.first_row == index and m.first_column <= column < m.last_column
            for m in self.sheet.merged
        )

    def open(self, section: Section, index: int, texts: list[str]) -> None:
        if section.code == "category":
            self.sections.pop("place", None)
        self.sections[section.code] = section.value
        self.tell(f"«{lone_text(texts)[:60]}» ({{}}) отнесено ко всем строкам ниже.", index)

    def begins_other_table(self, index: int) -> bool:
        """A second header further down: what follows is another table."""
        row = self.sheet.rows[index]
        if not any(isinstance(c, str) and c.lower().startswith(_HEADINGS) for c in row):
            return False
        if row in [self.sheet.rows[at] for at in self.header.rows] or is_name_row(row):
            return False
        text = "начинается другая таблица: она не прочитана, загрузите её отдельно."
        self.notes.append(Note("", f"В строке {index + 1} {text}"))
        return True

    def take_class_of_title(self) -> None:
        """«Список 5 «А» класса» above the table or on the tab, where no column tells the class."""
        above = self.sheet.rows[: self.header.first_row]
        titles = [self.sheet.name, *(lone_text([shown(cell) for cell in row]) for row in above)]
        section = section_of([self.sheet.name])
        found = [section.value] if section and section.code == "place" else []
        if classes := found or [c for title in titles if (c := class_in(title))]:
            self.sections["place"] = classes[0]
            self.notes.append(Note("", f"Класс {classes[0]} взят из названия таблицы."))

    def fill_sparse_classes(self) -> None:
        """A class written once for the rows below it, without merging: each class comes once."""
        for position, code in self.columns:
            if code != "place":
                continue
            column = [row[position] for row in self.sheet.rows[self.header.first_row :]]
            texts = [shown(cell) for cell in column]
            filled = [text for text in texts if text]
            if not 1 < len(filled) == len(set(filled)) or len(filled) * 2 > len(texts):
                continue
            if texts[0] and all(map(is_class, filled)):
                self.fill_down(position, texts)

    def fill_down(self, position: int, texts: list[str]) -> None:
        first = 0
        for index, text in enumerate(texts):
            first = index if text else first
            if not text:
                start = self.header.first_row
                self.filled_down[start + index, position] = start + first
        heading = self.header.headings[position]
        self.notes.append(Note(heading, "Класс написан один раз на несколько строк: дополнен."))

    def tell(self, text: str, index: int) -> None:
        self.told.setdefault(text, []).append(str(index + 1))


def is_between(row: Row) -> bool:
    """A row between people, whatever the columns are: numbers of columns, a total, a section."""
    filled = [cell for cell in row if cell is not None]
    if filled and filled[0] in _FIRST_NUMBERS:
        return is_numbering([shown(cell) for cell in row])
    if len(filled) > _FEW:
        return False
    texts = [seen(cell) for cell in row]
    return is_total(texts) or section_of(texts) is not None


def merged_down(sheet: Sheet, first_row: int) -> dict[tuple[int, int], int]:
    """Place of each cell under a merged one, and the row its value stands in."""
    return {
        (row, merged.first_column): merged.first_row
        for merged in sheet.merged
        if merged.first_row >= first_row
        for row in range(merged.first_row + 1, min(merged.last_row + 1, len(sheet.rows)))
    }


def is_blank(cell: Cell) -> bool:
    try:
        return is_empty(cell)
    except ValueError:  # an error of a formula is no emptiness: its row tells of it
        return False


def is_name_row(row: Row) -> bool:
    """Whether somebody is called so: «Фамильцев Пётр» is no heading."""
    return any(is_name(shown(cell)) and not _is_heading(shown(cell)) for cell in row)


def _is_heading(text: str) -> bool:
    return text.lower().split()[0].strip(",.") in ("фио", "фамилия", "ф", "ф.и.о")


def _add(cells: Cells, more: Cells) -> None:
    for code, values in more.items():
        known = cells.setdefault(code, [])
        known += [value for value in values if value not in known]


def _listed(numbers: list[str]) -> str:
    shown_ones = ", ".join(numbers[:_MOST_TOLD])
    if len(numbers) == 1:
        return f"строка {shown_ones}"
    rest = f" и ещё {len(numbers) - _MOST_TOLD}" if len(numbers) > _MOST_TOLD else ""
    return f"строки {shown_ones}{rest}"
