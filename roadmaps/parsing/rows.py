"""Says of every row of the table what it is: task, section, continuation, or to be dropped."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from roadmaps.deadlines import read
from roadmaps.parsing.columns import role_of
from roadmaps.parsing.numbers import (
    Caption,
    is_number,
    names_section,
    parts_of,
    split_caption,
)
from roadmaps.parsing.tables import FoundTable, Row
from roadmaps.parsing.values import Role

SEPARATOR = re.compile(r"[\s:|+]*[-=_–—]{2,}[\s:|+=_–—-]*|[-=_–—]")
PAGE_NUMBER = re.compile(r"[-–—\s]*\d{1,3}[-–—\s]*|стр(?:аница|\.)?\s*\d+.*", re.IGNORECASE)
BARE_YEAR = re.compile(r"\d{4}\s*(?:г|год|года)?\.?", re.IGNORECASE)
HEADING_ENDS = (Role.RESULT, Role.REPORT, Role.RESPONSIBLE)
WHEN = (Role.DEADLINE, Role.START, Role.END, Role.WHEN)


class RowKind(Enum):
    """The values of dropped kinds are the reasons shown to the person."""

    TASK = "task"
    SECTION = "section"
    SUBHEADING = "subheading"
    CONTINUATION = "continuation"
    HEADING = "заголовок таблицы"
    NUMBERING = "нумерация столбцов"
    SEPARATOR = "разделитель строк"
    PAGE = "номер страницы"
    NUMBER_ONLY = "номер без текста"
    LOST = "продолжение без начала"


DROPPED = {
    RowKind.HEADING,
    RowKind.NUMBERING,
    RowKind.SEPARATOR,
    RowKind.PAGE,
    RowKind.NUMBER_ONLY,
    RowKind.LOST,
}


@dataclass(frozen=True)
class Sheet:
    """A table's rows with what is known of their style as a whole."""

    table: FoundTable

    def place(self, role: Role) -> int | None:
        roles = [column.role for column in self.table.columns]
        return roles.index(role) if role in roles else None

    def value(self, row: Row, *roles: Role) -> str:
        """The text of the columns of these roles; "" for a row of plain text."""
        if row.is_text:
            return ""
        pairs = zip(self.table.columns, row.cells, strict=True)
        return "\n".join(cell for column, cell in pairs if column.role in roles and cell)

    def is_covered(self, row: Row, *roles: Role) -> bool:
        """Whether a merged cell that begins above says it for this row too."""
        pairs = zip(self.table.columns, row.covered, strict=False)
        return any(text and column.role in roles for column, text in pairs)

    @cached_property
    def naming_place(self) -> int:
        """The column that names the task: «Мероприятие», or «Этап» where there is none."""
        places = [self.place(role) for role in (Role.TITLE, Role.STAGE)]
        return next(place for place in places if place is not None)

    @cached_property
    def number_place(self) -> int | None:
        return self.place(Role.NUMBER)

    @cached_property
    def has_deadlines(self) -> bool:
        return any(self.place(role) is not None for role in WHEN)

    @cached_property
    def has_stage_and_title(self) -> bool:
        return None not in (self.place(Role.STAGE), self.place(Role.TITLE))

    @cached_property
    def body(self) -> list[Row]:
        """Rows after the heading that say something."""
        rows = self.table.rows[self.table.heading_rows :]
        return [row for row in rows if self.plain_kind(row) is None]

    @cached_property
    def is_numbered(self) -> bool:
        """Whether tasks carry numbers; Word's automatic numbers are not in the text."""
        full = [row for row in self.body if not row.is_text and self.caption(row) is None]
        named = [row for row in full if row.cells[self.naming_place]]
        numbered = [row for row in named if self.value(row, Role.NUMBER)]
        return len(numbered) * 2 >= max(len(named), 1) and bool(numbered)

    @cached_property
    def is_hierarchical(self) -> bool:
        """Whether tasks are numbered 1.1, so that a plain 1 is a section."""
        return any(len(self.parts(row) or ()) > 1 for row in self.body)

    @cached_property
    def captions_begin_the_table(self) -> bool:
        """Whether the first row is a heading without a number: then others like it are too."""
        return bool(self.body) and self.caption(self.body[0]) is not None

    @cached_property
    def has_text_sections(self) -> bool:
        """Whether headings are lines without cells, as a merged row of Word is pasted: such a
        line begins the table, and more follow. Otherwise they are the rest of a cell: of the
        heading's last one, if they read like «Вид документа»."""
        after = zip(self.body, self.body[1:], strict=False)
        captions = [row for row, below in after if _may_head(row, below)]
        begins = len(captions) > 1 and captions[0] is self.body[0]
        return begins and role_of(captions[0].text) not in HEADING_ENDS

    def parts(self, row: Row) -> tuple[int, ...] | None:
        caption = self.caption(row)
        return parts_of(caption.number if caption else self.value(row, Role.NUMBER))

    def plain_kind(self, row: Row) -> RowKind | None:
        """The kind of rows without a meaning of their own, or None."""
        filled = [cell for cell in row.cells if cell]
        if row.is_text:
            return RowKind.PAGE if PAGE_NUMBER.fullmatch(filled[0]) else None
        if row.cells == self.table.rows[0].cells:
            return RowKind.HEADING
        if all(SEPARATOR.fullmatch(cell) for cell in filled):
            return RowKind.SEPARATOR
        digits = [str(number) for number in range(1, len(filled) + 1)]
        if len(filled) > 1 and [cell.rstrip(".") for cell in filled] == digits:
            return RowKind.NUMBERING
        alone = len(filled) == 1 and bool(self.value(row, Role.NUMBER))
        return RowKind.NUMBER_ONLY if alone and is_number(filled[0]) else None

    def heads_text(self, row: Row) -> bool:
        below = _next_rows(self, row)[:1]
        return self.has_text_sections and bool(below) and _may_head(row, below[0])

    def caption(self, row: Row) -> Caption | None:
        """The number and text of a row that has nothing else."""
        if row.is_text:
            caption = split_caption(row.cells[0])
            return caption if caption.number or self.heads_text(row) else None
        filled = [place for place, cell in enumerate(row.cells) if cell]
        if self.is_covered(row, *WHEN):
            return None  # its deadline is merged with the one above: no heading
        named = (self.naming_place, self.place(Role.STAGE))
        if len(filled) == 1 and filled[0] in (0, self.number_place, *named):
            return split_caption(row.cells[filled[0]])
        if len(filled) == 2 and filled[0] == self.number_place and filled[1] in named:
            return Caption(row.cells[filled[0]], row.cells[filled[1]])
        return None


