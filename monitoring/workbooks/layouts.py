"""What was read out of a form: its sheets, marked cells with their parts, blocks of rows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from openpyxl.utils import get_column_letter

from monitoring.workbooks.marks import Mark, MarkError, Part, lone_mark, marks_of, parse_cell
from monitoring.workbooks.references import Block

# What rows are repeated by, and how they are called in words.
BLOCKS = {
    "schools": "по организациям",
    "municipalities": "по муниципалитетам",
    "pairs": "по парам и группам",
    "directions": "по направлениям работы",
    "forms": "по формам наставничества",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a form, and where; an error keeps it from being accepted."""

    place: str
    text: str
    is_error: bool = True


@dataclass(frozen=True)
class FormBlock:
    """Rows that are repeated, what they are repeated by, and which of them are wanted."""

    first: int
    last: int
    kind: str
    options: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def title(self) -> str:
        return BLOCKS[self.kind]

    def __contains__(self, row: int) -> bool:
        return self.first <= row <= self.last


@dataclass(frozen=True)
class FormCell:
    """A marked cell: words and marks in turn, without the marks that only bound a block."""

    sheet: str
    row: int
    column: int
    parts: tuple[Part, ...]
    block: FormBlock | None = None

    @property
    def address(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def lone(self) -> Mark | None:
        return lone_mark(self.parts)

    @property
    def marks(self) -> list[Mark]:
        return marks_of(self.parts)


@dataclass(frozen=True)
class FormSheet:
    """A sheet of a form as far as filling and checking need it."""

    name: str
    cells: tuple[FormCell, ...]
    blocks: tuple[FormBlock, ...]
    headers: tuple[tuple[str, tuple[Part, ...]], ...]
    scan: Mapping[str, Any]

    def place(self, row: int, column: int) -> str:
        return f"{self.name}!{get_column_letter(column)}{row}"


@dataclass(frozen=True)
class FormLayout:
    """All sheets, and what could not be read in them."""

    sheets: tuple[FormSheet, ...]
    problems: tuple[Problem, ...]
    scan: Mapping[str, Any]

    @property
    def cells(self) -> Iterator[FormCell]:
        return (cell for sheet in self.sheets for cell in sheet.cells)


def layout_of(scan: Mapping[str, Any]) -> FormLayout:
    """The layout of what the child read."""
    problems: list[Problem] = []
    sheets = tuple(_sheet(sheet, problems) for sheet in scan["sheets"])
    return FormLayout(sheets, tuple(problems), scan)


def _sheet(scan: Mapping[str, Any], problems: list[Problem]) -> FormSheet:
    name = scan["name"]
    parsed = []
    # Forms read before the words beside were kept have none.
    questions = {(row, column): words for row, column, words in scan.get("beside", ())}
    for row, column, text in scan["marked"]:
        try:
            parts = parse_cell(text)
            parsed.append((row, column, _asked(parts, questions.get((row, column), ""))))
        except MarkError as error:
            problems.append(Problem(f"{name}!{get_column_letter(column)}{row}", str(error)))
    blocks = _blocks(name, parsed, problems)
    cells = []
    for row, column, parts in parsed:
        block = next((block for block in blocks if row in block), None)
        kept = tuple(part for part in parts if isinstance(part, str) or part.kind != "rows")
        cells.append(FormCell(name, row, column, kept, block))
    headers = []
    for tag, text in scan["headers"]:
        try:
            headers.append((tag, tuple(parse_cell(text))))
        except MarkError as error:
            problems.append(Problem(f"{name}, колонтитул", str(error)))
    problems += _torn(name, scan, blocks)
    return FormSheet(name, tuple(cells), tuple(blocks), tuple(headers), scan)


def _asked(parts: list[Part], question: str) -> list[Part]:
    """A manual mark without a title of its own asks what the form says beside it."""
    return [
        replace(part, options={"title": question} | part.options)
        if question and isinstance(part, Mark) and part.kind == "manual"
        else part
        for part in parts
    ]


def _blocks(
    sheet: str, parsed: list[tuple[int, int, list[Part]]], problems: list[Problem]
) -> list[FormBlock]:
    """Blocks by the marks that open and close them; without an end a block is one row."""
    blocks: list[FormBlock] = []
    is_open = False
    for row, column, parts in sorted(parsed, key=lambda cell: cell[:2]):
        for mark in marks_of(parts):
            if mark.kind != "rows":
                continue
            place = f"{sheet}!{get_column_letter(column)}{row}"
            what = mark.path[0] if mark.path else ""
            if what == "end" and is_open:
                opened = blocks.pop()
                blocks.append(FormBlock(opened.first, row, opened.kind, opened.options))
                is_open = False
            elif what == "end":
                problems.append(Problem(place, "Конец строк без начала: перед ним нет rows.…"))
            elif what not in BLOCKS:
                known = ", ".join(f"rows.{kind}" for kind in BLOCKS)
                problems.append(
                    Problem(place, f"Строки «{mark.name}» не повторяются. Есть: {known}.")
                )
            elif blocks and row <= blocks[-1].last:
                problems.append(Problem(place, "Повторяемые строки внутри повторяемых не бывают."))
            else:
                blocks.append(FormBlock(row, row, what, mark.options))
                is_open = True
    return blocks


def _torn(sheet: str, scan: Mapping[str, Any], blocks: list[FormBlock]) -> Iterator[Problem]:
    """Merged cells and tables that a repeated block would tear."""
    for area in scan["merged"]:
        rows = [int(number) for number in re.findall(r"[0-9]+", area)]
        for block in blocks:
            inside = [row in block for row in (rows[0], rows[-1])]
            spans = rows[0] < block.first and rows[-1] > block.last
            if spans or (any(inside) and not all(inside)):
                yield Problem(
                    f"{sheet}!{area}",
                    "Объединённые ячейки заходят в повторяемые строки и выходят из них: при "
                    "повторе они разорвались бы. Разъедините их или объедините внутри строк.",
                )
    for area, headed in scan["tables"]:
        rows = [int(number) for number in re.findall(r"[0-9]+", area)]
        header = range(rows[0], rows[0] + int(headed))
        if any(cell[0] in header for cell in scan["marked"]):
            yield Problem(
                f"{sheet}!{area}",
                "В шапке «умной таблицы» стоит имя: Excel посчитает файл испорченным. Преобразуйте "
                "таблицу в диапазон.",
            )


def expansion_blocks(sheet: FormSheet, copies: Mapping[FormBlock, int]) -> list[Block]:
    return [Block(block.first, block.last, copies[block]) for block in sheet.blocks]
