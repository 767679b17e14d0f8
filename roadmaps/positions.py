"""Where a task stands in its plan: in which section, and after which task."""

from typing import NamedTuple

from mentorship.core.exceptions import DomainError
from roadmaps.models import Roadmap, Section, Task

NO_PLACE = "Выбранного места в плане уже нет: план изменил другой сотрудник. Выберите другое."


class Place(NamedTuple):
    """At the beginning of a section, or after one of its tasks."""

    section: int
    after: int | None = None


def put(task: Task, plan: Roadmap, place: Place | None) -> None:
    """Give the task its section and position; its neighbours are numbered anew and saved.

    The caller holds the plan's row and saves the task itself. Without a place, in a plan without
    sections, a nameless section is made. DomainError for a place that is there no more.
    """
    section = _section_of(plan, place)
    rows = Task.objects.select_for_update(of=("self",)).filter(section=section).order_by("pk")
    ordered = [row for row in rows if row.pk != task.pk]
    ordered.sort(key=lambda row: (row.position, row.pk))
    before = [row.pk for row in ordered].index(place.after) + 1 if place and place.after else 0
    ordered.insert(before, task)
    moved = []
    for position, row in enumerate(ordered, start=1):
        if row.position != position:
            row.position = position
            moved.append(row)
    task.section = section
    Task.objects.bulk_update([row for row in moved if row is not task], ["position"])


def place_of(task: Task) -> Place:
    """Where the task stands now."""
    rows = Task.objects.filter(section=task.section_id).order_by("position", "pk")
    keys = list(rows.values_list("pk", flat=True))
    here = keys.index(task.pk)
    return Place(task.section_id, keys[here - 1] if here else None)


def end_of(section: Section) -> Place:
    last = Task.objects.filter(section=section).order_by("-position", "-pk").first()
    return Place(section.pk, last.pk if last else None)


def _section_of(plan: Roadmap, place: Place | None) -> Section:
    sections = Section.objects.filter(roadmap=plan)
    if place is None:
        return sections.last() or Section.objects.create(roadmap=plan, position=1)
    # The task may have moved since the form was shown: it is the task that was pointed at.
    chosen = {"tasks": place.after} if place.after else {"pk": place.section}
    section = sections.filter(**chosen).first()
    if section is None:
        raise DomainError(NO_PLACE)
    return section
