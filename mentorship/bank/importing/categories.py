"""What a person is, read from a cell of «Категория», from a class, a position, or from the form."""

import re
from collections.abc import Sequence

from mentorship.bank.affiliations import Category
from mentorship.bank.banks import Bank

# Order matters: «директор ООО» comes from an enterprise, «заместитель директора, учитель» is a
# head, and «учитель, мать ученика» a teacher.
_WORDS = (
    (Category.STUDENT, r"\bстудент|\bкурса?\b"),
    (Category.GRADUATE, r"\bвыпускни"),
    (
        Category.EMPLOYER,
        r"\bработодат|\bпредприят|\bзавод\b|\b(?:ооо|ао|пао|зао|ип|кфх|гуп|муп)\b",
    ),
    (
        Category.HEAD,
        r"\bдиректор|\bзавуч|\bзаведующ|^руководитель(?: (?:оо|организац|учрежд|школ)|$)",
    ),
    (
        Category.TEACHER,
        r"\bучител|\bпедагог|\bпреподавател|\bвоспитател|\bметодист|\bпсихолог|\bруководител"
        r"|\bлогопед|\bдефектолог|\bвожат|\bтьютор|\bтренер|\bмастер производ",
    ),
    (
        Category.EMPLOYER,
        r"\bинженер|\bтехнолог|\bагроном|\bбухгалтер|\bэкономист|\bменеджер|\bпрограммист"
        r"|\bюрист|\bврач|\bфельдшер|\bмедсестр|\bмедицинск\w* сестр|\bветеринар|\bмеханик"
        r"|\bслесар|\bэлектрик|\bсварщик|\bводител|\bконструктор|\bархитектор|\bжурналист"
        r"|\bпредпринимател|\bфермер|\bполицейск|\bпожарн|\bспасател|\bначальник|\bповар\b"
        r"|\bпарикмахер|\bкондитер|\bпродавец|\bоператор\b|\bмастер участка|\bработник завод",
    ),
    (Category.PARENT, r"\bродител|\bмать\b|\bотец\b"),
    (Category.PUPIL, r"\bученик|\bученица|\bобучающ|\bшкольни|\bвоспитанни|\bкласс\b"),
)
_KNOWN = tuple((category, re.compile(words)) for category, words in _WORDS)
_CLASS = re.compile(
    r"(?:1[0-2]|[1-9])\s*[-–—]?\s*[«\"“„]?\s*(?:[а-яa-z])?\s*[»\"”]?(?:\s*кл\w*\.?)?"
)


def category_in(text: str) -> str:
    """Category a text names, «7 «А»» and «учитель физики» alike; empty when it names none."""
    plain = " ".join(text.lower().replace("ё", "е").split())
    if _CLASS.fullmatch(plain):
        return Category.PUPIL
    return next((category for category, words in _KNOWN if words.search(plain)), "")


def category_of_forms(allowed: Sequence[Sequence[str]]) -> str:
    """Category that the forms of mentoring leave: the first one that all of them allow."""
    if not allowed:
        return ""
    common = [category for category in allowed[0] if all(category in rest for rest in allowed)]
    return common[0] if common else allowed[0][0]


def category_of_age(age: int | None, bank: Bank) -> str:
    """Without an age a mentor is taken for a teacher, a mentee for a pupil."""
    if age is None:
        return Category.TEACHER if bank == Bank.MENTORS else Category.PUPIL
    return Category.PUPIL if age <= 18 else Category.TEACHER
