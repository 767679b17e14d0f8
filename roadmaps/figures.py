"""Figures of roadmaps: tasks of the year, done and overdue by the counting day."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q

from mentorship.organizations.figures import Facts, Figure, register_figure
from mentorship.organizations.own_figures import organizations
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Roadmap, Task

DONE, OVERDUE = "done", "overdue"


def tasks(year: SchoolYear, day: date, which: str = "") -> Sequence[Facts]:
    """Tasks of the roadmaps whose period touches the year and that are in use on the day."""
    rows = Task.objects.filter(
        _in_use("section__roadmap__archived_on", day),
        section__roadmap__starts_on__lte=year.ends_on,
        section__roadmap__ends_on__gte=year.starts_on,
    )
    done = Q(done_on__lte=day)
    if which == DONE:
        rows = rows.filter(done)
    if which == OVERDUE:
        not_held = Q(progress=Task.Progress.DROPPED)
        rows = rows.filter(~not_held, Q(done_on=None) | Q(done_on__gt=day), due_on__lt=day)
    return [Facts(rows.order_by("due_on", "pk"), "organization")]


def roadmaps(year: SchoolYear, day: date) -> Sequence[Facts]:
    """Roadmaps that touch the year, counted by organization."""
    rows = Roadmap.objects.of_year(year).filter(_in_use("archived_on", day))
    return [Facts(rows, "organization", "organization")]


def _in_use(field: str, day: date) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__gt": day})


def describe_task(task: Any) -> str:
    due = f", срок {task.due_on:%d.%m.%Y}" if task.due_on else ""
    return f"{task.title}{due}"


def _of_tasks(code: str, title: str, definition: str, which: str) -> Figure:
    return Figure(
        code,
        title,
        definition,
        "мероприятий",
        partial(tasks, which=which),
        institution="organization",
        describe=describe_task,
    )


OF_ROADMAPS = "Мероприятия дорожных карт организации, период которых касается учебного года"

FIGURES = [
    Figure(
        "institutions_with_roadmap",
        "Организации с дорожной картой",
        "Организации, у которых есть дорожная карта на учебный год.",
        "орг.",
        roadmaps,
        organizations,
        "pk",
    ),
    _of_tasks("roadmap_tasks", "Мероприятия дорожной карты", f"{OF_ROADMAPS}.", ""),
    _of_tasks(
        "roadmap_tasks_done",
        "Выполненные мероприятия дорожной карты",
        f"{OF_ROADMAPS}, выполненные по дату подсчёта.",
        DONE,
    ),
    _of_tasks(
        "roadmap_tasks_overdue",
        "Просроченные мероприятия дорожной карты",
        f"{OF_ROADMAPS}, срок которых прошёл к дате подсчёта, а выполнения нет.",
        OVERDUE,
    ),
]


def register() -> None:
    for figure in FIGURES:
        register_figure(figure)
