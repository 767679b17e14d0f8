"""When the sides can meet; kept for matching alone."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.models import FreeTime
from mentorship.pairs.rules import consent_problems, refuse


@transaction.atomic
def record_free_time(
    *, member: Membership, entry: MentorEntry | MenteeEntry, slots: Iterable[int], today: date
) -> FreeTime | None:
    """Keep when somebody can meet (`FreeTime.SLOTS`), or forget it when nothing is chosen.

    Raises DomainError without a consent, PermissionDenied for whoever does not make pairs there.
    """
    if not member.may(Right.PAIRS_EDIT) or entry.institution_id != member.organization_id:
        raise PermissionDenied
    refuse(consent_problems([entry.person], today))
    of_entry = _of(entry)
    chosen = sorted(set(slots))
    if not {slot for slot, _ in FreeTime.SLOTS}.issuperset(chosen):
        raise DomainError("Такого времени нет в списке.")
    if not chosen:
        FreeTime.objects.filter(**of_entry).delete()
        return None
    kept, _ = FreeTime.objects.update_or_create(
        **of_entry,
        defaults={
            "slots": chosen,
            "said_on": today,
            "institution_id": entry.institution_id,
        },
    )
    return kept


def slots_of(entry: MentorEntry | MenteeEntry) -> list[int]:
    """When somebody can meet; empty while nobody has said."""
    kept = FreeTime.objects.filter(**_of(entry)).first()
    return kept.slots if kept else []


def _of(entry: MentorEntry | MenteeEntry) -> dict[str, Any]:
    return {"mentee_entry" if isinstance(entry, MenteeEntry) else "mentor_entry": entry}
