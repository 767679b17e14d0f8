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
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Left, NullIf

from mentorship.bank.affiliations import category_on, place_on
from mentorship.bank.banks import MENTORS, BankInfo
from mentorship.bank.companions import Companion, companions_of
from mentorship.bank.letters import letters_of
from mentorship.bank.models import Consent, EntryQuerySet, Person
from mentorship.bank.renewals import ENDS_SOON
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
    """Entries of the school year, to be filtered and sorted; `with_left` adds earlier ones.

    They may be chosen by class and consent, but do not carry them: `rows_of` reads these for one
    page alone. `is_agreed` speaks of the year's day, `is_disclosed` of today; `grade` is the number
    a class begins with.
    """
    visible = bank.model.objects.visible_to(member)
    early = visible.filter(entered_on__lte=year.ends_on)
    # Says the same twice, for the index of people by name: a page of a long list is a short walk.
    own = Q(person__institution=member.organization_id)
    entries = (early if with_left else visible.of_year(year)).filter(own)
    return entries.alias(**standings(year, today), **consents(year, today))


def standings(year: SchoolYear, today: date) -> dict[str, Any]:
    """Class or position on the year's day, and what it is sorted and searched by."""
    day = year.counted_on(today)
    place = place_on(day)
    return {
        "place": place,
        "category": category_on(day),
        "grade": grade_of(place),
        "place_key": letters_of(place),
    }


def consents(year: SchoolYear, today: date) -> dict[str, Any]:
    in_force = Consent.objects.for_processing(OuterRef("person"), today)
    last = in_force.order_by(F("ends_on").desc(nulls_first=True)).values("ends_on")[:1]
    day = year.counted_on(today)
    return {
        "is_agreed": Exists(Consent.objects.for_processing(OuterRef("person"), day)),
        "is_disclosed": Exists(in_force),
        "agreed_until": Subquery(last),
    }


def with_relations(bank: BankInfo, entries: EntryQuerySet) -> EntryQuerySet:
    """Person, partner and forms come along, so that rows ask for nothing more."""
    if bank.code == MENTORS.code:
        return entries.select_related("person__partner").prefetch_related("forms")
    return entries.select_related("person__partner").prefetch_related("form")


def grade_of(place: Any) -> Cast:
    """The number a class begins with: «5 А» comes before «10 А»."""
    digits = Func(Left(place, 2), Value(r"\D.*$"), Value(""), function="regexp_replace")
    return Cast(NullIf(digits, Value("")), IntegerField())


def rows_of(
    bank: BankInfo, entries: Iterable[Any], year: SchoolYear, today: date
) -> list[EntryRow]:
    """Rows of one page of `entry_list`, in its order; companions come in one go for all of them."""
    pks = [entry.pk for entry in entries]
    told = with_relations(bank, bank.model.objects.all()).annotate(
        place=place_on(year.counted_on(today)), **consents(year, today)
    )
    by_pk = told.prefetch_related("topics").in_bulk(pks)
    companions = companions_of(bank.code, pks, year)
    return [
        EntryRow(
            entry=by_pk[pk],
            companions=companions.get(pk, []),
            consent=consent_state(by_pk[pk], today),
            is_disclosed=by_pk[pk].is_disclosed,
        )
        for pk in pks
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
