"""Which topics of the catalogue a free text speaks of: a suggestion, somebody decides.

A topic is known by the phrases of its keywords and by its title. A phrase is found when the
dictionary forms of all its words stand in the text within a few words of each other; a slip of
the finger in a long word is forgiven.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from mentorship.bank.models import Topic
from mentorship.core.morphology import lemma

MOST_SUGGESTED = 5
# Words of a phrase may stand apart («выбор будущей профессии»), but not in another sentence.
WITHIN = 5
# Shorter words differ from each other by one letter too often («класс» and «глас»).
LONG_WORD = 7
_WORD = re.compile(r"[а-яёa-z0-9]+(?:-[а-яёa-z0-9]+)*", re.IGNORECASE)
_SMALL = re.compile(
    "а|без|в|во|для|до|же|за|и|из|или|к|ко|на|над|не|о|об|от|по|под|при|про|с|со|у|через"
)


@dataclass(frozen=True)
class Suggestion:
    """A topic with the phrase of the catalogue it was known by; `weight` orders suggestions."""

    topic: Topic
    phrase: str
    weight: int


def suggest_topics(text: str, topics: Iterable[Topic]) -> list[Suggestion]:
    """Topics the text speaks of, the surest first, at most five; longer phrases say more."""
    words = lemmas(text)
    known = ((topic, _known_by(topic, words)) for topic in topics)
    found = [Suggestion(topic, *by) for topic, by in known if by]
    ranked = sorted(found, key=lambda s: (-s.weight, s.topic.title, s.topic.pk or 0))
    return ranked[:MOST_SUGGESTED]


def lemmas(text: str) -> list[str]:
    """Dictionary forms of the words of a text in order, without prepositions and unions."""
    return [lemma(word) for word in _WORD.findall(text) if not _SMALL.fullmatch(word.lower())]


def _known_by(topic: Topic, words: list[str]) -> tuple[str, int] | None:
    """The longest phrase of the topic that is found, and how much all found phrases weigh."""
    phrases = [topic.title, *topic.keywords.split(",")]
    found = {p.strip(): len(own) for p in phrases if (own := _phrase(p)) and _stands(own, words)}
    if not found:
        return None
    longest = max(found, key=lambda phrase: (found[phrase], -len(phrase)))
    return longest, sum(length**2 for length in found.values())


@lru_cache(maxsize=4096)
def _phrase(text: str) -> tuple[str, ...]:
    return tuple(lemmas(text))


def _stands(phrase: tuple[str, ...], words: list[str]) -> bool:
    """All words of the phrase, each at its own place, inside one window of the text."""
    span = max(WITHIN, len(phrase) + 1)
    return any(
        _all_in(phrase, words[start : start + span])
        for start in range(max(1, len(words) - len(phrase) + 1))
    )


def _all_in(phrase: tuple[str, ...], window: list[str]) -> bool:
    left = list(window)
    for wanted in phrase:
        place = next((i for i, word in enumerate(left) if _same(wanted, word)), None)
        if place is None:
            return False
        del left[place]
    return True


def _same(wanted: str, word: str) -> bool:
    if wanted == word:
        return True
    if len(wanted) < LONG_WORD or len(word) < LONG_WORD or wanted[0] != word[0]:
        return False
    return DamerauLevenshtein.distance(wanted, word, score_cutoff=1) <= 1
