"""Which numbers of a form are not shown above the institution: the same on every page.

Of each figure its uncut column decides first, then what it is narrowed to: so a table, a form, a
note and a check hide the same institutions and sums of one figure and year. What a municipality
hides follows from its own numbers, whoever looks (`hidden_in_tree`).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Organization
from mentorship.organizations.small_cells import Line, Tree, hidden_in_tree, hidden_sums
from monitoring.summaries import institutions_counted, tree_of
from monitoring.workbooks.counting import Point, count_by_institution, count_points, values_of
from monitoring.workbooks.numbers import Numbers
from monitoring.workbooks.rows import Scope

Columns = Mapping[Point, Mapping[int, int]]
Counted = Callable[[Iterable[Point], Scope], Columns]
_PLACES = ("institution", "municipality")
# The two roles of a figure are counted like figures of their own (decision 0023).
_OWN_FIGURE = frozenset({"role"})


def hidden_in_columns(
    columns: Columns, tree: Tree, seen: frozenset[int] | None = None
) -> frozenset[tuple[Point, int]]:
    """Cells (point, node) to hide of columns with their sums.

    Beside a narrowed point its figure without cuts stands too: it is shown elsewhere, so nothing
    may follow from the two. `seen` are the institutions of a reader who does not see all.
    """
    people = {
        point: columns[point]
        for point in sorted(columns, key=_order)
        if FIGURES[point.figure].counts_people
    }
    uncut = {point: column for point, column in people.items() if not point.where}
    hidden = hidden_in_tree(uncut, tree)
    if len(uncut) < len(people):
        alike = [*lines_between(people), *_anchored(people)]
        hidden = hidden_in_tree(people, tree, alike, hidden, settled=uncut)
    if seen is None:
        return hidden
    return hidden | {
        (point, place)
        for point, column in people.items()
        for place in hidden_sums(
            {node: n for node, n in column.items() if node not in tree.below},
            seen,
            tree,
            {node for name, node in hidden if name == point},
        )
    }


def _anchored(points: Mapping[Point, Any]) -> list[Line[Point]]:
    """Points cut several ways, each as a part of its figure."""
    return [
        Line((point,), Point(point.figure))
        for point in points
        if len(point.where) > 1 and Point(point.figure) in points
    ]


def counted_above(
    points: Iterable[Point], scope: Scope, numbers: Numbers
) -> tuple[dict[Point, int], frozenset[Point]]:
    """Counts of a form above the institution, and those of them that are hidden."""
    points = _with_anchors(points)
    sums = _by_municipality(points, scope)
    rest = [point for point in points if point not in sums]
    counts = numbers.counts(rest, scope)
    counts |= {point: sum(column.values()) for point, column in sums.items()}
    return counts, hidden_from_above(counts, scope, sums=sums)


def _with_anchors(points: Iterable[Point]) -> list[Point]:
    """The points, and of each row of an institution the figure without cuts: counted together."""
    points = list(points)
    anchors = [
        Point(point.figure, tuple(pair for pair in point.where if pair[0] == "institution"))
        for point in points
        if _is_narrowed(point) and FIGURES[point.figure].counts_people
    ]
    return [*points, *(anchor for anchor in dict.fromkeys(anchors) if anchor.where)]


def _by_municipality(points: Iterable[Point], scope: Scope) -> dict[Point, dict[int, int]]:
    """Totals of a region as its municipalities have them, which decide what is hidden."""
    if scope.organization.level != Organization.Level.REGION:
        return {}
    places = [(point, *_place(point, 0)) for point in points]
    rows = {base for _point, base, node in places if node}
    lone = [
        point
        for point, base, node in places
        if not node and base not in rows and FIGURES[point.figure].counts_people
    ]
    wholes = dict.fromkeys(Point(point.figure) for point in lone if _is_narrowed(point))
    anchors = [whole for whole in wholes if whole not in rows]
    return count_by_institution([*lone, *anchors], scope, "municipality") if lone else {}


def hidden_from_above(
    counts: Mapping[Point, int],
    scope: Scope,
    counted: Counted = count_by_institution,
    sums: Columns | None = None,
) -> frozenset[Point]:
    """Points of a form that are hidden from whoever is above the institution.

    What the form does not show but decides is counted here: neighbors of a single institution,
    municipalities under the total of a region (unless `sums` has them), a figure without its cuts.
    """
    people = [point for point in counts if FIGURES[point.figure].counts_people]
    if not people:
        return frozenset()
    institutions = list(institutions_counted(scope.above, scope.year, scope.member))
    tree = tree_of(scope.above, scope.year, scope.member, institutions)
    leaves = tree.leaves
    part = frozenset(row.pk for row in institutions)
    seen = part if part < leaves and not scope.is_seen_from_above else None
    places = {point: _place(point, scope.organization.pk) for point in people}
    by_row = {
        base
        for base, node in places.values()
        if node in leaves or seen is not None or scope.is_seen_from_above
    }
    columns = _columns(dict.fromkeys(base for base, _node in places.values()), by_row)
    found = _filled(columns, counts, scope, tree, counted, sums or {})
    hidden = hidden_in_columns(found, tree, seen)
    return frozenset(point for point, cell in places.items() if cell in hidden)


def _is_narrowed(point: Point) -> bool:
    return any(key not in _OWN_FIGURE and key not in _PLACES for key, _value in point.where)


def _place(point: Point, own: int) -> tuple[Point, int]:
    """What a point counts wherever it stands, and the node of its row."""
    where = dict(point.where)
    nodes = [where.pop(key) for key in _PLACES if key in where]
    return Point(point.figure, tuple(sorted(where.items()))), (nodes or [own])[0]


def _columns(bases: Iterable[Point], by_row: set[Point]) -> dict[Point, bool]:
    """What is to be known, figures without their cuts too, and of what by institution."""
    wanted: dict[Point, bool] = {}
    for base in bases:
        for point in (base, Point(base.figure)) if _is_narrowed(base) else (base,):
            wanted[point] = wanted.get(point, False) or base in by_row
    return wanted


def _filled(
    wanted: Mapping[Point, bool],
    counts: Mapping[Point, int],
    scope: Scope,
    tree: Tree,
    counted: Counted,
    sums: Columns,
) -> dict[Point, dict[int, int]]:
    """Columns with their sums: as the form has them, else counted."""
    above = Scope(scope.above, scope.year, scope.today)
    leaves = tree.leaves
    own = {point: _row_column(point, counts, leaves, "institution") for point in wanted}
    missing = [point for point, by_row in wanted.items() if by_row and own[point] is None]
    told = counted(missing, above) if missing else {}
    found = {point: column for point, column in own.items() if column is not None}
    found |= {
        point: {leaf: told.get(point, {}).get(leaf, 0) for leaf in leaves} for point in missing
    }
    lone = [point for point in wanted if point not in found]
    found |= _sums(lone, counts, above, tree, sums)
    return {point: tree.summed(column) for point, column in found.items()}


def _row_column(
    point: Point, counts: Mapping[Point, int], nodes: Iterable[int], key: str
) -> dict[int, int] | None:
    """The column as the rows of the form have it; None where a row is missing."""
    column = {node: counts.get(point.narrowed({key: node})) for node in nodes}
    if not column or None in column.values():
        return None
    return {node: count for node, count in column.items() if count is not None}


def _sums(
    points: list[Point], counts: Mapping[Point, int], above: Scope, tree: Tree, known: Columns
) -> dict[Point, dict[int, int]]:
    """Totals alone: of a region by municipality, for one of few people hides the total."""
    if above.organization.level != Organization.Level.REGION:
        missing = [point for point in points if point not in counts]
        totals = {**counts, **(count_points(missing, above) if missing else {})}
        return {point: {tree.root: totals[point]} for point in points}
    missing = [point for point in points if point not in known]
    told = {**known, **(count_by_institution(missing, above, "municipality") if missing else {})}
    return {point: _by_place(told.get(point, {}), tree) for point in points}


def _by_place(column: Mapping[int, int], tree: Tree) -> dict[int, int]:
    """What stands right under the root, of a column by institution or by municipality.

    Of a municipality without institutions in the year there may be facts: it is in no sum.
    """
    places = {node: 0 for node, above in tree.above.items() if above == tree.root}
    for node, count in column.items():
        place = node if node in places else tree.above.get(node)
        if place in places:
            places[place] += count
    return places


def lines_between(points: Iterable[Point]) -> list[Line[Point]]:
    """Lines of points of one figure that differ in one cut: its values, and what holds them all.

    A wider value («10–19», or no cut at all) is the whole of the narrower ones, together and each
    alone.
    """
    points = sorted(points, key=_order)
    known, groups = set(points), dict[Point, dict[str, list[tuple[Point, Any]]]]()
    for point in points:
        for key, value in point.where:
            base = Point(point.figure, tuple(pair for pair in point.where if pair[0] != key))
            groups.setdefault(base, {}).setdefault(key, []).append((point, value))
    lines: list[Line[Point]] = []
    for base, by_key in groups.items():
        whole = base if base in known else None
        for line in by_key.values():
            lines += _made_of([point for point, _value in line], whole)
            for wide, value in line:
                if isinstance(value, tuple):
                    inner = [point for point, other in line if values_of(other) < values_of(value)]
                    lines += _made_of(inner, wide)
    return lines


def _made_of(parts: list[Point], whole: Point | None) -> list[Line[Point]]:
    if whole is None:
        return [Line(tuple(parts))] if len(parts) > 1 else []
    alone = [Line((part,), whole) for part in parts] if len(parts) > 1 else []
    return [Line(tuple(parts), whole), *alone] if parts else []


def _order(point: Point) -> tuple[str, list[tuple[str, str]]]:
    """Numbers by size: rows of institutions come as in tables, by their keys."""
    return point.figure, [
        (key, f"{value:020}" if isinstance(value, int) else str(value))
        for key, value in point.where
    ]
