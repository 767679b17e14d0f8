"""What free words of a card tell to matching: dictionary words, ages, classes."""

import re
from collections.abc import Collection
from functools import lru_cache

from mentorship.bank.classes import class_key
from mentorship.bank.topic_suggestions import lemmas
from mentorship.core.morphology import agreed

# Words that stand in every second request and tell nothing of what it is about.
_SAYING_NOTHING = frozenset(
    lemma
    for text in (
        "помощь помочь подготовка подготовиться готовиться работа работать развитие развивать",
        "навык умение умею уметь опыт хочу хотеть нужно нужный знание интерес любить люблю",
        "нравиться интересоваться увлекаться увлечение ненавидеть кроме",
        "учитель преподаватель педагог школа класс ученик наставник наставляемый предмет урок",
        "и что как чтобы это мой свой я он она мы не нет есть быть очень мочь весь",
    )
    for lemma in lemmas(text)
)
_NUMBERS = re.compile(r"(\d{1,2})\s*(?:[-–—…]|\.\.|до|по)\s*(\d{1,2})")
_FROM = re.compile(r"(?:от|с|старше)\s*(\d{1,2})|(\d{1,2})\s*(?:\+|и старше)")
_TO = re.compile(r"(?:до|младше)\s*(\d{1,2})")
_ONE = re.compile(r"(\d{1,2})")
_GROUPS = ((("младш", "начальн"), (1, 4)), (("средн",), (5, 9)), (("старш",), (9, 11)))
_YOUNGEST, _OLDEST, _LAST_CLASS = 5, 120, 11
# A child of the first class is six or seven on the first of September.
BEFORE_SCHOOL = 6

_SENTENCES = re.compile(r"[.;!?\n]|\b(?:но|зато)\b")
_DISLIKES = re.compile(r"\bне\s+(?:очень\s+)?(?:люб|нрав|интерес|увлек)|\bненави|\bкроме\b")
_LIKES = re.compile(r"\b(?:люб|нрав|интерес|увлек)")

Span = tuple[int, int]


@lru_cache(maxsize=8192)
def telling_words(text: str) -> frozenset[str]:
    """Dictionary forms of the words of a text, without those that say nothing."""
    return frozenset(word for word in lemmas(text) if len(word) > 2) - _SAYING_NOTHING


@lru_cache(maxsize=8192)
def likes_and_dislikes(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Telling words of interests: «люблю шахматы, не люблю футбол, бег» likes chess alone.

    What follows a dislike is disliked too, until the sentence ends or another liking is named.
    """
    liked: list[str] = []
    disliked: list[str] = []
    for sentence in _SENTENCES.split(text.casefold()):
        avoids = False
        for clause in sentence.split(","):
            avoids = bool(_DISLIKES.search(clause)) or (avoids and not _LIKES.search(clause))
            (disliked if avoids else liked).append(clause)
    dislikes = telling_words(", ".join(disliked))
    return telling_words(", ".join(liked)) - dislikes, dislikes


def phrases(words: Collection[str], text: str) -> list[str]:
    """The words as a text says them, in its order: «русский язык, литература».

    An adjective stays with the noun after it; nothing else is joined, the words are dictionary
    forms.
    """
    found: list[str] = []
    tokens = lemmas(text)
    for place, word in enumerate(tokens):
        if word not in words:
            continue
        before = tokens[place - 1] if place else ""
        if found and found[-1] == before and (joined := agreed(before, word)):
            found[-1] = joined
        else:
            found.append(word)
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def wanted_ages(text: str) -> Span | None:
    """Ages, both included, out of «10–13 лет», «5–7 класс», «от 14», «старшеклассники».

    None when the words name no age. A class is the two ages its pupils have.
    """
    text = text.casefold()
    if (span := _span_of(text)) is None:
        return next(
            (_ages(*classes) for roots, classes in _GROUPS if any(r in text for r in roots)), None
        )
    first, last = span
    return _ages(first, min(last, _LAST_CLASS)) if "класс" in text or "кл." in text else span


def _span_of(text: str) -> Span | None:
    if found := _NUMBERS.search(text):
        first, last = sorted((int(found[1]), int(found[2])))
        return first, last
    if found := _FROM.search(text):
        return int(found[1] or found[2]), _OLDEST
    if found := _TO.search(text):
        return 1 if "класс" in text else _YOUNGEST, int(found[1])
    if found := _ONE.search(text):
        return int(found[1]), int(found[1])
    return None


def _ages(first_class: int, last_class: int) -> Span:
    return first_class + BEFORE_SCHOOL, last_class + BEFORE_SCHOOL + 1


def class_of(place: str) -> int | None:
    """The number of a class, «7 «А»» is 7; None for a position."""
    number, _ = class_key(place)
    return number if number <= _LAST_CLASS else None
