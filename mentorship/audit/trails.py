"""The change log as steps: what happened to a row, and its values before and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from mentorship.audit.values import title_of

# Newest events read of one trail; a person has a few dozen in a lifetime.
MOST_EVENTS = 500
# Whose row it is stands in the heading of the page; technical keys never change.
_UNTOLD = frozenset({"institution", "organization", "pair", "person"})


@dataclass(frozen=True)
class Trail:
    """Events of one tracked model; `where` is asked of the rows of its event table.

    A deleted row is still there, so ask by `person` or `pgh_obj`, never by living rows alone.
    """

    model: type[models.Model]
    where: Q


@dataclass(frozen=True)
class Step:
    """One write of one row; `changes` are (field, before, after) of what a reader understands."""

    model: type[models.Model]
    label: str
    at: datetime
    # Rows written at one moment stand in the order of the trails, then of writing.
    order: tuple[int, int]
    # What tells the row from its like: a title or a name, if it has one.
    name: str
    context: dict[str, Any]
    # Steps of one request, job or statement share it.
    key: str
    changes: list[tuple[Any, Any, Any]]


def steps_of(trails: Iterable[Trail]) -> list[Step]:
    """All steps of the trails, newest first: one statement a trail."""
    found = [step for number, trail in enumerate(trails) for step in _steps(number, trail)]
    return sorted(found, key=lambda step: (step.at, step.order[1]), reverse=True)


def _steps(number: int, trail: Trail) -> Iterator[Step]:
    fields = told_fields(trail.model)
    newest = trail.model.pgh_event_model.objects.filter(trail.where)  # type: ignore[attr-defined]
    before: dict[int, Any] = {}
    for event in reversed(list(newest.order_by("-pgh_id")[:MOST_EVENTS])):
        # Links of a list have no row of their own class to point at: their own number tells them.
        key = getattr(event, "pgh_obj_id", None) or event.pk
        changes = list(_changes(fields, before.get(key), event))
        before[key] = event
        # A change of keys that follow from others is no news to anybody.
        if changes or event.pgh_label != "update":
            yield Step(
                model=trail.model,
                label=event.pgh_label,
                at=event.pgh_created_at,
                order=(number, event.pgh_id),
                name=str(getattr(event, "title", "") or getattr(event, "name", "")),
                context=event.pgh_context or {},
                key=str(event.pgh_context_id or event.pgh_created_at),
                changes=changes,
            )


def told_fields(model: type[models.Model]) -> list[Any]:
    """Fields whose changes are shown: what somebody may type or choose, named in Russian.

    A field that has no label is the system's own: a position, a hash, a frozen context.
    """
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and field.name not in _UNTOLD
        and not title_of(field).isascii()
    ]


def _changes(fields: list[Any], before: Any, event: Any) -> Iterator[tuple[Any, Any, Any]]:
    """What differs from the event before; of a new row what is filled, of a deleted one nothing."""
    if event.pgh_label == "delete":
        return
    for field in fields:
        if not hasattr(event, field.attname):
            continue
        new = getattr(event, field.attname)
        old = getattr(before, field.attname) if before else None
        if before is None and (new in (None, "", [], {}) or event.pgh_label == "update"):
            continue
        if old != new:
            yield field, old, new
