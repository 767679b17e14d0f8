"""Who an entry is paired with: the room of pairs registers its source, the banks only show it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
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
    """

    of_entries: Callable[[Bank, Collection[int], SchoolYear], dict[int, list[Companion]]]
    paired: Callable[[Bank, SchoolYear], QuerySet[Any]]


COMPANIONS: Registry[CompanionSource] = Registry()


def companions_of(bank: Bank, pks: Collection[int], year: SchoolYear) -> dict[int, list[Companion]]:
    """Companions by entry pk from every registered source; nothing for an entry without any."""
    found: dict[int, list[Companion]] = {}
    for source in COMPANIONS:
        for pk, companions in source.of_entries(bank, pks, year).items():
            found.setdefault(pk, []).extend(companions)
    return found


def is_paired(bank: Bank, year: SchoolYear) -> Q:
    """Entries that have a companion in the year, for a filter."""
    paired = Q(pk__in=[])
    for source in COMPANIONS:
        paired |= Q(pk__in=source.paired(bank, year))
    return paired
