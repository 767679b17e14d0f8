"""Rows of the bank lists: what is shown of an entry, and what is hidden without a consent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, Left, Lower, NullIf

from mentorship.bank.affiliations import category_on, place_on
from mentorship.bank.banks import MENTORS, BankInfo
from mentorship.bank.companions import Companion, companions_of
from mentorship.bank.consents import ENDS_SOON
from mentorship.bank.models import Consent, EntryQuerySet, Person
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear


@dataclass(frozen=True)
class ConsentState:
    """The consent in one word and a tone of the look (good | warn | bad)."""

    text: str
    tone: str


@dataclass(frozen=True)
class EntryRow:
    """An entry as a row of the list; `is_disclosed` says whether more than the name may be shown.

    Disclosure asks for today, whatever year is looked at: what was withdrawn is hidden at once.
    """

    entry: Any
    companions: list[Companion]
    consent: ConsentState
    is_disclosed: bool


def entry_list(
    bank: BankInfo, member: Membership, year: SchoolYear, today: date, *, with_left: bool = False
) -> EntryQuerySet:
    """Entries of the school year with class, form and consent; `with_left` adds earlier ones.

    Sorted by nobody yet: the page chooses. `is_agreed` speaks of the year's day, `is_disclosed`
    of today; `grade` is the number a class begins with.
    """
    visible = bank.model.objects.visible_to(member)
    early = visible.filter(entered_on__lte=year.ends_on)
    entries = with_relations(bank, early if with_left else visible.of_year(year))
    day = year.counted_on(today)
    in_force = Consent.objects.for_processing(OuterRef("person"), today)
    return entries.annotate(
        place=place_on(day),
        category=category_on(day),
        grade=grade_of(F("place")),
        place_key=letters_of(F("place")),
        is_agreed=Exists(Consent.objects.for_processing(OuterRef("person"), day)),
        is_disclosed=Exists(in_force),
        agreed_until=Subquery(
            in_force.order_by(F("valid_until").desc(nulls_first=True)).values("valid_until")[:1]
        ),
    )


def with_relations(bank: BankInfo, entries: EntryQuerySet) -> EntryQuerySet:
    """Person, partner and forms come along, so that rows ask for nothing more."""
    if bank.code == MENTORS.code:
        return entries.select_related("person__partner").prefetch_related("forms")
    return entries.select_related("person__partner", "form")


def grade_of(place: Any) -> Cast:
    """The number a class begins with: «5 А» comes before «10 А»."""
    digits = Func(Left(place, 2), Value(r"\D.*$"), Value(""), function="regexp_replace")
    return Cast(NullIf(digits, Value("")), IntegerField())


def letters_of(place: Any) -> Lower:
    """A class or position by its letters and digits alone, for the search."""
    pattern, everywhere = Value("[^[:alnum:]]"), Value("g")
    return Lower(Func(place, pattern, Value(""), everywhere, function="regexp_replace"))


def rows_of(
    bank: BankInfo, entries: Iterable[Any], year: SchoolYear, today: date
) -> list[EntryRow]:
    """Rows of one page; companions come in one go for all of them."""
    page = list(entries)
    prefetch_related_objects(page, "topics")
    companions = companions_of(bank.code, [entry.pk for entry in page], year)
    return [
        EntryRow(
            entry=entry,
            companions=companions.get(entry.pk, []),
            consent=consent_state(entry, today),
            is_disclosed=entry.is_disclosed,
        )
        for entry in page
    ]


def consent_state(entry: Any, today: date) -> ConsentState:
    """The word of the column «Согласие»; it differs from «есть» and «нет» only where days do."""
    until = entry.agreed_until
    if entry.is_disclosed and until and until - today <= ENDS_SOON:
        return ConsentState(f"до {until:%d.%m}", "warn")
    if entry.is_agreed:
        return (
            ConsentState("есть", "good") if entry.is_disclosed else ConsentState("истекло", "bad")
        )
    return ConsentState("позже", "warn") if entry.is_disclosed else ConsentState("нет", "bad")


def is_disclosed(person: Person, today: date) -> bool:
    """Whether more than name, class and contact of a person may be shown today."""
    return Consent.objects.for_processing(person, today).exists()
