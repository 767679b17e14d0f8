"""Who of the bank a row speaks of: by name and birth, never by a number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mentorship.bank.affiliations import category_on, latest_on, place_on
from mentorship.bank.banks import BankInfo
from mentorship.bank.births import Birth
from mentorship.bank.companions import Companion, companions_of
from mentorship.bank.importing.checking import CheckedRow, letters
from mentorship.bank.models import Person
from mentorship.bank.summaries import with_relations
from mentorship.core.names import sort_key
from mentorship.core.wording import parse_date
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear


class AmbiguousError(Exception):
    """Several people of the bank fit the row; the text says what would tell them apart."""


@dataclass
class Known:
    """A person of the institution with their entries in the bank, the newest first."""

    person: Person
    entries: list[Any] = field(default_factory=list)


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
        keys = {row_key(row.values) for row in rows}
        people = Person.objects.filter(institution=institution, sort_name__in=keys).annotate(
            place=place_on(day, "pk"),
            category=category_on(day, "pk"),
            stands_since=latest_on(day, "pk").values("period__startswith")[:1],
        )
        known = {person.pk: Known(person) for person in people.order_by("pk")}
        entries = with_relations(bank, bank.model.objects.filter(person__in=known))
        for entry in entries.order_by("-entered_on", "-pk"):
            known[entry.person_id].entries.append(entry)
        pks = [entry.pk for one in known.values() for entry in one.entries]
        self.companions: dict[int, list[Companion]] = companions_of(bank.code, pks, year)
        self._by_key: dict[str, list[Known]] = {}
        for one in known.values():
            self._by_key.setdefault(one.person.sort_name, []).append(one)

    def find(self, values: dict[str, Any]) -> Known | None:
        """The one person a row speaks of, or None for somebody new; raises AmbiguousError."""
        birth = birth_in(values)
        fitting = [k for k in self.namesakes(values) if _may_be(k.person, birth)]
        if len(fitting) > 1:
            fitting = _narrowed(fitting, values, birth)
        return fitting[0] if fitting else None

    def namesakes(self, values: dict[str, Any]) -> list[Known]:
        """Everybody of the same name, whatever their birth."""
        return self._by_key.get(row_key(values), [])


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
    raise AmbiguousError(
        "В базе несколько человек с таким именем: укажите год рождения и класс или должность."
    )
