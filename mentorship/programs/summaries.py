"""What pages and papers tell of a program: its texts, its plan by parts, how much is done."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from mentorship.programs.content import title_of
from mentorship.programs.models import Activity, Program, ProgramTemplate
from mentorship.programs.models.plans import TEXTS

Mark = Activity.Mark


@dataclass(frozen=True)
class Progress:
    """How many activities there are, and how many have each mark."""

    total: int
    done: int
    partly: int
    missed: int

    @property
    def open(self) -> int:
        """Without a mark yet."""
        return self.total - self.done - self.partly - self.missed


@dataclass(frozen=True)
class Section:
    """A part of the plan with its lines; the only part of a plain program has no title."""

    title: str
    rows: tuple[Any, ...]


def with_progress(programs: Any) -> Any:
    """Adds `planned` and `marked`: activities of the plan and those that have a mark."""
    marked = Count("activities", filter=~Q(activities__mark=""))
    return programs.annotate(planned=Count("activities"), marked=marked)


def progress_of(program: Program) -> Progress:
    """Reads `activities`."""
    marks = [row.mark for row in program.activities.all()]
    counts = (marks.count(mark) for mark in (Mark.DONE, Mark.PARTLY, Mark.MISSED))
    return Progress(len(marks), *counts)


def sections_of(program: Program) -> list[Section]:
    """Activities by parts in the order of the three-part plan, those without a part last."""
    return _by_parts(list(program.activities.all()), lambda row: row.part)


def lines_of(template: ProgramTemplate) -> list[Section]:
    """The same of a template's or a practice's content."""
    return _by_parts(template.content.get("activities", []), lambda row: row["part"])


def texts_of(program: Program) -> list[tuple[str, str]]:
    """Title and text of every section that is not empty."""
    return [(title_of(name), text) for name in TEXTS if (text := getattr(program, name))]


def texts_in(content: dict[str, Any]) -> list[tuple[str, str]]:
    """The same of a content."""
    return [(title_of(name), text) for name in TEXTS if (text := content.get(name))]


def _by_parts(rows: list[Any], part_of: Any) -> list[Section]:
    found = []
    for code, title in [*Activity.Part.choices, ("", "")]:
        if lines := tuple(row for row in rows if part_of(row) == code):
            found.append(Section(title, lines))
    if len(found) > 1 and not found[-1].title:
        found[-1] = Section("без части", found[-1].rows)
    return found
