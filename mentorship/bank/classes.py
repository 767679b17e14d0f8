"""Order of classes: «5 «А»» comes before «10 «А»», positions follow by their letters."""

import re

_CLASS = re.compile(r"\s*(\d{1,2})(.*)")
_AFTER_ALL_CLASSES = 99


def class_key(place: str | None) -> tuple[int, str]:
    """A key for sorting classes and positions; an empty one comes last."""
    if not place:
        return _AFTER_ALL_CLASSES + 1, ""
    if found := _CLASS.match(place):
        return int(found[1]), found[2].casefold()
    return _AFTER_ALL_CLASSES, place.casefold()
