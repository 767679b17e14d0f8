"""Rows of the bank lists: what is shown of an entry, and what is hidden without a consent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import (
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Left, NullIf

from mentorship.bank.affiliations import category_on, place_on
from mentorship.bank.banks import MENTORS, BankInfo
from mentorship.bank.companions import Companion, companions_of
from mentorship.bank.letters import letters_of
from mentorship.bank.models import Consent, EntryQuerySet, MentorEntry, Person
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

    @property
    def is_disclosed(self) -> bool:
        return bool(self.entry.disclosed)


def entry_list(
    bank: BankInfo, member: Membership, year: SchoolYear, today: date, *, with_left: bool = False
) -> EntryQuerySet:
    """Entries of the school year, to be filtered and sorted; `with_left` adds earlier ones.

    They may be chosen by class and consent, but do not carry them: `rows_of` tells these of one
    page alone. `is_agreed` speaks of the year's day, `is_disclosed` of today; `grade` is the number
    a class begins with.
    """
    visible = bank.model.objects.visible_to(member)
    early = visible.filter(entered_on__lte=year.ends_on)
    entries = early if with_left else visible.of_year(year)
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
    """Whether consents are in force, for choosing and sorting among many entries."""
    day = year.counted_on(today)
    return {
        "is_agreed": Exists(Consent.objects.for_processing(OuterRef("person"), day)),
        "is_disclosed": Exists(Consent.objects.for_processing(OuterRef("person"), today)),
    }


def told(bank: BankInfo, year: SchoolYear, today: date) -> dict[str, Any]:
    """What a row of a page tells besides the entry itself.

    The consents once more, as values: for an EXISTS the database would read those of everybody.
    """
    day, person = year.counted_on(today), OuterRef("person")
    in_force = Consent.objects.for_processing(person, today)
    last = in_force.order_by(F("ends_on").desc(nulls_first=True))
    topics = bank.model.topics.through.objects.filter(entry=OuterRef("pk"))
    return {
        "place": place_on(day),
        "agreed": Subquery(Consent.objects.for_processing(person, day).values("pk")[:1]),
        "disclosed": Subquery(in_force.values("pk")[:1]),
        "agreed_until": Subquery(last.values("ends_on")[:1]),
        "topic_titles": joined(topics, "entry", "topic__title"),
    }


def joined(rows: QuerySet[Any], by: str, title: str) -> Subquery:
    """Titles of the rows of one entry as a text."""
    grouped = rows.order_by().values(by)
    return Subquery(grouped.annotate(text=StringAgg(title, "; ", order_by=title)).values("text"))


def with_relations(bank: BankInfo, entries: EntryQuerySet) -> EntryQuerySet:
    """Person, partner and forms come along, so that rows ask for nothing more."""
    if bank.code == MENTORS.code:
        return entries.select_related("person__partner").prefetch_related("forms")
    return entries.select_related("person__partner", "form")


def grade_of(place: Any) -> Cast:
    """The number a class begins with: «5 А» comes before «10 А»."""
    digits = Func(Left(place, 2), Value(r"\D.*$"), Value(""), function="regexp_replace")
    return Cast(NullIf(digits, Value("")), IntegerField())


def rows_of(
    bank: BankInfo, entries: EntryQuerySet, year: SchoolYear, today: date
) -> list[EntryRow]:
    """Rows of one page of `entry_list`, in its order; companions come in one go for all of them."""
    annotations = told(bank, year, today)
    titles: Any = F("form__title")
    if bank.code == MENTORS.code:
        forms = MentorEntry.forms.through.objects.filter(mentorentry=OuterRef("pk"))
        titles = joined(forms, "mentorentry", "mentoringform__title")
    page = list(entries.select_related("person").annotate(form_titles=titles, **annotations))
    companions = companions_of(bank.code, [entry.pk for entry in page], year)
    return [
        EntryRow(entry, companions.get(entry.pk, []), consent_state(entry, today)) for entry in page
    ]


def consent_state(entry: Any, today: date) -> ConsentState:
    """The word of the column «Согласие»; it differs from «есть» and «нет» only where days do."""
    until = entry.agreed_until
    if entry.disclosed and until and until - today <= ENDS_SOON:
        return ConsentState(f"до {until:%d.%m}", "warn")
    if entry.agreed:
        return ConsentState("есть", "good") if entry.disclosed else ConsentState("истекло", "bad")
    return ConsentState("позже", "warn") if entry.disclosed else ConsentState("нет", "bad")


def is_disclosed(person: Person, today: date) -> bool:
    """Whether more than name, class and contact of a person may be shown today."""
    return Consent.objects.for_processing(person, today).exists()
