"""The time strip: tasks of a plan over the twelve months of a school year."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Section, Task
from roadmaps.work.spans import Span, has_own_days, last_day_of, spans_within

SHORT = ("", "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


@dataclass(frozen=True)
class Month:
    """A month of the strip; `short` heads its column."""

    first: date

    @property
    def last(self) -> date:
        return last_day_of(self.first)

    @property
    def short(self) -> str:
        return SHORT[self.first.month]


@dataclass(frozen=True)
class Cell:
    """One month of one task: whether it is taken up, and the days where it begins and ends."""

    month: Month
    words: str = ""
    is_on: bool = False
    # What is said of the state where a span ends, and the colour of the bar.
    said: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Line:
    task: Task
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Block:
    """A section with its tasks: drawn over the months, and those without days of their own."""

    section: Section
    lines: tuple[Line, ...]


@dataclass
class Strip:
    months: tuple[Month, ...]
    blocks: list[Block] = field(default_factory=list)
    # «В течение всего периода», «по графику», «по мере необходимости»: a band of their own.
    band: list[Task] = field(default_factory=list)
    elsewhere: int = 0

    @property
    def shown(self) -> int:
        return sum(len(block.lines) for block in self.blocks) + len(self.band)


def months_of(year: SchoolYear) -> tuple[Month, ...]:
    """September to August."""
    numbers = [*range(9, 13), *range(1, 9)]
    return tuple(Month(date(year.first + (number < 9), number, 1)) for number in numbers)


def strip_of(
    year: SchoolYear, sections: Iterable[tuple[Section, list[Task]]], today: date
) -> Strip:
    """Lay the tasks out; those whose days lie in other years are only counted."""
    strip = Strip(months_of(year))
    for section, tasks in sections:
        lines = []
        for task in tasks:
            spans = spans_within(task, year.starts_on, year.ends_on)
            if not has_own_days(task) or _fills(spans, year):
                strip.band.append(task)
            elif spans:
                cells = tuple(_cell(month, spans, today) for month in strip.months)
                lines.append(Line(task, cells))
            else:
                strip.elsewhere += 1
        if lines:
            strip.blocks.append(Block(section, tuple(lines)))
    return strip


def _fills(spans: list[Span], year: SchoolYear) -> bool:
    """A bar over the whole year says nothing of when."""
    return any(
        span.starts_on and span.starts_on <= year.starts_on and span.ends_on >= year.ends_on
        for span in spans
    )


def _cell(month: Month, spans: list[Span], today: date) -> Cell:
    here = [span for span in spans if span.touches(month.first, month.last)]
    if not here:
        return Cell(month)
    words = ", ".join(filter(None, (_days(span, month) for span in here)))
    said = ", ".join(dict.fromkeys(s.said(today) for s in here if s.ends_on <= month.last))
    # Several turns of a month: the one that calls for help gives the colour.
    tones = [span.tone(today) for span in here]
    tone = next((tone for tone in ("bad", "", "good", "off") if tone in tones), "")
    return Cell(month, words, True, said, tone)


def _days(span: Span, month: Month) -> str:
    """«до 20», «15–30», «с 15»; nothing for a month taken up whole."""
    ends_here = span.ends_on <= month.last
    if span.starts_on is None:
        return f"до {span.ends_on.day}"
    if span.starts_on == span.ends_on:
        return str(span.ends_on.day)
    begins = span.starts_on if span.starts_on > month.first else None
    ends = span.ends_on if ends_here and span.ends_on < month.last else None
    if begins and ends_here:
        return f"{begins.day}–{span.ends_on.day}"
    if begins:
        return f"с {begins.day}"
    return f"до {ends.day}" if ends else ""
