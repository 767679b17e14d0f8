"""Numbers of a form: few grouped statements for many cells."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from mentorship.organizations.figures import FIGURES, Figure
from mentorship.organizations.models import Organization
from mentorship.organizations.together import Asked, counts_by_institution
from monitoring.workbooks.rows import Scope
from monitoring.workbooks.vocabulary import Where

CellT = TypeVar("CellT")
# A person has one of these, so counts by value add up; of other cuts one may have several.
_ADD_UP = frozenset({"age", "age_september", "sex"})
# A person is in both roles of a figure or counted in one: rows of the other are not read at all.
_TOLD_APART = frozenset({"role"})
_BY_INSTITUTION = ((), ("institution",))
# Cuts that stand in a column of the rows, so that a database can find by them.
_STORED = frozenset({"stage", "form", "event_kind", "document_kind"})


@dataclass(frozen=True)
class Point:
    """One number of a figure: what it is narrowed to, the row of its block included."""

    figure: str
    where: Where = ()

    def narrowed(self, row: Mapping[str, Any]) -> "Point":
        """The same within a row; a filter of the same name written in the cell stands."""
        own = dict(self.where)
        return Point(self.figure, tuple(sorted((dict(row) | own).items())))


def point_key(point: Point) -> str:
    """A number written down: its figure and what it is narrowed to."""
    return json.dumps([point.figure, point.where], ensure_ascii=False, default=str)


def count_points(points: Iterable[Point], scope: Scope) -> dict[Point, int]:
    """Counts of all points: cells of one figure cut in the same ways share one statement.

    Above the institution whole numbers and rows of institutions are read together, and the whole
    is the sum of its institutions.
    """
    batches, counts = _batches(points), dict[Point, int]()
    if not scope.organization.is_institution:
        summed = {cut: batches.pop(cut) for cut in list(batches) if cut[1] in _BY_INSTITUTION}
        counts = _count_rows(summed, scope)
    for (code, by, rest), batch in batches.items():
        counts |= _count_batch(FIGURES[code], by, rest, batch, scope)
    return counts


def count_by_institution(
    points: Iterable[Point], scope: Scope, place: str = "institution"
) -> dict[Point, dict[int, int]]:
    """Counts of each point by institution pk, in as few statements; who has nothing is absent.

    Nobody is narrowed here: take of it what whoever looks may see. With another `place` what needs
    a statement of its own is counted by that, with fewer rows.
    """
    batches = _batches(points)
    whole = {cut: batches.pop(cut) for cut in list(batches) if not cut[1]}
    columns = counts_by_institution(
        [_asked(code, rest) for code, _by, rest in whole],
        scope.organization,
        scope.year,
        scope.today,
    )
    counts = {
        point: column
        for column, batch in zip(columns, whole.values(), strict=True)
        for point in batch
    }
    for (code, by, rest), batch in batches.items():
        where = {key: asked(value) for key, value in rest} | _narrowing(by, batch)
        table = FIGURES[code].table(
            scope.organization, scope.year, (place, *by), where, as_of=scope.today
        )
        cut: dict[tuple[Any, ...], dict[int, int]] = defaultdict(dict)
        for (institution, *key), count in table.items():
            cut[tuple(key)][institution] = count
        for point in batch:
            counts[point] = _added(_fitting(cut, _tests(point, by)))
    return counts


def keys_behind(points: Iterable[Point], scope: Scope) -> dict[Point, list[int]]:
    """Keys of the things each point counts, in order; in as few statements as their counts."""
    found: dict[Point, list[int]] = {}
    for (code, by, rest), batch in _batches(points).items():
        where = {key: asked(value) for key, value in rest}
        cells = FIGURES[code].keys(
            scope.organization, scope.year, by, where, as_of=scope.today, member=scope.member
        )
        for point in batch:
            found[point] = _joined(cells, _tests(point, by))
    return found


def _added(columns: Iterable[Mapping[int, int]]) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    for column in columns:
        for institution, count in column.items():
            sums[institution] += count
    return dict(sums)


def _narrowing(by: tuple[str, ...], batch: list[Point]) -> dict[str, list[Any]]:
    """Values of stored cuts that the batch asks for: other rows need not be counted."""
    wanted = [dict(point.where) for point in batch]
    return {key: sorted({row[key] for row in wanted}) for key in by if key in _STORED}


Batch = tuple[str, tuple[str, ...], Where]


def _batches(points: Iterable[Point]) -> dict[Batch, list[Point]]:
    """Points that one statement counts: of one figure, cut in the same ways."""
    batches: dict[Batch, list[Point]] = defaultdict(list)
    for point in dict.fromkeys(points):
        figure = FIGURES[point.figure]
        by = tuple(key for key, value in point.where if _is_key(figure, key, value))
        rest = tuple((key, value) for key, value in point.where if key not in by)
        batches[point.figure, by, rest].append(point)
    return batches


def _is_key(figure: Figure, key: str, value: Any) -> bool:
    """Whether a cell can be read off a table cut by this key."""
    if not isinstance(value, tuple):
        return key not in _TOLD_APART
    return key in _ADD_UP and figure.counts_people


def _count_rows(batches: Mapping[Batch, list[Point]], scope: Scope) -> dict[Point, int]:
    """Points of institutions and of all of them that whoever looks sees, in one statement."""
    columns = dict.fromkeys((code, rest) for code, _by, rest in batches)
    found = counts_by_institution(
        [_asked(*column) for column in columns], scope.organization, scope.year, scope.today
    )
    seen = _seen(scope)
    by_column = {
        column: {pk: count for pk, count in counts.items() if pk in seen}
        for column, counts in zip(columns, found, strict=True)
    }
    wholes = {column: sum(counts.values()) for column, counts in by_column.items()}
    return {
        point: by_column[code, rest].get(dict(point.where)["institution"], 0)
        if by
        else wholes[code, rest]
        for (code, by, rest), batch in batches.items()
        for point in batch
    }


def _seen(scope: Scope) -> frozenset[int]:
    rows = Organization.objects.institutions()
    if scope.member is not None:
        rows = rows.visible_to(scope.member)
    return frozenset(rows.values_list("pk", flat=True))


def _asked(code: str, rest: Where) -> Asked:
    return Asked(FIGURES[code], tuple((key, _unchanging(asked(value))) for key, value in rest))


def _unchanging(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _count_batch(
    figure: Figure, by: tuple[str, ...], rest: Where, batch: list[Point], scope: Scope
) -> dict[Point, int]:
    if len(batch) == 1:
        rest, by = batch[0].where, ()
    where = {key: asked(value) for key, value in rest} | _narrowing(by, batch)
    table = figure.table(
        scope.organization, scope.year, by, where, as_of=scope.today, member=scope.member
    )
    if not by:
        return dict.fromkeys(batch, table.get((), 0))
    return {point: sum(_fitting(table, _tests(point, by))) for point in batch}


def _tests(point: Point, by: tuple[str, ...]) -> list[Any]:
    wanted = dict(point.where)
    return [_test(wanted[key]) for key in by]


def _joined(cells: Mapping[tuple[Any, ...], list[int]], tests: list[Any]) -> list[int]:
    """The keys of all cells that fit; each thing stands in one of them (`_ADD_UP`)."""
    return sorted(key for keys in _fitting(cells, tests) for key in keys)


def _fitting(table: Mapping[tuple[Any, ...], CellT], tests: list[Any]) -> list[CellT]:
    if all(not isinstance(test, range | frozenset) for test in tests):
        key = tuple(tests)
        return [table[key]] if key in table else []
    return [
        cell
        for key, cell in table.items()
        if all(_fits(value, test) for value, test in zip(key, tests, strict=True))
    ]


def _fits(value: Any, test: Any) -> bool:
    return value in test if isinstance(test, range | frozenset) else bool(value == test)


def _test(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    kind, *parts = value
    return range(parts[0], parts[1] + 1) if kind == "range" else frozenset(parts)


def values_of(value: Any) -> frozenset[Any]:
    """Single values that the value of a cut stands for."""
    wanted = _test(value)
    return frozenset(wanted if isinstance(wanted, range | frozenset) else [wanted])


def asked(value: Any) -> Any:
    """The value of a cut as `Figure.table` and `Figure.rows` take it."""
    wanted = _test(value)
    return sorted(wanted, key=str) if isinstance(wanted, frozenset) else wanted
