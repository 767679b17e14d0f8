"""Puts rows of known kinds together: continuations join, tasks go under their sections."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from roadmaps.parsing.lines import MARK
from roadmaps.parsing.numbers import is_number, names_section, parts_of, split_caption
from roadmaps.parsing.rows import DROPPED, WHEN, RowKind, Sheet, kinds_of
from roadmaps.parsing.tables import FoundTable, Row
from roadmaps.parsing.values import (
    Dropped,
    ParsedSection,
    ParsedTask,
    Remark,
    Role,
    Subheading,
)

# What a cell merged over several rows says to each of the tasks in them.
TOLD_FROM_ABOVE = {Role.DEADLINE, Role.START, Role.END, Role.RESPONSIBLE, Role.RESULT}
LONGEST_NUMBER = 40


@dataclass
class Draft:
    """A task, section or subheading with the continuations that came after it."""

    kind: RowKind
    sheet: Sheet
    cells: list[str]
    rows: list[int]
    raws: list[str]
    last_place: int  # the column that a line of plain text goes on with

    @property
    def row(self) -> int:
        return self.rows[0]

    def join(self, row: Row) -> None:
        self.rows += row.rows
        self.raws += row.raws
        if row.is_text:
            self.cells[self.last_place] += f"\n{row.text}"
            return
        for place, cell in enumerate(row.cells):
            if cell:
                self.cells[place] = f"{self.cells[place]} {cell}".strip()
                self.last_place = place

    def value(self, *roles: Role) -> str:
        columns = self.sheet.table.columns
        pairs = zip(columns, self.cells, strict=True)
        return "\n".join(cell for column, cell in pairs if column.role in roles and cell)


@dataclass
class Assembly:
    """Everything the rows of one table, or of several one after another, have become."""

    drafts: list[Draft] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    rows_read: int = 0


def assemble(tables: list[FoundTable]) -> Assembly:
    assembly = Assembly()
    for table in tables:
        sheet = Sheet(table)
        for row, kind in zip(table.rows, kinds_of(table), strict=True):
            assembly.rows_read += len(row.rows)
            _take(assembly, sheet, row, kind)
    return assembly


def _take(assembly: Assembly, sheet: Sheet, row: Row, kind: RowKind) -> None:
    if kind in DROPPED:
        assembly.dropped += [
            Dropped(number, kind.value, raw) for number, raw in zip(row.rows, row.raws, strict=True)
        ]
        return
    if kind is RowKind.CONTINUATION:
        begun = assembly.drafts[-1]
        begun.join(row)
        assembly.joined += row.rows
        if row.is_text:
            message = f"Строка без столбцов присоединена к ячейке строки {begun.row}"
            assembly.remarks.append(Remark(row.row, message))
        if sheet.value(row, *WHEN):
            message = f"Срок разбит на строки {begun.row} и {row.row}: «{deadline_of(begun)}»"
            assembly.remarks.append(Remark(row.row, message))
        return
    if row.is_text:
        message = "Строка без столбцов принята за заголовок раздела"
        assembly.remarks.append(Remark(row.row, message))
    assembly.drafts.append(_draft(sheet, row, kind))
    assembly.joined += row.rows if kind is RowKind.SUBHEADING else row.rows[1:]


def _draft(sheet: Sheet, row: Row, kind: RowKind) -> Draft:
    cells = list(row.cells)
    if row.is_text:
        cells = [""] * len(sheet.table.columns)
        cells[sheet.naming_place] = row.text
    elif kind is RowKind.TASK and row.covered:
        columns = zip(cells, row.covered, sheet.table.columns, strict=True)
        cells = [
            cell or (above if column.role in TOLD_FROM_ABOVE else "")
            for cell, above, column in columns
        ]
    last = max(place for place, cell in enumerate(cells) if cell)
    return Draft(kind, sheet, cells, list(row.rows), list(row.raws), last)


@dataclass
class _Section:
    row: int
    number: str
    title: str
    rows: tuple[int, ...] = ()
    tasks: list[ParsedTask] = field(default_factory=list)
    subheadings: list[Subheading] = field(default_factory=list)

    def parsed(self) -> ParsedSection:
        return ParsedSection(
            row=self.row,
            number=self.number,
            title=self.title,
            tasks=tuple(self.tasks),
            subheadings=tuple(self.subheadings),
            source_rows=self.rows,
        )


def sections_of(assembly: Assembly) -> tuple[ParsedSection, ...]:
    """Sections in order; tasks above the first one stand in a section without a title."""
    has_sections = any(draft.kind is RowKind.SECTION for draft in assembly.drafts)
    sections: list[_Section] = []
    for draft in assembly.drafts:
        opened = _opened_section(draft, sections, has_sections)
        sections += [opened] if opened else []
        if draft.kind is RowKind.SUBHEADING:
            number, title = _caption(draft)
            below = Subheading(draft.row, number, title, tuple(draft.rows))
            sections[-1].subheadings.append(below)
        if draft.kind is RowKind.TASK:
            sections[-1].tasks.append(_task(draft, _heading(draft, sections[-1], has_sections)))
    return tuple(section.parsed() for section in sections)


def _opened_section(draft: Draft, sections: list[_Section], has_sections: bool) -> _Section | None:
    """The section this row opens: its own, its stage's, or one without a title."""
    if draft.kind is RowKind.SECTION:
        number, title = _caption(draft)
        return _Section(draft.row, number, title, tuple(draft.rows))
    stage = "" if has_sections else _one_line(draft.value(Role.STAGE))
    if stage and (not sections or sections[-1].title != stage):
        number = "" if draft.sheet.has_stage_and_title else draft.value(Role.NUMBER)
        return _Section(draft.row, number, stage)
    return None if sections else _Section(draft.row, "", "")


