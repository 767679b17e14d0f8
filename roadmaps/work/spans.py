"""Days a task takes up within some days: what the strip, the calendar and the feed draw."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roadmaps.deadlines import Kind
from roadmaps.models import Task

# Phrases that name no day of their own: drawn apart, never at a false date.
UNDATED = frozenset(
    {
        Kind.PERIOD,
        Kind.CONTINUOUS,
        Kind.AS_NEEDED,
        Kind.SCHEDULE,
        Kind.EVENT,
        Kind.EXTERNAL,
        Kind.EMPTY,
        Kind.UNKNOWN,
    }
)


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included; without a first only the last is known.

    `state` is that of the task, or of the turn of a recurring one.
    """

    starts_on: date | None
    ends_on: date
    state: str

    @property
    def first(self) -> date:
        return self.starts_on or self.ends_on

    @property
    def is_open(self) -> bool:
        return self.state in Task.OPEN

    def tone(self, today: date) -> str:
        """The colour of the bar: done, late, given up; words stand beside it everywhere."""
        if self.is_open:
            return "bad" if self.ends_on < today else ""
        return "good" if self.state == Task.Progress.DONE else "off"

    def said(self, today: date) -> str:
        """What the colour says, in a word."""
        late = self.is_open and self.ends_on < today
        return "просрочено" if late else str(Task.Progress(self.state).label)

    def touches(self, first: date, last: date) -> bool:
        return self.first <= last and self.ends_on >= first


def has_own_days(task: Task) -> bool:
    """Whether the deadline names days: neither the whole period nor a schedule nor an event."""
    if task.occurrences.all():
        return True
    return task.deadline_kind not in UNDATED and bool(list(all_spans(task)))


def all_spans(task: Task) -> Iterator[Span]:
    """Turns of a recurring task, else its windows that end; an open end is no span."""
    rows = task.occurrences.all()
    for row in rows:
        # Nobody waits for a turn of a task that is done or given up.
        waits = row.is_planned and not task.is_open
        yield Span(row.starts_on, row.due_on, task.progress if waits else row.state)
    if rows:
        return
    for start, end in task.windows:
        if end:
            first = date.fromisoformat(start) if start else None
            yield Span(first, date.fromisoformat(end), task.progress)
    if not task.windows and task.due_on:
        yield Span(task.starts_on, task.due_on, task.progress)


def spans_within(task: Task, first: date, last: date) -> list[Span]:
    """Spans that touch the days, in order."""
    found = [span for span in all_spans(task) if span.touches(first, last)]
    return sorted(found, key=lambda span: (span.first, span.ends_on))


def last_day_of(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
