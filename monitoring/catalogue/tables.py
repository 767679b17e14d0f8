"""A table made of figures: organizations and values of a cut down, figures and years across."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from mentorship.organizations.dimensions import DIMENSIONS
from mentorship.organizations.figures import FIGURES, Figure
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import HIDDEN_CELL, Line, Tree, hidden_in_tree
from monitoring.summaries import institutions_counted

OWN, MUNICIPALITIES, INSTITUTIONS = "", "municipality", "institution"
MOST_FIGURES, MOST_YEARS = 8, 5

Key = tuple[int, Any]
# The column of a figure without its cut.
_UNCUT = "whole"


@dataclass(frozen=True)
class Choice:
    """What a table shows; `years` are counted back from the year of the page."""

    figures: tuple[str, ...]
    level: str = OWN
    cut: str = ""
    years: int = 1

    @property
    def query(self) -> str:
        asked = [("figures", code) for code in self.figures]
        return urlencode([*asked, ("level", self.level), ("cut", self.cut), ("years", self.years)])


@dataclass(frozen=True)
class FigureColumn:
    """One figure in one year."""

    figure: Figure
    year: SchoolYear

    def __str__(self) -> str:
        return f"{self.figure.title}, {self.year}, {self.figure.unit}"


@dataclass(frozen=True)
class ShownCell:
    """A number of a column, or «скрыто»; `url` opens what it counts."""

    column: FigureColumn
    value: int | str
    url: str = ""


@dataclass(frozen=True)
class FigureRow:
    organization: str
    value: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class FigureGrid:
    """The table; `hides` says that something in it is hidden."""

    columns: tuple[FigureColumn, ...]
    rows: tuple[FigureRow, ...]
    cut_title: str
    hides: bool


def build_grid(choice: Choice, member: Membership, year: SchoolYear, today: date) -> FigureGrid:
    """Count the table: one statement a figure and year, two with a cut, however many institutions.

    Above the institution cells of 1–4 people are hidden, and with them what would give them away:
    the same in the tables of institutions and of municipalities, which add up to one another.
    """
    columns = tuple(
        FigureColumn(FIGURES[code], SchoolYear(year.first - back))
        for code in choice.figures
        for back in range(choice.years)
    )
    names = organizations_of(choice, member, year)
    tree = _tree(member, year) if choice.level else Tree.of(member.organization_id, {})
    counted = [_counted(column, choice, member) for column in columns]
    values = [value for grid in counted for _organization, value in grid]
    labels = DIMENSIONS[choice.cut].labels(values) if choice.cut else {None: ""}
    keys = [(organization, value) for organization in names for value in labels]
    grids = [_summed(grid, tree, list(labels)) for grid in counted]
    hidden = [
        _hidden(column, choice, member, grid, tree)
        for column, grid in zip(columns, grids, strict=True)
    ]
    shown = list(zip(columns, grids, hidden, strict=True))
    rows = tuple(
        FigureRow(
            names[key[0]], labels[key[1]], tuple(_cell(key, *s, choice, member) for s in shown)
        )
        for key in keys
    )
    title = DIMENSIONS[choice.cut].title if choice.cut else ""
    return FigureGrid(columns, rows, title, any(hidden))


def organizations_of(choice: Choice, member: Membership, year: SchoolYear) -> dict[int, str]:
    """Names of the rows by pk: the organization itself, or those below it that count."""
    organization = member.organization
    if choice.level == OWN:
        return {organization.pk: organization.short_name}
    institutions = institutions_counted(organization, year, member)
    if choice.level == INSTITUTIONS:
        return {row.pk: row.short_name for row in institutions}
    places = {row.parent_id: row.parent.short_name for row in institutions if row.parent}
    return dict(sorted(places.items(), key=lambda place: place[1]))  # type: ignore[arg-type]


def levels_of(member: Membership) -> list[tuple[str, str]]:
    """Levels of rows a member may ask for, with their words."""
    level = member.organization.level
    below = [(MUNICIPALITIES, "по муниципалитетам")] if level == "region" else []
    if level != "institution":
        below.append((INSTITUTIONS, "по организациям"))
    return [(OWN, "всего по вашей организации"), *below]


def cuts_of(member: Membership, figures: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Cuts that all the figures have; names of classes and own words are of a school alone."""
    inside = member.organization.is_institution
    chosen = [set(FIGURES[code].dimensions) for code in figures if code in FIGURES]
    shared = set.intersection(*chosen) if chosen else {code for code, _ in DIMENSIONS.items()}
    tree = {"institution", "municipality", "region"}
    return [
        (code, dimension.title)
        for code, dimension in DIMENSIONS.items()
        if code in shared - tree and (inside or not dimension.is_inner)
    ]


