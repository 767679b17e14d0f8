"""Directions of meetings: the eleven of the model (domain D4) and those a school names itself.

A form offers both in one list; the value of a choice is the code of one of the eleven or «own-12».
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.pairs.models import Meeting, OwnDirection

OWN = "own"
_PREFIX = f"{OWN}-"
ASKED = ("", "Выберите направление")

Choices = list[tuple[str, Any]]


def choices_of(own: Iterable[OwnDirection]) -> Choices:
    """The eleven, then under their heading the own ones given."""
    listed = [(f"{_PREFIX}{direction.pk}", direction.title) for direction in own]
    return [*Meeting.Direction.choices, *([("Свои направления", listed)] if listed else [])]


def flat_choices(own: Iterable[OwnDirection]) -> Choices:
    """The same without a heading, and all own ones at once: what a filter offers."""
    listed = [(f"{_PREFIX}{direction.pk}", direction.title) for direction in own]
    return [*Meeting.Direction.choices, (OWN, "все свои направления"), *listed]


def offered_to(institution: Organization | int, kept: Meeting | None = None) -> Choices:
    """Choices of a form: own directions in use, and the one the meeting has, archived or not."""
    own = OwnDirection.objects.filter(institution=institution)
    offered = own.in_use()
    if kept is not None and kept.own_direction_id:
        offered |= own.filter(pk=kept.own_direction_id)
    return choices_of(offered.order_by("title", "pk"))


def put_direction(meeting: Meeting, code: str) -> None:
    """Write a choice into the two fields of a meeting; the empty one clears both."""
    is_own = code.startswith(_PREFIX)
    meeting.direction = "" if is_own else code
    meeting.own_direction_id = int(code.removeprefix(_PREFIX)) if is_own else None


@transaction.atomic
def save_own_direction(*, direction: OwnDirection, member: Membership) -> OwnDirection:
    """Add a direction of the member's school or rename it; DomainError for a title it has."""
    _refuse_foreign(direction, member)
    title = direction.title.strip()
    if title.lower() in {str(label).lower() for label in Meeting.Direction.labels}:
        raise DomainError("Такое направление уже есть среди одиннадцати направлений модели.")
    direction.title = title
    return _saved(direction)


@transaction.atomic
def archive_own_direction(*, direction: OwnDirection, member: Membership, today: Any) -> None:
    """Offer it no more, or with `today` None again; meetings keep it either way."""
    _refuse_foreign(direction, member)
    direction.archived_on = today
    _saved(direction)


def _saved(direction: OwnDirection) -> OwnDirection:
    namesakes = OwnDirection.objects.in_use().filter(institution=direction.institution_id)
    namesakes = namesakes.filter(title__iexact=direction.title).exclude(pk=direction.pk)
    if direction.archived_on is None and namesakes.exists():
        raise DomainError(f"Направление «{direction.title}» уже есть.")
    try:
        with transaction.atomic():
            direction.save()
    except IntegrityError:
        raise DomainError(f"Направление «{direction.title}» только что добавлено.") from None
    return direction


def _refuse_foreign(direction: OwnDirection, member: Membership) -> None:
    if not member.may(Right.PAIRS_EDIT) or direction.institution_id != member.organization_id:
        raise PermissionDenied
