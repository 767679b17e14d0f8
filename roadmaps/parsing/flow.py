"""A table that lost its columns: text copied from a PDF, a cell a line, cells out of order.

A line with a number begins a row; the other lines are told by what they say: a deadline, a person,
a document, else the words of the task. Nothing is certain here, and the first remark says so.
"""

import re
from dataclasses import dataclass, field

from roadmaps.deadlines import Kind, read
from roadmaps.parsing.assemble import Assembly, Draft
from roadmaps.parsing.columns import LONGEST_HEADING, role_of
from roadmaps.parsing.lines import Line
from roadmaps.parsing.numbers import names_section, parts_of, split_caption
from roadmaps.parsing.rows import PAGE_NUMBER, RowKind, Sheet
from roadmaps.parsing.tables import FoundTable, Row
from roadmaps.parsing.values import Column, Dropped, Remark, Role

COLUMNS = (
    Column("№", Role.NUMBER),
    Column("Мероприятие", Role.TITLE),
    Column("Срок", Role.DEADLINE),
    Column("Ответственный", Role.RESPONSIBLE),
    Column("Результат", Role.RESULT),
)
PLACE = {column.role: place for place, column in enumerate(COLUMNS)}
WARNING = (
    "Столбцов в тексте нет (так копируется таблица из PDF): ячейки разложены по смыслу. Проверьте "
    "каждую строку"
)
ONE_LINE_HEADING = re.compile(
    r"(?:№|п/п|наименован|мероприяти)(?=.*(?:мероприят|этап)).*(?:срок|ответствен|исполнит)"
)
NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+\.?|\d{1,3}[.)]?)(?:\s+(?P<rest>\S.*))?")
WHO = re.compile(
    r"(?:Заместител\w+|Зам\.|Директор|Руководител\w+|Куратор\w*|Администраци\w+|Педагог\w*|"
    r"Классн\w+ руковод\w+|Учител\w+|Наставник\w*|Психолог\w*|Методист\w*|Совет\w*|УО|ОО|ИМЦ|"
    r"Управлени\w+|Специалист\w*|Социальн\w+ педагог\w*|Рабочая группа|Завуч\w*)\b.{0,60}"
)
INITIALS = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?[А-ЯЁ]\..{0,60}")
PAPER = re.compile(
    r"(?:Приказ|Протокол|Отч[её]т|Справк|Анкет|Положени|Баз[аы]|Аналитическ|Список|Реестр|"
    r"Программ|Договор|Соглашени|Письм|Публикаци|Журнал)\w*\b"
)
DATED = {Kind.PERIOD, Kind.SCHEDULE, Kind.EXTERNAL, Kind.CONTINUOUS, Kind.AS_NEEDED, Kind.RECURRING}
LONGEST_DEADLINE = 120
FEWEST_ROWS = 2


@dataclass
class _Record:
    """A row of the lost table: its number and the lines told to its cells."""

    number: str
    lines: list[Line]
    cells: dict[Role, list[str]] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[int, ...]:
        return parts_of(self.number) or ()

    def add(self, role: Role, text: str) -> None:
        self.cells.setdefault(role, []).append(text)

    def take_back(self, text: str) -> None:
        """Take the last line out of the cell it was told to."""
        role = next(role for role, texts in self.cells.items() if texts[-1] == text)
        self.cells[role].pop()
        if not self.cells[role]:
            del self.cells[role]


@dataclass(frozen=True)
class Flow:
    """A lost table: the place of its heading among the lines, its columns and its rows."""

    first: int
    columns: tuple[Column, ...]
    assembly: Assembly


def find_flow(lines: list[Line]) -> Flow | None:
    """Where the heading of a lost table stands among the lines, and what its lines have become.

    None where the text is no such table: no heading words, or fewer than two numbered rows that
    name a deadline or a person.
    """
    first, after = _heading(lines)
    if after == 0:
        return None
    records, dropped = _records(lines[after:])
    told = [record for record in records if {Role.DEADLINE, Role.RESPONSIBLE} & record.cells.keys()]
    if len(told) < FEWEST_ROWS:
        return None
    heading = [Dropped(line.row, RowKind.HEADING.value, line.raw) for line in lines[first:after]]
    roles = {role for record in records for role in record.cells} | {Role.NUMBER, Role.TITLE}
    columns = tuple(column for column in COLUMNS if column.role in roles)
    return Flow(first, columns, _assembly(records, heading + dropped, lines[first]))


def _heading(lines: list[Line]) -> tuple[int, int]:
    """First heading line and the line after the last; (0, 0) if there are none."""
    for first, line in enumerate(lines):
        if len(line.text) <= LONGEST_HEADING and ONE_LINE_HEADING.match(line.text.lower()):
            return first, first + 1
        after = first
        roles = set()
        while after < len(lines) and (role := role_of(lines[after].text)) is not Role.OTHER:
            roles.add(role)
            after += 1
        if {Role.TITLE, Role.STAGE} & roles and {Role.DEADLINE, Role.RESPONSIBLE} & roles:
            return first, after
    return 0, 0