def _tree(member: Membership, year: SchoolYear) -> Tree:
    rows = institutions_counted(member.organization, year, member)
    own = member.organization_id
    return Tree.of(own, {row.pk: row.parent_id or own for row in rows if row.pk != own})


def _counted(column: FigureColumn, choice: Choice, member: Membership) -> dict[Key, int]:
    """Counts by institution, or of the own organization at once, and by value of the cut."""
    by = [code for code in (INSTITUTIONS if choice.level else "", choice.cut) if code]
    table = column.figure.table(member.organization, column.year, by, member=member)
    own = () if choice.level else (member.organization_id,)
    tail = () if choice.cut else (None,)
    return {(*own, *key, *tail): count for key, count in table.items()}  # type: ignore[misc]


def _summed(counted: Mapping[Key, int], tree: Tree, values: Sequence[Any]) -> dict[Key, int]:
    """Every cell of the tree with its sums; who has nothing has 0."""
    nodes = [node for node in tree.above if node not in tree.below] or [tree.root]
    grid: dict[Key, int] = {}
    for value in values:
        column = tree.summed({node: counted.get((node, value), 0) for node in nodes})
        grid |= {(node, value): count for node, count in column.items()}
    return grid


def _hidden(
    column: FigureColumn, choice: Choice, member: Membership, grid: Mapping[Key, int], tree: Tree
) -> frozenset[tuple[Any, ...]]:
    """What is hidden without the cut is hidden first: the tables with and without it agree."""
    if member.organization.is_institution or not column.figure.counts_people:
        return frozenset()
    columns: dict[Any, dict[int, int]] = {}
    for (node, value), count in grid.items():
        columns.setdefault(value, {})[node] = count
    if not choice.cut:
        return frozenset((node, value) for value, node in hidden_in_tree(columns, tree))
    uncut = _counted(column, replace(choice, cut=""), member)
    whole = {node: n for (node, _none), n in _summed(uncut, tree, [None]).items()}
    before = hidden_in_tree({_UNCUT: whole}, tree)
    values = sorted(columns, key=str)
    alike = [Line(tuple(values), _UNCUT), *(Line((value,), _UNCUT) for value in values)]
    found = hidden_in_tree(columns | {_UNCUT: whole}, tree, alike, before)
    return frozenset((node, value) for value, node in found if value != _UNCUT)


def _cell(
    key: Key,
    column: FigureColumn,
    grid: dict[Key, int],
    hidden: frozenset[tuple[Any, ...]],
    choice: Choice,
    member: Membership,
) -> ShownCell:
    if key in hidden:
        return ShownCell(column, HIDDEN_CELL)
    return ShownCell(column, grid[key], _opens(key, column, choice, member) if grid[key] else "")


def _opens(key: Key, column: FigureColumn, choice: Choice, member: Membership) -> str:
    """Inside the school the rows behind the number, above it the same figure by institution."""
    if member.organization.is_institution:
        told = {"year": str(column.year.first)}
        if choice.cut:
            told |= {"cut": choice.cut, "value": "" if key[1] is None else str(key[1])}
        return f"{reverse('monitoring:figure_rows', args=[column.figure.code])}?{urlencode(told)}"
    if choice.level == INSTITUTIONS:
        return ""
    below = Choice((column.figure.code,), INSTITUTIONS, choice.cut, choice.years)
    return f"{reverse('monitoring:table_build')}?{below.query}"
