"""Indicators and entered headcounts in the cells of a form, as the pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mentorship.organizations.models import Organization
from mentorship.organizations.small_cells import (
    HIDDEN_CELL,
    SMALL_TOTAL,
    Cell,
    is_small,
)
from monitoring.cells import InstitutionCells, hiding_of
from monitoring.operands import Operand, count_operands
from monitoring.summaries import (
    by_institution,
    current_indicators,
    institutions_counted,
    operands_of,
    readable_values,
    seen_from_above,
    tree_of,
)
from monitoring.values import SMALL_REASON, IndicatorValue
from monitoring.workbooks.marks import Mark
from monitoring.workbooks.rows import FormRow, Scope
from monitoring.workbooks.shown import HIDDEN, UNKNOWN, Shown


class EnteredNumbers:
    """Values of the indicators and headcounts that a form names, asked for once.

    `operands` are those counted before, for the organization or for all above it.
    """

    def __init__(
        self,
        scope: Scope,
        marks: Iterable[Mark],
        operands: Mapping[str, Operand] | None = None,
    ) -> None:
        self.scope = scope
        marks = list(marks)
        codes = {mark.path[0] for mark in marks if mark.kind == "indicator"}
        current = current_indicators(scope.organization, scope.year) if codes else []
        chosen = [row for row in current if row.code in codes]
        given = (scope.organization, scope.year, scope.today)
        self.totals: dict[str, IndicatorValue] = {}
        self.rows: dict[int, dict[str, InstitutionCells]] = {}
        if chosen and scope.is_seen_from_above:
            values = seen_from_above(*given, indicators=chosen, operands=operands)
            self.totals = {value.indicator.code: value for value in values}
        elif chosen:
            if operands is None:
                operands = operands_of(chosen, *given)
            told: Any = {"member": scope.member, "indicators": chosen, "operands": operands}
            values = readable_values(*given, **told)
            self.totals = {value.indicator.code: value for value in values}
            if not scope.organization.is_institution:
                self.rows = {
                    row.institution.pk: row.cells for row in by_institution(*given, **told)
                }
        keys = {headcount_operand(mark) for mark in marks if mark.kind == "headcount"}
        known = operands or {}
        self.headcounts = {key: known[key] for key in keys if key in known}
        if missing := keys - known.keys():
            self.headcounts |= count_operands(missing, scope.above, scope.year, scope.today)
        institutions = list(institutions_counted(*given[:2], scope.member)) if keys else []
        self.institutions = [row.pk for row in institutions]
        self.hidden = self._hidden(institutions)

    def shown(self, mark: Mark, row: FormRow | None) -> Shown:
        if mark.kind == "headcount":
            return self._headcount(mark, row)
        code, part = mark.path
        if code not in self.totals:
            return Shown(None, UNKNOWN, f"показатель {code} в этом году здесь не считается")
        if row is not None and row.institution is not None and row.institution.pk in self.rows:
            return _of_institution(self.rows[row.institution.pk][code], self.totals[code], part)
        return _of_total(self.totals[code], part)

    def _hidden(self, institutions: Sequence[Organization]) -> dict[str, frozenset[int]]:
        """Of each headcount the institutions and sums that are not shown: as in every table."""
        scope = self.scope
        if scope.is_open or not self.headcounts:
            return {}
        if scope.is_seen_from_above:
            institutions = list(institutions_counted(scope.above, scope.year))
        tree = tree_of(scope.above, scope.year, scope.member, institutions)
        pks = [row.pk for row in institutions]
        return {
            key: hiding_of(operand, operand.over(pks), tree).nodes
            for key, operand in self.headcounts.items()
        }

    def _headcount(self, mark: Mark, row: FormRow | None) -> Shown:
        key = headcount_operand(mark)
        operand = self.headcounts[key]
        if row is not None and row.institution is not None:
            count = operand.of(row.institution.pk)
        else:
            known = operand.over(self.institutions)
            count = sum(known.values()) if known else None
        if count is None:
            return Shown(None, UNKNOWN, operand.unknown)
        institution = row.institution if row is not None else None
        node = (institution or self.scope.organization).pk
        if node in self.hidden.get(key, ()):
            # Where a cell stands in a column, one sign for all.
            alone = is_small(count) and institution is None
            return Shown(SMALL_TOTAL if alone else HIDDEN_CELL, HIDDEN, SMALL_REASON)
        return Shown(count, reason=self._left_out(operand, row))

    def _left_out(self, operand: Operand, row: FormRow | None) -> str:
        left = 0 if row else len(self.institutions) - len(operand.over(self.institutions))
        return f"не указали численность: {left}" if left else ""


def headcount_operand(mark: Mark) -> str:
    """«headcount:pupil:10-19» of a mark."""
    parts = ["headcount", mark.path[0]]
    if age := mark.options.get("age"):
        parts.append("-".join(age.replace("–", "-").replace("—", "-").split("-")).replace(" ", ""))
    if experience := mark.options.get("experience"):
        parts.append(f"experience-{experience}")
    return ":".join(parts)


def _of_total(value: IndicatorValue, part: str) -> Shown:
    if part in ("title", "formula"):
        return Shown(getattr(value.indicator, part))
    if part in ("text", "reason"):
        return Shown(value.text if part == "text" else value.reason)
    found: Any = {
        "fact": value.percent,
        "percent": value.percent,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "plan": value.plan and value.plan.value,
        "difference": value.difference,
        "stated": value.stated and value.stated.percent,
    }[part]
    if part in value.hides:
        sign = SMALL_TOTAL if part in value.small else HIDDEN_CELL
        return Shown(sign, HIDDEN, SMALL_REASON)
    is_told = value.percent is not None
    if value.hides and part in ("fact", "percent", "difference", "stated") and not is_told:
        return Shown(HIDDEN_CELL, HIDDEN, SMALL_REASON)
    if found is None:
        absent = {"plan": "плана на этот год нет", "stated": "прежний отчёт не загружен"}
        return Shown(None, UNKNOWN, absent.get(part) or value.reason or "плана на этот год нет")
    # Whose headcount is missing changes what was counted, not what was planned or stated.
    counted = part not in ("plan", "stated")
    return Shown(found, reason=value.left_out_text if counted else "")


def _of_institution(cells: InstitutionCells, total: IndicatorValue, part: str) -> Shown:
    if part == "title":
        return Shown(total.indicator.title)
    if part == "reason":
        return Shown(cells.reason)
    cell: Cell = getattr(cells, "percent" if part == "fact" else part)
    if cell.is_hidden:
        return Shown(HIDDEN_CELL, HIDDEN, SMALL_REASON)
    if cell.value is None:
        return Shown(None, UNKNOWN, cells.reason or "нет данных")
    return Shown(cell.value)
