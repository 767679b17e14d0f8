"""Which tasks a list shows: the same conditions count the links and filter the rows behind them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from roadmaps.deadlines.values import DOUBTFUL_BELOW
from roadmaps.models import Task, TaskQuerySet


@dataclass(frozen=True)
class Choice:
    """A filter link: its code in the address, words, and how many rows it leads to."""

    code: str
    title: str
    count: int


TITLES = {
    "": "Все",
    "overdue": "Просрочены",
    "soon": "Срок в ближайшие 7 дней",
    "pressing": "Срок прошёл или подходит",
    "open": "Не выполнены",
    "undated": "Без даты",
    "doubtful": "Срок под вопросом",
    "done": "Выполнены",
    "dropped": "Не проводятся",
}


SOON = timedelta(days=7)
# Reached by a line of the home page alone: as a link it would repeat two others.
UNLISTED = frozenset({"pressing"})


def conditions(today: date, *, prefix: str = "") -> dict[str, Q]:
    """Conditions by code; `prefix` is the path to the task from another model («tasks__»)."""

    def holds(**wanted: object) -> Q:
        return Q(**{f"{prefix}{name}": value for name, value in wanted.items()})

    is_open = holds(progress__in=Task.OPEN)
    return {
        "": Q(),
        "overdue": is_open & holds(due_on__lt=today),
        "soon": is_open & holds(due_on__gte=today, due_on__lte=today + SOON),
        "pressing": is_open & holds(due_on__lte=today + SOON),
        "open": is_open,
        "undated": is_open & holds(due_on=None),
        "doubtful": is_open & holds(confidence__lt=DOUBTFUL_BELOW, deadline_text__gt=""),
        "done": holds(progress=Task.Progress.DONE),
        "dropped": holds(progress=Task.Progress.DROPPED),
    }


def known(shown: str) -> str:
    """The code if it is one of ours, else the whole list."""
    return shown if shown in TITLES else ""


def narrow(tasks: TaskQuerySet, shown: str, today: date) -> TaskQuerySet:
    return tasks.filter(conditions(today)[known(shown)])


def choices(tasks: TaskQuerySet, today: date) -> list[Choice]:
    """Filter links with their counts, in one statement; empty ones but «Все» are left out."""
    wanted = {f"n_{code}": Count("pk", filter=rule) for code, rule in conditions(today).items()}
    counts = tasks.order_by().aggregate(**wanted)
    found = [Choice(code, title, counts[f"n_{code}"]) for code, title in TITLES.items()]
    return [each for each in found if each.code not in UNLISTED and (each.count or not each.code)]
