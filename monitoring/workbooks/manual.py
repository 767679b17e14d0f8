"""Cells that people fill by hand: code, type, hint and bounds, and what they may hold."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from mentorship.core.wording import parse_date
from monitoring.workbooks.marks import Mark, MarkError

TYPES = {
    "number": "число",
    "integer": "целое число",
    "percent": "проценты от 0 до 100",
    "text": "текст",
    "date": "дата",
    "choice": "выбор из списка",
}
LONGEST_TEXT = 2000
_KEYS = frozenset({"min", "max", "hint", "choice", "title", "people"})


class WrongValueError(ValueError):
    """A value a manual cell may not hold; the text says in Russian what is expected."""


@dataclass(frozen=True)
class ManualField:
    """A cell filled by hand; the same code in several cells is entered once."""

    code: str
    type: str
    hint: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    choices: tuple[str, ...] = ()
    is_required: bool = False
    title: str = ""
    # It counts people: few of them are hidden above the institution.
    counts_people: bool = False
    # Of a percent: the code of the count of people it is of, with which it is hidden.
    share_of: str = ""

    @property
    def is_number(self) -> bool:
        return self.type in ("number", "integer", "percent")

    @property
    def label(self) -> str:
        return self.title or self.hint or self.code

    @property
    def told(self) -> str:
        """«вручную: целое число от 0 до 100, обязательно. Сколько было»."""
        words = [f"вручную: {TYPES[self.type]}"]
        if self.type != "percent":
            words += [f"от {_plain(self.least)}"] if self.least is not None else []
            words += [f"до {_plain(self.most)}"] if self.most is not None else []
        if self.choices:
            words.append(f"({' / '.join(self.choices)})")
        told = " ".join(words) + (", обязательно" if self.is_required else "")
        return f"{told}. {self.hint[:1].upper()}{self.hint[1:]}" if self.hint else told

    def cleaned(self, value: Any) -> Any:
        """The value as it goes into the cell: int, float, text, day or None when nothing is given.

        Raises WrongValueError.
        """
        if value is None or str(value).strip() == "":
            if self.is_required:
                raise WrongValueError("Заполните: без этого форму не отправить.")
            return None
        if self.is_number:
            return self._number(value)
        if self.type == "date":
            return _day(value)
        return self._text(str(value).strip())

    def _number(self, value: Any) -> int | float:
        written = "".join(str(value).split()).replace(",", ".").replace("−", "-")
        try:
            number = Decimal(written)
        except InvalidOperation:
            raise WrongValueError(f"Здесь нужно число, а указано «{str(value)[:40]}».") from None
        if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
            raise WrongValueError("Число слишком велико.")
        whole = number == number.to_integral_value()
        if self.type == "integer" and not whole:
            raise WrongValueError("Здесь нужно целое число.")
        if self.least is not None and number < self.least:
            raise WrongValueError(f"Число меньше наименьшего: {_plain(self.least)}.")
        if self.most is not None and number > self.most:
            raise WrongValueError(f"Число больше наибольшего: {_plain(self.most)}.")
        return int(number) if whole else float(number)

    def _text(self, text: str) -> str:
        if self.type == "choice" and text not in self.choices:
            raise WrongValueError(f"Выберите одно из: {', '.join(self.choices)}.")
        if len(text) > LONGEST_TEXT:
            raise WrongValueError(f"Текст длиннее {LONGEST_TEXT} знаков: сократите его.")
        return text


def manual_field(mark: Mark) -> ManualField:
    """The field a mark asks for; MarkError when the mark contradicts itself."""
    if len(mark.path) != 1:
        raise MarkError("У ячейки, которую заполняют вручную, нужно имя: manual.events.")
    options = mark.options
    if unknown := [key for key in options if key not in _KEYS]:
        raise MarkError(f"У ячейки {mark.name} нет условия «{unknown[0]}».")
    kind = _type(mark)
    choices = tuple(part.strip() for part in options.get("choice", "").split(";") if part.strip())
    if kind == "choice" and not choices:
        raise MarkError(f'У выбора {mark.name} нет вариантов: choice="да; нет".')
    least, most = _bounds(mark, kind)
    _refuse_other_people(mark, kind)
    return ManualField(
        mark.path[0],
        kind,
        options.get("hint", ""),
        least,
        most,
        choices,
        "required" in mark.flags,
        options.get("title", ""),
        "people" in mark.flags,
        options.get("people", ""),
    )


def manual_fields(marks: Iterable[Mark]) -> Iterator[ManualField]:
    """The fields that can be read; of the others the screen of acceptance tells."""
    for mark in marks:
        if mark.kind == "manual":
            with suppress(MarkError):
                yield manual_field(mark)


def manual_key(code: str, row: str = "") -> str:
    """Under which key a value is given: «events», in a row of a block «events@institution:12»."""
    return f"{code}@{row}" if row else code


def cleaned_values(
    fields: Mapping[str, ManualField], values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Values by key, and what is wrong with the others."""
    cleaned, wrong = {}, {}
    for key, field in fields.items():
        try:
            cleaned[key] = field.cleaned(values.get(key))
        except WrongValueError as error:
            wrong[key] = str(error)
    return cleaned, wrong


def _type(mark: Mark) -> str:
    given = [flag for flag in mark.flags if flag not in ("required", "people")]
    if unknown := [flag for flag in given if flag not in TYPES]:
        raise MarkError(f"Тип «{unknown[0]}» не описан. Есть: {', '.join(TYPES)}.")
    kinds = sorted({*given, *(["choice"] if "choice" in mark.options else [])})
    if len(kinds) > 1:
        raise MarkError(f"У ячейки {mark.name} два типа: {', '.join(kinds)}.")
    return kinds[0] if kinds else "text"


def _refuse_other_people(mark: Mark, kind: str) -> None:
    if "people" in mark.flags and kind not in ("number", "integer"):
        raise MarkError(f"Люди бывают числом, а {mark.name} – {TYPES[kind]}.")
    if "people" in mark.options and kind != "percent":
        raise MarkError(f"У {mark.name} people=имя пишут при процентах: от какого числа они.")


def _bounds(mark: Mark, kind: str) -> tuple[Decimal | None, Decimal | None]:
    least, most = _bound(mark, "min"), _bound(mark, "max")
    if kind in ("text", "date", "choice") and (least is not None or most is not None):
        raise MarkError(f"Границы min и max бывают у чисел, а {mark.name} – {TYPES[kind]}.")
    if kind == "percent":
        least = Decimal(0) if least is None else least
        most = Decimal(100) if most is None else most
    if least is not None and most is not None and least > most:
        raise MarkError(f"У ячейки {mark.name} наименьшее больше наибольшего.")
    return least, most


def _bound(mark: Mark, key: str) -> Decimal | None:
    if key not in mark.options:
        return None
    try:
        return Decimal(mark.options[key].replace(",", "."))
    except InvalidOperation:
        raise MarkError(f"Граница {key} у {mark.name} – не число.") from None


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        pass
    try:
        return parse_date(str(value))
    except ValueError as error:
        raise WrongValueError(str(error)) from None


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")