def _records(lines: list[Line]) -> tuple[list[_Record], list[Dropped]]:
    records: list[_Record] = []
    dropped = []
    for line in lines:
        text = line.text
        if PAGE_NUMBER.fullmatch(text) and not _goes_on(records, text):
            dropped.append(Dropped(line.row, RowKind.PAGE.value, line.raw))
        elif role_of(text) in PLACE and len(text.split()) < 3 and not WHO.fullmatch(text):
            dropped.append(Dropped(line.row, RowKind.HEADING.value, line.raw))
        elif begun := _begun(line):
            _hand_over(records, begun)
            records.append(begun)
        elif records:
            records[-1].lines.append(line)
            records[-1].add(_role(text, records[-1]), text)
        else:
            dropped.append(Dropped(line.row, RowKind.LOST.value, line.raw))
    return records, dropped


def _goes_on(records: list[_Record], text: str) -> bool:
    """Whether a bare number is the next row's and not a page's."""
    parts = parts_of(text)
    return parts is not None and (not records or parts > records[-1].parts)


def _begun(line: Line) -> _Record | None:
    caption = split_caption(line.text)
    if names_section(caption.number):
        record = _Record(caption.number, [line])
        record.add(Role.TITLE, caption.title)
        return record
    match = NUMBERED.fullmatch(line.text)
    if match is None or _says_when(line.text):
        return None
    record = _Record(match["number"], [line])
    if match["rest"]:
        record.add(_role(match["rest"], record), match["rest"])
    return record


def _role(text: str, record: _Record) -> Role:
    if Role.DEADLINE not in record.cells and _says_when(text):
        return Role.DEADLINE
    if WHO.fullmatch(text) or INITIALS.fullmatch(text):
        return Role.RESPONSIBLE
    has_more = {Role.DEADLINE, Role.RESPONSIBLE} & record.cells.keys()
    if Role.TITLE in record.cells and has_more and PAPER.match(text):
        return Role.RESULT
    return Role.TITLE


def _says_when(text: str) -> bool:
    if len(text) > LONGEST_DEADLINE or parts_of(text):
        return False
    deadline = read(text)
    sure = not any(note.startswith("Не разобрано") for note in deadline.unclear)
    return sure and (bool(deadline.windows) or deadline.kind in DATED or bool(deadline.recurrence))


def _hand_over(records: list[_Record], begun: _Record) -> None:
    """Cells printed above their row's number: a second deadline at the end of a row, and what
    stands under the heading of a section before its first row."""
    if not records:
        return
    last = records[-1]
    is_heading = len(begun.parts) > len(last.parts) and begun.parts[: len(last.parts)] == last.parts
    while len(last.lines) > 1:
        text = last.lines[-1].text
        role = _role(text, begun)
        is_second = role is Role.DEADLINE and last.cells.get(Role.DEADLINE, [])[-1:] != [text]
        if not (is_second or (is_heading and role is not Role.TITLE)):
            return
        begun.lines.append(last.lines.pop())
        begun.add(role, text)
        last.take_back(text)


def _assembly(records: list[_Record], dropped: list[Dropped], heading: Line) -> Assembly:
    rows = tuple(_row(record) for record in records)
    sheet = Sheet(FoundTable(0, 0, COLUMNS, 0, rows))
    assembly = Assembly(dropped=dropped, remarks=[Remark(heading.row, WARNING)])
    followers = [record.parts for record in records[1:]] + [()]
    for record, row, below in zip(records, rows, followers, strict=True):
        kind = _kind(record, below)
        assembly.drafts.append(
            Draft(kind, sheet, list(row.cells), list(row.rows), list(row.raws), PLACE[Role.TITLE])
        )
        assembly.joined += row.rows[1:]
    assembly.rows_read = len(dropped) + sum(len(row.rows) for row in rows)
    return assembly


def _kind(record: _Record, below: tuple[int, ...]) -> RowKind:
    if names_section(record.number):
        return RowKind.SECTION
    is_bare = not {Role.DEADLINE, Role.RESPONSIBLE} & record.cells.keys()
    is_above = len(below) > len(record.parts) == 1 and below[:1] == record.parts
    return RowKind.SECTION if is_bare and is_above else RowKind.TASK


def _row(record: _Record) -> Row:
    lines = sorted(record.lines, key=lambda line: line.row)
    cells = [record.number] + [" ".join(record.cells.get(c.role, [])) for c in COLUMNS[1:]]
    raws = tuple(line.raw for line in lines)
    return Row(tuple(line.row for line in lines), tuple(cells), len(COLUMNS), raws)
