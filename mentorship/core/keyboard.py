"""Text typed on the wrong keyboard layout: «bdfyjd» is «иванов»."""

import re

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?#"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,№"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
_HAS_LATIN = re.compile("[a-zA-Z]")
_HAS_RUSSIAN = re.compile("[а-яёА-ЯЁ]")


def other_layout(text: str) -> str:
    """The same keys on the other layout, or nothing where there is no letter to switch.

    Latin words become Russian and Russian ones beside them stay; a text without any Latin letter
    becomes Latin as a whole.
    """
    if _HAS_LATIN.search(text):
        return " ".join(_to_russian(word) for word in text.split())
    return text.translate(_TO_LATIN) if _HAS_RUSSIAN.search(text) else ""


def _to_russian(word: str) -> str:
    return word if _HAS_RUSSIAN.search(word) else word.translate(_TO_RUSSIAN)
