"""What of a report form can be summed: one line for a cell, or for each row of a block."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Headcount
from mentorship.organizations.small_cells import Line
from monitoring.models import FormVersion
from monitoring.workbooks.counting import Point, point_key
from monitoring.workbooks.entered import headcount_operand
from monitoring.workbooks.hiding import lines_between
from monitoring.workbooks.layouts import FormBlock, FormCell, FormLayout, layout_of
from monitoring.workbooks.manual import manual_field, manual_key
from monitoring.workbooks.marks import Mark, MarkError
from monitoring.workbooks.rows import SAME_FOR_ALL, FormRow, fixed_rows
from monitoring.workbooks.vocabulary import INDICATOR, explain

COUNT, PERCENT, OWN = "count", "percent", "own"
_PARTS = ("numerator", "denominator")
_PERCENTS = ("fact", "percent", "text")
# With the denominator these would give the numerator away: hidden where the percent is.
_TELLING = ("difference", "stated")


@dataclass(frozen=True)
class Quantity:
    """One number that institutions have and that adds up; the same in every cell that shows it."""

    key: str
    counts_people: bool = False
    point: Point | None = None
    operand: str = ""


@dataclass(frozen=True)
class RollupLine:
    """A cell of the form in a summary.

    `kind`: a count is summed, a percent is divided once from two sums, and what is an
    institution's own (words, a typed percent, a plan) is neither. `indicator` is a code.
    """

    cell: FormCell
    row_key: str
    row_title: str
    words: str
    kind: str
    quantity: Quantity | None = None
    base: Quantity | None = None
    indicator: str = ""
    part: str = ""

    @cached_property
    def key(self) -> str:
        return manual_key(f"{self.cell.sheet}!{self.cell.address}", self.row_key)

    @property
    def title(self) -> str:
        return f"{self.words}: {self.row_title}" if self.row_title else self.words

    @property
    def is_percent(self) -> bool:
        return self.kind == PERCENT

    @property
    def is_summed(self) -> bool:
        return self.kind != OWN

    @cached_property
    def quantities(self) -> list[Quantity]:
        return [each for each in (self.quantity, self.base) if each is not None]

    def kept_at(self, institution: int) -> str:
        """Under which key the institution's version keeps the cell: its own row in its block."""
        if self.cell.block is None or self.row_key:
            return self.key
        return manual_key(self.key, f"institution:{institution}")


def marks_of_people(version: FormVersion) -> dict[str, Mark]:
    """Typed cells by code that a newer accepted version of the form says to count people.

    A round keeps the version it was opened with; that a number counts people may be said later.
    """
    newer = FormVersion.objects.accepted().light().filter(form=version.form_id)
    layouts = newer.filter(number__gt=version.number).order_by("number")
    return {
        mark.path[0]: mark
        for row in layouts
        for cell in layout_of(row.layout).cells
        for mark in cell.marks
        if _is_of_people(mark)
    }


def lines_of(
    layout: FormLayout, indicators: Mapping[str, str], typed: Mapping[str, Mark]
) -> list[RollupLine]:
    """Lines in the order of the form; cells with several names or only words have none.

    `indicators` are titles by code: asked for once, however many cells name them. `typed` are
    `marks_of_people`.
    """
    rows = {
        block: fixed_rows(block)
        for sheet in layout.sheets
        for block in sheet.blocks
        if block.kind in SAME_FOR_ALL
    }
    cells = [cell for cell in layout.cells if cell.lone]
    return [line for cell in cells for line in _of_cell(cell, rows, indicators, typed)]


def told_once(lines: list[RollupLine]) -> list[RollupLine]:
    """The summed lines without repetition: a form may show a number in several cells.

    An indicator is told by its percent, which brings its parts along.
    """
    percents = {line.indicator for line in lines if line.is_percent}
    found: dict[tuple[str, ...], RollupLine] = {}
    for line in lines:
        if line.is_summed and (line.is_percent or line.indicator not in percents):
            found.setdefault(tuple(each.key for each in line.quantities), line)
    return list(found.values())


def alike(lines: list[RollupLine]) -> list[Line[str]]:
    """Quantities of one figure that give one another away: the lines of their points."""
    points = {each.point: each.key for line in lines for each in line.quantities if each.point}
    return [
        Line(tuple(points[part] for part in line.parts), points[line.whole] if line.whole else None)
        for line in lines_between(points)
    ]


