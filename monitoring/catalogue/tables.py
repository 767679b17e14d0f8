"""A table made of figures: organizations and values of a cut down, figures and years across."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from mentorship.organizations.dimensions import DIMENSIONS
from mentorship.organizations.figures import FIGURES, Figure
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import HIDDEN_CELL, Tree
from monitoring.summaries import institutions_counted, tree_of
from monitoring.workbooks.counting import Point
from monitoring.workbooks.hiding import hidden_in_columns

OWN, MUNICIPALITIES, INSTITUTIONS = "", "municipality", "institution"
MOST_FIGURES, MOST_YEARS = 8, 5

Key = tuple[int, Any]


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


@dataclass(frozen=True)
class _Reach:
    """Whose numbers make a column: a school closed before its year is in none of them.

    `level` is what is counted by, `seen` what of it the member sees.
    """

    institutions: Sequence[Organization]
    tree: Tree
    level: str
    seen: frozenset[int]

    @classmethod
    def of(cls, choice: Choice, member: Membership, year: SchoolYear) -> "_Reach":
        institutions = list(institutions_counted(member.organization, year, member))
        tree = tree_of(member.organization, year, member, institutions)
        level = _counted_level(choice, tree)
        seen = frozenset(row.pk for row in institutions)
        if level == MUNICIPALITIES:
            seen = frozenset(tree.below) - {tree.root}
        return cls(institutions, tree, level, seen)


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
    of_years = {each.year: _Reach.of(choice, member, each.year) for each in columns}
    reaches = [of_years[column.year] for column in columns]
    names = _names(choice, member, of_years.values())
    pairs = list(zip(columns, reaches, strict=True))
    counted = [_counted(column, reach.level, choice.cut, member) for column, reach in pairs]
    values = [
        value
        for grid, reach in zip(counted, reaches, strict=True)
        for organization, value in grid
        if organization in reach.seen
    ]
    labels = DIMENSIONS[choice.cut].labels(values) if choice.cut else {None: ""}
    keys = [(organization, value) for organization in names for value in labels]
    shown = [
        (
            column,
            _summed(grid, reach.tree, list(labels), reach.seen),
            _hidden(column, choice, member, grid, reach),
        )
        for (column, reach), grid in zip(pairs, counted, strict=True)
    ]
    rows = tuple(
        FigureRow(
            names[key[0]], labels[key[1]], tuple(_cell(key, *s, choice, member) for s in shown)
        )
        for key in keys
    )
    title = DIMENSIONS[choice.cut].title if choice.cut else ""
    return FigureGrid(columns, rows, title, any(hidden for _column, _grid, hidden in shown))


def _names(choice: Choice, member: Membership, reaches: Iterable[_Reach]) -> dict[int, str]:
    """Names of the rows by pk: the organization itself, or those below it of any of the years."""
    if choice.level == OWN:
        return {member.organization_id: member.organization.short_name}
    found = {row.pk: row for reach in reaches for row in reach.institutions}
    institutions = sorted(found.values(), key=lambda row: (row.name, row.pk))
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


def _counted_level(choice: Choice, tree: Tree) -> str:
    """By institution, but for rows of a region above them: municipalities are fewer."""
    has_places = len(tree.below) > 1
    return MUNICIPALITIES if has_places and choice.level != INSTITUTIONS else INSTITUTIONS


def _counted(column: FigureColumn, level: str, cut: str, member: Membership) -> dict[Key, int]:
    """Counts by the level and the values of the cut, of the whole organization."""
    by = [level, cut] if cut else [level]
    table = column.figure.table(member.organization, column.year, by)
    tail = () if cut else (None,)
    return {(*key, *tail): count for key, count in table.items()}  # type: ignore[misc]


def _summed(
    counted: Mapping[Key, int], tree: Tree, values: Sequence[Any], nodes: frozenset[int]
) -> dict[Key, int]:
    """Every cell of the tree with its sums over the nodes; who has nothing has 0."""
    grid: dict[Key, int] = {}
    for value in values:
        column = tree.summed({node: counted.get((node, value), 0) for node in nodes})
        grid |= {(node, value): count for node, count in column.items()}
    return grid


def _hidden(
    column: FigureColumn,
    choice: Choice,
    member: Membership,
    counted: Mapping[Key, int],
    reach: _Reach,
) -> frozenset[tuple[Any, ...]]:
    """What is hidden without the cut is hidden first: the tables with and without it agree."""
    if member.organization.is_institution or not column.figure.counts_people:
        return frozenset()
    level, tree, seen = reach.level, reach.tree, reach.seen
    nodes = frozenset(tree.below) - {tree.root} if level == MUNICIPALITIES else tree.leaves
    code, cut = column.figure.code, choice.cut
    values = {value for _organization, value in counted} if cut else {None}
    found = {
        Point(code, ((cut, value),) if cut else ()): _summed(counted, tree, [value], nodes)
        for value in values
    }
    if cut:
        whole = _counted(column, level, "", member)
        found[Point(code)] = _summed(whole, tree, [None], nodes)
    columns = {
        point: {node: count for (node, _value), count in grid.items()}
        for point, grid in found.items()
    }
    cells = hidden_in_columns(columns, tree, seen if seen < nodes else None)
    if not cut:
        return frozenset((node, None) for _point, node in cells)
    return frozenset((node, point.where[0][1]) for point, node in cells if point.where)


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
    count = grid.get(key, 0)
    return ShownCell(column, count, _opens(key, column, choice, member) if count else "")


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
