"""Classes as they are written and ordered: «5 «А»», and «5 «А»» comes before «10 «А»»."""

import re

_CLASS = re.compile(r"\s*(\d{1,2})(.*)")
_AFTER_ALL_CLASSES = 99
_QUOTES = "«»\"“”„'"
# «5а», «5-А класс», «5 класс "А"»; «10 лет» and «1 курс» are none.
_WHOLE = re.compile(
    rf"(1[0-2]|[1-9])\s*(?:кл(?:асс)?\b\.?)?\s*[-–—]?\s*[{_QUOTES}]*\s*([а-яёa-z])?\s*[{_QUOTES}]*"
    r"(?:\s*кл(?:асс)?\.?)?",
    re.IGNORECASE,
)
_LOOK_ALIKES = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")


def class_key(place: str | None) -> tuple[int, str]:
    """A key for sorting classes and positions; an empty one comes last."""
    if not place:
        return _AFTER_ALL_CLASSES + 1, ""
    if found := _CLASS.match(place):
        return int(found[1]), found[2].casefold()
    return _AFTER_ALL_CLASSES, place.casefold()


def class_text(number: str, letter: str) -> str:
    """A class as the program writes it: 5 «А»."""
    return f"{number} «{letter.upper()}»" if letter else number


def canonical_place(text: str) -> str:
    """A class however it was typed («5а», «5 "А"», «5A» with a Latin letter) as `class_text`.

    Lists are put together by these words, so every class has one spelling. Positions, groups and
    whatever else is no class alone stay as they are.
    """
    match = _WHOLE.fullmatch(text.strip())
    letter = (match[2] or "").upper().translate(_LOOK_ALIKES) if match else ""
    return text if match is None or (letter.isascii() and letter) else class_text(match[1], letter)
