"""Where cells, ranges and formulas of a sheet go when blocks of its rows are repeated.

It runs inside the limited child too, so it imports nothing of Django.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.formula.tokenizer import Token, Tokenizer

LAST_ROW = 1_048_576
# Functions whose argument «C5» means the column of the block, however long it becomes.
GATHERING = frozenset(
    {
        "AVERAGE(",
        "AVERAGEA(",
        "COUNT(",
        "COUNTA(",
        "COUNTBLANK(",
        "MAX(",
        "MEDIAN(",
        "MIN(",
        "PRODUCT(",
        "SUM(",
    }
)

_CELL = r"(\$?[A-Za-z]{1,3})(\$?)([0-9]{1,7})"
_CELLS = re.compile(rf"{_CELL}(?::{_CELL})?")
_ROWS = re.compile(r"(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})")


@dataclass(frozen=True)
class Block:
    """Rows from first to last (from 1, both included) that stand `copies` times in the result.

    Without a single row to show, one empty copy stays: totals below it keep what they add up.
    """

    first: int
    last: int
    copies: int = 1

    @property
    def height(self) -> int:
        return self.last - self.first + 1

    @property
    def added(self) -> int:
        return (max(self.copies, 1) - 1) * self.height

    def __contains__(self, row: int) -> bool:
        return self.first <= row <= self.last


@dataclass(frozen=True)
class Place:
    """A formula inside a block, and the copy of the block it stands in (from 0)."""

    block: Block
    copy: int


@dataclass(frozen=True)
class Expansion:
    """The rows of one sheet before and after its blocks are repeated."""

    blocks: Sequence[Block] = field(default_factory=tuple)

    def block_of(self, row: int) -> Block | None:
        return next((block for block in self.blocks if row in block), None)

    def copies_of(self, row: int) -> range:
        block = self.block_of(row)
        return range(max(block.copies, 1)) if block else range(1)

    def moved(self, row: int, copy: int = 0) -> int:
        """The new number of a row; of a row in a block, that of the given copy."""
        above = sum(block.added for block in self.blocks if block.last < row)
        block = self.block_of(row)
        return row + above + (copy * block.height if block else 0)

    def moved_to_last(self, row: int) -> int:
        return self.moved(row, self.copies_of(row)[-1])

    def moved_area(self, area: str) -> str:
        """«A5:C5 E5» of the new sheet: what begins in a block begins with its first copy.

        What ends in a block ends with its last one.
        """
        return " ".join(_moved_operand(part, self, None, gathers=True) for part in area.split())

    def moved_in_copy(self, area: str, copy: int) -> str:
        """The area in one copy of the block that it lies in."""

        def moved(match: re.Match[str]) -> str:
            column, dollar, row = match.groups()
            return f"{column}{dollar}{self.moved(int(row), copy)}"

        return re.sub(_CELL, moved, area)


Expansions = Mapping[str, Expansion]


def moved_formula(
    formula: str,
    sheet: str,
    expansions: Expansions,
    place: Place | None = None,
    *,
    gathers: bool = False,
) -> str:
    """The formula (without «=») as it stands in the result.

    Outside a block a range over it grows with it, and so does a lone cell that is summed. Inside,
    a relative reference to its own block stays in its own copy; an absolute range means all copies,
    «$B$5:B5» those so far. `expansions` are by the lower-case name of the sheet. With `gathers` a
    lone cell always grows: a series of a chart.
    """
    if not any(expansion.blocks for expansion in expansions.values()):
        return formula
    tokenizer = Tokenizer(f"={formula}")
    parts = []
    for token, is_summed in _with_context(tokenizer.items):
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            grows = gathers or is_summed
            parts.append(_moved_reference(token.value, sheet, expansions, place, grows))
        else:
            parts.append(token.value)
    return "".join(parts)


@dataclass(frozen=True)
class Area:
    """Cells a formula reads: the sheet in lower case, rows and columns from 1, both included."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int


