"""What notes are made of by default: sections, tables and rules, read from `reference/*.json`."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Organization


@dataclass(frozen=True)
class SectionKind:
    """A section that a note of a level begins with; its text is a template of that name."""

    level: str
    code: str
    title: str
    source: str
    checked_on: str

    @property
    def template(self) -> str:
        return f"monitoring/notes/texts/{self.level}/{self.code}.txt"


@dataclass(frozen=True)
class ColumnKind:
    """A column of a table: what one cell shows, in the marks of report forms."""

    title: str
    width: int
    cell: str


@dataclass(frozen=True)
class TableKind:
    """A table repeated by rows, as in a report form; widths are percents."""

    code: str
    title: str
    rows: str
    levels: tuple[str, ...]
    columns: tuple[ColumnKind, ...]


@dataclass(frozen=True)
class RuleKind:
    """A rule that suggests recommendations; `threshold` stands in its title."""

    code: str
    title: str
    threshold: int | None
    levels: tuple[str, ...]
    source: str
    checked_on: str

    @property
    def template(self) -> str:
        return f"monitoring/notes/advice/{self.code}.txt"

    @property
    def words(self) -> str:
        return self.title.format(self.threshold)

    @property
    def least(self) -> int:
        """The threshold of a rule that has one."""
        if self.threshold is None:
            raise DomainError(f"У правила «{self.title}» не задан порог.")
        return self.threshold


def sections_of(organization: Organization) -> list[SectionKind]:
    """The sections of a note of this level in their order."""
    found = [SectionKind(**row) for row in _read("note_sections")]
    return [kind for kind in found if kind.level == organization.level]


def tables_of(organization: Organization) -> dict[str, TableKind]:
    """Tables a note of this level may show, by code."""
    found = {}
    for row in _read("note_tables"):
        columns = tuple(ColumnKind(**column) for column in row["columns"])
        kind = TableKind(row["code"], row["title"], row["rows"], tuple(row["levels"]), columns)
        if organization.level in kind.levels:
            found[kind.code] = kind
    return found


def rules_of(organization: Organization) -> list[RuleKind]:
    """Rules that suggest recommendations in a note of this level."""
    found = [RuleKind(**{**row, "levels": tuple(row["levels"])}) for row in _read("note_rules")]
    return [rule for rule in found if organization.level in rule.levels]


@cache
def _read(name: str) -> list[dict[str, Any]]:
    folder = settings.BASE_DIR / "mentorship" / "reference"
    rows: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text())
    return rows
