"""Columns of the two official forms (domain C) and of the schools' own sheets, by any heading."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from mentorship.bank.banks import Bank
from mentorship.bank.importing.special import is_special_heading, key_of

LIKE_ENOUGH = 86  # of 100: one slip in a word of seven letters
_FEWEST_LETTERS = 6
_LONGEST_HEADING = 200


@dataclass(frozen=True)
class SheetColumn:
    """A column by its code; `heading` is the official one, `stems` what other spellings begin with.

    A stem is a regular expression over `key_of`. `official` columns make the export and the sample.
    Without a `required` one nothing is read.
    """

    code: str
    heading: str
    stems: tuple[str, ...]
    official: bool = True
    required: bool = False
    limit: int = 4000
    width: int = 24


# Of several columns of these codes every one is read, of others the first.
JOINED = frozenset(
    {"contacts", "representative", "representative_contacts", "place", "competences"}
)
_RELATIVES = r"родит|представит|матер|мать\b|мам|отц|отец|пап[аыуе]?\b|опекун|законн"
_MEANS = r"тел|контакт|номер|моб|сот|почт|mail|связ|адрес"
CHILD = r"наставляем|подопечн|обучающ|учащ|учени|ребен|воспитанник|студент|школьник|детей"

NUMBER = SheetColumn(
    "number", "№", ("№", "n$", "no$", "номер$", "(?:n |номер )?п п$", "порядковый номер"), width=6
)
CLASS = SheetColumn(
    "place",
    "Класс",
    (
        r"класс(?!н)",
        r"кл$",
        r"курс\b",
        r"группа(?! (?:здор|инв|риск|крови|по физ))",
        r"параллель",
        r"номер класс",
    ),
    official=False,
    limit=200,
)
LETTER = SheetColumn("letter", "Буква класса", ("буква", "литер", "класс буква"), official=False)
POSITION = SheetColumn(
    "place",
    "Должность",
    ("должность", "класс должность", "класс или долж", "занимаемая долж", "профессия"),
    official=False,
    limit=200,
)
CATEGORY = SheetColumn(
    "category", "Категория", ("категория", "кем является", "статус$", "роль"), official=False
)
# Seen in real sheets; a consent is a document of its own and is never made out of a cell.
AGREED = SheetColumn("agreed", "Согласие", (".*\\bсоглас",), official=False)
PLACE = SheetColumn(
    "place",
    "Место учёбы или работы",
    ("место работы", "место учебы"),
    official=False,
    limit=200,
)
# Parts that make one value: the name, and the contacts of a mentee.
SURNAME = SheetColumn("surname", "Фамилия", ("фамилия",), official=False)
FIRST_NAME = SheetColumn("first_name", "Имя", ("имя",), official=False)
PATRONYMIC = SheetColumn("patronymic", "Отчество", ("отчество",), official=False)
REPRESENTATIVE = SheetColumn(
    "representative",
    "ФИО родителя (законного представителя)",
    (rf".*\b(?:{_RELATIVES})",),
    official=False,
)
REPRESENTATIVE_CONTACTS = SheetColumn(
    "representative_contacts",
    "Телефон родителя (законного представителя)",
    (
        rf"(?=.*\b(?:{_RELATIVES})).*\b(?:{_MEANS}).*",
        rf"(?=.*\b(?:{_MEANS})).*\b(?:{_RELATIVES}).*",
    ),
    official=False,
)
BIRTHS = (
    "год рожд", "дата рожд", "день рожд", "д р$", "г р$", "др$", "рожд", "число месяц",
)  # fmt: skip
CONTACTS = (
    "контакт", "данные представителя", "тел", "номер тел", "моб", "сот", "e mail", "email", "эл",
    "почт", "способ связи", "связь",
)  # fmt: skip
ENTERED = (
    "дата (?:вхожд|вход|вкл|нач|вступ|закреп|зачисл|назнач|прикреп)", "начало", "период с$", "с$",
)  # fmt: skip
LEFT = ("дата (?:заверш|оконч|выход|выбыт|отчисл)", "окончание", "завершение$", "период по$", "по$")
FORMS = ("форма(?! обуч)", "модель", "вид наставнич")
OUTCOMES = ("результат", "итог", "достигнут")
LINKS = ("ссылка", "кейс", "отзыв")
COMMON = (CLASS, LETTER, POSITION, PLACE, CATEGORY, AGREED, SURNAME, FIRST_NAME, PATRONYMIC)

MENTEE_COLUMNS = (
    NUMBER,
    SheetColumn(
        "name",
        "ФИО наставляемого",
        (
            rf"(?:фио|фамилия(?: и)? имя|имя|список) (?:{CHILD}|участник|молод)",
            "фио",
            "фамилия(?: и)? имя",
            rf"(?:{CHILD}|участник)\w*$",
        ),
        required=True,
        limit=300,
        width=32,
    ),
    SheetColumn(
        "contacts",
        "Контактные данные для связи (данные представителя)",
        CONTACTS,
        limit=300,
        width=32,
    ),
    SheetColumn("birth", "Год рождения наставляемого", BIRTHS, width=14),
    SheetColumn(
        "request",
        "Основной запрос наставляемого",
        ("основной запрос", "запрос", "проблем", "трудност", "потребност", "цел[ьи] наставнич"),
        width=32,
    ),
    SheetColumn("entered_on", "Дата вхождения в программу", ENTERED, width=14),
    SheetColumn(
        "companion",
        "ФИО наставника",
        (
            r"(?:фио |имя |закрепленн\w* )?(?:педагог\w* )?наставник",
            "фио (?:педагог|учител|куратор)",
        ),
        width=28,
    ),
    SheetColumn("forms", "Форма наставничества", FORMS),
    SheetColumn(
        "companion_place",
        "Место работы/учёбы наставника",
        ("место работы учебы наставник", "место работы наставник", "должность наставник"),
    ),
    SheetColumn("left_on", "Дата завершения программы", LEFT, width=14),
    SheetColumn("outcome", "Результаты программы", OUTCOMES, width=28),
    SheetColumn(
        "case_link",
        "Ссылка на кейс/отзыв наставляемого, размещённые на сайте организации",
        LINKS,
        limit=500,
        width=28,
    ),
    SheetColumn("completion_mark", "Отметка о прохождении программы", ("отметка",), limit=200),
)
MENTOR_COLUMNS = (
    NUMBER,
    SheetColumn(
        "name",
        "ФИО наставника",
        (
            r"(?:фио |имя |список )?(?:педагог\w* )?наставник",
            "фио",
            "фамилия(?: и)? имя",
            "(?:педагог|учител|сотрудник|преподавател)\\w*$",
        ),
        required=True,
        limit=300,
        width=32,
    ),
    SheetColumn("contacts", "Контактные данные для связи", CONTACTS, limit=300, width=28),
    SheetColumn(
        "place",
        "Место работы/учёбы наставника",
        ("место работы", "место учебы", "организация$", "предприятие", "учреждение"),
        limit=200,
        width=28,
    ),
    SheetColumn(
        "competences",
        "Основные компетенции наставника",
        (
            "основные компетен",
            "компетен",
            "навык",
            r"(?:в )?чем (?:может|готов|силен|полез)",
            "предмет",
            "область знан",
        ),
        width=32,
    ),
    SheetColumn(
        "achievements",
        "Важные для программы достижения наставника",
        ("важные для программы", "достижен", "наград"),
        width=32,
    ),
    SheetColumn("interests", "Интересы наставника", ("интерес", "увлечен", "хобби"), width=28),
    SheetColumn(
        "desired_age",
        "Желаемый возраст наставляемых",
        ("желаемый возраст", rf"возраст (?:{CHILD})"),
        limit=100,
        width=16,
    ),
    SheetColumn(
        "time_resource",
        "Ресурс времени на программу наставничества",
        ("ресурс времени", "время", "сколько времени", "часов"),
        limit=200,
        width=20,
    ),
    SheetColumn("entered_on", "Дата вхождения в программу", ENTERED, width=14),
    SheetColumn(
        "companion",
        "ФИО наставляемого (наставляемых)",
        (rf"(?:фио |имя |закрепленн\w* |список )?(?:{CHILD})",),
        width=28,
    ),
    SheetColumn("forms", "Форма наставничества", FORMS),
    SheetColumn(
        "companion_place",
        "Место работы/учёбы наставляемого",
        (
            "место работы учебы наставляем",
            "место учебы наставляем",
            "место работы наставляем",
            rf"класс (?:{CHILD})",
        ),
    ),
    SheetColumn("left_on", "Дата завершения программы", LEFT, width=14),
    SheetColumn("outcome", "Результаты программы", OUTCOMES, width=28),
    SheetColumn(
        "case_link",
        "Ссылка на кейс/отзыв наставника, размещённые на сайте организации",
        LINKS,
        limit=500,
        width=28,
    ),
    SheetColumn("birth", "Год рождения", BIRTHS, official=False),
    SheetColumn(
        "capacity",
        "Сколько наставляемых может вести",
        (
            rf"сколько (?:{CHILD}|дет|человек)",
            rf"(?:количество|число|максимум|максимальное число) (?:{CHILD}|дет|мест)",
            "(?:сколько |скольких )?(?:может|готов) (?:взять|вести)",
            "мест$",
        ),
        official=False,
    ),
)
COLUMNS = {
    Bank.MENTORS: (*MENTOR_COLUMNS, *COMMON),
    Bank.MENTEES: (*MENTEE_COLUMNS, *COMMON, REPRESENTATIVE, REPRESENTATIVE_CONTACTS),
}
_STEMS = {
    bank: [(re.compile(stem), column) for column in columns for stem in column.stems]
    for bank, columns in COLUMNS.items()
}
_OFFICIAL = {
    bank: {key_of(column.heading): column for column in reversed(columns)}
    for bank, columns in COLUMNS.items()
}
# «Классный руководитель» is no class, «Подпись родителя» no parent, «Ответственный» no mentor.
_NOT_OURS = re.compile(
    r"классн\w* рук|кл рук|подпись|роспись|фото|пол$|\bвозраст$|имя файла|\bоценк|\bуспеваем"
    r"|\bответственн|\bисполнител|\bруководител"
)
_RELATIVE = re.compile(rf"\b(?:{_RELATIVES})")


# Official headings too long for a select.
_SHORT = {
    "contacts": "Контактные данные (и представителя)",
    "case_link": "Ссылка на кейс или отзыв",
    "achievements": "Важные для программы достижения",
    "time_resource": "Ресурс времени",
}


@lru_cache(maxsize=4096)
def column_of(bank: Bank, heading: str) -> SheetColumn | None:
    """The column a heading means in a sheet of the bank.

    The official heading, else the spelling it begins with by the longest piece, else one with a
    slip of the finger. «Группа: Подзаголовок» is read by both its parts.
    """
    if not heading or len(heading) > _LONGEST_HEADING:
        return None
    group, _, last = heading.rpartition(": ")
    if not group or _RELATIVE.search(key_of(heading)):
        return _column_by(bank, key_of(heading))
    return _grouped(bank, group, last)


def _grouped(bank: Bank, group: str, last: str) -> SheetColumn | None:
    """«Наставник: Телефон» is a telephone for mentors, and nothing to read for mentees."""
    above, below = _column_by(bank, key_of(group)), _column_by(bank, key_of(last))
    whole = _column_by(bank, key_of(f"{group} {last}"))
    if above and above.code == "companion":
        of_companion = {"name": "companion", "surname": "companion", "place": "companion_place"}
        code = of_companion.get(below.code if below else "")
        return next((column for column in COLUMNS[bank] if column.code == code), None)
    if above and above.code == "name":
        return below or whole
    return (whole or above) if above else (whole or below)


def _column_by(bank: Bank, key: str) -> SheetColumn | None:
    if key in _OFFICIAL[bank]:
        return _OFFICIAL[bank][key]
    if _NOT_OURS.search(key) or is_special_heading(key):
        return None
    if _RELATIVE.search(key) and "данные представител" not in key:
        return _longest(bank, key, {"agreed", "representative", "representative_contacts"})
    return _longest(bank, key, None) or _like(bank, key)


def _longest(bank: Bank, key: str, codes: set[str] | None) -> SheetColumn | None:
    """The column whose spelling covers most of the heading, among these codes or all of them."""
    best, found = 0, None
    for stem, column in _STEMS[bank]:
        match = stem.match(key)
        if match and match.end() > best and (codes is None or column.code in codes):
            best, found = match.end(), column
    return found


def _like(bank: Bank, key: str) -> SheetColumn | None:
    if len(key) < _FEWEST_LETTERS:
        return None
    names = _OFFICIAL[bank].keys()
    match = process.extractOne(key, names, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    return _OFFICIAL[bank][match[0]] if match else None


def is_official(bank: Bank, heading: str) -> bool:
    return key_of(heading) in _OFFICIAL[bank]


def never_guessed(heading: str) -> bool:
    """A heading whose column is somebody else's, whatever stands in it: a parent, a signature."""
    key = key_of(heading)
    return bool(_NOT_OURS.search(key) or _RELATIVE.search(key) or is_special_heading(heading))


def codes_of(bank: Bank) -> frozenset[str]:
    return frozenset(column.code for column in COLUMNS[bank])


def official_columns(bank: Bank) -> list[SheetColumn]:
    return [column for column in COLUMNS[bank] if column.official]


def sample_columns(bank: Bank) -> list[SheetColumn]:
    """The columns of the sample: the official ones, and the class that their form forgets.

    Without it a child is in no list of a class, and the official form of mentees has no place.
    """
    columns = official_columns(bank)
    return columns if bank == Bank.MENTORS else [*columns[:2], CLASS, *columns[2:]]


def heading_of(bank: Bank, code: str) -> str:
    """The official heading of a column, for messages about a column the file lacks."""
    return next(column.heading for column in COLUMNS[bank] if column.code == code)


def choices_of(bank: Bank) -> list[tuple[str, str]]:
    """Codes a person may choose for a column, with their headings, in the order of the form."""
    found: dict[str, str] = {}
    for column in COLUMNS[bank]:
        found.setdefault(column.code, _SHORT.get(column.code, column.heading))
    if bank == Bank.MENTEES:
        found["place"] = "Класс или должность"
    return list(found.items())