def kinds_of(table: FoundTable) -> list[RowKind]:
    """The kind of each row of the table, in order."""
    sheet = Sheet(table)
    kinds = [RowKind.HEADING] * table.heading_rows
    deadline = ""
    for row in table.rows[table.heading_rows :]:
        kind = sheet.plain_kind(row) or _kind(sheet, row, deadline)
        begun = any(known not in DROPPED for known in kinds)
        if kind is RowKind.CONTINUATION and not begun:
            is_heading = row.is_text or table.rows[0].row == row.row - 1
            kind = RowKind.HEADING if is_heading else RowKind.LOST
        kinds.append(kind)
        if kind is RowKind.TASK:
            deadline = sheet.value(row, *WHEN)
    return kinds


def _kind(sheet: Sheet, row: Row, deadline: str) -> RowKind:
    caption = sheet.caption(row)
    if caption:
        return _kind_of_caption(sheet, row, caption)
    if row.is_text:
        return RowKind.CONTINUATION
    if sheet.value(row, Role.NUMBER):
        return RowKind.TASK
    return _kind_without_number(sheet, row, deadline)


def _kind_without_number(sheet: Sheet, row: Row, deadline: str) -> RowKind:
    """A row without a number goes on with the one above unless it names a task and its term."""
    name = row.cells[sheet.naming_place]
    if not name:
        return RowKind.CONTINUATION
    if sheet.is_covered(row, *WHEN):
        return RowKind.TASK if _begins_sentence(name) else RowKind.CONTINUATION
    own_deadline = sheet.value(row, *WHEN)
    if own_deadline:
        splits = BARE_YEAR.fullmatch(own_deadline) and "Год не указан" in read(deadline).unclear
        return RowKind.CONTINUATION if splits else RowKind.TASK
    if sheet.is_numbered and sheet.has_deadlines and not sheet.has_stage_and_title:
        return RowKind.CONTINUATION
    return RowKind.TASK if _begins_sentence(name) else RowKind.CONTINUATION


def _kind_of_caption(sheet: Sheet, row: Row, caption: Caption) -> RowKind:
    if names_section(caption.number):
        return RowKind.SECTION
    if not caption.number:
        return _kind_of_bare_caption(sheet, row, caption)
    parts = parts_of(caption.number)
    following = _next_rows(sheet, row)
    if parts and _has_children(sheet, parts, following):
        return RowKind.SECTION if len(parts) == 1 else RowKind.SUBHEADING
    if row.is_text:
        return RowKind.CONTINUATION
    if sheet.value(row, Role.NUMBER) == "" or row.cells[sheet.naming_place] == "":
        return RowKind.SECTION  # one merged cell over the whole row
    if parts and len(parts) == 1 and sheet.is_hierarchical:
        return RowKind.SECTION
    if parts and following and sheet.has_deadlines:
        unlike = sheet.parts(following[0]) != (*parts[:-1], parts[-1] + 1)
        return RowKind.SECTION if unlike and len(parts) == 1 else RowKind.TASK
    return RowKind.TASK


def _kind_of_bare_caption(sheet: Sheet, row: Row, caption: Caption) -> RowKind:
    if not _begins_sentence(caption.title):
        return RowKind.CONTINUATION
    is_alone = row.is_text or row.cells[sheet.naming_place] == ""
    if is_alone or not sheet.is_numbered or sheet.captions_begin_the_table:
        return RowKind.SECTION
    return RowKind.CONTINUATION


def _next_rows(sheet: Sheet, row: Row) -> list[Row]:
    place = next(place for place, known in enumerate(sheet.body) if known is row)
    return sheet.body[place + 1 :]


def _has_children(sheet: Sheet, parts: tuple[int, ...], following: list[Row]) -> bool:
    """Whether the next numbered row is one level deeper: 7.1 is followed by 7.1.1."""
    numbers = (sheet.parts(row) for row in following)
    nearest = next((number for number in numbers if number), ())
    return len(nearest) > len(parts) and nearest[: len(parts)] == parts


def _may_head(row: Row, below: Row) -> bool:
    """A line of text that looks like a heading over a row of cells."""
    text = row.cells[0]
    return row.is_text and not below.is_text and text[:1].isupper() and text[-1] not in ".,;:"


def _begins_sentence(text: str) -> bool:
    return text[:1].isupper() or text[:1] in ("«", '"') or text[:1].isdigit()
