"""A run of the import as the page and the command show it: counts, messages grouped by kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mentorship.bank.importing.services import Preview
from mentorship.bank.models import ImportRun

MOST_SHOWN = 200


@dataclass(frozen=True)
class Line:
    row: int
    name: str
    column: str
    text: str


@dataclass(frozen=True)
class Group:
    """Messages of one column and one kind; an error keeps its rows out, a warning does not."""

    column: str
    is_error: bool
    lines: list[Line]


@dataclass(frozen=True)
class Report:
    """`loadable` rows would change something; `rows` are shown in the order of the file."""

    counts: dict[str, int]
    notes: list[dict[str, str]]
    groups: list[Group]
    rows: list[dict[str, Any]]
    hidden_rows: int

    @property
    def loadable(self) -> int:
        return self.counts["created"] + self.counts["updated"]


def report_of(run: ImportRun) -> Report:
    groups: dict[tuple[bool, str], list[Line]] = {}
    for row in run.rows:
        for message in row["messages"]:
            key = (not message["is_error"], message["column"])
            line = Line(row["row"], _name(row), message["column"], message["text"])
            groups.setdefault(key, []).append(line)
    return Report(
        counts=run.counts,
        notes=run.counts["notes"],
        groups=[Group(c, not mild, lines) for (mild, c), lines in sorted(groups.items())],
        rows=[row | {"name": _name(row)} for row in run.rows[:MOST_SHOWN]],
        hidden_rows=max(0, len(run.rows) - MOST_SHOWN),
    )


def _name(row: dict[str, Any]) -> str:
    return " ".join(filter(None, row["values"].get("name", [])))


def messages_of(preview: Preview) -> Iterable[dict[str, Any]]:
    """Every message with its row and column: first those about the file, by its header row."""
    for note in preview.notes:
        yield {"row": preview.header_row, "column": note.column, "message": note.text}
    for plan in preview.plans:
        for message in plan.row.messages:
            yield {"row": plan.row.number, "column": message.column, "message": message.text}
