"""The plain arithmetic of formulas, so that a filled workbook shows its totals wherever it opens.

Sums, the four operations, comparisons and IF: what report forms use. Whatever else a formula holds
is left to the program that opens the file. It runs inside the limited child.
"""

import math
import operator
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from monitoring.workbooks.references import Area, areas_read

Place = tuple[str, int, int]
Value = float | str | bool | None
MOST_CELLS = 200_000
_DEEPEST = 60
# Of a text in a cell, as in Excel.
_LONGEST_TEXT = 32_767

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_ORDER = {"^": 4, "*": 3, "/": 3, "+": 2, "-": 2, "&": 1, **dict.fromkeys(_COMPARED, 0)}


class BeyondError(Exception):
    """The formula asks for more than this arithmetic knows."""


class FormulaError(Exception):
    """The formula has no value: «#DIV/0!», «#VALUE!»."""


class Untold(str):
    """The word in a cell whose number is hidden from the reader: compared, but never counted."""

    __slots__ = ()


class UntoldError(Exception):
    """The formula counts what is hidden: without it Excel would give a sum that is wrong."""


class Sheets:
    """Values and formulas of the filled cells; each formula is counted once."""

    def __init__(self, values: dict[Place, Value], formulas: dict[Place, str]) -> None:
        self.values, self.formulas = values, formulas
        # Where the results are written to; this module knows nothing of them.
        self.cells: dict[Place, Any] = {}
        self.results: dict[Place, Value | Exception] = {}
        # Formulas that count what is hidden.
        self.untold: set[Place] = set()
        self.depth = 0

    def result(self, place: Place) -> Value:
        """The value of a cell; raises BeyondError or FormulaError as its formula does."""
        if place not in self.formulas:
            return self.values.get(place)
        if place not in self.results:
            self.results[place] = BeyondError("circle")
            self.results[place] = self._counted(place)
        found = self.results[place]
        if isinstance(found, Exception):
            raise found
        return found

    def _counted(self, place: Place) -> Value | Exception:
        if self.depth >= _DEEPEST:
            return BeyondError("deep")
        self.depth += 1
        try:
            return Reading(self, place[0], self.formulas[place]).value()
        except UntoldError as error:
            self.untold.add(place)
            return Untold(error)
        except (BeyondError, FormulaError) as error:
            return error
        except (TokenizerError, IndexError, OverflowError, ValueError):
            return BeyondError("odd")
        finally:
            self.depth -= 1

    def read(self, area: Area) -> list[Value]:
        rows = range(area.first_row, area.last_row + 1)
        columns = range(area.first_column, area.last_column + 1)
        if len(rows) * len(columns) > MOST_CELLS:
            raise BeyondError("wide")
        return [self.result((area.sheet, row, column)) for row in rows for column in columns]

    # What rules of checks add to the formulas of cells (`monitoring/checks/`).

    def named(self, name: str) -> "Thunk | None":
        """What an operand that is no cell stands for; a form knows none."""
        return None

    def called(self, name: str, arguments: "Sequence[Thunk]") -> Value:
        """The value of a function, its arguments counted first."""
        return FUNCTIONS[name]([argument() for argument in arguments])

    def compared(self, sign: str, left: Value, right: Value) -> bool:
        if isinstance(left, str) or isinstance(right, str):
            return _COMPARED[sign](_text(left).lower(), _text(right).lower())
        return _COMPARED[sign](_number(left), _number(right))


Thunk = Callable[[], Any]


class Reading:
    """One formula, read by the order of its operations into what counts it.

    Reading and counting are apart: of an IF only the chosen branch may fail.
    """

    def __init__(self, sheets: Sheets, sheet: str, formula: str) -> None:
        self.sheets, self.sheet = sheets, sheet
        items = Tokenizer(f"={formula}").items
        self.tokens = [token for token in items if token.type != Token.WSPACE]
        self.place = 0

    def value(self) -> Value:
        return _single(self.thunk()())

    def thunk(self) -> Thunk:
        """The whole formula read; what it stands for is counted when it is called."""
        found = self._expression(0)
        if self.place != len(self.tokens):
            raise BeyondError("rest")
        return found

    def _next(self) -> Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _take(self) -> Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def _expression(self, least: int) -> Thunk:
        left = self._postfixed(self._operand())
        while (token := self._next()) is not None and token.type == Token.OP_IN:
            order = _ORDER.get(token.value)
            if order is None:
                raise BeyondError(token.value)
            if order < least:
                break
            self._take()
            left = partial(self._applied, token.value, left, self._expression(order + 1))
        return left

    def _applied(self, sign: str, before: Thunk, after: Thunk) -> Value:
        left, right = _single(before()), _single(after())
        if sign in _COMPARED:
            return self.sheets.compared(sign, left, right)
        return _applied(sign, left, right)

    def _postfixed(self, operand: Thunk) -> Thunk:
        while (token := self._next()) is not None and token.type == Token.OP_POST:
            self._take()
            operand = partial(_percent, operand)
        return operand

    def _operand(self) -> Thunk:
        token = self._take()
        if token.type == Token.OP_PRE:
            return partial(_signed, token.value, self._expression(_ORDER["^"] + 1))
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            found = self._expression(0)
            self._take()
            return found
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            return self._function(token.value.upper().removesuffix("("))
        if token.type != Token.OPERAND:
            raise BeyondError(token.value)
        return self._literal(token)

    def _literal(self, token: Token) -> Thunk:
        if token.subtype == Token.NUMBER:
            return partial(float, token.value)
        if token.subtype == Token.TEXT:
            return partial(str, token.value[1:-1].replace('""', '"'))
        if token.subtype == Token.LOGICAL:
            return partial(bool, token.value.upper() == "TRUE")
        if (named := self.sheets.named(token.value)) is not None:
            return named
        areas = list(areas_read(token.value, self.sheet))
        if token.subtype == Token.ERROR or len(areas) != 1:
            raise BeyondError(token.value)
        return partial(self.sheets.read, areas[0])

    def _function(self, name: str) -> Thunk:
        arguments: list[Thunk] = []
        while (token := self._next()) is not None:
            if token.type == Token.FUNC and token.subtype == Token.CLOSE:
                self._take()
                break
            if token.type == Token.SEP:
                self._take()
            arguments.append(self._expression(0))
        if name == "IF":
            return partial(_if, arguments)
        if name not in FUNCTIONS:
            raise BeyondError(name)
        return partial(self.sheets.called, name, arguments)


