"""What the card of a person shows; without a consent in force, less of it."""

from dataclasses import dataclass
from datetime import date, datetime

from pghistory.models import Events

from mentorship.accounts.models import User
from mentorship.bank.affiliations import last_day, place_on
from mentorship.bank.banks import MENTEES, MENTORS, BankInfo
from mentorship.bank.companions import Companion, companions_of
from mentorship.bank.entry_topics import EntryTopics, topics_of
from mentorship.bank.models import Affiliation, Consent, MenteeEntry, MentorEntry, Person
from mentorship.bank.summaries import is_disclosed
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear

MOST_EVENTS = 30
_TRACKED = {
    f"{model._meta.app_label}.{model.__name__}": model
    for model in (Person, Affiliation, MentorEntry, MenteeEntry, Consent)
}
_DONE = {"insert": "добавлено", "update": "изменено", "delete": "удалено"}
# Keys that follow from the names are no news to anybody.
_FOLLOWING = frozenset({"sort_name", "search_text"})


@dataclass(frozen=True)
class EntryCard:
    """An entry of either bank with its companions and the addresses of its moves."""

    bank: BankInfo
    entry: MentorEntry | MenteeEntry
    companions: list[Companion]
    topics: EntryTopics

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
class HistoryLine:
    """Who changed what and when; names of fields only, the old values stay in the log."""

    at: datetime
    who: str
    what: str
    fields: str


@dataclass(frozen=True)
class Card:
    is_disclosed: bool
    place: str
    stretches: list[Stretch]
    entries: list[EntryCard]
    consents: list[Consent]
    history: list[HistoryLine]


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
        consents=list(person.consents.order_by("-signed_on", "-pk")),
        history=history_of(person),
    )


def _entries_of(member: Membership, person: Person, year: SchoolYear) -> list[EntryCard]:
    mentors = person.mentor_entries.prefetch_related("forms").order_by("-entered_on", "-pk")
    mentees = person.mentee_entries.select_related("form").order_by("-entered_on", "-pk")
    cards = []
    for bank, entries in ((MENTORS, list(mentors)), (MENTEES, list(mentees))):
        companions = companions_of(bank.code, [entry.pk for entry in entries], year)
        cards += [
            EntryCard(bank, entry, companions.get(entry.pk, []), topics)
            for entry, topics in zip(entries, topics_of(member, entries), strict=True)
        ]
    return cards


def history_of(person: Person) -> list[HistoryLine]:
    """The last changes of the person and of what belongs to them in the banks, newest first."""
    about = Events.objects.references(person).filter(pgh_obj_model__in=_TRACKED)
    events = list(about.order_by("-pgh_created_at", "-pgh_id")[:MOST_EVENTS])
    users = User.objects.in_bulk({(event.pgh_context or {}).get("user") for event in events})
    return [
        HistoryLine(
            at=event.pgh_created_at,
            who=getattr(users.get((event.pgh_context or {}).get("user")), "full_name", "система"),
            what=_what(event),
            fields=_fields(event),
        )
        for event in events
    ]


def _what(event: Events) -> str:
    name = _TRACKED[event.pgh_obj_model]._meta.verbose_name
    return f"{name}: {_DONE.get(event.pgh_label, event.pgh_label)}"


def _fields(event: Events) -> str:
    changed = [name for name in event.pgh_diff or {} if name not in _FOLLOWING]
    names = {
        field.attname: field.verbose_name for field in _TRACKED[event.pgh_obj_model]._meta.fields
    }
    return ", ".join(str(names.get(name, name)) for name in changed)
