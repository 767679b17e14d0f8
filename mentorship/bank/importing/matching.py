"""Who of the bank a row speaks of: by name and birth, never by a number; where in doubt, asked."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mentorship.bank.affiliations import category_on, latest_on, place_on
from mentorship.bank.banks import BankInfo
from mentorship.bank.births import Birth
from mentorship.bank.companions import Companion, companions_of
from mentorship.bank.importing.decisions import Decisions, RowKey, key_of_person, key_of_row
from mentorship.bank.importing.doubles import (
    Identity,
    find_likenesses,
    find_likenesses_within,
)
from mentorship.bank.models import Person
from mentorship.bank.summaries import with_relations
from mentorship.core.names import sort_key
from mentorship.core.spreadsheets.lists import CheckedRow, letters
from mentorship.core.wording import parse_date
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear

NAMESAKES = "полные тёзки: год рождения и класс или должность их не различают"


class AmbiguousError(Exception):
    """Several people of the bank fit the row alike."""

    def __init__(self, people: list["Known"]) -> None:
        super().__init__(len(people))
        self.people = people


@dataclass
class Known:
    """A person of the institution with their entries in the bank, the newest first."""

    person: Person
    entries: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Candidate:
    """Whom a row may speak of: a person of the bank or an earlier row; `why` is the doubt."""

    why: str
    person: int = 0
    row: int = 0

    @property
    def code(self) -> str:
        """How an answer names it."""
        return f"person:{self.person}" if self.person else f"row:{self.row}"


@dataclass
class Match:
    """Whom a row speaks of: somebody known, or somebody new.

    With `candidates` nobody knows until a human has said; the `answer` is the code of one of them,
    or «new».
    """

    known: Known | None = None
    answer: str = ""
    candidates: list[Candidate] = field(default_factory=list)

    @property
    def same_row(self) -> int:
        """Number of the row that speaks of the same person, where somebody said so."""
        return int(self.answer.removeprefix("row:")) if self.answer.startswith("row:") else 0


def row_key(values: dict[str, Any]) -> str:
    return sort_key(" ".join(filter(None, values["name"])))


def birth_in(values: dict[str, Any]) -> Birth | None:
    """Back from the plain text a checked row keeps."""
    text = values.get("birth", "")
    if not text or text.isdigit():
        return Birth(int(text)) if text else None
    day = parse_date(text)
    return Birth(day.year, day)


class BankIndex:
    """People named in the sheet, as the bank knows them on the year's day, in four statements."""

    def __init__(
        self,
        institution: Organization,
        bank: BankInfo,
        rows: Iterable[CheckedRow],
        year: SchoolYear,
        day: date,
    ) -> None:
        self.institution, self.bank, self.year, self.day = institution, bank, year, day
        self.known: dict[int, Known] = {}
        self.companions: dict[int, list[Companion]] = {}
        self._by_key: dict[str, list[Known]] = {}
        self.load(sort_name__in={row_key(row.values) for row in rows})

    def load(self, **which: Collection[Any]) -> None:
        """Take in more people with their entries and companions."""
        people = Person.objects.filter(institution=self.institution, **which).annotate(
            place=place_on(self.day, "pk"),
            category=category_on(self.day, "pk"),
            stands_since=latest_on(self.day, "pk").values("period__startswith")[:1],
        )
        new = {person.pk: Known(person) for person in people.order_by("pk")}
        entries = with_relations(self.bank, self.bank.model.objects.filter(person__in=new))
        for entry in entries.order_by("-entered_on", "-pk"):
            new[entry.person_id].entries.append(entry)
        pks = [entry.pk for one in new.values() for entry in one.entries]
        self.companions |= companions_of(self.bank.code, pks, self.year)
        for pk, one in new.items():
            if pk not in self.known:
                self.known[pk] = one
                self._by_key.setdefault(one.person.sort_name, []).append(one)

    def find(self, values: dict[str, Any], strangers: Collection[int] = ()) -> Known | None:
        """The one person a row speaks of, or None for somebody new; raises AmbiguousError.

        `strangers` are people of whom it was said that they are somebody else.
        """
        birth = birth_in(values)
        fitting = [
            known
            for known in self.namesakes(values)
            if _may_be(known.person, birth) and known.person.pk not in strangers
        ]
        if len(fitting) > 1:
            fitting = _narrowed(fitting, values, birth)
        return fitting[0] if fitting else None

    def namesakes(self, values: dict[str, Any]) -> list[Known]:
        """Everybody of the same name, whatever their birth."""
        return self._by_key.get(row_key(values), [])


