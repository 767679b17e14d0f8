"""Values of spreadsheet cells made into what the fields of the program hold.

Every function takes a cell as `core.spreadsheets` reads it, returns None for an empty one, and
raises ValueError with a Russian sentence that names the value; the importer adds row and column.
"""

import datetime as dt
import math
import re
import unicodedata

from mentorship.core.wording import parse_date, plural_ru

# Errors of formulas come as their text («#N/A»).
Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | None

YOUNGEST, OLDEST = 6, 100

_EMPTY_MARKS = frozenset({"", "-", "–", "—", "--", "---"})
_ERROR = re.compile(
    r"Err:[0-9]{3}|#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|"
    r"Н/Д|ДЕЛ/0!|ЗНАЧ!|ССЫЛКА!|ИМЯ\?|ЧИСЛО!|ПУСТО!|ПЕРЕНОС!|НЕТ ЗНАЧЕНИЯ!)"
)
_NUMBER = re.compile(
    r"([+-]?(?:[0-9]{1,15}|[0-9]{1,3}(?: [0-9]{3}){1,4})(?:[.,][0-9]+)?)"
    r"(e[+-]?[0-9]{1,2})?( ?%)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"([0-9]{4})(?:[.,]0)? ?(?:г(?:\. ?р|од(?: рождения)?)?\.?)?", re.IGNORECASE)
_YES = frozenset({"да", "д", "есть", "имеется", "истина", "true", "yes", "y", "1", "+", "v", "✓"})
_NO = frozenset({"нет", "н", "отсутствует", "ложь", "false", "no", "n", "0"}) | _EMPTY_MARKS - {""}
# Day 0 of Excel's count; its false 29 February 1900 is long before the first serial taken.
_EXCEL_DAY_0 = dt.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_415  # 18 May 1927 – 31 December 2100
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_BIGGEST = 10**15  # beyond it Excel itself loses digits


def clean_text(value: Cell, *, keep_lines: bool = False) -> str:
    """Return text as a person sees it: NFC, no invisible characters, single spaces, no edges.

    Tabs, line ends and control characters become spaces (line ends stay with `keep_lines`), numbers
    and dates look as in a Russian Excel, an error of a formula raises ValueError.
    """
    text = _shown(value)
    if _ERROR.fullmatch(text.strip()):
        raise ValueError(
            f"В ячейке ошибка формулы {text.strip()}: исправьте формулу или впишите значение."
        )
    visible = text if text.isprintable() else "".join(map(_visible, text))
    composed = unicodedata.normalize("NFC", visible)
    if not keep_lines:
        return " ".join(composed.split())
    return "\n".join(" ".join(line.split()) for line in composed.split("\n")).strip()


def is_empty(value: Cell) -> bool:
    """Say whether a cell holds nothing: no value, only spaces, or a dash."""
    if value is None or not isinstance(value, str):
        return value is None
    return not value[:1].isalnum() and clean_text(value) in _EMPTY_MARKS


def to_date(value: Cell, *, today: dt.date | None = None) -> dt.date | None:
    """Read a date cell, a serial number of Excel (1927–2100) or a date typed as text."""
    if is_empty(value):
        return None
    if isinstance(value, dt.date):
        return _within(value.date() if isinstance(value, dt.datetime) else value)
    text = clean_text(value)
    if isinstance(value, bool | dt.time) or not re.fullmatch(r"[0-9]{1,5}(?:[.,][0-9]+)?", text):
        return parse_date(text, today=today)
    serial = int(re.split("[.,]", text)[0])
    if _FIRST_YEAR <= serial <= _LAST_YEAR:
        raise ValueError(f"В ячейке только год {serial}: нужна полная дата, например 16.03.2022.")
    if not _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        raise ValueError(f"Число {text} — не дата. Напишите дату так: 16.03.2022.")
    return _EXCEL_DAY_0 + dt.timedelta(days=serial)


def to_year(value: Cell) -> int | None:
    """Read a year (2008, «2008 г. р.») or the year of a whole date; within 1900–2100."""
    if is_empty(value):
        return None
    if isinstance(value, dt.date):
        year = value.year
    else:
        text = clean_text(value)
        match = _YEAR.fullmatch(text)
        year = int(match[1]) if match else _year_of_date(text)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"Год {year} не похож на настоящий.")
    return year


def to_number(value: Cell) -> int | float | None:
    """Read a number, «5,0», «1 000», «1E+03» or «55 %» (0.55); a whole one is returned as int."""
    if is_empty(value):
        return None
    text = clean_text(value)
    match = _NUMBER.fullmatch(text)
    if isinstance(value, dt.date | dt.time | bool) or match is None:
        raise ValueError(f"{_quoted(text)} — не число.")
    digits, exponent, percent = match.groups()
    number = float(digits.replace(" ", "").replace(",", ".") + (exponent or ""))
    if percent:
        number /= 100
    if not math.isfinite(number) or abs(number) >= _BIGGEST:
        raise ValueError(f"Число {_quoted(text)} слишком велико.")
    return int(number) if number.is_integer() else number


def to_whole(value: Cell) -> int | None:
    """Read a count: a whole number from 0 up; «5.0» is 5."""
    number = to_number(value)
    if number is None or (isinstance(number, int) and number >= 0):
        return number
    raise ValueError(f"{_quoted(clean_text(value))} — нужно целое число, не меньше нуля.")


def to_yes_no(value: Cell) -> bool | None:
    """Read «да»/«нет» in their usual spellings, +, 1, истина; a dash is «нет», nothing is None."""
    text = clean_text(value).lower()
    if not text:
        return None
    if text in _YES | _NO:
        return text in _YES
    raise ValueError(f"{_quoted(text)} — напишите «да» или «нет».")


def check_age(born: dt.date | int, on: dt.date) -> None:
    """Refuse a birth date (or year) that makes a person younger than 6 or older than 100."""
    if isinstance(born, dt.date):
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        shown = f"дату рождения {born:%d.%m.%Y}"
    else:
        age, shown = on.year - born, f"год рождения {born}"
    if age < 0:
        raise ValueError(f"Проверьте {shown}: это в будущем.")
    if not YOUNGEST <= age <= OLDEST:
        years = plural_ru(age, "год", "года", "лет")
        raise ValueError(
            f"Проверьте {shown}: получается {age} {years}, "
            f"а участвуют люди от {YOUNGEST} до {OLDEST} лет."
        )


def _shown(value: Cell) -> str:
    """Write a cell the way Russian Excel displays it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, dt.datetime):
        return f"{value:%d.%m.%Y}" if value.time() == dt.time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return str(value)


def _visible(character: str) -> str:
    if character == "\n" or ord(character) < 0x20:
        return "\n" if character == "\n" else " "
    category = unicodedata.category(character)
    if category in ("Zl", "Zp"):
        return "\n"
    if category in ("Cf", "Cs"):
        return ""
    return " " if category in ("Cc", "Zs") else character


def _within(day: dt.date) -> dt.date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(f"В дате {day:%d.%m.%Y} год не похож на настоящий: {day.year}.")
    return day


def _year_of_date(text: str) -> int:
    try:
        return parse_date(text).year
    except ValueError:
        raise ValueError(f"{_quoted(text)} — не год. Напишите четыре цифры: 2008.") from None


def _quoted(text: str) -> str:
    return f"«{text[:40]}…»" if len(text) > 40 else f"«{text}»"
