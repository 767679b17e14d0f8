"""Who may be the same person under another spelling; asked of a human, never decided here.

Each way in which two names differ costs points; more than `MOST_POINTS` is somebody else. Names
are compared only within the same first letters, so that 5,000 rows against 20,000 people stay
a matter of a second.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from mentorship.bank.births import Birth
from mentorship.core.morphology import is_known, nominatives
from mentorship.core.names import search_key

MOST_POINTS = 2
MOST_CANDIDATES = 5
_LONG = 9
_DOUBLED = re.compile(r"(.)\1")
_SHORTEST_WITH_TYPOS = 4
# Names in everyday use, and spellings which the dictionary knows both, by what papers say.
_FORMAL = {
    "алена": ("елена",), "алеша": ("алексей",), "аня": ("анна",), "артемий": ("артем",),
    "ваня": ("иван",), "вика": ("виктория",), "вова": ("владимир",),
    "данила": ("данил", "даниил"), "даша": ("дарья",), "дима": ("дмитрий",),
    "егор": ("георгий",), "женя": ("евгений", "евгения"), "ира": ("ирина",),
    "катя": ("екатерина",), "коля": ("николай",), "костя": ("константин",), "лена": ("елена",),
    "леша": ("алексей",), "лиза": ("елизавета",), "маша": ("мария",),
    "миша": ("михаил",), "настасья": ("анастасия",), "настя": ("анастасия",),
    "наташа": ("наталья",), "оксана": ("ксения",), "оля": ("ольга",),
    "паша": ("павел",), "петя": ("петр",), "саша": ("александр", "александра"),
    "света": ("светлана",), "сережа": ("сергей",), "таня": ("татьяна",),
    "юля": ("юлия",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """A name by its folded parts (ё as е, Latin look-alikes Cyrillic) and the birth, if known."""

    surname: str
    first_name: str
    patronymic: str
    birth: Birth | None = None

    @classmethod
    def of(cls, surname: str, first_name: str, patronymic: str, birth: Birth | None) -> "Identity":
        return cls(_folded(surname), _folded(first_name), _folded(patronymic), birth)

    @property
    def parts(self) -> tuple[str, str, str]:
        return self.surname, self.first_name, self.patronymic


@dataclass(frozen=True)
class Likeness:
    """How far two identities are from each other, and what differs, in words for the question."""

    points: int
    reasons: tuple[str, ...]

    @property
    def text(self) -> str:
        return "; ".join(self.reasons)


def likeness(one: Identity, other: Identity) -> Likeness | None:
    """What differs between two names that may be one person; None when they are two people."""
    births = _compare_births(one.birth, other.birth)
    if births is None:
        return None
    names = _same_words(one, other) or _compare_names(one, other)
    if names is None:
        return None
    found = [*names, births]
    points = sum(cost for cost, _ in found)
    if points > MOST_POINTS:
        return None
    return Likeness(points, tuple(words for _, words in found if words))


def find_likenesses(
    rows: Sequence[Identity], people: Sequence[Identity]
) -> dict[int, list[tuple[int, Likeness]]]:
    """For each row that resembles somebody, the nearest people by their index, nearest first."""
    found: dict[int, list[tuple[int, Likeness]]] = defaultdict(list)
    for row, person in _neighbours(rows, people):
        if alike := likeness(rows[row], people[person]):
            found[row].append((person, alike))
    return {
        row: sorted(alike, key=lambda pair: (pair[1].points, pair[0]))[:MOST_CANDIDATES]
        for row, alike in found.items()
    }


def find_likenesses_within(rows: Sequence[Identity]) -> dict[int, list[tuple[int, Likeness]]]:
    """The same among the rows of one file: each row against those above it."""
    found: dict[int, list[tuple[int, Likeness]]] = defaultdict(list)
    for later, earlier in _neighbours(rows, rows):
        if earlier < later and (alike := likeness(rows[later], rows[earlier])):
            found[later].append((earlier, alike))
    return {row: sorted(alike)[:MOST_CANDIDATES] for row, alike in found.items()}


def _neighbours(rows: Sequence[Identity], people: Sequence[Identity]) -> Iterator[tuple[int, int]]:
    """Pairs worth a closer look, each once: like surnames within a block, or the same words."""
    seen: set[tuple[int, int]] = set()
    for near in (_near_surnames, _shared_words):
        for pair in near(rows, people):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _near_surnames(
    rows: Sequence[Identity], people: Sequence[Identity]
) -> Iterator[tuple[int, int]]:
    """Pairs of one first letter of surname and of first name whose surnames differ by two signs."""
    mine, theirs = _blocks(rows), _blocks(people)
    for letters, surnames in mine.items():
        known = theirs.get(letters, {})
        choices = list(known)
        for surname, indexes in surnames.items():
            near = extract(surname, choices, scorer=OSA.distance, score_cutoff=2, limit=None)
            for found, _, _ in near:
                yield from product(indexes, known[found])


def _blocks(identities: Sequence[Identity]) -> dict[tuple[str, str], dict[str, list[int]]]:
    """Indexes by surname, and surnames by first letters."""
    blocks: dict[tuple[str, str], dict[str, list[int]]] = {}
    for index, one in enumerate(identities):
        for initial in _initials(one.first_name):
            block = blocks.setdefault((one.surname[:1], initial), {})
            block.setdefault(one.surname, []).append(index)
    return blocks


def _initials(first_name: str) -> set[str]:
    """«Саша» may be written with А, and «Егор» with Г."""
    return {name[:1] for name in (first_name, *_FORMAL.get(first_name, ()))}


def _shared_words(
    rows: Sequence[Identity], people: Sequence[Identity]
) -> Iterator[tuple[int, int]]:
    """Pairs with the same words in another order, or with one surname inside a double one."""
    known = defaultdict(list)
    for index, person in enumerate(people):
        for key in _orders(person) | _halves(person, "has" if " " in person.surname else "is"):
            known[key].append(index)
    for index, row in enumerate(rows):
        for key in _orders(row) | _halves(row, "is" if " " in row.surname else "has"):
            for found in known.get(key, ()):
                yield index, found


def _orders(one: Identity) -> set[tuple[str, ...]]:
    """What stays when the parts of a name change places."""
    words = sorted(" ".join(one.parts).split())
    return {tuple(words), ("", *sorted((one.surname, one.first_name)))}


def _halves(one: Identity, mark: str) -> set[tuple[str, ...]]:
    """Each half of the surname with the first letter of the name: «has» a half, or «is» one."""
    return {
        (mark, half, initial)
        for half in one.surname.split()
        for initial in _initials(one.first_name)
    }


def _same_words(one: Identity, other: Identity) -> list[tuple[int, str]] | None:
    """The parts of one name in another order; without patronymics it is worth less."""
    if one.parts == other.parts:
        return None
    swapped = (one.surname, one.first_name) == (other.first_name, other.surname)
    mine, theirs = (sorted(" ".join(i.parts).split()) for i in (one, other))
    if mine == theirs and len(mine) > 2:
        return [(0, "части имени стоят в другом порядке")]
    if swapped and (cost := _compare_patronymics(one, other)) is not None:
        return [(0, "фамилия и имя поменяны местами"), cost]
    return None


def _compare_names(one: Identity, other: Identity) -> list[tuple[int, str]] | None:
    surnames = _compare_surnames(one.surname, other.surname)
    firsts = _compare_first_names(one.first_name, other.first_name)
    patronymics = _compare_patronymics(one, other)
    if surnames is None or firsts is None or patronymics is None:
        return None
    return [surnames, firsts, patronymics]


def _compare_surnames(one: str, other: str) -> tuple[int, str] | None:
    if one == other:
        return 0, ""
    halves, others = set(one.split()), set(other.split())
    if len(halves) != len(others) and (halves <= others or others <= halves):
        return 1, "одна фамилия двойная"
    if one[:1] == other[:1] and _differ_by_a_slip(one, other):
        return 1, "фамилии различаются одной-двумя буквами"
    return None


def _compare_first_names(one: str, other: str) -> tuple[int, str] | None:
    if one == other:
        return 0, ""
    if _is_initial_of(one, other):
        return 1, "вместо имени инициал"
    if _differ_by_a_slip(one, other) and not (_is_first_name(one) and _is_first_name(other)):
        return 1, "имена различаются одной буквой"
    if _by_sound(one) == _by_sound(other):
        return 1, "имена различаются одной буквой"
    if {one, *_FORMAL.get(one, ())} & {other, *_FORMAL.get(other, ())}:
        return 1, "имя записано по-другому"
    return None


def _by_sound(name: str) -> str:
    """«Кирил» and «Кирилл», «Наталья» and «Наталия» are one name, though papers know both."""
    return _DOUBLED.sub(r"\1", name.replace("ья", "ия"))


def _compare_patronymics(one: Identity, other: Identity) -> tuple[int, str] | None:
    """With an initial for the first name nothing more is asked of the patronymic."""
    mine, theirs = one.patronymic, other.patronymic
    if mine == theirs:
        return (0, "") if mine else (1, "отчество нигде не указано")
    is_short = _is_initial_of(one.first_name, other.first_name)
    if not mine or not theirs:
        return 0 if is_short else 1, "отчество указано только в одном месте"
    if _is_initial_of(mine, theirs):
        return 0 if is_short else 1, "" if is_short else "вместо отчества инициал"
    if _differ_by_a_slip(mine, theirs) and mine[-1] == theirs[-1]:
        return 1, "отчества различаются одной буквой"
    return None


def _compare_births(one: Birth | None, other: Birth | None) -> tuple[int, str] | None:
    if one is None or other is None:
        return 1, "рождение указано только в одном месте" if one or other else ""
    if one.year == other.year:
        if one.day and other.day and one.day != other.day:
            return 2, "дни рождения разные"
        return 0, ""
    return (2, "год рождения различается на единицу") if abs(one.year - other.year) == 1 else None


def _is_initial_of(one: str, other: str) -> bool:
    """«п.» beside «петр»; two initials of one letter are the same part."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(short) == 1 and long.startswith(short)


def _differ_by_a_slip(one: str, other: str) -> bool:
    """One wrong, missing, doubled or swapped letter; two of them in a long word, never in a short.

    In a double name only one half may differ.
    """
    halves, others = one.split(), other.split()
    if len(halves) != len(others):
        return False
    different = [pair for pair in zip(halves, others, strict=True) if pair[0] != pair[1]]
    if len(different) != 1:
        return False
    mine, theirs = different[0]
    shorter = min(len(mine), len(theirs))
    most = 0 if shorter < _SHORTEST_WITH_TYPOS else 2 if shorter >= _LONG else 1
    return OSA.distance(mine, theirs) <= most


@lru_cache(maxsize=20_000)
def _folded(part: str) -> str:
    """The same few first names come again and again."""
    return search_key(part)


@lru_cache(maxsize=4096)
def _is_first_name(word: str) -> bool:
    """«Алина» and «Арина» are two names; «Полинна» is none, so it may be a slip."""
    return is_known(word) and bool(nominatives(word, "Name"))
