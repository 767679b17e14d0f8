"""An upload as its page shows it: counts, messages grouped by column, the rows themselves."""

from dataclasses import dataclass
from typing import Any

from mentorship.organizations.importing.plans import Outcome
from mentorship.organizations.models import ListImport

MOST_SHOWN = 300
DONE = {
    Outcome.CREATED: "добавлено",
    Outcome.UPDATED: "изменено",
    Outcome.UNCHANGED: "без изменений",
    Outcome.REFUSED: "не загружено",
}
TONES = {
    Outcome.CREATED: "good",
    Outcome.UPDATED: "info",
    Outcome.UNCHANGED: "",
    Outcome.REFUSED: "bad",
}


@dataclass(frozen=True)
class Line:
    row: int
    title: str
    text: str


@dataclass(frozen=True)
class Group:
    """Messages of one column and one kind; an error keeps its rows out, a warning does not."""

    column: str
    is_error: bool
    lines: list[Line]


@dataclass(frozen=True)
class ShownRow:
    row: int
    title: str
    outcome: str
    tone: str


@dataclass(frozen=True)
class Report:
    """`loadable` rows would change something; `rows` are shown in the order of the file."""

    counts: dict[str, Any]
    groups: list[Group]
    rows: list[ShownRow]

    @property
    def loadable(self) -> int:
        return int(self.counts[Outcome.CREATED] + self.counts[Outcome.UPDATED])


def report_of(run: ListImport) -> Report:
    is_done = run.state == ListImport.State.CONFIRMED
    groups: dict[tuple[bool, str], list[Line]] = {}
    for row in run.rows:
        for message in [*row["messages"], *row["remarks"]]:
            key = (not message["is_error"], message["column"])
            groups.setdefault(key, []).append(Line(row["row"], row["title"], message["text"]))
    return Report(
        counts=run.counts,
        groups=[Group(c, not mild, lines) for (mild, c), lines in sorted(groups.items())],
        rows=[_shown(row, is_done=is_done) for row in run.rows[:MOST_SHOWN]],
    )


def _shown(row: dict[str, Any], *, is_done: bool) -> ShownRow:
    outcome = Outcome(row["outcome"])
    words = DONE[outcome] if is_done else str(outcome.label)
    return ShownRow(row["row"], row["title"], words, TONES[outcome])
