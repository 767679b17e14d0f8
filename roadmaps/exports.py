from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mentorship.core.spreadsheets import Column, write_table
from roadmaps.models import Roadmap, Section, Task


@dataclass(frozen=True)
class ExportRow:
    """A line of the table as in the order: a section has only a number and a title."""

    number: str
    title: str
    deadline: str = ""
    responsible: str = ""
    execution: str = ""
    is_section: bool = False


# The five columns of the execution report (S002), whose last heading is missing in the source.
COLUMNS: list[Column[ExportRow]] = [
    Column("№ п/п", lambda row: row.number, width=9),
    Column("Мероприятия", lambda row: row.title, width=60),
    Column("Сроки", lambda row: row.deadline, width=24),
    Column("Ответственный", lambda row: row.responsible, width=28),
    Column("Исполнение", lambda row: row.execution, width=60),
]


def roadmap_workbook(roadmap: Roadmap) -> bytes:
    """The roadmap as XLSX in its own order, sections as rows of their own."""
    return write_table("Дорожная карта", COLUMNS, export_rows(roadmap), heading=roadmap.title)


def export_rows(roadmap: Roadmap) -> Iterator[ExportRow]:
    """Lines in the order of the plan; a subheading stands above the first task under it."""
    for section in Section.objects.filter(roadmap=roadmap).prefetch_related("tasks"):
        if section.title or section.number:
            yield ExportRow(section.number, section.title, is_section=True)
        heading = ""
        for task in section.tasks.all():
            if task.heading and task.heading != heading:
                yield ExportRow("", task.heading, is_section=True)
            heading = task.heading
            yield ExportRow(
                number=task.number,
                title=f"{task.title}\n{task.content}".strip(),
                deadline=task.deadline_text,
                responsible=task.responsible,
                execution=execution_text(task),
            )


def execution_text(task: Task) -> str:
    """The report text as written; without one, the state and its day in words."""
    if task.report_text:
        return task.report_text
    if task.done_on:
        return f"Выполнено {task.done_on:%d.%m.%Y}"
    return "" if task.progress == Task.Progress.PLANNED else task.get_progress_display()


def roadmap_file_name(roadmap: Roadmap, today: date) -> str:
    return f"Дорожная карта, {roadmap.organization.short_name}, {today:%d.%m.%Y}.xlsx"
