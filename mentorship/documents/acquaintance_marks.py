"""Dates of the acquaintance list: from the paper list, or by the named person's own account."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents.locking import locked, refuse_unless
from mentorship.documents.models import Acquaintance, Document
from mentorship.documents.workflow import can_note_acquaintance
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right


@transaction.atomic
def note_acquaintance(
    *, document: Document, member: Membership, lines: Iterable[Acquaintance], day: date
) -> int:
    """Date lines of the list that have no date yet; returns how many.

    Raises DomainError for a day before the order or in the future, and where nothing was chosen.
    """
    document = locked(document)
    allowed = can_note_acquaintance(member, document)
    refuse_unless(allowed, member, Right.DOCUMENTS_DRAFT, document, "отметить ознакомление")
    _refuse_day(document, day)
    chosen = document.acquaintances.filter(pk__in=[line.pk for line in lines], acquainted_on=None)
    noted = chosen.update(acquainted_on=day, noted_at=timezone.now(), noted_by=member)
    if not noted:
        raise DomainError("Отметьте хотя бы одного человека без даты ознакомления.")
    return noted


@transaction.atomic
def confirm_acquaintance(*, line: Acquaintance, member: Membership) -> Acquaintance:
    """The named person says «ознакомлен(а)» under the own account; asked twice, done once."""
    rows = Acquaintance.objects.of_user(member).select_for_update(of=("self",))
    line = rows.select_related("document").get(pk=line.pk)
    if line.acquainted_on:
        return line
    if line.document.state != Document.State.REGISTERED:
        raise DomainError("Документ отменён: знакомиться с ним не нужно.")
    line.acquainted_on, line.noted_at = timezone.localdate(), timezone.now()
    line.noted_by = member
    line.save(update_fields=["acquainted_on", "noted_at", "noted_by"])
    return line


def _refuse_day(document: Document, day: date) -> None:
    if document.dated_on and day < document.dated_on:
        raise DomainError("Дата ознакомления не может быть раньше даты приказа.")
    if day > timezone.localdate():
        raise DomainError("Дата ознакомления не может быть позже сегодняшней.")
