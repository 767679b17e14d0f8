"""A roadmap as the table of an annex: columns and rows as orders print them (S000, S003)."""

from dataclasses import dataclass

from roadmaps.models import Roadmap, Section, Task


@dataclass(frozen=True)
class PlanColumn:
    """A column of the table and its width in percent of the page."""

    title: str
    width: int


@dataclass(frozen=True)
class PlanRow:
    """A row: the printed number and the cells; a section or a subheading has only a title."""

    number: str
    cells: tuple[str, ...]
    is_section: bool = False


@dataclass(frozen=True)
class PlanTable:
    title: str
    columns: tuple[PlanColumn, ...]
    rows: tuple[PlanRow, ...]

    @property
    def is_wide(self) -> bool:
        """Four columns and more stand on a landscape sheet."""
        return len(self.columns) >= 4


def plan_table(roadmap: Roadmap) -> PlanTable:
    """The whole roadmap; a column that nothing is written in is left out."""
    sections = list(
        Section.objects.filter(roadmap=roadmap).prefetch_related("tasks").order_by("position", "pk")
    )
    tasks = [task for section in sections for task in section.tasks.all()]
    if _is_of_stages(tasks):
        return PlanTable(roadmap.title, _STAGES, tuple(_stage_row(task) for task in tasks))
    has_responsible = any(task.responsible for task in tasks)
    has_result = any(task.expected_result for task in tasks)
    rows = [row for section in sections for row in _rows_of(section, has_responsible, has_result)]
    return PlanTable(roadmap.title, _columns(has_responsible, has_result), tuple(rows))


_STAGES = (
    PlanColumn("№ п/п", 7),
    PlanColumn("Наименование этапа", 25),
    PlanColumn("Сроки", 15),
    PlanColumn("Содержание деятельности и примерный план мероприятий", 53),
)


def _is_of_stages(tasks: list[Task]) -> bool:
    """A plan by stages says what is done and names nobody (S003)."""
    return (
        bool(tasks)
        and all(task.content for task in tasks)
        and not any(task.responsible or task.expected_result for task in tasks)
    )


def _stage_row(task: Task) -> PlanRow:
    return PlanRow(task.number, (task.title, task.deadline_text, task.content))


def _columns(has_responsible: bool, has_result: bool) -> tuple[PlanColumn, ...]:
    more = [
        PlanColumn("Сроки", 16),
        *([PlanColumn("Ответственный исполнитель", 20)] if has_responsible else []),
        *([PlanColumn("Результат. Вид документа", 24)] if has_result else []),
    ]
    rest = 93 - sum(column.width for column in more)
    return (PlanColumn("№ п/п", 7), PlanColumn("Наименование мероприятия", rest), *more)


def _rows_of(section: Section, has_responsible: bool, has_result: bool) -> list[PlanRow]:
    """The section's own row, subheadings above the first task under them, and the tasks."""
    tasks, heading = list(section.tasks.all()), ""
    rows = []
    if section.title and [task.title for task in tasks] != [section.title]:
        rows.append(PlanRow(section.number, (section.title,), is_section=True))
    for task in tasks:
        if task.heading and task.heading != heading:
            rows.append(PlanRow("", (task.heading,), is_section=True))
        heading = task.heading
        cells = [f"{task.title}\n{task.content}".strip(), task.deadline_text]
        cells += [task.responsible] if has_responsible else []
        cells += [task.expected_result] if has_result else []
        rows.append(PlanRow(task.number, tuple(cells)))
    return rows
