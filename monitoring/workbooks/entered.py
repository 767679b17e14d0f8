"""Indicators and entered headcounts in the cells of a form, as the pages show them."""

from collections.abc import Iterable, Mapping
from typing import Any

from mentorship.organizations.small_cells import (
    HIDDEN_CELL,
    SMALL_TOTAL,
    Cell,
    Tree,
    hidden_in_tree,
    is_small,
)
from monitoring.operands import Operand, count_operands
from monitoring.summaries import (
    InstitutionCells,
    by_institution,
    current_indicators,
    institutions_counted,
    operands_of,
    readable_values,
)
from monitoring.values import SMALL_REASON, IndicatorValue, without_small_counts
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
        if chosen:
            if operands is None:
                operands = operands_of(chosen, *given)
            values = readable_values(
                *given, member=scope.member, indicators=chosen, operands=operands
            )
            if not scope.is_open:
                values = [without_small_counts(value) for value in values]
            self.totals = {value.indicator.code: value for value in values}
            if not scope.organization.is_institution:
                table = by_institution(
                    *given, member=scope.member, indicators=chosen, operands=operands
                )
                self.rows = {row.institution.pk: row.cells for row in table}
        keys = {headcount_operand(mark) for mark in marks if mark.kind == "headcount"}
        known = operands or {}
        self.headcounts = {key: known[key] for key in keys if key in known}
        if missing := keys - known.keys():
            self.headcounts |= count_operands(missing, *given)
        counted = institutions_counted(scope.organization, scope.year, scope.member)
        placed = counted.values_list("pk", "parent") if keys else ()
        parents = {pk: place or scope.organization.pk for pk, place in placed}
        self.institutions = list(parents)
        self.hidden = self._hidden(parents)

    def shown(self, mark: Mark, row: FormRow | None) -> Shown:
        if mark.kind == "headcount":
            return self._headcount(mark, row)
        code, part = mark.path
        if code not in self.totals:
            return Shown(None, UNKNOWN, f"показатель {code} в этом году здесь не считается")
        if row is not None and row.institution is not None and row.institution.pk in self.rows:
            return _of_institution(self.rows[row.institution.pk][code], self.totals[code], part)
        return _of_total(self.totals[code], part)

    def _hidden(self, parents: Mapping[int, int]) -> frozenset[tuple[str, int]]:
        """Headcounts by institution, and sums, that are not shown: as in the tables."""
        root = self.scope.organization
        if self.scope.is_open or root.is_institution:
            return frozenset()
        tree = Tree.of(root.pk, parents)
        columns = {
            key: tree.summed(operand.over(self.institutions))
            for key, operand in self.headcounts.items()
            if operand.counts_people
        }
        return hidden_in_tree(columns, tree)

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
        is_few = not self.scope.is_open and operand.counts_people and is_small(count)
        if is_few or (key, node) in self.hidden:
            # Where a cell stands in a column, one sign for all.
            alone = is_few and institution is None
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
    if part in value.small:
        return Shown(SMALL_TOTAL, HIDDEN, SMALL_REASON)
    if value.small and part in ("fact", "percent", "difference", "stated"):
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
