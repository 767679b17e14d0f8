"""Russian full names: parts, sex, cases, initials, and the keys they are sorted and searched by.

Declined forms are a suggestion: a form corrected by hand is kept by the documents room and wins.
"""

import logging
import re
import unicodedata
from dataclasses import dataclass

from django.db import models
from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Case as PetrovichCase
from pytrovich.enums import Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from mentorship.core.morphology import is_known, nominatives
from mentorship.core.name_endings import (
    TURKIC_DAUGHTER,
    TURKIC_SON,
    UNDECLINED_HALF,
    Forms,
    first_name_forms,
    surname_forms,
)

# pytrovich writes the names it declines into its log lines; names are never logged here.
logging.getLogger("pytrovich").setLevel(logging.CRITICAL)

NBSP = "\N{NO-BREAK SPACE}"

_MAKER = PetrovichDeclinationMaker()
_DETECTOR = PetrovichGenderDetector()
_OBLIQUE = (
    PetrovichCase.GENITIVE,
    PetrovichCase.DATIVE,
    PetrovichCase.ACCUSATIVE,
    PetrovichCase.INSTRUMENTAL,
)
_GENDERS = {"m": Gender.MALE, "f": Gender.FEMALE}
_SEXES = {Gender.MALE: "m", Gender.FEMALE: "f"}
_SON = re.compile(r"(?:[оеё]вич|ич)$")
_DAUGHTER = re.compile(r"(?:[оеё]вна|ична)$")
_VIETNAMESE_WOMAN = "тхи"
_INITIAL = re.compile(r"\w{1,2}\.(?:-\w{1,2}\.)?")
_PREFIX = re.compile("ван|да|де|дель|дер|ди|дос|дю|ибн|ла|ле|тер|фон|цу")
_HYPHENS = re.compile("[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]")
_APOSTROPHES = re.compile("['`\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}ʼ′]")
_LATIN_LOOK_ALIKES = str.maketrans("abcehkmoptxyë", "авсенкмортхуе")
_LATIN_TO_CYRILLIC = str.maketrans("aceopxykmABCEHKMOPTXY", "асеорхукмАВСЕНКМОРТХУ")
_MIXED_WORD = re.compile(r"\b(?=\w*[а-яёА-ЯЁ])(?=\w*[a-zA-Z])\w+")


class Case(models.TextChoices):
    """The five cases orders and letters use; the locative is never needed for a person."""

    NOMINATIVE = "nominative", "именительный"
    GENITIVE = "genitive", "родительный"
    DATIVE = "dative", "дательный"
    ACCUSATIVE = "accusative", "винительный"
    INSTRUMENTAL = "instrumental", "творительный"


@dataclass(frozen=True)
class FullName:
    """Parts of a name as written; a part that is not there is empty."""

    surname: str = ""
    first_name: str = ""
    patronymic: str = ""


@dataclass(frozen=True)
class Declined:
    """One name or position in the five cases."""

    nominative: str
    genitive: str
    dative: str
    accusative: str
    instrumental: str

    def form(self, case: Case | str) -> str:
        """Return the form of a case; an unknown case raises ValueError."""
        return str(getattr(self, Case(case).value))


def split_full_name(full_name: str) -> FullName:
    """Split a name written in any usual order: surname first or last, whole or with initials.

    One word is a first name when the dictionary knows it as one, else a surname. A patronymic with
    «оглы» or «кызы», a former surname in brackets and a prefix such as «фон» stay in their part.
    """
    words = _label(_words(full_name))
    return FullName(
        *(
            " ".join(word for part, word in words if part is wanted)
            for wanted in (NamePart.LASTNAME, NamePart.FIRSTNAME, NamePart.MIDDLENAME)
        )
    )


def guess_sex(full_name: str) -> str:
    """Guess "m" or "f" from the patronymic, else the first name, else the surname; "" if unsure."""
    name = split_full_name(full_name)
    return (
        _sex_of_patronymic(name.patronymic)
        or _sex_of_first_name(name.first_name)
        or _sex_of_surname(name.surname)
    )


def decline(full_name: str, sex: str = "") -> Declined:
    """Decline a full name, one word or several, in the order written.

    Sex is "m", "f" or "" (then guessed). While it stays unknown only names in -а and -я change:
    they do for either sex. Initials, Latin letters and Vietnamese names pass as they are.
    """
    words = _label(_words(full_name))
    sex = sex or guess_sex(full_name)
    fixed_patronymic = any(_is_turkic(word) for part, word in words if part is NamePart.MIDDLENAME)
    columns = [
        (word,) * 4
        if part is NamePart.MIDDLENAME and fixed_patronymic
        else _decline_word(part, word, sex)
        for part, word in words
    ]
    oblique = (" ".join(forms) for forms in zip(*columns, strict=True)) if columns else [""] * 4
    return Declined(" ".join(word for _, word in words), *oblique)


def initials_after(full_name: str) -> str:
    """Shorten for running text: «Лагунова Н. В.» with non-breaking spaces; takes declined names."""
    name = split_full_name(full_name)
    if not name.surname:
        return " ".join(_words(full_name))
    return NBSP.join([name.surname, *_initials(name)])


def initials_before(full_name: str) -> str:
    """Shorten for a signature line: «Н. В. Лагунова» with non-breaking spaces."""
    name = split_full_name(full_name)
    if not name.surname:
        return " ".join(_words(full_name))
    return NBSP.join([*_initials(name), name.surname])


