"""All that matching asks the database for: as many statements for ten people as for a thousand.

Who has no consent to processing in force is not here at all: nobody without it is matched.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Count, F, Q

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import (
    Affiliation,
    MenteeEntry,
    MenteeTopic,
    MentorEntry,
    MentorForm,
    MentoringForm,
    MentorOffer,
    MentorTopic,
)
from mentorship.bank.topics import free_text_of
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.matching.texts import (
    BEFORE_SCHOOL,
    class_of,
    likes_and_dislikes,
    telling_words,
    wanted_ages,
)
from mentorship.pairs.models import FreeTime, Pair, PairMember, Preference, Ruling
from mentorship.pairs.rules import whole_days
from mentorship.pairs.summaries import default_period, with_load
from mentorship.pairs.waiting.lists import waiting_mentees

Topics = Mapping[int, Mapping[int, str]]


@dataclass(frozen=True)
class Scope:
    """For whom, when and in which form (None: all of them) matching is asked."""

    member: Membership
    year: SchoolYear
    form: MentoringForm | None
    today: date

    @cached_property
    def period(self) -> tuple[date, date]:
        return default_period(self.year, self.today)


@dataclass(frozen=True)
class MenteeFacts:
    """A mentee who waits; `words` are those of the request, `age` and `days` are whole numbers."""

    entry: Any
    categories: frozenset[str]
    place: str
    topics: Mapping[int, str]
    words: frozenset[str]
    interests: frozenset[str]
    age: int | None
    days_waiting: int
    slots: frozenset[int]
    dislikes: frozenset[str] = frozenset()

    @cached_property
    def topic_words(self) -> frozenset[str]:
        return frozenset().union(*map(telling_words, self.topics.values()))


@dataclass(frozen=True)
class MentorFacts:
    """A mentor with all places, taken ones among them; of another school only what it offers."""

    entry: MentorEntry
    categories: frozenset[str]
    place: str
    forms: frozenset[int]
    topics: Mapping[int, str]
    words: frozenset[str]
    interests: frozenset[str]
    ages: tuple[int, int] | None
    slots: frozenset[int]
    capacity: int
    taken: int
    is_own: bool
    dislikes: frozenset[str] = frozenset()

    @cached_property
    def subject(self) -> frozenset[str]:
        """«учитель физики» teaches what the words of the position say; a class says nothing."""
        return frozenset() if class_of(self.place) else telling_words(self.place)

    @property
    def room(self) -> int:
        return max(self.capacity - self.taken, 0)


@dataclass(frozen=True)
class Earlier:
    """A pair the two had: «2021/2022», and whether it ended by being dissolved."""

    year: SchoolYear
    is_broken: bool


@dataclass(frozen=True)
class Facts:
    """Both sides, each in a fixed order (the oldest request first), and what is between them.

    `wishes`, `rulings` and `earlier` are by the places (row of the mentee, column of the mentor).
    """

    scope: Scope
    forms: list[MentoringForm]
    mentees: list[MenteeFacts]
    mentors: list[MentorFacts]
    wishes: Mapping[tuple[int, int], list[Preference]]
    rulings: dict[tuple[int, int], Ruling]
    stray_locks: list[Ruling]
    earlier: Mapping[tuple[int, int], Earlier]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.mentees), len(self.mentors)

    @cached_property
    def rooms(self) -> np.ndarray:
        """Free places of each mentor."""
        return np.array([mentor.room for mentor in self.mentors], dtype=np.int64)

    @cached_property
    def age_fits(self) -> np.ndarray:
        """Where the age is known and is one the mentor named."""
        ages = np.array([m.age or 0 for m in self.mentees]).reshape(-1, 1)
        spans = np.array([m.ages or (1, 0) for m in self.mentors]).reshape(-1, 2)
        return (spans[:, 0] <= ages) & (ages <= spans[:, 1])

    @cached_property
    def age_differs(self) -> np.ndarray:
        """Where both are known and do not fit."""
        known = np.array([m.age is not None for m in self.mentees]).reshape(-1, 1)
        named = np.array([m.ages is not None for m in self.mentors]).reshape(1, -1)
        return known & named & ~self.age_fits


def load_facts(scope: Scope, *, with_neighbors: bool = False) -> Facts:
    """Who waits and who may lead, with all that the reasons and the rules ask of them."""
    mentees = _mentees(scope)
    mentors = [*_own_mentors(scope), *(_offered_mentors(scope) if with_neighbors else [])]
    rows = {mentee.entry.pk: row for row, mentee in enumerate(mentees)}
    columns = {mentor.entry.pk: column for column, mentor in enumerate(mentors)}
    rulings, stray = _rulings(scope.member, rows, columns)
    forms = [scope.form] if scope.form else list(MentoringForm.objects.order_by("position", "pk"))
    return Facts(
        scope=scope,
        forms=forms,
        mentees=mentees,
        mentors=mentors,
        wishes=_wishes(scope.member, rows, columns),
        rulings=rulings,
        stray_locks=stray,
        earlier=_earlier(mentees, mentors),
    )


def _mentees(scope: Scope) -> list[MenteeFacts]:
    """Whoever is on the waiting list; a second pair, of another form, is drafted by hand."""
    waiting = waiting_mentees(scope.member, scope.year, scope.today)
    entries = list(waiting.select_related("person"))
    day = scope.year.counted_on(scope.today)
    standings = _standings((entry.person_id for entry in entries), scope.period[0])
    topics = _topics(MenteeTopic, entries)
    slots = _slots("mentee_entry", entries)
    found = []
    for entry in entries:
        categories, place = standings.get(entry.person_id, _NOTHING)
        likes, dislikes = likes_and_dislikes(entry.interests)
        facts = MenteeFacts(
            entry=entry,
            categories=categories,
            place=place,
            topics=topics.get(entry.pk, {}),
            words=telling_words(free_text_of(entry)),
            interests=likes,
            dislikes=dislikes,
            age=_age(entry, place, scope.period[0]),
            days_waiting=max((day - entry.waits_since).days, 0),
            slots=slots.get(entry.pk, frozenset()),
        )
        found.append(facts)
    return found


def _own_mentors(scope: Scope) -> list[MentorFacts]:
    starts_on = scope.period[0]
    entries = MentorEntry.objects.not_declined().visible_to(scope.member).of_year(scope.year)
    entries = entries.filter(Q(left_on=None) | Q(left_on__gte=starts_on))
    agreed = entries.with_consent_on(scope.today).select_related("person", "institution")
    rows = list(with_load(agreed, scope.year, scope.today).order_by("person__sort_name", "pk"))
    standings = _standings((entry.person_id for entry in rows), starts_on)
    forms, topics = _forms(rows), _topics(MentorTopic, rows)
    slots = _slots("mentor_entry", rows)
    found = []
    for entry in rows:
        categories, place = standings.get(entry.person_id, _NOTHING)
        likes, dislikes = likes_and_dislikes(entry.interests)
        facts = MentorFacts(
            entry=entry,
            categories=categories,
            place=place,
            forms=forms.get(entry.pk, frozenset()),
            topics=topics.get(entry.pk, {}),
            words=telling_words(free_text_of(entry)),
            interests=likes,
            dislikes=dislikes,
            ages=wanted_ages(entry.desired_age),
            slots=slots.get(entry.pk, frozenset()),
            capacity=entry.capacity,
            taken=entry.load,
            is_own=True,
        )
        found.append(facts)
    return found


def _offered_mentors(scope: Scope) -> list[MentorFacts]:
    """Of them nothing is asked but what `offers.OfferedMentor` tells: position, topics, places."""
    offers = MentorOffer.objects.offered_to(scope.member, scope.today)
    places = dict(offers.values_list("entry", "places"))
    entries = MentorEntry.objects.filter(pk__in=list(places))
    entries = entries.select_related("person", "institution").annotate(
        position=place_on(scope.period[0])
    )
    rows = list(with_load(entries, scope.year, scope.today).order_by("person__sort_name", "pk"))
    lent = _lent(rows, scope)
    standings = _standings((entry.person_id for entry in rows), scope.period[0])
    forms, topics = _forms(rows), _topics(MentorTopic, rows)
    return [
        MentorFacts(
            entry=entry,
            categories=standings.get(entry.person_id, _NOTHING)[0],
            place=entry.position or "",
            forms=forms.get(entry.pk, frozenset()),
            topics=topics.get(entry.pk, {}),
            words=frozenset(),
            interests=frozenset(),
            ages=None,
            slots=frozenset(),
            capacity=min(places[entry.pk] - lent.get(entry.pk, 0) + entry.load, entry.capacity),
            taken=entry.load,
            is_own=False,
        )
        for entry in rows
    ]


def _lent(entries: list[Any], scope: Scope) -> dict[int, int]:
    """How many of the places offered by each mentor's school others have taken already."""
    members = PairMember.objects.filter(
        pair__mentor_entry__in=entries, live=True, period__overlap=whole_days(*scope.period)
    )
    taken = members.exclude(pair__institution=F("pair__mentor_institution")).order_by()
    return dict(taken.values_list("pair__mentor_entry").annotate(n=Count("pk")))


