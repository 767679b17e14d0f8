"""The grammar of marks in cells of a report form.

    {{ figure.mentees | form=student-uchenik | age=10-19 | sex=female }}
    {{ indicator.I1.percent }}   {{ organization.name }}   {{ period }}
    {{ rows.schools }} … {{ rows.end }}
    {{ manual.events | number | min=0 | max=100 | hint="сколько было" }}

A mark is a name of words joined by dots and, after «|», options: `key=value` or a lone word.
Values with spaces, «|» or «}» stand in quotes. Russian words are accepted beside the English ones.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_MARK = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_NAME = re.compile(r"\w[\w-]*(?:\.\w[\w-]*)*")
_OPTION = re.compile(
    r'\s*([\w-]+)\s*(?:=\s*(?:"([^"]*)"|«([^»]*)»|“([^”]*)”|(.*?)))?\s*', re.DOTALL
)
# «|» outside quotes.
_BAR = re.compile(r'\|(?=(?:[^"«»“”]*(?:"[^"]*"|«[^»]*»|“[^”]*”))*[^"«»“”]*$)')

# What a coordinator may write in Russian, word by word.
WORDS = {
    "величина": "figure",
    "показатель": "indicator",
    "численность": "headcount",
    "организация": "organization",
    "школа": "school",
    "муниципалитет": "municipality",
    "пара": "pair",
    "направление": "direction",
    "форма": "form",
    "период": "period",
    "вручную": "manual",
    "строка": "row",
    "строки": "rows",
    "конец": "end",
    "школы": "schools",
    "муниципалитеты": "municipalities",
    "пары": "pairs",
    "направления": "directions",
    "формы": "forms",
    "роль": "role",
    "возраст": "age",
    "пол": "sex",
    "категория": "category",
    "класс": "class",
    "параллель": "parallel",
    "стаж": "experience",
    "число": "number",
    "целое": "integer",
    "процент": "percent",
    "текст": "text",
    "дата": "date",
    "выбор": "choice",
    "подсказка": "hint",
    "наименьшее": "min",
    "наибольшее": "max",
    "обязательно": "required",
    "люди": "people",
    "название": "title",
    "наименование": "name",
    "номер": "number",
    "код": "code",
    "факт": "fact",
    "план": "plan",
    "сегодня": "today",
    "числитель": "numerator",
    "знаменатель": "denominator",
}


class MarkError(Exception):
    """A mark that cannot be read; the text says in Russian what is wrong with it."""


@dataclass(frozen=True)
class Mark:
    """One mark: `kind` is the first word of its name, `path` the rest of the words."""

    written: str
    kind: str
    path: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return ".".join((self.kind, *self.path))


Part = str | Mark


def parse_cell(text: str) -> list[Part]:
    """The text of a cell as words and marks in turn; raises MarkError for what cannot be read."""
    parts: list[Part] = []
    position = 0
    for match in _MARK.finditer(text):
        parts.append(text[position : match.start()])
        parts.append(parse_mark(match[1]))
        position = match.end()
    rest = text[position:]
    for brackets in ("{{", "}}"):
        if any(isinstance(part, str) and brackets in part for part in [*parts, rest]):
            raise MarkError(
                f"Скобки не закрыты: «{_short(text)}». "
                "Имя пишется так: {{ organization.name }}."
            )
    return [part for part in [*parts, rest] if part != ""]


def parse_mark(inside: str) -> Mark:
    name, *options = [part.strip() for part in _BAR.split(inside)]
    if not _NAME.fullmatch(name):
        shown = _short(inside) or "пусто"
        raise MarkError(
            f"Имя «{shown}» записано неверно: слова соединяются точкой, условия – чертой «|»."
        )
    words = [WORDS.get(word.lower(), word) for word in name.split(".")]
    keys, flags = _options(options, inside)
    return Mark(inside.strip(), words[0].lower(), tuple(words[1:]), keys, frozenset(flags))


def lone_mark(parts: Sequence[Part]) -> Mark | None:
    """The mark of a cell that holds nothing else: its value keeps its type."""
    marks = [part for part in parts if isinstance(part, Mark)]
    blank = all(part.strip() == "" for part in parts if isinstance(part, str))
    return marks[0] if len(marks) == 1 and blank else None


def marks_of(parts: Sequence[Part]) -> list[Mark]:
    return [part for part in parts if isinstance(part, Mark)]


def _options(options: Sequence[str], inside: str) -> tuple[dict[str, str], list[str]]:
    keys: dict[str, str] = {}
    flags = []
    for option in options:
        match = _OPTION.fullmatch(option)
        if match is None:
            raise MarkError(f"Условие «{_short(option)}» в имени «{_short(inside)}» не читается.")
        key = WORDS.get(match[1].lower(), match[1].lower())
        given = [value for value in match.groups()[1:] if value is not None]
        if not given:
            flags.append(key)
        elif key in keys:
            raise MarkError(f"Условие «{match[1]}» записано дважды: «{_short(inside)}».")
        else:
            keys[key] = given[0].strip()
    return keys, flags


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:79]}…"
