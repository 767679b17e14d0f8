"""Several cells made into one value: a name of its parts, a class and its letter, contacts."""

import re
from collections.abc import Mapping, Sequence

from mentorship.bank.banks import Bank
from mentorship.bank.classes import class_text
from mentorship.bank.contacts import MARK, read_contacts
from mentorship.bank.importing.guesses import is_class, name_and_class, shown
from mentorship.core.cells import clean_text
from mentorship.core.spreadsheets import Cell

# Codes of parts by the code they make; they are none of their own.
WHOLE = {
    "surname": "name",
    "first_name": "name",
    "patronymic": "name",
    "letter": "place",
    "representative": "contacts",
    "representative_contacts": "contacts",
}
_NAME_PARTS = ("surname", "first_name", "patronymic")
_BARE_CLASS = re.compile(r"(?:1[0-2]|[1-9])(?:\s*класс)?")
_LETTER = re.compile(r"[«\"]?([А-ЯЁа-яёA-Za-z])[»\"]?")


def joined(cells: Mapping[str, Sequence[Cell]], bank: Bank) -> dict[str, Cell]:
    """One cell by code; of a code that is not joined the first cell counts.

    An error of a formula in a part is handed on as it is: the check of the row tells of it.
    """
    values = {code: found[0] for code, found in cells.items() if code not in WHOLE}
    if "name" not in values and (name := _whole_name(cells)) is not None:
        values["name"] = name
    if "place" in cells and (len(cells["place"]) > 1 or "letter" in cells):
        values["place"] = _place(cells, bank)
    elif "place" not in cells and (parted := name_and_class(shown(values.get("name")))):
        values["name"], values["place"] = parted[0], class_text(*parted[1:])
    if len(parts := cells.get("competences", ())) > 1:
        values["competences"] = _error_in(parts) or "; ".join(dict.fromkeys(map(shown, parts)))
    contacts = _contacts(cells, bank)
    if contacts is not None:
        values["contacts"] = contacts
    return values


def _whole_name(cells: Mapping[str, Sequence[Cell]]) -> Cell:
    parts = [cells[code][0] for code in _NAME_PARTS if code in cells]
    return _error_in(parts) or " ".join(map(shown, parts)) or None


def _place(cells: Mapping[str, Sequence[Cell]], bank: Bank) -> Cell:
    """Class and its letter; else every different place, of a mentee a class alone."""
    places = list(cells["place"])
    if error := _error_in(places):
        return error
    letter = _LETTER.fullmatch(shown(cells["letter"][0])) if "letter" in cells else None
    texts = list(dict.fromkeys(map(shown, places)))
    if letter and _BARE_CLASS.fullmatch(texts[0]):
        return class_text(texts[0].split()[0], letter[1])
    classes = [text for text in texts if is_class(text) and not text.isdecimal()]
    if bank == Bank.MENTEES and classes:
        return classes[0]
    return ", ".join(texts) if len(texts) > 1 else places[0]


def _contacts(cells: Mapping[str, Sequence[Cell]], bank: Bank) -> Cell:
    """Contacts of one's own, then the representative in the words `read_contacts` reads."""
    own = list(cells.get("contacts", ()))
    names = list(cells.get("representative", ()))
    theirs = list(cells.get("representative_contacts", ()))
    if len(own) == 1 and not names and not theirs:
        return own[0]
    if not own and not names and not theirs:
        return None
    if error := _error_in([*own, *names, *theirs]):
        return error
    parts = [_listed(own)] if own else []
    if names or theirs:
        parts.append(_representative([shown(n) for n in names], _listed(theirs)))
    return "; ".join(parts)


def _representative(names: list[str], contacts: str) -> str:
    """«представитель: ФИО, телефон»; the name may come in parts, a second parent comes last."""
    if names and " " not in names[0]:
        names = [" ".join(names)]
    if not names and read_contacts(contacts).representative_name:
        return contacts
    return f"{MARK} " + ", ".join(filter(None, [names[0] if names else "", contacts, *names[1:]]))


def _listed(cells: Sequence[Cell]) -> str:
    return ", ".join(dict.fromkeys(map(shown, cells)))


def _error_in(cells: Sequence[Cell]) -> Cell:
    for cell in cells:
        try:
            clean_text(cell)
        except ValueError:
            return cell
    return None