_NOTHING: tuple[frozenset[str], str] = frozenset(), ""


def _standings(people: Iterable[int], day: date) -> dict[int, tuple[frozenset[str], str]]:
    """Categories and the class or position of each person on a day."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Affiliation.objects.on(day).filter(person__in=list(people)).order_by("period", "pk")
    for person, category, place in rows.values_list("person", "category", "place"):
        found.setdefault(person, []).append((category, place))
    return {
        person: (frozenset(category for category, _ in own), own[-1][1])
        for person, own in found.items()
    }


def _topics(model: Any, entries: list[Any]) -> Topics:
    found: dict[int, dict[int, str]] = {}
    rows = model.objects.filter(entry__in=[e.pk for e in entries], topic__archived_on=None)
    for entry, topic, title in rows.values_list("entry", "topic", "topic__title"):
        found.setdefault(entry, {})[topic] = title
    return found


def _forms(entries: list[Any]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    rows = MentorForm.objects.filter(mentorentry__in=[entry.pk for entry in entries])
    for entry, form in rows.values_list("mentorentry", "mentoringform"):
        found.setdefault(entry, set()).add(form)
    return {entry: frozenset(forms) for entry, forms in found.items()}


def _slots(side: str, entries: list[Any]) -> dict[int, frozenset[int]]:
    rows = FreeTime.objects.filter(**{f"{side}__in": [entry.pk for entry in entries]})
    return {entry: frozenset(slots) for entry, slots in rows.values_list(side, "slots")}


def _age(entry: MenteeEntry, place: str, day: date) -> int | None:
    """By the birth, else by the class of a pupil."""
    if (age := entry.person.sure_age_on(day)) is not None:
        return age
    number = class_of(place)
    return number + BEFORE_SCHOOL if number else None


def _wishes(
    member: Membership, rows: Mapping[int, int], columns: Mapping[int, int]
) -> dict[tuple[int, int], list[Preference]]:
    found: dict[tuple[int, int], list[Preference]] = {}
    for wish in Preference.objects.visible_to(member):
        row, column = rows.get(wish.mentee_entry_id), columns.get(wish.mentor_entry_id)
        if row is not None and column is not None:
            found.setdefault((row, column), []).append(wish)
    return found


def _rulings(
    member: Membership, rows: Mapping[int, int], columns: Mapping[int, int]
) -> tuple[dict[tuple[int, int], Ruling], list[Ruling]]:
    """Open rulings by their place, and locks of waiting mentees whose mentor is not to be had."""
    found, stray = {}, []
    people = ("mentor_entry__person", "mentee_entry__person")
    for ruling in Ruling.objects.open().visible_to(member).select_related(*people):
        row, column = rows.get(ruling.mentee_entry_id), columns.get(ruling.mentor_entry_id)
        if row is not None and column is not None:
            found[row, column] = ruling
        elif row is not None and ruling.kind == Ruling.Kind.LOCKED:
            stray.append(ruling)
    return found, stray


def _earlier(
    mentees: list[MenteeFacts], mentors: list[MentorFacts]
) -> dict[tuple[int, int], Earlier]:
    """Ended pairs of the same two people, whichever entries they had; the latest counts.

    One that did not come about is none: nobody went through a program in it.
    """
    rows = {mentee.entry.person_id: row for row, mentee in enumerate(mentees)}
    columns = {mentor.entry.person_id: column for column, mentor in enumerate(mentors)}
    ended = PairMember.objects.filter(
        person__in=list(rows),
        pair__mentor_entry__person__in=list(columns),
        pair__state__in=Pair.OVER & Pair.TAKING_PART,
    )
    told = ended.order_by("pair__ends_on", "pk").values_list(
        "person", "pair__mentor_entry__person", "pair__school_year", "pair__state"
    )
    return {
        (rows[mentee], columns[mentor]): Earlier(SchoolYear(year), state == Pair.State.DISSOLVED)
        for mentee, mentor, year, state in told
    }