def sort_key(text: str) -> str:
    """Return what names are sorted and compared by: NFC, lower case, ё as е, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).lower().replace("ё", "е").split())


def with_cyrillic_letters(text: str) -> str:
    """Latin letters that look like Russian ones («Пeтр» with a Latin e) made Russian.

    Only in words that have Russian letters too: a foreign name stays as it is written.
    """
    return _MIXED_WORD.sub(lambda word: word[0].translate(_LATIN_TO_CYRILLIC), text)


def search_key(text: str) -> str:
    """Return what names are searched by: the sort key without stress marks and apostrophes.

    Latin look-alikes become Cyrillic, hyphens become spaces: «Cапунова» and «Петрова Водкина» are
    found however they were typed.
    """
    key = sort_key(text).replace("\N{COMBINING ACUTE ACCENT}", "")
    key = _HYPHENS.sub(" ", _APOSTROPHES.sub("", key))
    return " ".join(key.translate(_LATIN_LOOK_ALIKES).split())


def _words(full_name: str) -> list[str]:
    spaced = re.sub(r"\.(?=\w)", ". ", unicodedata.normalize("NFC", full_name))
    return spaced.replace(",", " ").split()


def _label(words: list[str]) -> list[tuple[NamePart, str]]:
    """Give each word the part of the name it belongs to, keeping the order written."""
    leading = next((i for i, word in enumerate(words) if not _INITIAL.fullmatch(word)), len(words))
    if leading:
        return _given(words[:leading]) + _surname(words[leading:])
    if len(words) == 1 and _is_first_name(words[0]):
        return _given(words)
    if len(words) in (2, 3) and _is_patronymic(words[1]):
        return _given(words[:2]) + _surname(words[2:])
    length = 1
    while length < len(words) and _belongs_to_surname(words, length):
        length += 1
    return _surname(words[:length]) + _given(words[length:])


def _belongs_to_surname(words: list[str], index: int) -> bool:
    """Say whether a word continues the surname: after «фон», or a former surname in brackets."""
    return bool(_PREFIX.fullmatch(words[index - 1])) or words[index].startswith("(")


def _surname(words: list[str]) -> list[tuple[NamePart, str]]:
    return [(NamePart.LASTNAME, word) for word in words]


def _given(words: list[str]) -> list[tuple[NamePart, str]]:
    return [
        (NamePart.MIDDLENAME if index else NamePart.FIRSTNAME, word)
        for index, word in enumerate(words)
    ]


def _initials(name: FullName) -> list[str]:
    words = f"{name.first_name} {name.patronymic}".split()
    initials = (
        "-".join(f"{half[0]}." for half in _HYPHENS.split(word) if half and not _is_turkic(half))
        for word in words
    )
    return [initial for initial in initials if initial]


def _is_turkic(word: str) -> bool:
    return _HYPHENS.split(word.lower())[-1] in TURKIC_SON | TURKIC_DAUGHTER


def _is_patronymic(word: str) -> bool:
    return bool(_SON.search(word.lower()) or _DAUGHTER.search(word.lower()))


def _is_first_name(word: str) -> bool:
    return is_known(word) and bool(nominatives(word, "Name"))


def _sex_of_patronymic(patronymic: str) -> str:
    last = _HYPHENS.split(patronymic.lower())[-1].split(" ")[-1]
    if last in TURKIC_SON or _SON.search(last):
        return "m"
    return "f" if last in TURKIC_DAUGHTER or _DAUGHTER.search(last) else ""


def _sex_of_first_name(name: str) -> str:
    if not name or "." in name:
        return ""
    if name.lower() == _VIETNAMESE_WOMAN:
        return "f"
    if found := _SEXES.get(_DETECTOR.detect(firstname=name.lower())):
        return found
    genders = {parse.tag.gender for parse in nominatives(name, "Name") if is_known(name)}
    return {"masc": "m", "femn": "f"}.get(genders.pop() or "", "") if len(genders) == 1 else ""


def _sex_of_surname(surname: str) -> str:
    return _SEXES.get(_DETECTOR.detect(lastname=surname.lower()), "") if surname else ""


def _decline_word(part: NamePart, word: str, sex: str) -> Forms:
    """Decline one word of a name half by half; brackets around it stay."""
    match = re.fullmatch(r"(\W*)(.*?)(\W*)", word)
    opening, core, closing = match.groups() if match else ("", word, "")
    if "." in word or not re.search("[а-яё]", core.lower()):
        return (word,) * 4
    halves = _HYPHENS.split(core)
    hyphens = [*_HYPHENS.findall(core), ""]
    declined = [
        (half,) * 4
        if UNDECLINED_HALF.fullmatch(half) and index < len(halves) - 1
        else _decline_half(part, half, sex)
        for index, half in enumerate(halves)
    ]
    genitive, dative, accusative, instrumental = (
        opening + "".join(map("".join, zip(forms, hyphens, strict=True))) + closing
        for forms in zip(*declined, strict=True)
    )
    return genitive, dative, accusative, instrumental


def _decline_half(part: NamePart, half: str, sex: str) -> Forms:
    if half.isupper() and half != half.capitalize():
        genitive, dative, accusative, instrumental = _decline_half(part, half.capitalize(), sex)
        return genitive.upper(), dative.upper(), accusative.upper(), instrumental.upper()
    if len(half) == 1 or _PREFIX.fullmatch(half):
        return (half,) * 4
    if not sex and not half.lower().endswith(("а", "я")):
        return (half,) * 4
    own = {NamePart.LASTNAME: surname_forms, NamePart.FIRSTNAME: first_name_forms}.get(part)
    if own and sex and (forms := own(half, sex)):
        return forms
    # -а and -я change alike for both sexes; the women's rules know the spelling after ш and ч.
    gender = _GENDERS.get(sex, Gender.FEMALE)
    genitive, dative, accusative, instrumental = (
        _MAKER.make(part, gender, case, half) for case in _OBLIQUE
    )
    return genitive, dative, accusative, instrumental