def quantity_of(mark: Mark, block: FormBlock | None, row: FormRow | None) -> Quantity | None:
    """What a mark counts where it stands; None for words and for a name there is no more."""
    narrowed = row if row is not None and row.institution is None else None
    if mark.kind == "figure":
        return _figure(mark, block, narrowed)
    if mark.kind == "headcount":
        operand = headcount_operand(mark)
        people = mark.path[0] != Headcount.Category.ENTERPRISE
        return Quantity(operand, people, operand=operand)
    if mark.kind == "manual" and manual_field(mark).type in ("number", "integer"):
        key = manual_key(mark.path[0], narrowed.key if narrowed else "")
        return Quantity(f"manual:{key}", manual_field(mark).counts_people)
    return None


def count_of(mark: Mark, row: FormRow | None) -> Quantity | None:
    """The count of people that a typed percent is of: it is hidden with it."""
    code = manual_field(mark).share_of
    narrowed = row.key if row is not None and row.institution is None else ""
    return Quantity(f"manual:{manual_key(code, narrowed)}") if code else None


def standing(mark: Mark, typed: Mapping[str, Mark]) -> Mark:
    """The mark of a typed cell: who once said that it counts people cannot take it back."""
    if mark.kind != "manual" or _is_of_people(mark):
        return mark
    return typed.get(mark.path[0], mark)


def _is_of_people(mark: Mark) -> bool:
    if mark.kind != "manual":
        return False
    field = manual_field(mark)
    return field.counts_people or bool(field.share_of)


def share_key(code: str, part: str) -> str:
    return f"indicator:{code}:{part}"


def _figure(mark: Mark, block: FormBlock | None, row: FormRow | None) -> Quantity | None:
    try:
        meaning = explain(mark, block)
    except MarkError:
        return None
    if meaning.figure is None:
        return None
    point = Point(meaning.figure.code, meaning.where).narrowed(row.where if row else {})
    return Quantity(point_key(point), FIGURES[point.figure].counts_people, point)


def _of_cell(
    cell: FormCell,
    rows: Mapping[FormBlock, list[FormRow]],
    indicators: Mapping[str, str],
    typed: Mapping[str, Mark],
) -> Iterator[RollupLine]:
    mark = cell.lone
    if mark is None or mark.kind not in ("figure", "indicator", "headcount", "manual"):
        return
    found: list[FormRow | None] = [None]
    if cell.block is not None and cell.block in rows:
        found = [*rows[cell.block]]
    if mark.kind == "indicator":
        yield from _of_indicator(cell, mark, indicators)
        return
    words = _words(mark, cell.block)
    mark = standing(mark, typed)
    for row in found:
        key, title = (row.key, row.title) if row else ("", "")
        quantity = quantity_of(mark, cell.block, row)
        if quantity is not None:
            yield RollupLine(cell, key, title, words, COUNT, quantity)
        elif mark.kind == "manual":
            yield RollupLine(cell, key, title, words, OWN, count_of(mark, row))


def _of_indicator(
    cell: FormCell, mark: Mark, indicators: Mapping[str, str]
) -> Iterator[RollupLine]:
    """Indicators are not counted by forms or directions: their cells have no rows."""
    code, part = mark.path
    title = indicators.get(code, code)
    words = f"{title}: {INDICATOR[part]}"
    # Whether these are people is what each version says: the region may have its own indicator.
    above, below = (Quantity(share_key(code, each)) for each in _PARTS)
    if part in _PARTS:
        chosen = above if part == "numerator" else below
        yield RollupLine(cell, "", "", words, COUNT, chosen, indicator=code, part=part)
    elif part in _PERCENTS:
        yield RollupLine(cell, "", "", title, PERCENT, above, below, code, part)
    elif part in _TELLING:
        yield RollupLine(cell, "", "", words, OWN, above, below, code, part)
    elif part == "plan":
        yield RollupLine(cell, "", "", words, OWN, indicator=code, part=part)


def _words(mark: Mark, block: FormBlock | None) -> str:
    if mark.kind == "manual":
        return manual_field(mark).label
    try:
        return explain(mark, block).shows
    except MarkError:
        return mark.written
