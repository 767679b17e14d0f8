"""What a person has to look at after the import: each remark names its row and column."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from roadmaps.deadlines import Deadline, Kind, read
from roadmaps.parsing.numbers import parts_of, shown
from roadmaps.parsing.tables import FoundTable
from roadmaps.parsing.values import Column, ParsedSection, ParsedTask, Remark, Role

SHARE = re.compile(r"(\d{1,6})\s+из\s+(\d{1,6})\s*[-–—=(,]*\s*(\d{1,3}(?:[.,]\d+)?)\s*%")
ROUNDING = 0.5  # percentage points: a printed share is rounded to a whole one
LONGEST_GAP = 5

Numbers = tuple[int, ...]


def remarks_on(
    sections: tuple[ParsedSection, ...],
    columns: tuple[Column, ...],
    period: tuple[date, date] | None,
) -> Iterator[Remark]:
    tasks = [task for section in sections for task in section.tasks]
    yield from _on_numbers(sections)
    yield from _on_subheadings(sections)
    yield from _on_missing_numbers(tasks)
    yield from _on_empty_cells(tasks, columns)
    yield from _on_deadlines(tasks, period)
    yield from _on_shifted_cells(tasks, columns)
    yield from _on_shares(tasks)


def remarks_on_widths(tables: list[FoundTable]) -> Iterator[Remark]:
    """Where rows become wider than the heading; S000 goes from 5 cells to 6 and 7 and back."""
    for table in tables:
        width = expected = len(table.columns)
        for row in table.rows:
            if row.written != width and row.written > expected:
                message = f"В строке ячеек: {row.written}, а столбцов {expected}; "
                message += "лишние пустые ячейки пропущены"
                yield Remark(row.row, message)
            if row.has_surplus:
                yield Remark(row.row, "Лишние ячейки присоединены к последнему столбцу")
            width = width if row.is_text else row.written


def remarks_on_columns(tables: list[FoundTable]) -> Iterator[Remark]:
    for table in tables:
        for column in table.columns:
            if column.role is Role.OTHER and column.heading:
                message = f"Столбец «{column.heading}» не распознан: текст добавлен к содержанию"
                yield Remark(table.rows[0].row, message)
            if column.role is Role.REPORT and not column.heading:
                message = "Последний столбец без заголовка принят за отчёт об исполнении"
                yield Remark(table.rows[0].row, message)


def _on_numbers(sections: tuple[ParsedSection, ...]) -> Iterator[Remark]:
    """Repeated and missing numbers of sections, and of tasks under one parent number."""
    yield from _on_sequence((row.row, row.number) for row in sections if row.source_rows)
    runs: list[list[tuple[int, str]]] = [[]]
    for section in sections:
        starts_anew = bool(section.tasks) and parts_of(section.tasks[0].number) == (1,)
        if starts_anew and runs[-1]:
            runs.append([])
        rows = [(row.row, row.number) for row in section.subheadings]
        rows += [(task.row, task.number) for task in section.tasks]
        runs[-1] += sorted(rows)
    for run in runs:
        yield from _on_sequence(run)


def _on_sequence(rows: Iterable[tuple[int, str]]) -> Iterator[Remark]:
    seen: dict[Numbers, int] = {}
    latest: dict[Numbers, int] = {}
    for row, number in rows:
        parts = parts_of(number)
        if parts is None:
            continue
        if parts in seen:
            message = f"Номер {shown(parts)} повторяется: он уже стоит в строке {seen[parts]}"
            yield Remark(row, message)
        parent, own = parts[:-1], parts[-1]
        expected = latest.get(parent, 0) + 1
        if own > expected:
            yield Remark(row, _gap(parent, expected, own - 1))
        latest[parent] = max(own, latest.get(parent, 0))
        seen.setdefault(parts, row)


def _gap(parent: Numbers, first: int, last: int) -> str:
    if last - first >= LONGEST_GAP:
        return f"Пропущены номера с {shown((*parent, first))} по {shown((*parent, last))}"
    numbers = ", ".join(shown((*parent, own)) for own in range(first, last + 1))
    return f"Пропущен номер {numbers}" if first == last else f"Пропущены номера {numbers}"


def _on_subheadings(sections: tuple[ParsedSection, ...]) -> Iterator[Remark]:
    for section in sections:
        for heading in section.subheadings:
            message = f"Строка {heading.number} без срока: подзаголовок мероприятий под ней"
            yield Remark(heading.row, message)


def _on_missing_numbers(tasks: list[ParsedTask]) -> Iterator[Remark]:
    numbered = sum(bool(task.number) for task in tasks)
    for task in tasks:
        if not task.number and numbered * 2 >= len(tasks):
            yield Remark(task.row, "Нет номера в столбце «№»")
        elif task.number and not task.number[0].isdigit() and parts_of(task.number):
            yield Remark(task.row, f"Номер записан как «{task.number}»")


def _on_empty_cells(tasks: list[ParsedTask], columns: tuple[Column, ...]) -> Iterator[Remark]:
    fields = {
        Role.TITLE: "title",
        Role.DEADLINE: "deadline_text",
        Role.RESPONSIBLE: "responsible",
        Role.RESULT: "expected_result",
    }
    checked = {column.role: column.heading for column in columns if column.role in fields}
    for task in tasks:
        for role, heading in checked.items():
            if not getattr(task, fields[role]):
                yield Remark(task.row, f"Пустая ячейка в столбце «{heading}»")


def _on_deadlines(tasks: list[ParsedTask], period: tuple[date, date] | None) -> Iterator[Remark]:
    for task in tasks:
        deadline = read(task.deadline_text, period=period)
        if deadline.unclear:
            reasons = "; ".join(deadline.unclear)
            yield Remark(task.row, f"Срок «{task.deadline_text}»: {reasons}")
        if period and _is_outside(deadline, period):
            years = f"{period[0]:%d.%m.%Y}–{period[1]:%d.%m.%Y}"
            yield Remark(task.row, f"Срок «{task.deadline_text}» вне периода {years}")


def _is_outside(deadline: Deadline, period: tuple[date, date]) -> bool:
    first, last = deadline.start or deadline.end, deadline.end or deadline.start
    return first is not None and last is not None and (last < period[0] or first > period[1])


def _on_shifted_cells(tasks: list[ParsedTask], columns: tuple[Column, ...]) -> Iterator[Remark]:
    """A result that other rows name as responsible, and a date among the responsible."""
    headings = {column.role: column.heading for column in columns}
    people = {task.responsible.casefold() for task in tasks}
    for task in tasks:
        if task.expected_result and task.expected_result.casefold() in people:
            yield _shift(task.row, headings[Role.RESULT], task.expected_result)
        elif read(task.responsible).kind in (Kind.UNTIL, Kind.DATE):
            yield _shift(task.row, headings[Role.RESPONSIBLE], task.responsible)


def _shift(row: int, heading: str, text: str) -> Remark:
    return Remark(row, f"Похоже, ячейки сдвинуты: в столбце «{heading}» стоит «{text}»")


def _on_shares(tasks: list[ParsedTask]) -> Iterator[Remark]:
    """«33 из 59 – 56 %» is counted again; a percent that does not follow is shown beside."""
    for task in tasks:
        for count, base, percent in SHARE.findall(f"{task.report_text} {task.expected_result}"):
            share = 100 * int(count) / int(base) if int(base) else None
            if share is not None and abs(share - float(percent.replace(",", "."))) <= ROUNDING:
                continue
            right = "не считается" if share is None else f"{share:.1f}".replace(".", ",") + " %"
            message = f"Указано «{count} из {base} – {percent} %», а получается {right}"
            yield Remark(task.row, message)
