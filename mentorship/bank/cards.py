"""What the card of a person shows; without a consent in force, less of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.bank.affiliations import last_day, place_on
from mentorship.bank.banks import MENTEES, MENTORS, BankInfo
from mentorship.bank.companions import Companion, companions_of
from mentorship.bank.consent_cards import PurposeLine, lines_of
from mentorship.bank.entry_topics import EntryTopics, topics_of
from mentorship.bank.models import Consent, MenteeEntry, MentorEntry, Person
from mentorship.bank.selection import Selection, selection_of
from mentorship.bank.summaries import is_disclosed
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear


@dataclass(frozen=True)
class EntryCard:
    """An entry of either bank with its companions and the addresses of its moves."""

    bank: BankInfo
    entry: MentorEntry | MenteeEntry
    companions: list[Companion]
    topics: EntryTopics
    selection: Selection | None

    @property
    def update_url(self) -> str:
        return self.bank.url("update", self.entry.pk)

    @property
    def leave_url(self) -> str:
        return self.bank.url("leave", self.entry.pk)

    @property
    def return_url(self) -> str:
        return self.bank.url("return", self.entry.pk)


@dataclass(frozen=True)
class Stretch:
    """What a person was from a day to a day; `until` is empty while it goes on."""

    title: str
    category: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Card:
    is_disclosed: bool
    place: str
    stretches: list[Stretch]
    entries: list[EntryCard]
    consents: list[PurposeLine]

    @property
    def is_taken_down(self) -> bool:
        """The consent to publication was taken back: links to cases and reviews are not shown."""
        lines = (line for line in self.consents if line.purpose == Consent.Purpose.PUBLICATION)
        return any(line.withdrawal and not line.current for line in lines)


def card_of(member: Membership, person: Person, year: SchoolYear, today: date) -> Card:
    """Everything the page needs, in a number of statements that does not grow with its rows."""
    placed = Person.objects.filter(pk=person.pk).annotate(place=place_on(today, "pk"))
    return Card(
        is_disclosed=is_disclosed(person, today),
        place=placed.values_list("place", flat=True).get() or "",
        stretches=[
            Stretch(str(a), a.get_category_display(), a.period.lower, last_day(a.period))
            for a in person.affiliations.order_by("-period__startswith", "-pk")
        ],
        entries=_entries_of(member, person, year),
        consents=lines_of(person, today),
    )


def _entries_of(member: Membership, person: Person, year: SchoolYear) -> list[EntryCard]:
    mentors = person.mentor_entries.prefetch_related("forms", "selection_steps__event")
    mentees = person.mentee_entries.select_related("form")
    told: tuple[tuple[BankInfo, list[Any]], ...] = (
        (MENTORS, list(mentors.order_by("-entered_on", "-pk"))),
        (MENTEES, list(mentees.order_by("-entered_on", "-pk"))),
    )
    cards = []
    for bank, entries in told:
        companions = companions_of(bank.code, [entry.pk for entry in entries], year)
        cards += [
            EntryCard(
                bank=bank,
                entry=entry,
                companions=companions.get(entry.pk, []),
                topics=topics,
                selection=selection_of(member, entry) if bank is MENTORS else None,
            )
            for entry, topics in zip(entries, topics_of(member, entries), strict=True)
        ]
    return cards
