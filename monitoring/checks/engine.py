"""A rule evaluated over a report: held, broken, or impossible to evaluate and why."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from openpyxl.formula.tokenizer import TokenizerError

from mentorship.organizations.small_cells import HIDDEN_CELL
from monitoring.checks.grammar import (
    CELLS_WORD,
    ParsedRule,
    RuleError,
    filled_message,
    latin,
    parse_rule,
)
from monitoring.checks.marks import REPORT, cell_of_report
from monitoring.checks.values import (
    NO_DATA,
    NO_ROWS,
    Read,
    Sources,
    number_words,
    read_words,
)
from monitoring.models import CheckRule
from monitoring.outcomes import FAILED, PASSED, UNCHECKED, Outcome
from monitoring.workbooks.arithmetic import (
    BeyondError,
    FormulaError,
    Place,
    Reading,
    Sheets,
    Thunk,
    Value,
)
from monitoring.workbooks.manual import manual_field
from monitoring.workbooks.marks import Mark, MarkError
from monitoring.workbooks.references import GATHERING, Area, areas_read
from monitoring.workbooks.shown import KNOWN

# Floats: 0.1 + 0.2 is 0.3.
_NEAR = 1e-9
_ROWS = "rows"
# What a formula may raise that was not looked through before it was saved.
ODD = (TokenizerError, IndexError, ArithmeticError, ValueError, MarkError, RecursionError)


class UnknownValueError(Exception):
    """The rule needs a value that is not there; the text says which and why."""


class CircleError(Exception):
    """A word is said by way of itself, so it has no value; the text says which word."""


def check_rule(rule: CheckRule, sources: Sources) -> list[Outcome]:
    """What comes of a rule: one outcome, or one for each row when it compares cells of rows."""
    try:
        parsed = parse_rule(rule.words, rule.condition, rule.message)
    except RuleError as error:
        return [_outcome(rule, UNCHECKED, f"Правило записано с ошибкой. {error}")]
    whole = _Evaluation(rule, parsed, sources)
    try:
        return [whole.outcome()]
    except BeyondError as error:
        if error.args != (_ROWS,):
            return [
                _outcome(rule, UNCHECKED, "Правило не удалось посчитать: проверьте его запись.")
            ]
    rows = list(dict.fromkeys(whole.rows))
    if not rows:
        return [_outcome(rule, UNCHECKED, f"Не с чем сравнить: {NO_ROWS}.")]
    return [_Evaluation(rule, parsed, sources, row).row_outcome() for row in rows]


def _outcome(rule: CheckRule, state: str, message: str, **more: Any) -> Outcome:
    return Outcome(
        rule.pk or 0,
        rule.root or 0,
        rule.code,
        rule.title,
        rule.severity,
        rule.revision,
        state,
        message=message,
        masked=more.pop("masked", message),
        condition=rule.condition,
        **more,
    )


class RuleSheets(Sheets):
    """Cells, words and marks of one rule; every value that is read is noted.

    Outside SUM and its like a cell of a block is that of the current row.
    """

    def __init__(self, parsed: ParsedRule, sources: Sources, row: str | None) -> None:
        super().__init__({}, sources.report.formulas)
        self.parsed, self.sources, self.row = parsed, sources, row
        self.tolerance = 0.0
        self.whole = 0
        self.used: dict[str, Read] = {}
        self.places: dict[str, None] = {}
        self.rows: list[str] = []
        # What each word gave: a word that others use twice is counted once.
        self.said: dict[tuple[Any, ...], Any] = {}
        self.saying: set[tuple[Any, ...]] = set()
        first = sources.report.layout.sheets
        self.sheet = first[0].name.lower() if first else ""

    def counted(self, text: str) -> Any:
        return Reading(self, self.sheet, text).thunk()()

    def single(self, text: str) -> Value:
        found = self.counted(text)
        return self.alone(found) if isinstance(found, list) else found

    def named(self, name: str) -> Thunk | None:
        word = name.lower()
        if word in self.parsed.words:
            return partial(self.word, word)
        if name in self.parsed.marks:
            return partial(self._mark, self.parsed.marks[name])
        areas = list(areas_read(latin(name), self.sheet))
        return partial(self.read, areas[0]) if len(areas) == 1 else None

    def called(self, name: str, arguments: Sequence[Thunk]) -> Value:
        gathers = f"{name}(" in GATHERING
        self.whole += gathers
        try:
            return super().called(name, arguments)
        finally:
            self.whole -= gathers

    def compared(self, sign: str, left: Value, right: Value) -> bool:
        """Numbers within the tolerance are equal."""
        if isinstance(left, str) or isinstance(right, str):
            return super().compared(sign, left, right)
        apart, near = float(left or 0) - float(right or 0), self.tolerance + _NEAR
        return {
            "=": abs(apart) <= near,
            "<>": abs(apart) > near,
            "<": apart < self.tolerance - _NEAR if not self.tolerance else apart <= near,
            ">": apart > _NEAR - self.tolerance if not self.tolerance else apart >= -near,
            "<=": apart <= near,
            ">=": apart >= -near,
        }[sign]

    def read(self, area: Area) -> list[Value]:
        """Values of an area; a lone cell must be there, in a range what is not filled is words."""
        sheet = area.sheet or self.sheet
        corner, other = (area.first_row, area.first_column), (area.last_row, area.last_column)
        if corner == other:
            return self._cell((sheet, *corner), lone=True)
        # Of a range only the cells that the form fills, however wide it is.
        known = {*self.formulas, *self.sources.report.places}
        inside = sorted(
            (name, row, column)
            for name, row, column in known
            if name == sheet and corner[0] <= row <= other[0] and corner[1] <= column <= other[1]
        )
        found = [value for place in inside for value in self._cell(place, lone=False)]
        return found if self.whole else [self.alone(found)]

    def _cell(self, place: Place, *, lone: bool) -> list[Value]:
        address = self._address(place)
        if place in self.formulas:
            self.places[address] = None
            value = self._formula(place)
            self.used[address] = Read(value)
            return [value]
        reads = self.sources.report.at(place)
        if reads is None:
            if lone:
                raise UnknownValueError(f"в этой редакции формы ячейка {address} не заполняется")
            return []
        self.places[address] = None
        return self._values(address, reads)

    def _formula(self, place: Place) -> Value:
        """A formula of the form: its own rows, not that of the rule."""
        row, self.row = self.row, None
        try:
            return super().result(place)
        finally:
            self.row = row

    def _values(self, label: str, reads: Sequence[Read]) -> list[Value]:
        """Those of the current row, all where they are summed; raises for an unknown one."""
        if not reads:
            raise UnknownValueError(f"{label}: {NO_ROWS}")
        in_rows = any(each.row for each in reads)
        if in_rows and not self.whole:
            self.rows += [each.row for each in reads]
            if self.row is not None:
                reads = [each for each in reads if each.row == self.row]
        for each in reads:
            named = self._labelled(label, each.row)
            self.used[named] = each
            if each.state != KNOWN:
                raise UnknownValueError(f"{named}: {each.reason or NO_DATA}")
        return [each.value for each in reads]

    def _labelled(self, label: str, row: str) -> str:
        return f"{label}, {self.sources.report.row_titles.get(row, row)}" if row else label

    def word(self, word: str) -> Any:
        """What a word stands for, counted once in a row; raises CircleError for one of itself."""
        key = (word, self.row, self.whole > 0, self.tolerance)
        if key in self.saying:
            raise CircleError(f"слово «{word}» определено через само себя")
        if key not in self.said:
            self.saying.add(key)
            try:
                found = self.counted(self.parsed.words[word].text)
                self.said[key] = found if self.whole else self.alone(found)
            finally:
                self.saying.remove(key)
        return self.said[key]

    def _mark(self, mark: Mark) -> Any:
        if mark.kind == REPORT:
            return self._of_other(mark)
        if mark.kind == "manual":
            typed = self.sources.report.typed(mark.path[0])
            if typed is None:
                raise UnknownValueError(f"в этой редакции формы нет ячейки {mark.name}")
            cell, reads = typed
            self.places[f"{cell.sheet}!{cell.address}"] = None
            field_mark = next(m for m in cell.marks if m.kind == "manual")
            return self._values(f"«{manual_field(field_mark).label}»", reads)
        read = self.sources.banks.get(mark.written)
        if read is None:
            raise UnknownValueError(f"{mark.name}: такого имени больше нет")
        if read.state != KNOWN and read.reason:
            self.used[mark.written] = read
            raise UnknownValueError(read.reason)
        return self._values(mark.written, [read])

    def _of_other(self, mark: Mark) -> list[Value]:
        """A cell of another report; its blocks are read whole."""
        wanted = cell_of_report(mark)
        other = self.sources.other(wanted.form)
        if other is None:
            raise UnknownValueError(f"отчёт по форме «{wanted.form}» за этот год не отправлен")
        if wanted.manual:
            typed = other.typed(wanted.manual)
            reads = typed[1] if typed else None
        else:
            reads = other.in_area(wanted.area) if wanted.area else None
        if not reads:
            raise UnknownValueError(f"в отчёте «{wanted.form}» нет такой ячейки")
        self.whole += 1
        try:
            return self._values(mark.written, reads)
        finally:
            self.whole -= 1

    def alone(self, found: Any) -> Value:
        if not isinstance(found, list):
            value: Value = found
            return value
        if len(found) != 1:
            raise BeyondError(_ROWS)
        return self.alone(found[0])

    def _address(self, place: Place) -> str:
        sheet, row, column = place
        names = {each.name.lower(): each for each in self.sources.report.layout.sheets}
        return names[sheet].place(row, column) if sheet in names else f"{sheet}!{row}:{column}"


class _Evaluation:
    """One rule over one report, or over one row of it."""

    def __init__(
        self, rule: CheckRule, parsed: ParsedRule, sources: Sources, row: str | None = None
    ) -> None:
        self.rule, self.parsed, self.row = rule, parsed, row
        self.sheets = RuleSheets(parsed, sources, row)
        self.sources = sources

    @property
    def rows(self) -> list[str]:
        return self.sheets.rows

    def row_outcome(self) -> Outcome:
        try:
            return self.outcome()
        except BeyondError:
            words = "В правиле смешаны строки разных таблиц: сложите их, СУММ(…)."
            return self._told(UNCHECKED, words)

    def outcome(self) -> Outcome:
        """Raises BeyondError when cells of rows are compared and no row is given."""
        sheets = self.sheets
        sheets.tolerance = float(self.rule.tolerance)
        try:
            held = sheets.single(self.parsed.condition.text)
        except (UnknownValueError, CircleError) as error:
            return self._told(UNCHECKED, f"Проверить нельзя: {error}".rstrip(".") + ".")
        except FormulaError as error:
            why = "деление на ноль" if "DIV" in str(error) else "вместо числа стоит текст"
            return self._told(UNCHECKED, f"Проверить нельзя: {why}".rstrip(".") + ".")
        except ODD:
            return self._told(UNCHECKED, "Правило не удалось посчитать: проверьте его запись.")
        if not isinstance(held, bool):
            return self._told(UNCHECKED, "Условие должно сравнивать: «=», «<=», «>».")
        return self._told(PASSED if held else FAILED)

    def _told(self, state: str, reason: str = "") -> Outcome:
        sheets = self.sheets
        sheets.tolerance = 0.0
        # Of a lazy condition not every word was counted; the message may say it all the same.
        words = {word: self._shown(word) for word in self.parsed.words}
        is_masked = any(read.is_masked for read in sheets.used.values())
        cells = ", ".join(sheets.places)
        message = reason or filled_message(self.parsed.message, words | {CELLS_WORD: cells})
        hidden = dict.fromkeys(words, HIDDEN_CELL) | {CELLS_WORD: cells}
        masked = reason or filled_message(self.parsed.message, hidden)
        titles = self.sources.report.row_titles
        return _outcome(
            self.rule,
            state,
            message,
            masked=masked,
            row=self.row or "",
            row_title=titles.get(self.row or "", self.row or ""),
            cells=tuple(sheets.places),
            reads=tuple(f"{name}: {read_words(read)}" for name, read in sheets.used.items()),
            told=words,
            is_masked=is_masked,
        )

    def _shown(self, word: str) -> str:
        try:
            return number_words(self.sheets.alone(self.sheets.word(word)))
        except (UnknownValueError, CircleError, FormulaError, BeyondError, *ODD):
            return NO_DATA
