"""What of a task goes down to institutions, its mark, and how two wordings differ."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from roadmaps.models import Task, TaskLink
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
    if wanted & _OF_DEADLINE:
        wanted |= set(READING)
    for name in wanted - {"dates"}:
        setattr(task, name, getattr(source, name))
