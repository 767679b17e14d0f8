"""Turns the reading of a deadline into the columns of a task."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from roadmaps.deadlines import Deadline, Kind, read
from roadmaps.deadlines.proposals import proposals
from roadmaps.deadlines.values import DOUBTFUL_BELOW

# Dates typed by a person are certain; the printed phrase stays beside them.
MANUAL = "manual"


# Kinds whose last day is named, not only that of a month or of a school year.
NAMED_DAYS = frozenset({Kind.UNTIL.value, Kind.DATE.value, Kind.DATES.value, MANUAL})


@dataclass(frozen=True)
class Reading:
    """The columns of a task that a deadline fills."""

    deadline_text: str
    windows: list[list[str | None]] = field(default_factory=list)
    starts_on: date | None = None
    due_on: date | None = None
    recurrence: str = ""
    deadline_kind: str = ""
    confidence: float = 0.0
    unclear: list[str] = field(default_factory=list)

    @property
    def is_doubtful(self) -> bool:
        """Whether a person has to confirm the dates; no phrase at all is no doubt."""
        return bool(self.deadline_text) and self.confidence < DOUBTFUL_BELOW

    def columns(self) -> dict[str, Any]:
        return dict(vars(self))


def read_deadline(text: str, *, period: tuple[date, date]) -> Reading:
    """Read a printed deadline against the roadmap's period.

    The task is due on the last day of its last window; a phrase without an end has no due date.
    «Текущего года» means the year in which the roadmap begins.
    """
    return _columns_of(text, read(text, period=period, base_year=period[0].year))


def proposed(text: str, *, period: tuple[date, date]) -> list[Reading]:
    """Dated readings a person may choose from; a chosen one is certain, the raw text is kept."""
    found = (_columns_of(text, deadline) for deadline in proposals(text, period=period))
    return [replace(reading, confidence=1.0, unclear=[]) for reading in found]


def _columns_of(text: str, deadline: Deadline) -> Reading:
    return Reading(
        deadline_text=text,
        windows=[[iso(window.start), iso(window.end)] for window in deadline.windows],
        starts_on=deadline.start,
        due_on=deadline.end,
        recurrence=deadline.recurrence[:60],
        deadline_kind=deadline.kind.value,
        confidence=deadline.confidence,
        unclear=list(deadline.unclear),
    )


def dates_by_hand(
    text: str, starts_on: date | None, due_on: date | None, *, recurrence: str = ""
) -> Reading:
    """Take the dates a person typed instead of the reading; the raw text is kept."""
    dated = starts_on is not None or due_on is not None
    return Reading(
        deadline_text=text,
        windows=[[iso(starts_on), iso(due_on)]] if dated else [],
        starts_on=starts_on,
        due_on=due_on,
        recurrence=recurrence,
        deadline_kind=MANUAL,
        confidence=1.0,
    )


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def reading_to_json(reading: Reading) -> dict[str, Any]:
    return reading.columns() | {"starts_on": iso(reading.starts_on), "due_on": iso(reading.due_on)}


def reading_from_json(kept: Mapping[str, Any]) -> Reading:
    days = {name: date.fromisoformat(kept[name]) for name in ("starts_on", "due_on") if kept[name]}
    return Reading(**{**kept, "starts_on": None, "due_on": None, **days})
