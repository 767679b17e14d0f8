"""What a roadmap is parsed into. Rows are numbered as the person sees them, from 1."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a column of a roadmap's table holds."""

    NUMBER = "number"
    STAGE = "stage"
    TITLE = "title"
    CONTENT = "content"
    DEADLINE = "deadline"
    START = "start"
    END = "end"
    WHEN = "when"  # one quarter or month of a grid, marked with «х»
    RESPONSIBLE = "responsible"
    RESULT = "result"
    REPORT = "report"
    OTHER = "other"


@dataclass(frozen=True)
class Column:
    heading: str
    role: Role


@dataclass(frozen=True)
class ParsedTask:
    """A task with its cells as printed; the number is text and may repeat or be missing.

    `content` holds «Содержание деятельности» and columns of unknown meaning, `heading` the
    subheading the task stands under, `raw` the source rows untouched.
    """

    row: int
    number: str
    title: str
    deadline_text: str
    responsible: str
    expected_result: str
    report_text: str
    source_rows: tuple[int, ...]
    content: str = ""
    heading: str = ""
    raw: str = ""


@dataclass(frozen=True)
class Subheading:
    """A row between a section and its tasks; its text stands in `ParsedTask.heading` too."""

    row: int
    number: str
    title: str
    source_rows: tuple[int, ...]


@dataclass(frozen=True)
class ParsedSection:
    """A section; `source_rows` is empty where it has no row of its own (a stage, or no section)."""

    row: int
    number: str
    title: str
    tasks: tuple[ParsedTask, ...]
    subheadings: tuple[Subheading, ...] = ()
    source_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Dropped:
    row: int
    reason: str
    text: str


@dataclass(frozen=True)
class Remark:
    """Something a person has to look at; nothing was corrected silently."""

    row: int
    message: str


@dataclass(frozen=True)
class ParsedRoadmap:
    title: str
    period: tuple[date, date] | None
    columns: tuple[Column, ...]
    sections: tuple[ParsedSection, ...]
    joined: tuple[int, ...]
    dropped: tuple[Dropped, ...]
    warnings: tuple[Remark, ...]
    rows_read: int
    # Of tables that are no roadmap: what a report states of the indicators, as it stands (S002).
    outside: tuple[Dropped, ...] = ()

    @property
    def tasks(self) -> tuple[ParsedTask, ...]:
        return tuple(task for section in self.sections for task in section.tasks)

    @property
    def section_rows(self) -> tuple[int, ...]:
        """Rows that are a section and nothing else."""
        return tuple(section.source_rows[0] for section in self.sections if section.source_rows)
