"""The Russian dictionary of pymorphy3, loaded at the first question and kept for the process."""

from functools import cache

from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse


@cache
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


def nominatives(word: str, *grammemes: str) -> list[Parse]:
    """Readings of a word as a nominative singular that carry all the grammemes, best first."""
    wanted = {"nomn", "sing", *grammemes}
    return [parse for parse in _analyzer().parse(word) if wanted in parse.tag]


def is_known(word: str) -> bool:
    """Say whether the word itself is in the dictionary, not guessed by its ending."""
    return bool(_analyzer().word_is_known(word.lower()))
