"""What the sides say of each other and of their time; kept for matching alone."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.models import FreeTime, Preference
from mentorship.pairs.rules import consent_problems, refuse


@transaction.atomic
def record_preference(
    *,
    member: Membership | None,
    mentor_entry: MentorEntry,
    mentee_entry: MenteeEntry,
    said_by: str,
    kind: str,
    rank: int = 1,
    source: str = Preference.Source.SURVEY,
    today: date,
) -> Preference:
    """Keep what one side said of the other; said anew, the later word holds.

    `member` is None for an answer that came by a link. Both are of one institution and have a
    consent in force, else DomainError.
    """
    if member and not _may(member, mentee_entry.institution_id):
        raise PermissionDenied
    refuse(consent_problems([mentor_entry.person, mentee_entry.person], today))
    if mentor_entry.institution_id != mentee_entry.institution_id:
        raise DomainError("Пожелания собирают внутри одной организации.")
    if rank < 1:
        raise DomainError("Пожелания нумеруются с первого.")
    kept, _ = Preference.objects.update_or_create(
        mentor_entry=mentor_entry,
        mentee_entry=mentee_entry,
        said_by=said_by,
        defaults={"kind": kind, "rank": rank, "source": source, "said_on": today},
        create_defaults={
            "institution_id": mentee_entry.institution_id,
            "kind": kind,
            "rank": rank,
            "source": source,
            "said_on": today,
        },
    )
    return kept


@transaction.atomic
def take_back(*, member: Membership, preference: Preference) -> None:
    """A wish is no longer held."""
    if not _may(member, preference.institution_id):
        raise PermissionDenied
    preference.delete()


@transaction.atomic
def record_free_time(
    *, entry: MentorEntry | MenteeEntry, slots: Iterable[int], today: date
) -> FreeTime | None:
    """Keep when somebody can meet (`FreeTime.SLOTS`), or forget it when nothing is chosen."""
    refuse(consent_problems([entry.person], today))
    side = "mentee_entry" if isinstance(entry, MenteeEntry) else "mentor_entry"
    of_entry: dict[str, Any] = {side: entry}
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


def _may(member: Membership, institution: int) -> bool:
    return member.may(Right.PAIRS_EDIT) and member.organization_id == institution
