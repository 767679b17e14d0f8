"""How a rule is written, read into formulas of `workbooks/arithmetic.py` with marks in them.

    words      указано = {{ manual.share }}
               получается = ОКРУГЛ(100 * {{ manual.count }} / {{ headcount.pupil }}; 0)
    condition  указано = получается
    message    Указано {указано} %, а получается {получается} %. Проверьте ячейку {ячейки}.

A word stands for a mark, a cell of the form («Итоги!B5», «СУММ(B5:B9)») or a formula of earlier
words. Signs and functions are those of Excel, in Russian too; «;» parts arguments, a comma begins
decimals. What may stand in a mark is said by `workbooks/vocabulary.py` and `checks/marks.py`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from monitoring.workbooks.arithmetic import FUNCTIONS
from monitoring.workbooks.marks import Mark, MarkError, parse_mark

MOST_WORDS = 20
MOST_BRACKETS = 40
CELLS_WORD = "ячейки"
RUSSIAN_FUNCTIONS = {
    "СУММ": "SUM",
    "ОКРУГЛ": "ROUND",
    "ЕСЛИ": "IF",
    "МИН": "MIN",
    "МАКС": "MAX",
    "СРЗНАЧ": "AVERAGE",
    "СЧЁТ": "COUNT",
    "СЧЕТ": "COUNT",
    "И": "AND",
    "ИЛИ": "OR",
    "НЕ": "NOT",
    "МОДУЛЬ": "ABS",
}
_KNOWN_FUNCTIONS = frozenset({*FUNCTIONS, "IF", *RUSSIAN_FUNCTIONS})
_SIGNS = {
    "≤": "<=",
    "≥": ">=",
    "≠": "<>",
    "!=": "<>",
    "==": "=",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
}
# Texts and names of sheets are let be.
_QUOTED = re.compile(r"\"[^\"]*\"|«[^»]*»|'[^']*'!|\{\{.*?\}\}", re.DOTALL)
_FUNCTION = re.compile(r"([A-Za-zА-Яа-яЁё]+)\s*\(")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_TRUTHS = {"ИСТИНА": "TRUE", "ЛОЖЬ": "FALSE"}
_WORD = re.compile(r"[А-Яа-яЁёA-Za-z_]\w*")
_BLANK = re.compile(r"\{([^{}]*)\}")
# Letters that look the same: «В5» typed in Russian is the cell B5.
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХавекмнорстух", "ABEKMHOPCTYXabekmhopctyx")


class RuleError(ValueError):
    """A rule that cannot be read; the text says in Russian where and what to do."""


@dataclass(frozen=True)
class Formula:
    """A formula as the arithmetic reads it; `line` says where it stands."""

    text: str
    line: str


@dataclass(frozen=True)
class ParsedRule:
    """The formulas of a rule; `marks` by the operand that stands for them."""

    words: Mapping[str, Formula]
    condition: Formula
    message: str
    marks: Mapping[str, Mark]


@lru_cache(maxsize=512)
def parse_rule(words: str, condition: str, message: str) -> ParsedRule:
    """Read the three texts of a rule; raises RuleError.

    Whether marks, cells and operands are there is asked of a form (`checks/looking.py`).
    """
    marks: dict[str, Mark] = {}
    named: dict[str, Formula] = {}
    lines = [line.strip() for line in words.splitlines()]
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        place = f"Слова, строка {number}"
        word, formula = _named(line, place, named)
        named[word] = Formula(_normal(formula, place, marks), place)
    if len(named) > MOST_WORDS:
        raise RuleError(f"Слов больше {MOST_WORDS}: разделите правило на два.")
    told = Formula(_normal(condition, "Условие", marks), "Условие")
    return ParsedRule(named, told, message, marks)


def filled_message(message: str, words: Mapping[str, str]) -> str:
    """The message with the values of its words."""
    return _BLANK.sub(lambda blank: words.get(blank[1].strip().lower(), blank[0]), message)


def strange_blanks(parsed: ParsedRule) -> list[str]:
    """What the message wants to say that no word of the rule stands for."""
    known = [*parsed.words, CELLS_WORD]
    return [
        f"Сообщение: слова «{blank}» в правиле нет.{near_word(blank, known)}"
        for blank in _BLANK.findall(parsed.message)
        if blank.strip().lower() not in known
    ]


def latin(operand: str) -> str:
    """The address with look-alike Russian letters turned; the name of its sheet stays."""
    sheet, mark, cell = operand.rpartition("!")
    return f"{sheet}{mark}{cell.translate(_LOOK_ALIKE)}"


def near_word(word: str, known: list[str]) -> str:
    """The word that may have been meant, else all there are."""
    found = get_close_matches(word.strip().lower(), known, 1, 0.6)
    if found:
        return f" Может быть, «{found[0]}»?"
    return f" Есть: {', '.join(known)}." if known else ""


def _named(line: str, place: str, named: Mapping[str, Formula]) -> tuple[str, str]:
    word, sign, formula = line.partition("=")
    word = word.strip().lower()
    if not sign or not _WORD.fullmatch(word):
        raise RuleError(
            f"{place}: пишется «слово = имя или формула», например "
            "«указано = {{ manual.share }}». Слово – без пробелов, буквами."
        )
    if word in named or word == CELLS_WORD:
        raise RuleError(f"{place}: слово «{word}» уже занято, назовите иначе.")
    if not formula.strip():
        raise RuleError(f"{place}: после «{word} =» ничего нет.")
    return word, formula


def _normal(text: str, place: str, marks: dict[str, Mark]) -> str:
    """The text in the grammar of Excel: marks as operands, English functions, «,» as separator."""
    text = text.strip().removeprefix("=")
    if not text:
        raise RuleError(f"{place}: пусто. Напишите, что должно выполняться.")
    if text.count("(") > MOST_BRACKETS:
        raise RuleError(f"{place}: скобок больше {MOST_BRACKETS}, разнесите формулу по словам.")
    parts, position = [], 0
    for match in _QUOTED.finditer(text):
        parts.append(_signs(text[position : match.start()], place))
        parts.append(_quoted(match[0], place, marks))
        position = match.end()
    parts.append(_signs(text[position:], place))
    return "".join(parts)


def _quoted(text: str, place: str, marks: dict[str, Mark]) -> str:
    if text.startswith("{{"):
        return _operand(text[2:-2], place, marks)
    return f'"{text[1:-1]}"' if text.startswith("«") else text


def _operand(inside: str, place: str, marks: dict[str, Mark]) -> str:
    try:
        mark = parse_mark(inside)
    except MarkError as error:
        raise RuleError(f"{place}: {error}") from None
    known = next((name for name, each in marks.items() if each.written == mark.written), None)
    name = known or f"mark_{len(marks)}_"
    marks[name] = mark
    return name


def _signs(text: str, place: str) -> str:
    for bracket in ("{", "}", "[", "]"):
        if bracket in text:
            raise RuleError(
                f"{place}: скобка «{bracket}» лишняя. Имя пишется так: {{{{ figure.… }}}}."
            )
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    for word, english in _TRUTHS.items():
        text = re.sub(rf"\b{word}\b", english, text, flags=re.IGNORECASE)
    text = _DECIMAL.sub(".", text)
    if "," in text:
        raise RuleError(f"{place}: части в скобках разделяются точкой с запятой «;».")
    return _FUNCTION.sub(lambda match: _function(match, place), text).replace(";", ",")


def _function(match: re.Match[str], place: str) -> str:
    name = match[1].upper()
    if name not in _KNOWN_FUNCTIONS:
        known = ", ".join(dict.fromkeys(RUSSIAN_FUNCTIONS))
        raise RuleError(f"{place}: действия «{match[1]}» нет. Есть: {known}.")
    return f"{RUSSIAN_FUNCTIONS.get(name, name)}("
