"""The story of a person in the change log: their own rows in every room, and what rooms add."""

from collections.abc import Callable, Iterator

import pghistory.models
from django.apps import apps
from django.db import models
from django.db.models import Q

from mentorship.audit.stories import Story
from mentorship.audit.trails import Trail
from mentorship.bank.models import (
    Agreement,
    Event,
    EventSession,
    MenteeEntry,
    MentorEntry,
    MergeRecord,
    Partner,
    Person,
)
from mentorship.core.registry import Registry
from mentorship.organizations.roles import Right

# Rows that stand for a person without a field of that name: pks of the cards → trails.
PERSON_TRAILS: Registry[Callable[[list[int]], list[Trail]]] = Registry()


def cards_of(person: Person) -> list[int]:
    """The person's pk and those of the cards that were merged into it: the logs keep the old."""
    merged = MergeRecord.objects.filter(kept=person.pk).order_by("pk")
    return [person.pk, *merged.values_list("dropped_key", flat=True)]


def trails_of(cards: list[int]) -> list[Trail]:
    """The card itself and every tracked row that points to it, or to its entry in a bank.

    Found by their foreign keys, so a new room is told of without being asked. Confidential rows,
    which say what one person thinks of another, are told of nowhere.
    """
    pointing = [
        Trail(model, where) for model in tracked_models() if (where := pointing_at(model, cards))
    ]
    added = [trail for source in PERSON_TRAILS for trail in source(cards)]
    return [Trail(Person, Q(pgh_obj__in=cards)), *pointing, *added]


PARTNER = Story(
    right=Right.BANK_VIEW,
    rows=Partner.objects.visible_to,
    trails=lambda partner: [
        Trail(Partner, Q(pgh_obj=partner.pk)),
        Trail(Agreement, Q(partner=partner.pk)),
    ],
    url=Partner.get_absolute_url,
)
EVENT = Story(
    right=Right.EVENTS_VIEW,
    rows=Event.objects.owned_by,
    trails=lambda event: [
        Trail(Event, Q(pgh_obj=event.pk)),
        Trail(EventSession, Q(event=event.pk)),
    ],
    url=Event.get_absolute_url,
)


def tracked_models() -> Iterator[type[models.Model]]:
    for event in apps.get_models():
        tracked = event.pgh_tracked_model if issubclass(event, pghistory.models.Event) else None
        if tracked and not is_confidential(tracked):
            yield tracked


def is_confidential(model: type[models.Model]) -> bool:
    """Whether rows of a model speak of two people, and only one of them may hear it."""
    return bool(getattr(model, "is_confidential", False))


def pointing_at(model: type[models.Model], cards: list[int]) -> Q:
    where = Q()
    for field in model._meta.concrete_fields:
        if field.related_model is Person:
            where |= Q(**{f"{field.name}__in": cards})
        elif field.related_model in (MentorEntry, MenteeEntry):
            entries = field.related_model._default_manager.filter(person__in=cards)
            where |= Q(**{f"{field.name}__in": entries.values("pk")})
    return where
