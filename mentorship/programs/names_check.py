"""No name of a pair's people may stand in what is published as a practice."""

import re
from collections.abc import Iterable
from itertools import takewhile

from mentorship.bank.models import Person
from mentorship.core.names import decline, guess_sex, split_full_name
from mentorship.pairs.models import Pair

WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
# A shorter beginning is the beginning of too many ordinary words.
SHORTEST_STEM = 4


def words_naming(people: Iterable[Person], text: str) -> list[str]:
    """Words of the text that name somebody of these, in whatever case, in the order of the text.

    First names and patronymics are looked for with a capital letter alone: «вера», «роман» and
    «любовь» are words too. Representatives of the people are their people as well.
    """
    surnames, given = set[str](), set[str]()
    for person in people:
        for name in (person.full_name, person.representative_name):
            sex = guess_sex(name) or person.sex
            parts = split_full_name(name)
            surnames |= _forms(parts.surname, sex)
            given |= _forms(parts.first_name, sex) | _forms(parts.patronymic, sex)
    stems = {stem for stem in map(_stem_of, _by_name(people)) if len(stem) >= SHORTEST_STEM}
    found = [word for word in WORD.findall(text) if _names(word, surnames, given, stems)]
    return list(dict.fromkeys(found))


def people_of(pair: Pair) -> list[Person]:
    """Everybody who ever was a mentor or a mentee of the pair."""
    terms = pair.terms.select_related("mentor_entry__person")
    members = pair.members.select_related("person")
    return [term.mentor_entry.person for term in terms] + [member.person for member in members]


def _names(word: str, surnames: set[str], given: set[str], stems: set[str]) -> bool:
    folded = _fold(word)
    if folded in surnames:
        return True
    is_name = word[:1].isupper()
    return is_name and (
        folded in given or any(folded.startswith(s) and len(folded) <= len(s) + 4 for s in stems)
    )


def _forms(name: str, sex: str) -> set[str]:
    """A part of a name in all cases, and its halves where it has a hyphen."""
    if len(name.strip(".")) < 2:
        return set()
    found = decline(name, sex)
    every = {found.nominative, found.genitive, found.dative, found.accusative, found.instrumental}
    every |= {half for form in every for half in form.split("-") if len(half) > 2}
    return {_fold(form) for form in every}


def _by_name(people: Iterable[Person]) -> list[set[str]]:
    """The forms of each surname alone: its stem finds the prepositional and the plural too."""
    return [
        _forms(person.last_name, person.sex) for person in people if "-" not in person.last_name
    ]


def _stem_of(forms: set[str]) -> str:
    shortest = min(forms, key=len, default="")
    common = takewhile(lambda letters: len(set(letters)) == 1, zip(*forms, strict=False))
    return shortest[: len(list(common))]


def _fold(word: str) -> str:
    return word.lower().replace("ё", "е")
