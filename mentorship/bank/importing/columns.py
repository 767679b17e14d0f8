"""Columns of the two official forms (domain C): headings, their spellings, what is refused."""

import re
from dataclasses import dataclass

from mentorship.bank.banks import Bank

_NOT_LETTERS = re.compile(r"[^0-9a-zа-я]+")
_FULL_NAME = re.compile(r"\bф и о\b|\bфамилия имя(?: и)? отчество\b")


@dataclass(frozen=True)
class SheetColumn:
    """A column by its code; `heading` is the official one, `stems` what other spellings begin with.

    `official` columns make the export and the sample. Without a `required` one nothing is read.
    """

    code: str
    heading: str
    stems: tuple[str, ...]
    official: bool = True
    required: bool = False
    limit: int = 4000
    width: int = 24


NUMBER = SheetColumn("number", "№", ("№", "n", "номер", "п п"), width=6)
CLASS = SheetColumn("place", "Класс", ("класс", "группа курс"), official=False, limit=200)
POSITION = SheetColumn(
    "place",
    "Должность",
    ("должность", "класс должность", "класс или долж"),
    official=False,
    limit=200,
)
CATEGORY = SheetColumn("category", "Категория", ("категория", "кем является"), official=False)
# Seen in real sheets; a consent is a document of its own and is never made out of a cell.
AGREED = SheetColumn("agreed", "Согласие", ("согласие", "дата согласия"), official=False)
PLACE = SheetColumn(
    "place", "Место учёбы или работы", ("место работы", "место учебы"), official=False, limit=200
)
COMMON = (CLASS, POSITION, PLACE, CATEGORY, AGREED)

MENTEE_COLUMNS = (
    NUMBER,
    SheetColumn(
        "name",
        "ФИО наставляемого",
        ("фио наставляем", "фио обучающ", "фио"),
        required=True,
        limit=300,
        width=32,
    ),
    SheetColumn(
        "contacts",
        "Контактные данные для связи (данные представителя)",
        ("контакт", "данные представителя", "телефон"),
        limit=300,
        width=32,
    ),
    SheetColumn(
        "birth",
        "Год рождения наставляемого",
        ("год рождения", "дата рождения"),
        required=True,
        width=14,
    ),
    SheetColumn(
        "request", "Основной запрос наставляемого", ("основной запрос", "запрос"), width=32
    ),
    SheetColumn(
        "entered_on", "Дата вхождения в программу", ("дата вхождения", "дата входа"), width=14
    ),
    SheetColumn("companion", "ФИО наставника", ("фио наставник",), width=28),
    SheetColumn("forms", "Форма наставничества", ("форма наставнич", "форма")),
    SheetColumn(
        "companion_place",
        "Место работы/учёбы наставника",
        ("место работы учебы наставник", "место работы наставник"),
    ),
    SheetColumn(
        "left_on", "Дата завершения программы", ("дата завершения", "дата окончания"), width=14
    ),
    SheetColumn("outcome", "Результаты программы", ("результат",), width=28),
    SheetColumn(
        "case_link",
        "Ссылка на кейс/отзыв наставляемого, размещённые на сайте организации",
        ("ссылка",),
        limit=500,
        width=28,
    ),
    SheetColumn("completion_mark", "Отметка о прохождении программы", ("отметка",), limit=200),
)
MENTOR_COLUMNS = (
    NUMBER,
    SheetColumn(
        "name", "ФИО наставника", ("фио наставник", "фио"), required=True, limit=300, width=32
    ),
    SheetColumn(
        "contacts", "Контактные данные для связи", ("контакт", "телефон"), limit=300, width=28
    ),
    SheetColumn(
        "place",
        "Место работы/учёбы наставника",
        ("место работы", "место учебы"),
        limit=200,
        width=28,
    ),
    SheetColumn(
        "competences",
        "Основные компетенции наставника",
        ("основные компетен", "компетен"),
        width=32,
    ),
    SheetColumn(
        "achievements",
        "Важные для программы достижения наставника",
        ("важные для программы", "достижения"),
        width=32,
    ),
    SheetColumn("interests", "Интересы наставника", ("интересы",), width=28),
    SheetColumn(
        "desired_age", "Желаемый возраст наставляемых", ("желаемый возраст",), limit=100, width=16
    ),
    SheetColumn(
        "time_resource",
        "Ресурс времени на программу наставничества",
        ("ресурс времени",),
        limit=200,
        width=20,
    ),
    SheetColumn(
        "entered_on", "Дата вхождения в программу", ("дата вхождения", "дата входа"), width=14
    ),
    SheetColumn("companion", "ФИО наставляемого (наставляемых)", ("фио наставляем",), width=28),
    SheetColumn("forms", "Форма наставничества", ("форма наставнич", "форма")),
    SheetColumn(
        "companion_place",
        "Место работы/учёбы наставляемого",
        ("место работы учебы наставляем", "место учебы наставляем", "место работы наставляем"),
    ),
    SheetColumn(
        "left_on", "Дата завершения программы", ("дата завершения", "дата окончания"), width=14
    ),
    SheetColumn("outcome", "Результаты программы", ("результат",), width=28),
    SheetColumn(
        "case_link",
        "Ссылка на кейс/отзыв наставника, размещённые на сайте организации",
        ("ссылка",),
        limit=500,
        width=28,
    ),
    SheetColumn("birth", "Год рождения", ("год рождения", "дата рождения"), official=False),
)
COLUMNS = {Bank.MENTORS: (*MENTOR_COLUMNS, *COMMON), Bank.MENTEES: (*MENTEE_COLUMNS, *COMMON)}

# Stricter grounds are needed for these (152-ФЗ, ст. 10): a sheet with such a column is not taken.
_SPECIAL_TEXT = r"\bдиагноз|\bовз\b|\bинвалид|\bгрупп\w* здоров|\bзаболеван|\bсудим"
_SPECIAL_HEADING = r"\bздоровь|\bнациональност|\bвероисповед|\bрелиги|\bпаспорт"
_IN_TEXT = re.compile(_SPECIAL_TEXT)
_IN_HEADING = re.compile(f"{_SPECIAL_TEXT}|{_SPECIAL_HEADING}")


def key_of(heading: str) -> str:
    """A heading without case, ё, punctuation and doubled spaces: how spellings are compared."""
    key = _NOT_LETTERS.sub(" ", heading.lower().replace("ё", "е")).strip() or heading.strip()
    return _FULL_NAME.sub("фио", key)


def is_special_heading(heading: str) -> bool:
    """Whether a column holds what is not kept here: health, disability, a conviction, passports."""
    return bool(_IN_HEADING.search(key_of(heading)))


def is_special_text(text: str) -> bool:
    return bool(_IN_TEXT.search(key_of(text)))


def column_of(bank: Bank, heading: str) -> SheetColumn | None:
    """The column a heading means in a sheet of the bank: the longest stem it begins with."""
    key = key_of(heading)
    fitting = [
        (len(stem), column)
        for column in COLUMNS[bank]
        for stem in column.stems
        if key.startswith(stem) and (len(stem) > 2 or key == stem)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def official_columns(bank: Bank) -> list[SheetColumn]:
    return [column for column in COLUMNS[bank] if column.official]


def heading_of(bank: Bank, code: str) -> str:
    """The official heading of a column, for messages about a column the file lacks."""
    return next(column.heading for column in COLUMNS[bank] if column.code == code)
