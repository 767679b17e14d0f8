"""A rule looked through before it is saved: every word, mark and cell must be there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl.formula.tokenizer import Token

from monitoring.checks.engine import ODD, CircleError, RuleSheets
from monitoring.checks.grammar import (
    Formula,
    ParsedRule,
    RuleError,
    near_word,
    parse_rule,
    strange_blanks,
)
from monitoring.checks.marks import addresses, explained, is_filled, sheet_of
from monitoring.checks.values import Read, ReportValues, Sources
from monitoring.models import CheckRule, FormVersion
from monitoring.workbooks.arithmetic import BeyondError, FormulaError, Reading, Thunk, Value
from monitoring.workbooks.layouts import FormLayout, layout_of
from monitoring.workbooks.marks import Mark, MarkError
from monitoring.workbooks.references import Area

_BRACKETS = "Скобки не закрыты или чего-то не хватает"


@dataclass(frozen=True)
class RuleLook:
    """What is wrong with a rule, and what its marks show."""

    problems: list[str] = field(default_factory=list)
    shows: dict[str, str] = field(default_factory=dict)


def look_through(rule: CheckRule) -> RuleLook:
    """Read a rule against the form it belongs to: problems in Russian with their place."""
    layout = layout_for(rule)
    if rule.form is not None and layout is None:
        return RuleLook(["У формы нет ни одной принятой редакции: сначала примите её."])
    try:
        parsed = parse_rule(rule.words, rule.condition, rule.message)
    except RuleError as error:
        return RuleLook([str(error)])
    problems, shows = _marks(rule, parsed, layout)
    sheets = _Probe(parsed, layout)
    for formula in parsed.words.values():
        problems += sheets.problem(formula)
    problems += sheets.problem(parsed.condition, is_condition=True)
    problems += strange_blanks(parsed)
    return RuleLook(list(dict.fromkeys(problems)), shows)


def layout_for(rule: CheckRule) -> FormLayout | None:
    """The newest accepted version of the form of a rule; None for a rule of any form."""
    if rule.form is None:
        return None
    versions = FormVersion.objects.accepted().light().filter(form=rule.form)
    version = versions.order_by("-first_year", "-number").first()
    return layout_of(version.layout) if version else None


def _marks(
    rule: CheckRule, parsed: ParsedRule, layout: FormLayout | None
) -> tuple[list[str], dict[str, str]]:
    problems, shows = [], {}
    for mark in parsed.marks.values():
        try:
            shows[mark.written] = explained(mark, layout, rule.form, rule.organization)
        except MarkError as error:
            problems.append(f"{_place_of(mark, rule)}: {error}")
    return problems, shows


def _place_of(mark: Mark, rule: CheckRule) -> str:
    for number, line in enumerate(rule.words.splitlines(), 1):
        if mark.written in line:
            return f"Слова, строка {number}"
    return "Условие"


class _Probe(RuleSheets):
    """Counts with a one in place of every value: formulas are read whole, none is asked for."""

    def __init__(self, parsed: ParsedRule, layout: FormLayout | None) -> None:
        empty = layout or FormLayout((), (), {})
        super().__init__(parsed, Sources(ReportValues(empty, {}, {}), {}), None)
        self.layout = layout

    def problem(self, formula: Formula, *, is_condition: bool = False) -> list[str]:
        reading = None
        try:
            reading = Reading(self, self.sheet, formula.text)
            found = self.alone(reading.thunk()())
        except RuleError as error:
            return [f"{formula.line}: {error}"]
        except CircleError as error:
            return [f"{formula.line}: {error}."]
        except FormulaError:
            return []
        except (BeyondError, *ODD) as error:
            return [f"{formula.line}: {self._told(error, reading)}"]
        if is_condition and not isinstance(found, bool):
            return [f"{formula.line}: здесь нужно сравнение, например «указано = получается»."]
        return []

    def named(self, name: str) -> Thunk | None:
        found = super().named(name)
        if found is None:
            self._refuse_word(name)
        return found

    def read(self, area: Area) -> list[Value]:
        if self.layout is None:
            raise RuleError("правило для любой формы ячеек не читает: выберите форму.")
        sheet = sheet_of(self.layout, area.sheet)
        if sheet is None:
            names = ", ".join(f"«{each.name}»" for each in self.layout.sheets)
            raise RuleError(
                f"листа «{area.sheet}» в форме нет. Есть: {names}. "
                "Имя листа с пробелами берётся в кавычки: 'Мой лист'!B5."
            )
        if not is_filled(self.layout, area):
            known = ", ".join(list(addresses(self.layout))[:12])
            place = sheet.place(area.first_row, area.first_column)
            raise RuleError(f"ячейка {place} не заполняется. Заполняются: {known}.")
        return [1.0]

    def _values(self, label: str, reads: Sequence[Read]) -> list[Value]:
        return [1.0]

    def _mark(self, mark: Mark) -> list[Value]:
        return [1.0]

    def _refuse_word(self, name: str) -> None:
        known = list(self.parsed.words)
        raise RuleError(f"слова «{name}» нет.{near_word(name, known)}")

    def _told(self, error: Exception, reading: Reading | None) -> str:
        if reading is None or reading.place >= len(reading.tokens):
            return f"{_BRACKETS}: проверьте конец строки."
        token: Token = reading.tokens[max(reading.place - 1, 0)]
        return f"{_BRACKETS} около «{token.value}»."
