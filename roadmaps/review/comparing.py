"""Two versions of a plan side by side: what came, what went, which words changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from roadmaps.difference import PRINTED
from roadmaps.review.content import SectionText, TaskText

MOST_COMPARED = 250_000  # pairs of words; beyond, a text is shown as replaced
ALIKE = 0.4  # below this share of equal words marking them word by word only confuses
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Kind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SAME = "same"


@dataclass(frozen=True)
class Piece:
    """A run of words; `is_marked` words stand on one side only."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class FieldChange:
    """A column before and after. `is_rewritten`: nothing of it stayed, so it is shown whole."""

    name: str
    title: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def is_rewritten(self) -> bool:
        return all(piece.is_marked for piece in self.old + self.new)


@dataclass(frozen=True)
class TaskChange:
    """A task of the later version, or of the earlier one if it is there no more."""

    kind: Kind
    task: TaskText
    fields: tuple[FieldChange, ...] = ()
    # The section it stood in before, where it has moved.
    moved_from: str = ""

    def field(self, name: str) -> FieldChange | None:
        return next((change for change in self.fields if change.name == name), None)


@dataclass(frozen=True)
class SectionChange:
    """A section with its tasks in the order of the later version, the removed ones at its end."""

    label: str
    tasks: tuple[TaskChange, ...]
    renamed: FieldChange | None = None

    @property
    def changes(self) -> list[TaskChange]:
        return [task for task in self.tasks if task.kind is not Kind.SAME]


@dataclass(frozen=True)
class Comparison:
    sections: tuple[SectionChange, ...]

    @property
    def changes(self) -> list[TaskChange]:
        """Tasks that are not the same."""
        return [task for task in self._tasks() if task.kind is not Kind.SAME]

    def count(self, kind: Kind) -> int:
        return sum(task.kind is kind for task in self._tasks())

    def _tasks(self) -> Iterator[TaskChange]:
        for section in self.sections:
            yield from section.tasks


def compare(old: Sequence[SectionText], new: Sequence[SectionText]) -> Comparison:
    """Match tasks by their own keys, sections by theirs, and say what differs."""
    before = {task.key: (task, section) for section in old for task in section.tasks}
    after = {task.key for section in new for task in section.tasks}
    was = {section.key: section for section in old}
    gone: dict[int, list[TaskChange]] = {
        section.key: [TaskChange(Kind.REMOVED, t) for t in section.tasks if t.key not in after]
        for section in old
    }
    found = [
        SectionChange(
            section.label,
            tuple(_changed(task, section, before) for task in section.tasks)
            + tuple(gone.pop(section.key, ())),
            _renamed(was.get(section.key), section),
        )
        for section in new
    ]
    rest = [SectionChange(was[key].label, tuple(tasks)) for key, tasks in gone.items() if tasks]
    return Comparison(tuple(found + rest))


def _changed(
    task: TaskText, section: SectionText, before: dict[int, tuple[TaskText, SectionText]]
) -> TaskChange:
    if task.key not in before:
        return TaskChange(Kind.ADDED, task)
    old, place = before[task.key]
    fields = tuple(
        _field(name, title, getattr(old, name), getattr(task, name))
        for name, title in PRINTED.items()
        if getattr(old, name) != getattr(task, name)
    )
    is_moved = place.key != section.key and place.label != section.label
    kind = Kind.CHANGED if fields or is_moved else Kind.SAME
    return TaskChange(kind, task, fields, place.label if is_moved else "")


def _renamed(old: SectionText | None, new: SectionText) -> FieldChange | None:
    if old is None or old.label == new.label:
        return None
    return _field("section", "Раздел", old.label, new.label)


def _field(name: str, title: str, old: str, new: str) -> FieldChange:
    return FieldChange(name, title, *marked(old, new))


def marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, words that stand on one side only marked."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    whole = _whole(old), _whole(new)
    if len(before) * len(after) > MOST_COMPARED:
        return whole
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole
    left, right = [], []
    for code, a, b, c, d in matcher.get_opcodes():
        left += _piece(before[a:b], is_marked=code != "equal")
        right += _piece(after[c:d], is_marked=code != "equal")
    return tuple(left), tuple(right)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, is_marked=True),) if text else ()


def _piece(words: list[str], *, is_marked: bool) -> list[Piece]:
    return [Piece("".join(words), is_marked)] if words else []
