from datetime import date
from functools import partial

from mentorship.core.spreadsheets import Column, write_table
from mentorship.organizations.models import Membership
from roadmaps.cascade.summaries import Asked, Cell, Row, asked_tasks, completion_rows, places
from roadmaps.models import Roadmap

WORDS = {
    "": "",
    "waiting": "не принято в план",
    "declined": "отклонено",
    "late": "просрочено, срок {day}",
    "open": "срок {day}",
    "started": "выполняется, срок {day}",
    "done": "выполнено {day}",
    "dropped": "не проводится",
}
LONGEST_HEADING = 120  # characters


def cell_in_words(cell: Cell) -> str:
    """«выполнено 05.10.2026», «не принято в план»; nothing where the institution is not asked."""
    day = f"{cell.day:%d.%m.%Y}" if cell.day else "не указан"
    words = WORDS[cell.state].format(day=day)
    return f"{words}; изменение не принято" if cell.changed else words


def completion_workbook(member: Membership, roadmap: Roadmap, today: date) -> bytes:
    """The whole table as XLSX: institutions down, tasks across, words and dates in the cells."""
    tasks = asked_tasks(roadmap)
    rows = completion_rows(tasks, places(member, roadmap, today), today)
    columns: list[Column[Row]] = [
        Column("Организация", lambda row: row.name, width=40),
        Column("Выполнено", lambda row: row.done, width=11),
        Column("Поручено", lambda row: row.asked, width=10),
    ]
    columns += [
        Column(_heading(task), partial(_words_at, position), width=24)
        for position, task in enumerate(tasks)
    ]
    return write_table("Исполнение", columns, rows, heading=f"{roadmap.title}: исполнение")


def _heading(task: Asked) -> str:
    return f"{task.number} {task.title}".strip()[:LONGEST_HEADING]


def _words_at(position: int, row: Row) -> str:
    return cell_in_words(row.cells[position])
