"""Lists of people as they are pasted: «ФИО – должность», one a line."""

import re
from dataclasses import dataclass

from mentorship.documents.contexts import lines_of

# A dash between spaces, a tab or a semicolon parts the name from the title; a hyphen in a name
# stands without spaces. Numbers and bullets in front come from lists in Word.
_PARTING = re.compile(r"\s+[-–—]\s+|\t+|;\s*")
_BULLET = re.compile(r"^(?:\d{1,3}[.)]\s*|[-–—•*]\s+)")


@dataclass(frozen=True)
class PersonLine:
    """A line of a list: the name as typed and the title, which may be empty."""

    name: str
    position: str = ""


def people_of(text: str) -> tuple[PersonLine, ...]:
    """The people of a pasted list in its order; who is named twice stays once."""
    found: dict[str, PersonLine] = {}
    # A tab is a column of a pasted table: it must not be taken for a space.
    for line in lines_of(text.replace("\t", " – ")):
        name, *rest = _PARTING.split(_BULLET.sub("", line), maxsplit=1)
        words = name.strip(" ,.–-")
        if words:
            found.setdefault(words, PersonLine(words, rest[0].strip(" ,;.–-") if rest else ""))
    return tuple(found.values())


def lines_without_position(people: tuple[PersonLine, ...]) -> list[str]:
    """Names of those whose title is not told: worth a look before the order is printed."""
    return [person.name for person in people if not person.position]
