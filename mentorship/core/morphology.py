"""The Russian dictionary of pymorphy3, loaded at the first question and kept for the process."""

import re
from functools import cache

from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse

# pymorphy3 asks Unicode for the name of a strange letter, and not every letter has one.
_RUSSIAN_WORD = re.compile(r"[а-яёА-ЯЁ-]+")

PARTS_OF_A_NAME = frozenset({"Name", "Patr", "Surn"})
# Share of the readings of a word; below it a reading is a curiosity.
LIKELY = 0.25


@cache
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


def nominatives(word: str, *grammemes: str) -> list[Parse]:
    """Readings of a word as a nominative singular that carry all the grammemes, best first."""
    if not _RUSSIAN_WORD.fullmatch(word):
        return []
    wanted = {"nomn", "sing", *grammemes}
    return [parse for parse in _analyzer().parse(word) if wanted in parse.tag]


def is_known(word: str) -> bool:
    """Say whether the word itself is in the dictionary, not guessed by its ending."""
    return bool(_analyzer().word_is_known(word.lower()))


def may_name_a_person(word: str) -> bool:
    """Whether a word is readily read as a first name, a patronymic or a surname, in any case.

    «Кузнецова» and «Вера» are, «Герой» (once in a hundred «Герою», by Гера) is not.
    """
    if not _RUSSIAN_WORD.fullmatch(word):
        return False
    likely = [parse for parse in _analyzer().parse(word) if parse.score >= LIKELY]
    return any(parse.tag.grammemes & PARTS_OF_A_NAME for parse in likely)


@cache
def agreed(adjective: str, noun: str) -> str:
    """«русский» with «язык» as it is said of it in the nominative; "" when it is no such pair."""
    gender = next((p.tag.gender for p in nominatives(noun, "NOUN") if p.tag.gender), None)
    readings = nominatives(adjective, "ADJF")
    inflected = readings[0].inflect({"nomn", "sing", gender}) if gender and readings else None
    return f"{inflected.word} {noun}" if inflected else ""


@cache
def lemma(word: str) -> str:
    """The dictionary form of a word in lower case with ё as е; a foreign word stays as it is."""
    folded = word.lower().replace("ё", "е")
    if not _RUSSIAN_WORD.fullmatch(word):
        return folded
    return str(_analyzer().parse(folded)[0].normal_form).replace("ё", "е")
