"""Asking for documents of many rows; `making.make_batch` makes them in the worker."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents.batches.making import draft_rows
from mentorship.documents.batches.offers import OFFERS, Offer
from mentorship.documents.kinds import KINDS, Kind
from mentorship.documents.models import Batch
from mentorship.documents.numbering import is_own
from mentorship.jobs.models import Job
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

BATCH = "documents.batch"
# A worker makes about four documents in a second and has a hundred seconds for a job.
MOST_ROWS = 300
# The files name people: they are printed and go; the documents stay in the journal.
KEPT_DAYS = 7


def can_register_at_once(member: Membership, kind: Kind) -> bool:
    """Whether the system counts the numbers itself, and the member may give them."""
    return member.may(Right.DOCUMENTS_REGISTER) and is_own(member.organization, kind)


@transaction.atomic
def order_batch(
    *,
    member: Membership,
    offer: Offer,
    year: SchoolYear,
    keys: Sequence[str],
    dated_on: date | None = None,
    typed: Mapping[str, Mapping[str, Any]] | None = None,
) -> Job:
    """Ask for documents of these rows; with `dated_on` they are registered on that day.

    `typed` are fields of each row's draft, by its key: the drafts are made at once and keep them.
    Raises DomainError for no rows, too many, a day to come, or numbers that are not the system's.
    """
    kind = KINDS[offer.kind]
    if not member.may(Right.DOCUMENTS_DRAFT) or member.organization.level not in kind.levels:
        raise PermissionDenied
    if dated_on and not can_register_at_once(member, kind):
        raise DomainError("Номера этих документов берутся из вашей книги: их вписывают по одному.")
    if dated_on and dated_on > timezone.localdate():
        raise DomainError("Дата документа не может быть позже сегодняшней.")
    keys = list(dict.fromkeys(keys))
    if not keys:
        raise DomainError("Отметьте, для кого готовить документы: не выбрана ни одна строка.")
    if len(keys) > MOST_ROWS:
        raise DomainError(f"За один раз – не больше {MOST_ROWS} документов: сейчас {len(keys)}.")
    batch = Batch.objects.create(
        organization=member.organization,
        kind=kind.code,
        school_year=year.first,
        rows=keys,
        dated_on=dated_on,
        created_by=member,
    )
    if typed:
        draft_rows(member=member, batch=batch, typed=typed)
    return start(member=member, batch=batch)


def start(*, member: Membership, batch: Batch) -> Job:
    """Queue the work; asked again, it finishes what is missing and gathers the files anew."""
    title = f"{OFFERS[batch.kind].title}: {len(batch.rows)}"
    params = {"batch": batch.pk, "membership": member.pk}
    return enqueue(kind=BATCH, title=title, member=member, params=params)


def drop_old_files(today: date) -> int:
    """Delete files made more than `KEPT_DAYS` ago; the documents themselves stay."""
    old = Batch.objects.filter(made_on__lt=today - timedelta(days=KEPT_DAYS))
    dropped = 0
    for batch in old.exclude(pdf="", archive="").iterator():
        for field in (batch.pdf, batch.archive):
            if field:
                field.delete(save=False)
        batch.save(update_fields=["pdf", "archive"])
        dropped += 1
    return dropped