def _percent(operand: Thunk) -> float:
    return _number(_single(operand())) / 100


def _signed(sign: str, operand: Thunk) -> float:
    number = _number(_single(operand()))
    return -number if sign == "-" else number


def _single(value: Any) -> Value:
    if isinstance(value, list):
        if len(value) != 1:
            raise BeyondError("range")
        return _single(value[0])
    found: Value = value
    return found


def _number(value: Value) -> float:
    if value is None:
        return 0.0
    if isinstance(value, Untold):
        raise UntoldError(value)
    if isinstance(value, str):
        raise FormulaError("#VALUE!")
    return float(value)


def _numbers(arguments: Sequence[Any]) -> list[float]:
    """Numbers among the arguments; texts inside ranges are passed over, as Excel does."""
    found: list[float] = []
    for argument in arguments:
        if isinstance(argument, list):
            found += [
                _number(value)
                for value in argument
                if isinstance(value, int | float | Untold) and not isinstance(value, bool)
            ]
        else:
            found.append(_number(argument))
    return found


def _applied(sign: str, left: Value, right: Value) -> Value:
    if sign == "&":
        joined = f"{_text(left)}{_text(right)}"
        if len(joined) > _LONGEST_TEXT:
            raise FormulaError("#VALUE!")
        return joined
    first, second = _number(left), _number(right)
    if sign == "/":
        if second == 0:
            raise FormulaError("#DIV/0!")
        return first / second
    if sign == "^":
        return float(math.pow(first, second))
    return {"+": first + second, "-": first - second, "*": first * second}[sign]


def _text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value)


def _sum(arguments: Sequence[Any]) -> float:
    return math.fsum(_numbers(arguments))


def _average(arguments: Sequence[Any]) -> float:
    numbers = _numbers(arguments)
    if not numbers:
        raise FormulaError("#DIV/0!")
    return math.fsum(numbers) / len(numbers)


def _round(arguments: Sequence[Any]) -> float:
    """Half away from zero, as Excel rounds."""
    number, digits = (_number(_single(argument)) for argument in arguments)
    scale = 10.0 ** int(digits)
    return math.copysign(math.floor(abs(number) * scale + 0.5) / scale, number)


def _if(arguments: Sequence[Thunk]) -> Value:
    if len(arguments) not in (2, 3):
        raise BeyondError("IF")
    condition = _single(arguments[0]())
    if isinstance(condition, str):
        raise FormulaError("#VALUE!")
    if condition:
        return _single(arguments[1]())
    return _single(arguments[2]()) if len(arguments) == 3 else False


def _truths(arguments: Sequence[Any]) -> list[bool]:
    """Each argument as Excel takes it: a number is true unless 0."""
    if not arguments:
        raise BeyondError("truth")
    return [_number(_single(argument)) != 0 for argument in arguments]


def _count(arguments: Sequence[Any]) -> float:
    return float(len(_numbers(arguments)))


def _filled(arguments: Sequence[Any]) -> float:
    values = [value for each in arguments for value in (each if isinstance(each, list) else [each])]
    return float(sum(value is not None for value in values))


FUNCTIONS: dict[str, Callable[[Sequence[Any]], Value]] = {
    "SUM": _sum,
    "AVERAGE": _average,
    "ROUND": _round,
    "COUNT": _count,
    "COUNTA": _filled,
    "MIN": lambda arguments: min(_numbers(arguments), default=0.0),
    "MAX": lambda arguments: max(_numbers(arguments), default=0.0),
    "ABS": lambda arguments: abs(_number(_single(arguments[0]))),
    "AND": lambda arguments: all(_truths(arguments)),
    "OR": lambda arguments: any(_truths(arguments)),
    "NOT": lambda arguments: not _truths(arguments)[0],
}
