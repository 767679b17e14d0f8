"""Endings of names that pytrovich's rules miss, written as rules of grammar, never as people.

Each rule returns the genitive, dative, accusative and instrumental, or None when it has nothing to
say. A word that stress alone decides (Кобзарем or Кобзарём) is left to the correction by hand.
"""

import re

from mentorship.core.morphology import is_known, nominatives

Forms = tuple[str, str, str, str]

# The first half of these stays as it is: Эль-Хатиба, Тер-Петросяна, Жан-Жака.
UNDECLINED_HALF = re.compile(
    "ад|аль?|ас|ат|аш|бен|бин|бонч|ван|гар|де|дель|дер|ди|дю|жан|ибн|кара|ла|ле|мак|мелик|"
    "сан|сент?|тер|фон|эд|эль?|эр|эс|эт|эш",
    re.IGNORECASE,
)
# Words of a Turkic patronymic; with one of them the whole patronymic stays: «Мамед оглы».
TURKIC_SON = frozenset({"оглы", "оглу", "огли", "углы", "улы", "уулу", "угли"})
TURKIC_DAUGHTER = frozenset({"кызы", "гызы", "кизи"})

_VOWEL = re.compile(r"[аеёиоуыэюя]")
_STRESSED_ENDING = ("большая", "чужая")
_ONE_SYLLABLE_ADJECTIVE = ("злой",)
_LIKE_THE_NOUN = re.compile(r"(?:[цчшщж]|[вб]ей|ёл)$")
_TURKIC_WOMAN = re.compile(r"(?:[ую]ль|аль|[зс]ель)$")


def surname_forms(surname: str, sex: str) -> Forms | None:
    """Apply the rules for one hyphen-free part of a surname; sex is "m" or "f"."""
    return _woman(surname) if sex == "f" else _man(surname)


def first_name_forms(name: str, sex: str) -> Forms | None:
    """Decline women's names in -уль, -аль, -зель, -сель like «рожь»: Айгуль, Айгули, Айгулью."""
    if sex == "f" and _TURKIC_WOMAN.search(name.lower()):
        return _endings(name, 1, "и", "и", "ь", "ью")
    return None


def _woman(surname: str) -> Forms | None:
    word = surname.lower()
    if word.endswith(("щая", "шая", "чая", "жая")):
        soft = "о" if word.endswith(_STRESSED_ENDING) else "е"
        return _endings(surname, 2, f"{soft}й", f"{soft}й", "ую", f"{soft}й")
    if _is_noun_in_a(word):
        return _endings(surname, 1, "ы", "е", "у", "ой")
    return None


def _is_noun_in_a(word: str) -> bool:
    """Tell «Ворона» and «Сова» from the possessive «Воронина» and «Боброва»."""
    if word.endswith("на"):
        return not word.endswith(("ина", "ына"))
    if word.endswith(("ова", "ева", "ёва")):
        return bool(nominatives(word, "NOUN", "femn")) and not nominatives(word, "Surn")
    return False


def _man(surname: str) -> Forms | None:
    word = surname.lower()
    if word.endswith(("лгий", "огий", "угий")):
        return _endings(surname, 2, "ого", "ому", "ого", "им")
    if word.endswith(("хой", "жой", "шой", "чой", "щой")):
        return _endings(surname, 2, "ого", "ому", "ого", "им")
    if word.endswith("лих"):
        return _endings(surname, 0, "а", "у", "а", "ом")
    if len(_VOWEL.findall(word)) == 1 and word.endswith("ой"):
        return None if word in _ONE_SYLLABLE_ADJECTIVE else _endings(surname, 1, *"яюя", "ем")
    if _LIKE_THE_NOUN.search(word):
        return _as_noun(surname) or _after_ts(surname)
    return None


def _as_noun(surname: str) -> Forms | None:
    """Decline a surname that is a common noun like the noun, for its stress and fleeting vowel.

    Швец, Швецом; Заяц, Зайца; Соловей, Соловья; Грач, Грачом.
    """
    word = surname.lower()
    nouns = [
        parse
        for parse in nominatives(word, "NOUN", "masc")
        if is_known(word) and not {"Surn", "Name", "Geox"} & parse.tag.grammemes
    ]
    if not nouns:
        return None
    forms = [nouns[0].inflect({case}) for case in ("gent", "datv", "gent", "ablt")]
    genitive, dative, accusative, instrumental = (
        surname[0] + form.word[1:] if form else surname for form in forms
    )
    return genitive, dative, accusative, instrumental


def _after_ts(surname: str) -> Forms | None:
    """Keep the vowel of -ец after two consonants, where dropping it cannot be said: Блинкреца."""
    word = surname.lower()
    if not re.search(r"[^аеёиоуыэюяьй]{2}ец$", word):
        return None
    ending = "ом" if len(_VOWEL.findall(word)) == 1 else "ем"
    return _endings(surname, 0, "а", "у", "а", ending)


def _endings(word: str, cut: int, *endings: str) -> Forms:
    genitive, dative, accusative, instrumental = endings
    stem = word[: len(word) - cut]
    return stem + genitive, stem + dative, stem + accusative, stem + instrumental
