"""What of a task goes down to institutions, its mark, and how two wordings differ."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from roadmaps.deadlines import Kind
from roadmaps.models import Roadmap, Task, TaskLink
from roadmaps.readings import read_deadline
from roadmaps.wording import reading_in_words

# What goes down, with its words. «dates» is the reading of the deadline in words: the due date of
# a recurring task moves by itself and is no change.
SENT = {
    "title": "Мероприятие",
    "content": "Содержание",
    "deadline_text": "Срок, как в плане",
    "dates": "Срок по календарю",
    "expected_result": "Результат, вид документа",
}
TEXTS = tuple(name for name in SENT if name != "dates")
READING = (
    "deadline_text",
    "windows",
    "starts_on",
    "due_on",
    "recurrence",
    "deadline_kind",
    "confidence",
    "unclear",
)
_OF_DEADLINE = frozenset({"deadline_text", "dates"})

Wording = dict[str, str]


@dataclass(frozen=True)
class Difference:
    """One column: what was taken, what is offered now, what stands in the own plan."""

    name: str
    title: str
    before: str
    offered: str
    own: str

    @property
    def is_own_changed(self) -> bool:
        """The institution has written its own here, so taking the offer replaces it."""
        return self.own not in (self.before, self.offered)


def wording_of(task: Task) -> Wording:
    """What goes down, as text."""
    texts = {name: getattr(task, name) for name in TEXTS}
    return texts | {"dates": reading_in_words(task.windows, task.recurrence, task.deadline_kind)}


def mark_of(wording: Wording) -> str:
    """A short mark of a wording, to notice that it has changed."""
    printed = json.dumps(wording, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(printed.encode()).hexdigest()[:16]


def differences(link: TaskLink) -> list[Difference]:
    """Columns in which the source has changed since the institution last decided."""
    offered = wording_of(link.source)
    own = wording_of(link.task) if link.task else {}
    return [
        Difference(name, title, link.taken.get(name, ""), offered[name], own.get(name, ""))
        for name, title in SENT.items()
        if link.taken.get(name, "") != offered[name]
    ]


def is_changed(link: TaskLink) -> bool:
    return link.taken_mark != mark_of(wording_of(link.source))


def take_columns(task: Task, source: Task, names: Iterable[str]) -> None:
    """Copy what is named; a deadline is taken with its whole reading."""
    wanted = set(names)
    taken = {name: getattr(source, name) for name in wanted - _OF_DEADLINE}
    if wanted & _OF_DEADLINE:
        taken |= reading_for(task.section.roadmap, source)
    for name, value in taken.items():
        setattr(task, name, value)


def reading_for(plan: Roadmap, source: Task) -> dict[str, Any]:
    """The columns of a deadline as a plan below takes them.

    «В течение всего периода» and a recurrence without days mean its own period, not the source's.
    """
    if source.deadline_kind == Kind.PERIOD or (source.recurrence and not source.windows):
        own = read_deadline(source.deadline_text, period=plan.period)
        if own.deadline_kind == source.deadline_kind:
            return own.columns()
    return {name: getattr(source, name) for name in READING}
