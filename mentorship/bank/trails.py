"""The story of a person in the change log: their own rows in every room, and what rooms add."""

from collections.abc import Callable, Iterator

import pghistory.models
from django.apps import apps
from django.db import models
from django.db.models import Q

from mentorship.audit.trails import Trail
from mentorship.bank.models import MenteeEntry, MentorEntry, MergeRecord, Person
from mentorship.core.registry import Registry

# Rows that stand for a person without a field of that name: pks of the cards → trails.
PERSON_TRAILS: Registry[Callable[[list[int]], list[Trail]]] = Registry()


def cards_of(person: Person) -> list[int]:
    """The person's pk and those of the cards that were merged into it: the logs keep the old."""
    merged = MergeRecord.objects.filter(kept=person.pk).order_by("pk")
    return [person.pk, *merged.values_list("dropped_key", flat=True)]


def trails_of(cards: list[int]) -> list[Trail]:
    """The card itself and every tracked row that points to it, or to its entry in a bank.

    Found by their foreign keys, so a new room is told of without being asked.
    """
    pointing = [
        Trail(model, where) for model in tracked_models() if (where := _pointing_at(model, cards))
    ]
    added = [trail for source in PERSON_TRAILS for trail in source(cards)]
    return [Trail(Person, Q(pgh_obj__in=cards)), *pointing, *added]


def tracked_models() -> Iterator[type[models.Model]]:
    for event in apps.get_models():
        if issubclass(event, pghistory.models.Event) and event.pgh_tracked_model:
            yield event.pgh_tracked_model


def _pointing_at(model: type[models.Model], cards: list[int]) -> Q:
    where = Q()
    for field in model._meta.concrete_fields:
        if field.related_model is Person:
            where |= Q(**{f"{field.name}__in": cards})
        elif field.related_model in (MentorEntry, MenteeEntry):
            entries = field.related_model._default_manager.filter(person__in=cards)
            where |= Q(**{f"{field.name}__in": entries.values("pk")})
    return where
