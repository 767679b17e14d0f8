"""One cell for two people: the contacts of a child and the name of who represents them."""

import re
from dataclasses import dataclass

from mentorship.bank.models import Person

MARK = "представитель:"
_MARK = re.compile(r"(?:законный\s+)?представитель\s*[:–—-]\s*", re.IGNORECASE)
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вна|вич|ична|инична|ьич|мич|оглы|кызы)"
_FULL_NAME = re.compile(rf"{_NAME}\s+{_NAME}\s+{_PATRONYMIC}\b")
_KIN = re.compile(
    r"\(?\b(?:мать|мама|отец|папа|бабушка|дедушка|опекун|родитель)\b\)?[\s:,.–—-]*", re.IGNORECASE
)
_EDGES = " \t\n,;:.–—-("


@dataclass(frozen=True)
class Contacts:
    own: str = ""
    representative_name: str = ""
    representative_contacts: str = ""


def read_contacts(text: str) -> Contacts:
    """Part a cell in two where it says whose contacts they are; else they are the person's own."""
    if mark := _MARK.search(text):
        own, theirs = text[: mark.start()].strip(_EDGES), text[mark.end() :]
    elif name := _FULL_NAME.search(text):
        own, theirs = "", text[name.start() :] + " " + text[: name.start()]
    else:
        return Contacts(text)
    name = _FULL_NAME.match(theirs)
    if name is None and not re.search(r"[^\W\d_]", theirs):
        return Contacts(own, "", theirs.strip(_EDGES))
    if name is None:
        first, _, rest = theirs.partition(",")
        return Contacts(own, first.strip(_EDGES.replace(".", "")), rest.strip(_EDGES))
    rest = _KIN.sub("", theirs[name.end() :]).strip(_EDGES)
    return Contacts(own, " ".join(name[0].split()), rest)


def contacts_text(person: Person) -> str:
    """The cell of the official form for a mentee: own contacts, then the representative's."""
    theirs = ", ".join(filter(None, [person.representative_name, person.representative_contacts]))
    return "; ".join(filter(None, [person.contacts, f"{MARK} {theirs}" if theirs else ""]))
