"""The form of a round filled for a region or a municipality with the sums of accepted reports."""

from collections.abc import Callable
from datetime import date

from mentorship.core.exceptions import DomainError
from mentorship.organizations.small_cells import HIDDEN_CELL, Cell
from monitoring.models import Indicator
from monitoring.rollup.lines import count_of, quantity_of, share_key, standing
from monitoring.rollup.totals import Rollup
from monitoring.summaries import current_indicators, plan_values
from monitoring.values import share
from monitoring.workbooks.filling import (
    SMALL_REASON,
    CellReader,
    FilledForm,
    places_of,
    written,
)
from monitoring.workbooks.layouts import FormBlock, FormCell, layout_of
from monitoring.workbooks.manual import manual_key
from monitoring.workbooks.marks import Mark
from monitoring.workbooks.rows import SAME_FOR_ALL, FormRow, Scope, fixed_rows, institution_row
from monitoring.workbooks.shown import EMPTY, HIDDEN, UNKNOWN, Shown

NOT_SUMMED = "не складывается: у каждой организации своё"
NOT_KEPT = "в принятых отчётах этого числа нет"


def region_workbook(rollup: Rollup, today: date) -> bytes:
    """The workbook of the round's form; DomainError where nothing can be summed yet."""
    if not rollup.in_force:
        raise DomainError("Принятых отчётов ещё нет: складывать нечего.")
    return written(bytes(rollup.opened.version.content), fill_from_reports(rollup, today))


def fill_from_reports(rollup: Rollup, today: date) -> FilledForm:
    """Every cell of the form: sums where there are numbers, rows of schools those accepted."""
    layout = layout_of(rollup.opened.version.layout)
    rows = {
        (sheet.name, block): _rows(block, rollup)
        for sheet in layout.sheets
        for block in sheet.blocks
    }
    reader = _Reader(rollup, today)
    cells = [reader.filled(*place) for place in places_of(layout, rows)]
    return FilledForm(layout, cells, rows, {}, {}, reader.headers(layout))


def _rows(block: FormBlock, rollup: Rollup) -> list[FormRow]:
    if block.kind in SAME_FOR_ALL:
        return fixed_rows(block)
    if block.kind != "schools":
        raise DomainError(f"Строки {block.title} из отчётов организаций не складываются.")
    kind = block.options.get("type")
    return [
        institution_row(row.organization)
        for row in rollup.reports
        if row.organization_id in rollup.in_force
        and (not kind or row.organization.institution_type == kind)
    ]


class _Reader(CellReader):
    """Sums of the accepted reports; at a row of a school its own frozen number."""

    def __init__(self, rollup: Rollup, today: date) -> None:
        organization, opened = rollup.member.organization, rollup.opened
        super().__init__(Scope(organization, opened.year, opened.counted_on(today), rollup.member))
        self.rollup = rollup
        self.indicators = {row.code: row for row in current_indicators(organization, opened.year)}
        self.plans = plan_values(organization, opened.year)
        self.readers |= {
            "figure": self._number,
            "headcount": self._number,
            "manual": self._number,
            "indicator": self._indicator,
        }

    def _node(self, row: FormRow | None) -> int:
        institution = row.institution if row else None
        return (institution or self.scope.organization).pk

    def _number(self, mark: Mark, cell: FormCell, row: FormRow | None) -> Shown:
        mark = standing(mark, self.rollup.typed)
        quantity = quantity_of(mark, cell.block, row)
        if quantity is not None:
            return _shown(self.rollup.frozen.shown(quantity.key, self._node(row)))
        if row is None or row.institution is None:
            return Shown("", EMPTY, NOT_SUMMED)
        count = count_of(mark, row)
        if count is not None and (count.key, row.institution.pk) in self.rollup.frozen.hidden:
            return Shown(HIDDEN_CELL, HIDDEN, SMALL_REASON)
        key = manual_key(f"{cell.sheet}!{cell.address}")
        value = self.rollup.collected.own.get((key, row.institution.pk))
        return Shown("", EMPTY, "не заполнено") if value is None else Shown(value)

    def _indicator(self, mark: Mark, cell: FormCell, row: FormRow | None) -> Shown:
        code, part = mark.path
        indicator = self.indicators.get(code)
        if indicator is None:
            return Shown(None, UNKNOWN, f"показатель {code} в этом году здесь не считается")
        node = self._node(row)
        above, below = (
            self.rollup.frozen.shown(share_key(code, each), node)
            for each in ("numerator", "denominator")
        )
        if part in ("numerator", "denominator"):
            return _shown(above if part == "numerator" else below)
        percent = _percent(above, below)
        if part in ("plan", "difference"):
            return self._planned(code, part, percent)
        return _WORDS.get(part, _nothing)(indicator, above, below, percent)

    def _planned(self, code: str, part: str, percent: Cell) -> Shown:
        plan = self.plans.get(code)
        if plan is None:
            return Shown(None, UNKNOWN, "плана на этот год нет")
        if part == "plan":
            return Shown(plan.value)
        if percent.value is None:
            return _shown(percent)
        return Shown(percent.value - plan.value)


def _percent(above: Cell, below: Cell) -> Cell:
    if above.is_hidden or below.is_hidden:
        return Cell(None, is_hidden=True)
    if above.value is None or not below.value or above.value > below.value:
        return Cell(None)
    return Cell(share(above.value, below.value))


def _shown(cell: Cell) -> Shown:
    if cell.is_hidden:
        return Shown(HIDDEN_CELL, HIDDEN, SMALL_REASON)
    if cell.value is None:
        return Shown(None, UNKNOWN, NOT_KEPT)
    return Shown(cell.value)


def _text(indicator: Indicator, above: Cell, below: Cell, percent: Cell) -> Shown:
    if percent.value is None:
        return _shown(percent)
    return Shown(f"{above.value} из {below.value} – {percent.value} %")


def _reason(indicator: Indicator, above: Cell, below: Cell, percent: Cell) -> Shown:
    return Shown("" if percent.value is not None else _shown(percent).reason)


def _nothing(indicator: Indicator, above: Cell, below: Cell, percent: Cell) -> Shown:
    return Shown("", EMPTY, NOT_SUMMED)


_WORDS: dict[str, Callable[[Indicator, Cell, Cell, Cell], Shown]] = {
    "title": lambda indicator, *parts: Shown(indicator.title),
    "formula": lambda indicator, *parts: Shown(indicator.formula),
    "fact": lambda indicator, above, below, percent: _shown(percent),
    "percent": lambda indicator, above, below, percent: _shown(percent),
    "text": _text,
    "reason": _reason,
}
