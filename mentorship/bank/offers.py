"""Mentors offered to the other institutions of the municipality (S001, 3.2 and 4.6.2).

What they see is `OfferedMentor` and nothing more: no page, search or export leads further. Who is
interested asks the mentor's school.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from mentorship.bank.access import refuse_foreign
from mentorship.bank.affiliations import place_on
from mentorship.bank.companions import places_lent, places_taken
from mentorship.bank.models import (
    Consent,
    MentorEntry,
    MentoringForm,
    MentorOffer,
    Person,
    Topic,
)
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership


@dataclass(frozen=True)
class OfferedMentor:
    """All that is told outside: who, what position, which school, about what, how many places.

    `person` is the key for the log of readings and is never shown.
    """

    person: int
    name: str
    position: str
    school: str
    school_contacts: str
    topics: tuple[str, ...]
    free_places: int


@dataclass(frozen=True)
class OwnOffer:
    """An offer as its own school sees it; `problems` say why nobody outside sees it now."""

    offer: MentorOffer
    problems: list[str]


def problems_of(entry: MentorEntry, today: date) -> list[str]:
    """Why the mentor cannot be offered, in sentences; an empty list means allowed."""
    found = []
    if entry.left_on and entry.left_on < today:
        found.append("Наставник вышел из базы.")
    if entry.stage != MentorEntry.Stage.ADMITTED:
        found.append(f"Наставник ещё не допущен приказом: сейчас «{entry.get_stage_display()}».")
    in_force = Consent.objects.in_force_on(today).filter(person=entry.person_id)
    purposes = set(in_force.values_list("purpose", flat=True))
    if Consent.Purpose.PROCESSING not in purposes:
        found.append("Нет действующего согласия на обработку персональных данных.")
    if Consent.Purpose.TRANSFER not in purposes:
        found.append(
            "Нет действующего согласия на передачу данных другой организации: его подписывают "
            "отдельно."
        )
    return found


@transaction.atomic
def offer_mentor(
    *, member: Membership, entry: MentorEntry, places: int, today: date
) -> MentorOffer:
    """Offer a mentor to the neighbors, or change how many places are offered.

    Raises DomainError with what is missing.
    """
    refuse_foreign(member, entry)
    entry = MentorEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if found := problems_of(entry, today):
        raise DomainError(" ".join(found))
    if not 1 <= places <= entry.capacity:
        raise DomainError(f"Мест может быть от 1 до {entry.capacity}: столько ведёт наставник.")
    offer, _ = MentorOffer.objects.update_or_create(
        entry=entry,
        ended_on=None,
        defaults={"places": places},
        create_defaults={
            "places": places,
            "offered_on": today,
            "institution_id": entry.institution_id,
        },
    )
    return offer


@transaction.atomic
def end_offer(*, member: Membership, offer: MentorOffer, today: date) -> MentorOffer:
    """Take an offer back; the same twice changes nothing."""
    refuse_foreign(member, offer.entry)
    MentorOffer.objects.filter(pk=offer.pk, ended_on=None).update(ended_on=today)
    offer.refresh_from_db()
    return offer


def end_offers_of(person: Person, day: date) -> None:
    """With the consent to processing the offer goes too; registered in `lifecycle`."""
    MentorOffer.objects.filter(entry__person=person, ended_on=None).update(ended_on=day)


def offered_mentors(
    member: Membership,
    today: date,
    *,
    topic: Topic | None = None,
    form: MentoringForm | None = None,
) -> list[OfferedMentor]:
    """Mentors of the other institutions of the municipality, those with free places first."""
    offers = _with_facts(MentorOffer.objects.offered_to(member, today), today)
    if topic:
        offers = offers.filter(entry__topic_rows__topic=topic)
    if form:
        offers = offers.filter(entry__forms=form)
    rows: list[Any] = list(offers.order_by("entry__person__sort_name", "pk"))
    entries = [offer.entry_id for offer in rows]
    taken, lent = places_taken(entries, today), places_lent(entries, today)
    found = [_told(o, taken.get(o.entry_id, 0), lent.get(o.entry_id, 0)) for o in rows]
    return sorted(found, key=lambda mentor: mentor.free_places == 0)


def _with_facts(offers: QuerySet[MentorOffer], today: date) -> QuerySet[MentorOffer]:
    related = offers.select_related("institution", "entry__person")
    return related.prefetch_related("entry__topics").annotate(
        position=place_on(today, "entry__person")
    )


def _told(offer: Any, taken: int, lent: int) -> OfferedMentor:
    """Free are offered places that no other school has taken, while the mentor has room at all."""
    person, school = offer.entry.person, offer.institution
    topics = (t.title for t in offer.entry.topics.all() if not t.archived_on)
    return OfferedMentor(
        person=person.pk,
        name=person.full_name,
        position=offer.position or "",
        school=school.short_name,
        school_contacts=school.contacts,
        topics=tuple(sorted(topics)),
        free_places=max(min(offer.places - lent, offer.entry.capacity - taken), 0),
    )


def own_offers(member: Membership, today: date) -> list[OwnOffer]:
    """What the member's institution offers now, with what hides it from the neighbors."""
    made = MentorOffer.objects.visible_to(member).made()
    rows = list(_with_facts(made, today).order_by("entry__person__sort_name", "pk"))
    shown = set(made.open_on(today).values_list("pk", flat=True))
    return [
        OwnOffer(offer, [] if offer.pk in shown else problems_of(offer.entry, today))
        for offer in rows
    ]
