"""Two contents side by side: what was added, removed and changed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.programs.content import Content, Line, title_of
from mentorship.programs.models import Activity, Program
from mentorship.programs.models.plans import TEXTS

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
WORDS = {ADDED: "добавлено", REMOVED: "убрано", CHANGED: "изменено"}
TONES = {ADDED: "good", REMOVED: "bad", CHANGED: "warn"}


@dataclass(frozen=True)
class Difference:
    """One line of the comparison; a side that is not there is empty."""

    kind: str
    place: str
    before: str
    after: str

    @property
    def word(self) -> str:
        return WORDS[self.kind]

    @property
    def tone(self) -> str:
        return TONES[self.kind]

    def as_kept(self) -> dict[str, str]:
        return {
            "kind": self.kind,
            "place": self.place,
            "before": self.before,
            "after": self.after,
        }


def differences(before: Content, after: Content) -> list[Difference]:
    """From `before` to `after` in the order of the sections.

    Days are compared where both contents have them: those of a template follow the pair's period.
    """
    dated = "starts_on" in before and "starts_on" in after
    found = [
        _difference(title_of(name), str(before.get(name, "")), str(after.get(name, "")))
        for name in TEXTS
    ]
    found.append(_difference("Вид", _kind(before), _kind(after)))
    if dated:
        found.append(_difference("Срок программы", _period(before), _period(after)))
    else:
        found.append(_difference("Недель", str(before["weeks"]), str(after["weeks"])))
    found += _lines("Затруднение", before["problems"], after["problems"], _problem_words)
    activity = _dated_words if dated else _activity_words
    found += _lines("Мероприятие", before["activities"], after["activities"], activity)
    return [line for line in found if line is not None]


def of_kept(changes: list[dict[str, str]]) -> list[Difference]:
    """The differences a correction has kept."""
    return [Difference(**line) for line in changes]


def _lines(place: str, before: list[Line], after: list[Line], words: Any) -> list[Any]:
    old = {row["key"]: words(row) for row in before}
    new = {row["key"]: words(row) for row in after}
    kept = [_difference(place, old[key], new.get(key, "")) for key in old]
    return kept + [_difference(place, "", new[key]) for key in new if key not in old]


def _difference(place: str, before: str, after: str) -> Difference | None:
    if before.split() == after.split():
        return None
    kind = ADDED if not before else REMOVED if not after else CHANGED
    return Difference(kind, place, before, after)


def _problem_words(row: Line) -> str:
    return " – ".join(filter(None, [row["title"], row["goal"]]))


def _activity_words(row: Line) -> str:
    part = Activity.Part(row["part"]).label if row["part"] else ""
    return "; ".join(filter(None, [row["title"], row["planned_result"], part]))


def _dated_words(row: Line) -> str:
    due_on = f"срок {date.fromisoformat(row['due_on']):%d.%m.%Y}" if row["due_on"] else ""
    return "; ".join(filter(None, [_activity_words(row), due_on]))


def _kind(content: Content) -> str:
    return str(Program.Kind(content["kind"]).label)


def _period(content: Content) -> str:
    days = (date.fromisoformat(content[name]) for name in ("starts_on", "ends_on"))
    return " – ".join(f"{day:%d.%m.%Y}" for day in days)