def _caption(draft: Draft) -> tuple[str, str]:
    """The number and title of a section or subheading, from one cell or from two."""
    number = _one_line(draft.value(Role.NUMBER))
    rest = " ".join(
        cell
        for column, cell in zip(draft.sheet.table.columns, draft.cells, strict=True)
        if cell and column.role is not Role.NUMBER
    )
    if is_number(number) or names_section(number):
        return number, _one_line(rest)
    caption = split_caption(f"{number} {rest}".strip())
    return caption.number, _one_line(caption.title)


def _heading(draft: Draft, section: _Section, has_sections: bool) -> str:
    """The subheading over a task; in a table with sections and stages, the stage."""
    if has_sections and draft.sheet.has_stage_and_title and draft.value(Role.STAGE):
        return _one_line(draft.value(Role.STAGE))
    if not section.subheadings:
        return ""
    above = section.subheadings[-1]
    own, parts = parts_of(draft.value(Role.NUMBER)), parts_of(above.number) or ()
    is_below = own is None or own[: len(parts)] == parts
    return f"{above.number} {above.title}".strip() if is_below else ""


def _task(draft: Draft, heading: str) -> ParsedTask:
    number = _one_line(draft.value(Role.NUMBER))
    title = draft.value(Role.TITLE) or draft.value(Role.STAGE)
    if len(number) > LONGEST_NUMBER:
        number, title = "", f"{number}\n{title}".strip()
    return ParsedTask(
        row=draft.row,
        number=number,
        title=title,
        deadline_text=deadline_of(draft),
        responsible=draft.value(Role.RESPONSIBLE),
        expected_result=draft.value(Role.RESULT),
        report_text=draft.value(Role.REPORT),
        source_rows=tuple(draft.rows),
        content="\n".join(_content(draft)),
        heading=heading,
        raw="\n".join(draft.raws),
    )


def deadline_of(draft: Draft) -> str:
    """The deadline as one phrase, also from start and end columns and from a grid of marks."""
    start, end = (_one_line(draft.value(role)) for role in (Role.START, Role.END))
    phrases = [_one_line(draft.value(Role.DEADLINE)), *_marked(draft)]
    phrases += [f"с {start}" * bool(start) + " " * bool(start and end) + f"по {end}" * bool(end)]
    return ", ".join(phrase for phrase in phrases if phrase)


def _marked(draft: Draft) -> Iterator[str]:
    for column, cell in zip(draft.sheet.table.columns, draft.cells, strict=True):
        if column.role is Role.WHEN and cell:
            yield column.heading if MARK.fullmatch(cell) else f"{column.heading}: {cell}"


def _content(draft: Draft) -> Iterator[str]:
    """Content, and columns of unknown meaning under their headings."""
    for column, cell in zip(draft.sheet.table.columns, draft.cells, strict=True):
        if cell and column.role is Role.CONTENT:
            yield cell
        elif cell and column.role is Role.OTHER:
            yield f"{column.heading}: {cell}" if column.heading else cell


def _one_line(text: str) -> str:
    return " ".join(text.split())
