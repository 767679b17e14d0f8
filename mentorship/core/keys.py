"""Keys of rows as pages send them: digits, or somebody has tried something."""

from collections.abc import Iterable

# Digits of a bigint that surely fits.
LONGEST_KEY = 18


def key_of(text: str) -> int | None:
    """The key; None for anything that no row can have as its key."""
    is_key = text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
    return int(text) if is_key else None


def keys_of(texts: Iterable[str]) -> list[int]:
    """The keys among them, in their order."""
    return [key for text in texts if (key := key_of(text)) is not None]