def areas_read(formula: str, sheet: str) -> Iterator[Area]:
    """What the formula (without «=») refers to, as far as it is said in cells."""
    for token in Tokenizer(f"={formula}").items:
        if token.type != Token.OPERAND or token.subtype != Token.RANGE:
            continue
        prefix, operand = _split_sheet(token.value)
        if match := _CELLS.fullmatch(operand):
            first, _, top, last, _, bottom = match.groups()
            columns = column_number(first), column_number(last or first)
            rows = int(top), int(bottom or top)
            name = _sheet_name(prefix) if prefix else sheet.lower()
            yield Area(name, min(rows), min(columns), max(rows), max(columns))


def column_number(letters: str) -> int:
    """1 for A, 27 for AA; «$» is let be."""
    number = 0
    for letter in letters.lstrip("$").upper():
        number = number * 26 + ord(letter) - 64
    return number


def _with_context(tokens: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Each token, and whether it alone is an argument of a gathering function."""
    functions: list[str] = []
    shown = [token for token in tokens if token.type != Token.WSPACE]
    neighbors = dict(
        zip(
            map(id, shown),
            zip([None, *shown[:-1]], [*shown[1:], None], strict=True),
            strict=True,
        )
    )
    for token in tokens:
        if token.type in (Token.FUNC, Token.PAREN, Token.ARRAY):
            if token.subtype == Token.OPEN:
                functions.append(token.value.upper())
            elif functions:
                functions.pop()
        before, after = neighbors.get(id(token), (None, None))
        gathers = bool(functions) and functions[-1] in GATHERING
        yield token, gathers and _is_edge(before, Token.OPEN) and _is_edge(after, Token.CLOSE)


def _is_edge(token: Token | None, subtype: str) -> bool:
    return token is not None and (
        token.type == Token.SEP or (token.type == Token.FUNC and token.subtype == subtype)
    )


def _split_sheet(reference: str) -> tuple[str, str]:
    prefix, mark, operand = reference.rpartition("!")
    return prefix + mark, operand


def _sheet_name(prefix: str) -> str:
    name = prefix.removesuffix("!")
    if name.startswith("'") and name.endswith("'"):
        name = name[1:-1].replace("''", "'")
    return name.lower()


def _moved_reference(
    reference: str, sheet: str, expansions: Expansions, place: Place | None, gathers: bool
) -> str:
    prefix, operand = _split_sheet(reference)
    name = _sheet_name(prefix) if prefix else sheet.lower()
    expansion = expansions.get(name)
    if expansion is None or not expansion.blocks:
        return reference
    own = place if name == sheet.lower() else None
    return prefix + _moved_operand(operand, expansion, own, gathers=gathers)


def _moved_operand(
    operand: str, expansion: Expansion, place: Place | None, *, gathers: bool
) -> str:
    if match := _CELLS.fullmatch(operand):
        return _moved_cells(match, expansion, place, gathers=gathers)
    if match := _ROWS.fullmatch(operand):
        top, first, bottom, last = match.groups()
        start = _start(int(first), bool(top), expansion, place)
        return f"{top}{start}:{bottom}{_end(int(last), bool(bottom), expansion, place)}"
    return operand


def _moved_cells(
    match: re.Match[str], expansion: Expansion, place: Place | None, *, gathers: bool
) -> str:
    first, top, row, last, bottom, last_row = match.groups()
    if int(row) > LAST_ROW:
        return match[0]
    start = _start(int(row), bool(top), expansion, place)
    if last is not None:
        end = _end(int(last_row), bool(bottom), expansion, place)
        return f"{first}{top}{start}:{last}{bottom}{end}"
    end = _end(int(row), bool(top), expansion, place)
    own = place is not None and int(row) in place.block
    if gathers and not own and end != start:
        return f"{first}{top}{start}:{first}{top}{end}"
    return f"{first}{top}{start}"


def _start(row: int, is_absolute: bool, expansion: Expansion, place: Place | None) -> int:
    if place and row in place.block and not is_absolute:
        return expansion.moved(row, place.copy)
    return expansion.moved(row)


def _end(row: int, is_absolute: bool, expansion: Expansion, place: Place | None) -> int:
    if place and row in place.block and not is_absolute:
        return expansion.moved(row, place.copy)
    return expansion.moved_to_last(row)