class Matcher:
    """Tells for all rows at once whom they speak of; likenesses are looked for in one go."""

    def __init__(
        self,
        index: BankIndex,
        decisions: Decisions,
        rows: list[CheckedRow],
        *,
        asks: bool = True,
        answers: Mapping[int, str],
    ) -> None:
        self.index, self.decisions, self.asks = index, decisions, asks
        self.keys = {row.number: key_of_row(row.values) for row in rows}
        self.matches = self.match_answered(answers)
        open_rows = [row for row in rows if row.number not in answers]
        self.matches |= {row.number: self.match_exactly(row) for row in open_rows}
        self.match_alike([row for row in open_rows if self.is_new(row)])

    def is_new(self, row: CheckedRow) -> bool:
        match = self.matches[row.number]
        return match.known is None and not match.candidates

    def match_answered(self, answers: Mapping[int, str]) -> dict[int, Match]:
        """Answers just given say it themselves: nobody is looked for."""
        people = {
            number: int(code.removeprefix("person:"))
            for number, code in answers.items()
            if code.startswith("person:")
        }
        self.index.load(pk__in=set(people.values()) - self.index.known.keys())
        known = self.index.known
        return {
            number: Match(known.get(people.get(number, 0)), code)
            for number, code in answers.items()
        }

    def about(self, key: RowKey, person: Person) -> bool | None:
        return self.decisions.about(key, person.pk, key_of_person(person))

    def match_exactly(self, row: CheckedRow) -> Match:
        """By the same name and a birth that does not say otherwise."""
        key = self.keys[row.number]
        strangers = {
            known.person.pk
            for known in self.index.namesakes(row.values)
            if self.about(key, known.person) is False
        }
        try:
            return Match(self.index.find(row.values, strangers))
        except AmbiguousError as ambiguity:
            candidates = [Candidate(NAMESAKES, known.person.pk) for known in ambiguity.people]
            same = next(
                (known for known in ambiguity.people if self.about(key, known.person)), None
            )
            return Match(
                same, candidates[ambiguity.people.index(same)].code if same else "", candidates
            )

    def match_alike(self, rows: list[CheckedRow]) -> None:
        """By names that differ a little: what was said before is followed, the rest is asked."""
        if not rows:
            return
        mine = [_identity(row.values) for row in rows]
        said: dict[int, list[bool | None]] = {row.number: [] for row in rows}
        for number, candidate, answer in [
            *self._like_people(rows, mine),
            *self._like_rows(rows, mine),
        ]:
            if answer is None and not self.asks:
                continue
            self.matches[number].candidates.append(candidate)
            said[number].append(answer)
        self._settle(said)

    def _settle(self, said: dict[int, list[bool | None]]) -> None:
        """One candidate said to be the same is the answer; all said to be others make it new."""
        for number, answers in said.items():
            match = self.matches[number]
            if True in answers:
                match.answer = match.candidates[answers.index(True)].code
            elif answers and None not in answers:
                match.answer = "new"
        people = {
            number: int(self.matches[number].answer.removeprefix("person:"))
            for number in said
            if self.matches[number].answer.startswith("person:")
        }
        self.index.load(pk__in=set(people.values()) - self.index.known.keys())
        for number, pk in people.items():
            self.matches[number].known = self.index.known[pk]

    def _like_people(
        self, rows: list[CheckedRow], mine: list[Identity]
    ) -> Iterator[tuple[int, Candidate, bool | None]]:
        """Rows and people of the bank with names alike, and what was said of them."""
        own = Person.objects.filter(institution=self.index.institution)
        people = list(own.values_list(*_NAMING))
        theirs = [
            Identity.of(last, first, patronymic, Birth(year, born_on) if year else None)
            for _, _, last, first, patronymic, year, born_on in people
        ]
        for position, alike in find_likenesses(mine, theirs).items():
            number = rows[position].number
            for index, found in alike:
                pk, sort_name, *_ = people[index]
                key = sort_name, str(theirs[index].birth or "")
                said = self.decisions.about(self.keys[number], pk, key)
                yield number, Candidate(found.text, pk), said

    def _like_rows(
        self, rows: list[CheckedRow], mine: list[Identity]
    ) -> Iterator[tuple[int, Candidate, bool | None]]:
        """Rows of the file with names alike, each beside those above it."""
        for position, alike in find_likenesses_within(mine).items():
            number = rows[position].number
            for index, found in alike:
                other = rows[index].number
                if not self._repeats(number, other):
                    said = self.decisions.of_rows(self.keys[number], self.keys[other])
                    yield number, Candidate(found.text, row=other), said

    def _repeats(self, number: int, other: int) -> bool:
        """Whether a row says the same name again, with nothing that another person would have."""
        (name, birth), (other_name, other_birth) = self.keys[number], self.keys[other]
        return name == other_name and other_birth in ("", birth)


_NAMING = (
    "pk", "sort_name", "last_name", "first_name", "patronymic", "birth_year", "born_on"
)  # fmt: skip


def _identity(values: dict[str, Any]) -> Identity:
    surname, first_name, patronymic = values["name"]
    return Identity.of(surname, first_name, patronymic, birth_in(values))


def _may_be(person: Person, birth: Birth | None) -> bool:
    if birth is None or person.birth_year is None:
        return True
    if birth.day and person.born_on:
        return birth.day == person.born_on
    return birth.year == person.birth_year


def _narrowed(fitting: list[Known], values: dict[str, Any], birth: Birth | None) -> list[Known]:
    """Tell namesakes apart by birth, then by class or position, then by who is in the bank."""
    place = letters(values.get("place", ""))
    tests = (
        lambda known: birth is not None and known.person.birth_year == birth.year,
        lambda known: bool(place) and letters(known.person.place or "") == place,
        lambda known: bool(known.entries),
    )
    for test in tests:
        kept = [known for known in fitting if test(known)]
        if len(kept) == 1:
            return kept
        fitting = kept or fitting
    raise AmbiguousError(fitting)
