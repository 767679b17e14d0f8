"""Russian wording of counts, dates and school years, and the reading of dates people typed."""

import re
import unicodedata
from datetime import date

NBSP = "\N{NO-BREAK SPACE}"

_MONTHS = (
    ("январь", "января"),
    ("февраль", "февраля"),
    ("март", "марта"),
    ("апрель", "апреля"),
    ("май", "мая"),
    ("июнь", "июня"),
    ("июль", "июля"),
    ("август", "августа"),
    ("сентябрь", "сентября"),
    ("октябрь", "октября"),
    ("ноябрь", "ноября"),
    ("декабрь", "декабря"),
)
_NUMERIC = re.compile(r"([0-9]{1,2})[./,-]([0-9]{1,2})[./,-]([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})")
_IN_WORDS = re.compile(r"([0-9]{1,2}) ?([а-я]+)\.? ?([0-9]{4}|[0-9]{2})")
_TIME_AFTER = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$")
_YEAR_AFTER = re.compile(r"\s*г(?:ода?|\.\s*р|\.)?\.?$")
_SCHOOL_YEAR = re.compile(r"((?:19|20)[0-9]{2})\s*[/\-–—]\s*([0-9]{4}|[0-9]{2})(?![0-9])")
# What is typed as a date may be as old as a teacher; earlier and later is a slip of the finger.
_EARLIEST, _LATEST = 1900, 2100


def plural_ru(number: float, one: str, few: str, many: str) -> str:
    """Choose the form of a noun after a number: 1 школа, 2 школы, 5 школ, 2,5 школы."""
    if number != int(number):
        return few
    count = abs(int(number))
    if count % 100 in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(count % 10, many)


def counted(number: float, one: str, few: str, many: str) -> str:
    """Write a count with its noun, not torn apart at the end of a line: «5 школ»."""
    return f"{number}{NBSP}{plural_ru(number, one, few, many)}".replace(".", ",")


def date_in_words(day: date) -> str:
    """Write a date as in the head of an order: «16 марта 2022 г.»."""
    return f"{day.day} {_MONTHS[day.month - 1][1]} {day.year} г."


def month_and_year(day: date) -> str:
    """«октябрь 2022»."""
    return f"{_MONTHS[day.month - 1][0]} {day.year}"


def date_for_stamp(day: date) -> str:
    """Write a date as in an approval stamp: ««16» марта 2022 г.»."""
    return f"«{day.day}» {_MONTHS[day.month - 1][1]} {day.year} г."


def parse_date(text: str, *, today: date | None = None) -> date:
    """Read a whole date in any usual Russian spelling; a time of day after it is dropped.

    Taken: 16.03.2022, 6.3.22, 16/03/2022, 2022-03-16, 16 марта 2022 г., «16» марта 2022 года.
    A year of two digits is the nearest one not more than ten years ahead of today. Raises
    ValueError whose Russian text names the value and says what to write.
    """
    spelled = _simplified(text)
    if match := _NUMERIC.fullmatch(spelled):
        day, month, year = match.groups()
    elif match := _ISO.fullmatch(spelled):
        year, month, day = match.groups()
    elif match := _IN_WORDS.fullmatch(spelled):
        day, month_name, year = match.groups()
        month = str(month_number(month_name))
    else:
        raise ValueError(f"Не удалось прочитать дату {_shown(text)}. Напишите её так: 16.03.2022.")
    return _checked(_full_year(year, today), int(month), int(day), text)


def parse_school_year(text: str) -> int:
    """Read «2022/2023», «2022-23», «2022 – 2023 уч. год» as 2022; else ValueError in Russian."""
    match = _SCHOOL_YEAR.match(text.strip())
    if match:
        first, second = int(match[1]), match[2]
        if str(first + 1).endswith(second):
            return first
    raise ValueError(
        f"Не удалось прочитать учебный год {_shown(text)}. Напишите его так: 2022/2023."
    )


def _simplified(text: str) -> str:
    spelled = " ".join(unicodedata.normalize("NFC", text).lower().split())
    spelled = re.sub(r"[«»\"“”„]", "", _TIME_AFTER.sub("", spelled))
    spelled = " ".join(_YEAR_AFTER.sub("", spelled).strip(" .").split())
    return re.sub(r"\s*([./,\-])\s*(?=\d)", r"\1", spelled)


def month_number(name: str) -> int:
    """Know a month by its two cases and by three or four letters; 0 when it is none."""
    for number, (nominative, genitive) in enumerate(_MONTHS, start=1):
        if name in (nominative, genitive, nominative[:3], nominative[:4]):
            return number
    return 0


def _full_year(digits: str, today: date | None) -> int:
    if len(digits) == 4:
        return int(digits)
    latest = (today or date.today()).year + 10  # noqa: DTZ011 -- only the century is taken
    year = latest // 100 * 100 + int(digits)
    return year if year <= latest else year - 100


def _checked(year: int, month: int, day: int, text: str) -> date:
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(f"В дате {_shown(text)} год не похож на настоящий: {year}.")
    if not 1 <= month <= 12:
        raise ValueError(f"В дате {_shown(text)} нет такого месяца.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Даты {_shown(text)} не бывает: проверьте день и месяц.") from None


def _shown(text: str) -> str:
    """Quote what was typed, cut so that a message stays a sentence."""
    whole = " ".join(text.split())
    return f"«{whole[:40]}…»" if len(whole) > 40 else f"«{whole}»"
