"""A row of the sheet made into values, with everything that is wrong or doubtful in it."""

import re
from collections.abc import Collection
from dataclasses import astuple
from datetime import date, timedelta
from functools import partial
from urllib.parse import urlsplit

from mentorship.bank.affiliations import Category
from mentorship.bank.banks import Bank
from mentorship.bank.births import Birth, parse_birth
from mentorship.bank.classes import canonical_place
from mentorship.bank.importing.categories import (
    category_in,
    category_of_age,
    category_of_forms,
)
from mentorship.bank.importing.columns import COLUMNS, SheetColumn
from mentorship.bank.importing.guesses import is_name
from mentorship.bank.importing.rough_dates import goes_on, rough_day
from mentorship.bank.importing.special import has_identity_papers, tells_special
from mentorship.bank.importing.values import BankSheet
from mentorship.bank.models import Affiliation, MentoringForm
from mentorship.core.cells import check_age, clean_text, to_date
from mentorship.core.names import FullName, split_full_name, with_cyrillic_letters
from mentorship.core.spreadsheets import Cell, lists
from mentorship.core.spreadsheets.lists import CheckedRow, ListRow, letters
from mentorship.core.wording import counted

LONGEST_NAME = 100
OLDEST_PUPIL = 20
OLDEST_CHILD = 17
MOST_MENTEES = 100
EARLIEST = date(2015, 1, 1)
AHEAD = timedelta(days=366)
_NOT_A_NAME = re.compile(r"[^\w\s.,'’`ʼ′()‐‑–—-]|[0-9_]")
_NUMBERED = re.compile(r"\d{1,4}[.)]\s*")
_INITIAL = re.compile(r"\w\.")
_BETWEEN_PEOPLE = re.compile(r"[,;\n]|\s/\s")
# «8,9123E+10»: figures of a telephone that no program can bring back.
_LOST_FIGURES = re.compile(r"\d[.,]?\d*E\+\d{1,2}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"оглы", "кызы", "оглу", "фон", "де", "ван", "дер"})
_NUMBERS = re.compile(r"\d{1,4}")
_FEWEST_LETTERS = 3  # «Ли» and «ЛИ» may both be meant
_NEVER_DATES = frozenset({"place", "desired_age", "time_resource"})
AS_TEXT = "Поставьте ячейке формат «Текстовый» и впишите значение заново."
SPECIAL = (
    "Похоже на сведения о здоровье или судимости: система их не хранит (152-ФЗ, ст. 10), ячейка не "
    "записана. Уберите эти сведения из текста, и он загрузится."
)
_WHOLE_FLOAT = re.compile(r"(\d{1,2}|\d{6,12})[.,]0")
_SEPARATORS = re.compile(r"[;,\n]|\s/\s")
_TEXTS = (
    "contacts",
    "request",
    "competences",
    "achievements",
    "interests",
    "desired_age",
    "time_resource",
    "outcome",
    "completion_mark",
    "place",
)


class Forms:
    """The forms of mentoring by their title, whatever dashes and quotes it was written with."""

    def __init__(self) -> None:
        self.by_code = {form.code: form for form in MentoringForm.objects.all()}
        self._by_title = {letters(form.title): form.code for form in self.by_code.values()}

    def read(self, text: str) -> tuple[list[str], list[str]]:
        """Codes of the forms found in a cell, and the pieces that are none."""
        if code := self._by_title.get(letters(text)):
            return [code], []
        codes: list[str] = []
        unknown: list[str] = []
        for piece in filter(None, (part.strip() for part in _SEPARATORS.split(text))):
            code = self._by_title.get(letters(piece))
            (codes if code else unknown).append(code or piece)
        return list(dict.fromkeys(codes)), unknown

    def categories(self, bank: Bank, codes: list[str]) -> list[list[str]]:
        side = "mentor_categories" if bank == Bank.MENTORS else "mentee_categories"
        return [getattr(self.by_code[code], side) for code in codes]


class RowChecker(lists.RowChecker):
    """Checks rows of one sheet; `on` is the day ages are counted on, `today` bounds dates."""

    def __init__(
        self,
        sheet: BankSheet,
        forms: Forms,
        *,
        on: date,
        today: date,
        employers: Collection[str] = (),
    ) -> None:
        """`employers` are the names of partners by their letters."""
        # Of two columns of one code the first is the official one.
        official = COLUMNS[sheet.bank]
        super().__init__(reversed(official), sheet.headings)
        self.bank, self.forms, self.on, self.today = sheet.bank, forms, on, today
        self.employers = employers
        self.columns = {column.code: column for column in official}

    def mended(self, name: FullName) -> FullName:
        """A name as an order would write it; what is changed or doubtful is said.

        «Пeтр» with a Latin e would stand in orders so, and never be found by search.
        """
        russian = FullName(*[with_cyrillic_letters(part) for part in astuple(name)])
        if russian != name:
            self.warn("name", "В имени были латинские буквы, похожие на русские: исправлены.")
        proper = FullName(*[_capitalized(part) for part in astuple(russian)])
        if proper != russian:
            written = " ".join(filter(None, astuple(proper)))
            self.warn("name", f"Имя набрано не так, как пишут имена: записано «{written}».")
        if _INITIAL.match(proper.first_name):
            self.warn("name", "Указаны инициалы: для приказов нужно полное имя.")
        elif not re.search("[а-яё]", proper.surname.lower()):
            self.warn("name", "Имя написано латиницей: для приказов нужны русские буквы.")
        return proper

    def check(self, row: ListRow) -> CheckedRow:
        """Values of a row and all that is wrong with it, not only the first thing."""
        self.begin(row)
        name = self.cell("name", lambda cell: split_name(clean_text(cell, keep_lines=True)))
        if name:
            name = self.mended(name)
            self.checked.values["name"] = [name.surname, name.first_name, name.patronymic]
        elif not self.checked.is_refused:
            self.say("name", "Не указано, о ком строка.")
        birth = self.cell("birth", self.read_birth)
        if birth:
            self.checked.values["birth"] = str(birth)
        for code in _TEXTS:
            self.read_text(self.columns.get(code))
        self.read_dates()
        self.read_link()
        self.read_capacity()
        codes = self.read_forms()
        if not self.checked.is_refused:
            self.read_category(codes, birth)
        return self.checked

    def read_birth(self, cell: Cell) -> Birth | None:
        """A birth nobody can read is left out with a warning, one of an impossible age refuses."""
        try:
            birth = parse_birth(cell, on=self.on)
        except ValueError as error:
            self.warn("birth", f"{error} Человек загрузится без даты рождения.")
            return None
        if birth:
            check_age(birth.day or birth.year, self.on)
        return birth

    def read_capacity(self) -> None:
        """«3», «до 3», «2–3 ученика»: the largest number is how many a mentor can take."""
        text = self.cell("capacity", clean_text)
        if not text:
            return
        numbers = [int(number) for number in _NUMBERS.findall(text)]
        if numbers and 1 <= max(numbers) <= MOST_MENTEES:
            self.checked.values["capacity"] = max(numbers)
        else:
            self.warn("capacity", f"«{text[:40]}» – не число наставляемых: не записано.")

    def read_text(self, column: SheetColumn | None) -> None:
        text = self.cell(column.code, clean_text) if column else None
        if column is None or not text:
            return
        if column.code in _NEVER_DATES and isinstance(self.row.cells[column.code], date):
            self.say(column.code, f"В ячейке дата {text}: Excel сделал её сам. {AS_TEXT}")
        elif len(text) > column.limit:
            self.say(column.code, f"Текст длиннее {column.limit} знаков: сократите его.")
        elif has_identity_papers(text):
            self.warn(column.code, "Похоже на номер паспорта или СНИЛС: ячейка не записана.")
        elif tells_special(text):
            self.warn(column.code, SPECIAL)
        elif column.code == "contacts" and _LOST_FIGURES.search(text):
            self.warn(column.code, f"Номер «{text[:40]}» испорчен в Excel: он не записан.")
        else:
            self.keep_text(column.code, text)

    def keep_text(self, code: str, text: str) -> None:
        whole = _WHOLE_FLOAT.fullmatch(text) if code in ("place", "contacts") else None
        text = whole[1] if whole else text
        self.checked.values[code] = canonical_place(text) if code == "place" else text

    def read_dates(self) -> None:
        dates = {}
        for code in ("entered_on", "left_on"):
            if day := self.cell(code, partial(self.read_day, code)):
                if EARLIEST <= day <= self.today + AHEAD:
                    dates[code] = day
                    self.checked.values[code] = day.isoformat()
                else:
                    self.say(code, f"Дата {day:%d.%m.%Y} не может быть датой программы.")
        if len(dates) == 2 and dates["left_on"] < dates["entered_on"]:
            self.say("left_on", "Дата завершения раньше даты вхождения.")

    def read_day(self, code: str, cell: Cell) -> date | None:
        """A whole date, else a month or a school year with a warning; «по н. в.» is no end yet."""
        is_end = code == "left_on"
        if isinstance(cell, str):
            text = clean_text(cell)
            if is_end and goes_on(text):
                return None
            if day := rough_day(text, is_end=is_end):
                self.warn(code, f"Дата «{text}» неполная: записано {day:%d.%m.%Y}.")
                return day
        return to_date(cell, today=self.today)

    def read_link(self) -> None:
        link = self.cell("case_link", clean_text)
        if not link:
            return
        parts = urlsplit(link)
        if parts.scheme not in ("http", "https") or not parts.netloc or len(link) > 500:
            self.warn("case_link", "Это не адрес страницы (https://…): ссылка не записана.")
        else:
            self.checked.values["case_link"] = link

    def read_forms(self) -> list[str]:
        text = self.cell("forms", clean_text)
        if not text:
            return []
        codes, unknown = self.forms.read(text)
        for piece in unknown:
            self.warn("forms", f"Форма «{piece[:60]}» не известна: она не записана.")
        if self.bank == Bank.MENTEES and len(codes) > 1:
            self.warn("forms", "У наставляемого одна форма: взята первая.")
            codes = codes[:1]
        self.checked.values |= {"forms": codes, "forms_text": text}
        return codes

    def read_category(self, codes: list[str], birth: Birth | None) -> None:
        """What the person is: said by a cell, else left by the forms, else guessed by the age."""
        values = self.checked.values
        said = self.cell("category", clean_text) or ""
        place = values.get("place", "")
        by_place = Category.EMPLOYER if self.is_of_partner(place) else category_in(place)
        category = category_in(said) or by_place
        if said and not category_in(said):
            unknown = f"Категория «{said[:60]}» не известна."
            self.warn("category", SPECIAL if tells_special(said) else unknown)
        values["said_by"] = ("category" if category_in(said) else "place") if category else ""
        allowed = self.forms.categories(self.bank, codes)
        if not category:
            category = category_of_forms(allowed)
        if not category:
            age = birth.age_on(self.on) if birth else None
            category = category_of_age(age, self.bank)
            label = Affiliation.Category(category).label
            is_plain = self.bank == Bank.MENTEES and age is not None and age <= OLDEST_CHILD
            if not is_plain:
                self.warn(
                    "category",
                    f"Не сказано, кто это: записан как {label}. Если это не так, добавьте в файл "
                    "столбец «Категория».",
                )
        values["category"] = category
        self.check_category(category, allowed, birth)

    def is_of_partner(self, place: str) -> bool:
        """Whether a mentor's place names an enterprise that is a partner here."""
        key = letters(place) if self.bank == Bank.MENTORS else ""
        return any(name in key for name in self.employers if name)

    def check_category(self, category: str, allowed: list[list[str]], birth: Birth | None) -> None:
        label = Affiliation.Category(category).label
        if allowed and not any(category in categories for categories in allowed):
            self.warn("forms", f"Эта форма не для такой категории: {label}.")
        age = birth.age_on(self.on) if birth else 0
        if category == Category.PUPIL and age > OLDEST_PUPIL:
            years = counted(age, "год", "года", "лет")
            self.warn("birth", f"Обучающемуся {years}: проверьте год рождения.")


def split_name(text: str) -> FullName | None:
    """Parts of a full name; ValueError when it is none: one word, figures, two people, too long."""
    text = _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text
    text = text.strip(" ,;")
    if tells_special(text):
        raise ValueError("В ячейке сведения о здоровье или судимости: оставьте в ней только ФИО.")
    people = [part for part in _BETWEEN_PEOPLE.split(text) if is_name(" ".join(part.split()))]
    if len(people) > 1:
        raise ValueError(
            f"В ячейке несколько человек: «{_short(text)}». Напишите каждого в своей строке."
        )
    if not text:
        return None
    name = split_full_name(text)
    if _NOT_A_NAME.search(text) or not (name.surname and name.first_name):
        raise ValueError(f"«{_short(text)}» – не фамилия с именем. Напишите ФИО полностью.")
    if max(map(len, (name.surname, name.first_name, name.patronymic))) > LONGEST_NAME:
        raise ValueError(f"Часть имени длиннее {LONGEST_NAME} знаков.")
    return name


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


def _capitalized(part: str) -> str:
    """«ИВАНОВ-ПЕТРОВ» and «иванов» as «Иванов-Петров», «Иванов»; anything mixed is left."""
    if len(part) < _FEWEST_LETTERS or not (part.isupper() or part.islower()) or "." in part:
        return part
    words = [
        word if word in _SMALL else _WORD.sub(_first_up, word) for word in part.lower().split()
    ]
    return " ".join(words)


def _first_up(match: re.Match[str]) -> str:
    return match[0].capitalize()
