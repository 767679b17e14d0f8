"""Who an entry is paired with: the room of pairs registers its source, the banks only show it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from mentorship.bank.banks import Bank
from mentorship.bank.models import Person
from mentorship.core.registry import Registry
from mentorship.organizations.school_year import SchoolYear


@dataclass(frozen=True)
class Companion:
    """The other side of a pair as the official columns name it (domain C); `url` opens the pair."""

    person: Person
    form: str
    place: str = ""
    url: str = ""
    label: str = ""

    @property
    def text(self) -> str:
        return self.label or self.person.short_name


@dataclass(frozen=True)
class CompanionSource:
    """`of_entries(bank, pks, year)` gives companions by entry pk, in one or two statements.

    `paired(bank, year)` is a queryset of the pks of the entries of a bank that have one.
    `ending(bank, year, day)` are those of them whose time together ends by the day.
    `matching(bank)` is the page that finds one, to be ended with the pk of the entry; may be empty.
    """

    of_entries: Callable[[Bank, Collection[int], SchoolYear], dict[int, list[Companion]]]
    paired: Callable[[Bank, SchoolYear], QuerySet[Any]]
    matching: Callable[[Bank], str] = lambda bank: ""
    ending: Callable[[Bank, SchoolYear, date], QuerySet[Any]] = lambda bank, year, day: (
        Person.objects.none()
    )


COMPANIONS: Registry[CompanionSource] = Registry()
# Sources of how many mentees a mentor has from a day on, by the pk of the entry.
PLACES: Registry[Callable[[Collection[int], date], dict[int, int]]] = Registry()
# The same of mentees of other institutions alone: places the mentor's own one has lent.
LENT_PLACES: Registry[Callable[[Collection[int], date], dict[int, int]]] = Registry()


def companions_of(bank: Bank, pks: Collection[int], year: SchoolYear) -> dict[int, list[Companion]]:
    """Companions by entry pk from every registered source; nothing for an entry without any."""
    found: dict[int, list[Companion]] = {}
    for source in COMPANIONS:
        for pk, companions in source.of_entries(bank, pks, year).items():
            found.setdefault(pk, []).extend(companions)
    return found


def places_taken(pks: Collection[int], day: date) -> dict[int, int]:
    """How many mentees each mentor leads, or is to lead, from the day on; 0 is left out."""
    return _summed(PLACES, pks, day)


def places_lent(pks: Collection[int], day: date) -> dict[int, int]:
    """How many of them are mentees of other institutions."""
    return _summed(LENT_PLACES, pks, day)


def _summed(
    sources: Registry[Callable[[Collection[int], date], dict[int, int]]],
    pks: Collection[int],
    day: date,
) -> dict[int, int]:
    total: dict[int, int] = {}
    for source in sources:
        for pk, count in source(pks, day).items():
            total[pk] = total.get(pk, 0) + count
    return total


def matching_of(bank: Bank) -> str:
    """The page that finds a companion for an entry of the bank, the first one told."""
    return next((url for source in COMPANIONS if (url := source.matching(bank))), "")


def is_paired(bank: Bank, year: SchoolYear) -> Q:
    """Entries that have a companion in the year, for a filter."""
    paired = Q(pk__in=[])
    for source in COMPANIONS:
        paired |= Q(pk__in=source.paired(bank, year))
    return paired


def is_ending(bank: Bank, year: SchoolYear, day: date) -> Q:
    """Entries whose time with a companion of the year goes on and ends by the day."""
    ending = Q(pk__in=[])
    for source in COMPANIONS:
        ending |= Q(pk__in=source.ending(bank, year, day))
    return ending
