"""The shape of a template: a plan as plain data, without a person, a state or a report."""

from typing import Any

from roadmaps.models import Roadmap, Section, Task
from roadmaps.readings import MANUAL

# What of a task goes into a template; the reading of a deadline is made anew for the new years.
KEPT = (
    "number",
    "heading",
    "title",
    "content",
    "deadline_text",
    "responsible",
    "expected_result",
)

Content = dict[str, Any]
Line = dict[str, Any]


def content_of(roadmap: Roadmap) -> Content:
    """A plan as the content of a template, in its own order."""
    tasks = Task.objects.select_related("binding").order_by("position", "pk")
    sections = Section.objects.filter(roadmap=roadmap).order_by("position", "pk")
    by_section: dict[int, list[Task]] = {}
    for task in tasks.filter(section__roadmap=roadmap):
        by_section.setdefault(task.section_id, []).append(task)
    return {
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "tasks": [line_of(task) for task in by_section.get(section.pk, [])],
            }
            for section in sections
        ]
    }


def line_of(task: Task) -> Line:
    """One task; dates typed by hand are kept, because its text does not give them."""
    line: Line = {name: getattr(task, name) for name in KEPT}
    if task.deadline_kind == MANUAL:
        # The due date of a recurring task is that of its next turn, which is nobody's typed date.
        line["dates"] = task.windows[0] if task.windows else [None, None]
        if task.recurrence:
            line["recurrence"] = task.recurrence
    if task.is_mandatory:
        line["mandatory"] = True
    if binding := getattr(task, "binding", None):
        line["binding"] = binding.code
    return line


def lines_of(content: Content) -> list[Line]:
    return [line for section in content["sections"] for line in section["tasks"]]
