"""Rows of a sheet that are no people: «5 «А» класс», «Педагоги», «Итого», the column numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.bank.classes import class_text
from mentorship.bank.importing.categories import category_in
from mentorship.bank.importing.guesses import is_form, is_name
from mentorship.bank.importing.special import is_special_text

_CLASS = re.compile(
    r"(?:список\s+(?:обучающихся|учащихся|учеников)?\s*)?"
    r"(1[0-2]|[1-9])\s*[-–—]?\s*[«\"“„]?\s*([А-ЯЁа-яё])?\s*[»\"”]?\s*(?:класс[а-я]{0,3}|кл\.?)?"
    r"(?:[\s,.;:(–—-]+(?:кл|классн|рук|учител|куратор).*)?",
    re.IGNORECASE,
)
_CLASS_INSIDE = re.compile(
    r"(?<!\d)(1[0-2]|[1-9])\s*[-–—]?\s*[«\"“„]?([А-ЯЁа-яё])?[»\"”]?\s*класс(?:а|е)?(?![а-яё])",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:наши |список |группа |категория:? )*(?:педагог|учител|воспитател|преподавател|сотрудник|"
    r"обучающ|учащ|ученик|школьник|воспитанник|студент|выпускник|родител|работодател|партн[её]р|"
    r"администрац|молод\w+ (?:специалист|педагог))[а-яё]*(?: \w+){0,3}",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:итого|всего|общее количество|общее число|количество человек|количество наставн)\b.*",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:директор|зам\w*\.? директора|руководитель|заведующ\w+|исполнитель|ответственн\w+|куратор|"
    r"составил\w*|согласовано|утверждаю|м\.\s*п\.|подпись|дата составления|тел\.? исп)(?!\w)"
    r".{0,150}",
    re.IGNORECASE,
)
_LONGEST_SECTION = 80


@dataclass(frozen=True)
class Section:
    """What a row says of all the rows below it, by the code of the column it stands for."""

    code: str
    value: str


def section_of(texts: Sequence[str]) -> Section | None:
    """The section a row opens, if its only words are a class, a kind of people or a form."""
    text = lone_text(texts)
    if not text or len(text) > _LONGEST_SECTION or is_special_text(text):
        return None
    match = _CLASS.fullmatch(text)
    if match and (match[2] or "кл" in text.lower()):
        return Section("place", class_text(match[1], match[2] or ""))
    if is_form(text):
        return Section("forms", text.strip("«»"))
    if _PEOPLE.fullmatch(text) and not is_name(text) and category_in(text):
        return Section("category", text)
    return None


def class_in(title: str) -> str:
    """The class a title tells of: «Список наставляемых 5 «А» класса»; empty when there is none."""
    found = {class_text(m[1], m[2] or "") for m in _CLASS_INSIDE.finditer(title)}
    return found.pop() if len(found) == 1 else ""


def lone_text(texts: Sequence[str]) -> str:
    """The words of a row that has them in one cell alone."""
    filled = [text for text in texts if text]
    return filled[0] if len(filled) == 1 else ""


def is_numbering(texts: Sequence[str]) -> bool:
    """The row «1 2 3 …» under the headings of official forms, also «А Б 1 2»."""
    filled = [text.rstrip(".") for text in texts if text]
    while filled and filled[0] in ("А", "Б", "В", "A", "B"):
        filled = filled[1:]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]


def is_total(texts: Sequence[str]) -> bool:
    first = next((text for text in texts if text), "")
    return bool(_TOTAL.fullmatch(first))


def is_signature(texts: Sequence[str]) -> bool:
    """«Директор ____ Н. Н. Власова» under the table: the first words of a short row."""
    filled = [text for text in texts if text]
    return 0 < len(filled) <= 3 and bool(_SIGNATURE.match(filled[0]))
