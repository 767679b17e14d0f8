"""What a column holds, told by its cells alone: where there is no heading, or an unknown one."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from mentorship.bank.importing.special import has_identity_papers, is_special_text
from mentorship.core.cells import clean_text
from mentorship.core.names import with_cyrillic_letters
from mentorship.core.spreadsheets import Cell

JUDGED = 200  # cells of a column that are looked at
FEWEST_OF_TEN = 6
_WORD = r"[А-ЯЁA-Z](?:['’`][А-ЯЁA-Z])?[а-яёa-z'’`]*(?:-[А-ЯЁа-яёA-Za-z][а-яё'’a-z]*)*"
_CAPITALS = r"[А-ЯЁ]{2,}(?:-[А-ЯЁ]{2,})?"
_LATER = rf"(?:{_WORD}|{_CAPITALS}|\([А-ЯЁ][а-яё-]+\)|оглы|кызы|оглу|фон|де|ван)"
_NAME = re.compile(rf"(?:{_WORD}|{_CAPITALS})(?: {_LATER}){{1,4}}")
_WITH_INITIALS = re.compile(rf"{_WORD} [А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?|[А-ЯЁ]\. ?(?:[А-ЯЁ]\. ?)?{_WORD}")
_PATRONYMIC = re.compile(r"[А-ЯЁ][а-яё]+(?:[оеё]вич|[оеё]вна|ьич|мич|ична|инична|оглы|кызы)")
_CLASS = re.compile(r"(?:1[0-2]|[1-9])\s*[-–—]?\s*[«\"“„]?\s*[А-ЯЁа-яё]?\s*[»\"”]?(?:\s*кл\w*\.?)?")
_NAME_AND_CLASS = re.compile(
    r"(\D+?)[\s,;(–—-]+(1[0-2]|[1-9])\s*[-–—]?\s*[«\"“„]?([А-ЯЁа-яё])?[»\"”]?\s*"
    r"(?:кл(?:асс|\.)?)?\)?"
)
_DIGITS = re.compile(r"\d")
_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_FORM = re.compile(
    r"«?(?:ученик|учитель|педагог|студент|работодатель|руководитель|наставник)[а-яё ]*\s*[-–—]\s*"
    r"(?:ученик|учитель|педагог|студент|воспитатель|[а-яё ]{4,30})»?",
    re.IGNORECASE,
)
_YOUNGEST_BORN, _OLDEST_BORN = 2020, 1925
_PHONE_DIGITS = range(5, 13)


def is_name(text: str) -> bool:
    """«Иванов Иван», «ИВАНОВ ИВАН ИВАНОВИЧ», «Иванов И. И.»: two words or more, no figures."""
    plain = with_cyrillic_letters(" ".join(text.replace(",", " ").split()))
    return bool(_NAME.fullmatch(plain) or _WITH_INITIALS.fullmatch(plain))


def name_and_class(text: str) -> tuple[str, str, str] | None:
    """«Громова Полина, 5 «А» класс» as the name, the number and the letter."""
    match = _NAME_AND_CLASS.fullmatch(text) if any(map(str.isdecimal, text)) else None
    return (match[1], match[2], match[3] or "") if match and is_name(match[1]) else None


def is_listed_name(text: str) -> bool:
    """A name as it stands in a list, perhaps with the class after it."""
    return is_name(text) or name_and_class(text) is not None


def is_class(text: str) -> bool:
    """«5 «А»», «11а», «7-Б кл.»; a bare number is a class only beside its kind."""
    return bool(_CLASS.fullmatch(text))


def is_form(text: str) -> bool:
    return bool(_FORM.fullmatch(text))


def is_contact(text: str) -> bool:
    """A telephone of 5–12 figures, or an e-mail."""
    if _EMAIL.search(text):
        return True
    digits = len(_DIGITS.findall(text))
    is_number = digits in _PHONE_DIGITS and digits * 5 >= len(text.replace(" ", "")) * 3
    return is_number and not _DATE.search(text)


def is_birth_year(cell: Cell) -> bool:
    text = shown(cell)
    year = int(text[:4]) if re.fullmatch(r"\d{4}(?: ?г\.?(?: ?р\.?)?)?", text) else 0
    return _OLDEST_BORN <= year <= _YOUNGEST_BORN


def is_birth_date(cell: Cell) -> bool:
    if isinstance(cell, date):
        return _OLDEST_BORN <= cell.year <= _YOUNGEST_BORN
    match = re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-](\d{4})(?: ?г\.?)?", shown(cell))
    return bool(match and _OLDEST_BORN <= int(match[1]) <= _YOUNGEST_BORN)


def is_patronymic(text: str) -> bool:
    return bool(_PATRONYMIC.fullmatch(text))


def is_special(text: str) -> bool:
    return is_special_text(text) or has_identity_papers(text)


def shown(cell: Cell) -> str:
    """A cell as a person sees it; an error of a formula is nothing."""
    try:
        return clean_text(cell)
    except ValueError:
        return ""


def seen(cell: Cell) -> str:
    """A cell as a person sees it, an error of a formula as its text."""
    try:
        return clean_text(cell)
    except ValueError as error:
        return str(error)


def guess_code(cells: Sequence[Cell]) -> str:
    """Code of a column by most of its cells; empty when they do not tell."""
    filled = [cell for cell in cells if shown(cell)][:JUDGED]
    tests: tuple[tuple[str, Callable[[Cell], bool]], ...] = (
        ("number", _is_numbered(filled)),
        ("name", lambda cell: is_listed_name(shown(cell))),
        ("patronymic", lambda cell: is_patronymic(shown(cell))),
        ("place", lambda cell: is_class(shown(cell))),
        ("birth", lambda cell: is_birth_year(cell) or is_birth_date(cell)),
        ("forms", lambda cell: is_form(shown(cell))),
        ("case_link", lambda cell: shown(cell).startswith(("http://", "https://"))),
        ("contacts", lambda cell: is_contact(shown(cell))),
    )
    return next((code for code, test in tests if is_most(filled, test)), "")


def is_most(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> bool:
    """Whether six cells of ten pass a test; of nothing nothing is said."""
    return bool(cells) and sum(map(test, cells)) * 10 >= len(cells) * FEWEST_OF_TEN


def _is_numbered(filled: Sequence[Cell]) -> Callable[[Cell], bool]:
    """A running number: 1, 2, 3 …, perhaps begun anew in each class."""
    numbers = [shown(cell).rstrip(".)") for cell in filled]
    runs = sum(
        later.isdecimal() and (later == "1" or (earlier.isdecimal() and _follows(earlier, later)))
        for earlier, later in zip(["0", *numbers], numbers, strict=False)
    )
    is_run = len(numbers) > 1 and numbers[0] == "1" and runs * 10 >= len(numbers) * 9
    return lambda cell: is_run


def _follows(earlier: str, later: str) -> bool:
    return len(later) < 6 and len(earlier) < 6 and int(later) == int(earlier) + 1
