import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import (
    Case,
    CharField,
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Least
from django.utils import timezone
from rapidfuzz.distance import DamerauLevenshtein

from mentorship.bank.affiliations import place_on
from mentorship.bank.letters import letters_of
from mentorship.bank.models import (
    Affiliation,
    Consent,
    Event,
    MenteeEntry,
    MentorEntry,
    Partner,
    Person,
    PersonQuerySet,
)
from mentorship.core.folding import Holds
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.search import Hit, Query, Source

MOST_SIMILAR, MOST_CANDIDATES = 10, 50
# Of the trigrams of a word: «ивонов» shares 0.57 with «иванов», «петорв» 0.43 with «петров».
NEAR = 0.4
SHORTEST_SIMILAR = 4
# Four digits are a year; eleven are a number with its country.
SHORTEST_NUMBER, WHOLE_NUMBER = 5, 11
_NUMBER = re.compile(r"[\d\s()+.–-]+")


def by_names(member: Membership, query: Query) -> PersonQuerySet:
    """People by parts of their names, in any order, and by class; by year of birth with consent."""
    if not (query.words or query.grade or query.year) or query.day:
        return Person.objects.none()
    people = _visible(member).named_like(" ".join(query.words))
    return _ranked(_narrowed(people, member, query), query)


def by_places(member: Membership, query: Query) -> PersonQuerySet:
    """The same where a word may be a part of the position: «иванова физики»."""
    if not query.words or query.day:
        return Person.objects.none()
    people = _visible(member)
    for word in query.words:
        # A union, not an OR: each half goes by its own index.
        named = _visible(member).filter(search_text__contains=word).values("pk")
        placed = _standing(member).annotate(key=letters_of("place")).filter(key__contains=word)
        people = people.filter(pk__in=named.union(placed.values("person")))
    return _ranked(_narrowed(people, member, query), query)


def by_contacts(member: Membership, query: Query) -> PersonQuerySet:
    """People by digits of a telephone, their own or the representative's: «345-67-89».

    Contacts are told without a consent too (architecture §4), so whoever sees the card may.
    """
    if query.day or not _NUMBER.fullmatch(query.text):
        return Person.objects.none()
    digits = re.sub(r"\D", "", query.text)
    if len(digits) < SHORTEST_NUMBER:
        return Person.objects.none()
    # «8 900 …» and «+7 900 …» are one number.
    wanted = digits[1:] if len(digits) == WHOLE_NUMBER and digits[0] in "78" else digits
    people = _visible(member).annotate(
        own=_digits_of("contacts"), others=_digits_of("representative_contacts")
    )
    found = people.filter(Q(own__contains=wanted) | Q(others__contains=wanted))
    return found.order_by("sort_name", "pk")


def _digits_of(field: str) -> Func:
    pattern, everywhere = Value(r"\D"), Value("g")
    return Func(
        field,
        pattern,
        Value(""),
        everywhere,
        function="regexp_replace",
        output_field=CharField(),
    )


def similar_people(member: Membership, query: Query) -> Sequence[Person]:
    """The few whose names come nearest to every word, however it is misspelled.

    The database gives those that share trigrams, the count of slips puts the nearest first.
    """
    words = [word for word in query.words if len(word) >= SHORTEST_SIMILAR]
    if not words:
        return []
    near = [TrigramWordSimilarity(word, "search_text") for word in words]
    people = _narrowed(_visible(member), member, query)
    people = people.annotate(nearness=Least(*near) if len(near) > 1 else near[0])
    nearest = people.filter(nearness__gte=NEAR).order_by("-nearness", "sort_name", "pk")
    slips = {person: _slips(words, person) for person in nearest[:MOST_CANDIDATES]}
    return sorted(
        (person for person, count in slips.items() if count <= sum(map(_forgiven, words))),
        key=lambda person: (slips[person], person.sort_name, person.pk),
    )[:MOST_SIMILAR]


def _forgiven(word: str) -> int:
    """A short word may hold one slip, a longer one two."""
    return 1 if len(word) < 6 else 2


def _slips(words: Sequence[str], person: Person) -> int:
    """Letters to put, take, change or swap until each word is a part of the name."""
    parts = person.search_text.split()
    return sum(min(DamerauLevenshtein.distance(word, part) for part in parts) for word in words)


def show_people(member: Membership, rows: Sequence[Person]) -> list[Hit]:
    """Name and class; of somebody with a consent in force also which bank they stand in."""
    today = timezone.localdate()
    known = {person.pk: person for person in _described([row.pk for row in rows], today)}
    return [
        Hit(row.full_name, _detail(known[row.pk]), row.get_absolute_url(), frozenset({row.pk}))
        for row in rows
    ]


def partners(member: Membership, query: Query) -> QuerySet[Any]:
    """Partners by parts of their names."""
    if not member.may(Right.BANK_VIEW) or not query.words:
        return Partner.objects.none()
    found: QuerySet[Any] = Partner.objects.visible_to(member)
    for word in query.words:
        found = found.filter(Holds("name", word))
    return found.order_by("name", "pk")


def show_partners(member: Membership, rows: Sequence[Partner]) -> list[Hit]:
    return [Hit(str(partner), "партнёр", partner.get_absolute_url()) for partner in rows]


def events(member: Membership, query: Query) -> QuerySet[Event]:
    """Events by words of the title, by day or calendar year, the newest first."""
    if not member.may(Right.EVENTS_VIEW) or not (query.words or query.day):
        return Event.objects.none()
    found = Event.objects.visible_to(member)
    for word in query.words:
        found = found.filter(Holds("title", word))
    if query.day:
        found = found.filter(starts_on=query.day)
    if query.year:
        found = found.filter(starts_on__year=query.year)
    return found.order_by("-starts_on", "-pk")


def show_events(member: Membership, rows: Sequence[Event]) -> list[Hit]:
    return [
        Hit(
            event.title,
            f"{event.get_kind_display()}, {event.starts_on:%d.%m.%Y}",
            event.get_absolute_url(),
        )
        for event in rows
    ]


def _visible(member: Membership) -> PersonQuerySet:
    people = Person.objects.visible_to(member)
    return people if member.may(Right.BANK_VIEW) else people.none()


def _standing(member: Membership) -> QuerySet[Affiliation]:
    return Affiliation.objects.visible_to(member).on(timezone.localdate())


def _narrowed(people: PersonQuerySet, member: Membership, query: Query) -> PersonQuerySet:
    """By class and by year of birth; the year is known of those with a consent alone."""
    if query.grade:
        classes = _standing(member).annotate(key=letters_of("place"))
        fits = Q(key=query.grade)
        if query.grade.isdigit():
            fits = Q(key__regex=rf"^{query.grade}\D?$")
        people = people.filter(pk__in=classes.filter(fits).values("person"))
    if query.year:
        born = people.filter(birth_year=query.year)
        people = born.with_consent_on(timezone.localdate())
    return people


def _ranked(people: PersonQuerySet, query: Query) -> PersonQuerySet:
    """Surnames that begin with the first word, then other names that do, then the rest."""
    first = query.words[0] if query.words else ""
    rank = Case(
        When(search_text__startswith=first, then=Value(0)),
        When(search_text__contains=f" {first}", then=Value(1)),
        default=Value(2),
    )
    return people.annotate(rank=rank).order_by("rank", "sort_name", "pk")


def _described(pks: Sequence[int], today: date) -> PersonQuerySet:
    entered = Q(entered_on__lte=today) & (Q(left_on=None) | Q(left_on__gt=today))
    return Person.objects.filter(pk__in=pks).annotate(
        place=place_on(today, "pk"),
        is_disclosed=Exists(Consent.objects.for_processing(OuterRef("pk"), today)),
        is_mentor=Exists(MentorEntry.objects.filter(entered, person=OuterRef("pk"))),
        is_mentee=Exists(MenteeEntry.objects.filter(entered, person=OuterRef("pk"))),
    )


def _detail(person: Any) -> str:
    """«7 «Б», наставляемый»; without a consent the class alone."""
    banks = []
    if person.is_disclosed:
        banks = ["наставник"] * person.is_mentor + ["наставляемый"] * person.is_mentee
    return ", ".join(filter(None, [person.place, *banks]))


SOURCES = {
    "people": Source("Люди", 10, (by_names, by_places, by_contacts), show_people, similar_people),
    "partners": Source("Партнёры", 50, (partners,), show_partners),
    "events": Source("Мероприятия", 40, (events,), show_events),
}
