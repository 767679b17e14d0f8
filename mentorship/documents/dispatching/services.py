"""Sending a document down the tree, opening it there, and «Ознакомились»."""

from collections.abc import Iterable
from datetime import date
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents.dispatching.notices import ask_for_notices
from mentorship.documents.models import Dispatch, Document
from mentorship.documents.workflow import can_dispatch
from mentorship.organizations.models import Membership, Organization, OrganizationQuerySet
from mentorship.organizations.roles import Right


def recipients_for(member: Membership) -> OrganizationQuerySet:
    """Open organizations below the member's own, within the limits of a methodist."""
    visible = Organization.objects.visible_to(member).below(member.organization)
    return visible.open_on(timezone.localdate())


@transaction.atomic
def send_document(
    *,
    document: Document,
    member: Membership,
    recipients: Iterable[Organization],
    due_on: date | None = None,
) -> int:
    """Send the document to those who have not got it yet; returns to how many.

    `due_on` is by when they acknowledge it, None asks for no acknowledgement. Raises DomainError
    for a draft, a cancelled document, a term in the past, and where nobody new was chosen.
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if not can_dispatch(member, document):
        if not member.may(Right.LETTERS_SEND) or document.organization_id != member.organization_id:
            raise PermissionDenied
        raise DomainError(f"Нельзя разослать: документ {document.get_state_display()}.")
    if due_on is not None and due_on < timezone.localdate():
        raise DomainError("Срок ознакомления не может быть раньше сегодняшнего дня.")
    chosen = recipients_for(member).filter(pk__in=[row.pk for row in recipients])
    new = chosen.exclude(received__document=document)
    sent = Dispatch.objects.bulk_create(
        Dispatch(document=document, organization=row, sent_by=member, due_on=due_on) for row in new
    )
    if not sent:
        raise DomainError("Отметьте хотя бы одну организацию, которой документ ещё не отправлен.")
    ask_for_notices(member, sent)
    return len(sent)


@transaction.atomic
def withdraw(*, dispatch: Dispatch, member: Membership) -> None:
    """Take an unread document back; DomainError once it was opened there."""
    rows = Dispatch.objects.visible_to(member).select_for_update(of=("self",))
    [dispatch] = rows.filter(pk=dispatch.pk) or _gone()
    if dispatch.read_at:
        raise DomainError("Документ уже прочитан: отозвать его нельзя.")
    dispatch.delete()


@transaction.atomic
def open_received(*, dispatch: Dispatch, member: Membership) -> Dispatch:
    """Note who in the receiving organization opened the document first."""
    dispatch = _received(dispatch, member)
    if dispatch.read_at is None:
        dispatch.read_at, dispatch.read_by = timezone.now(), member
        dispatch.save(update_fields=["read_at", "read_by"])
    return dispatch


@transaction.atomic
def acknowledge(*, dispatch: Dispatch, member: Membership, day: date, note: str = "") -> Dispatch:
    """The organization says «ознакомились»; asked twice, done once.

    Raises DomainError before it was opened, for a day before the sending or in the future, and
    for a cancelled document.
    """
    dispatch = _received(dispatch, member)
    if dispatch.acknowledged_on:
        return dispatch
    if dispatch.read_at is None:
        raise DomainError("Сначала откройте документ.")
    if not dispatch.is_awaited:
        raise DomainError("Документ отменён: знакомиться с ним не нужно.")
    if day < timezone.localtime(dispatch.sent_at).date():
        raise DomainError("Дата ознакомления не может быть раньше дня отправки.")
    if day > timezone.localdate():
        raise DomainError("Дата ознакомления не может быть позже сегодняшней.")
    dispatch.acknowledged_on, dispatch.acknowledged_by = day, member
    dispatch.note = " ".join(note.split())
    dispatch.save(update_fields=["acknowledged_on", "acknowledged_by", "note"])
    return dispatch


def _received(dispatch: Dispatch, member: Membership) -> Dispatch:
    rows = Dispatch.objects.received_by(member).select_for_update(of=("self",))
    [found] = rows.select_related("document").filter(pk=dispatch.pk) or _gone()
    return found


def _gone() -> NoReturn:
    """Between the page and the press somebody took it back."""
    raise DomainError("Документ отозван: во «Входящих» его больше нет.")
