"""What every write of a document begins with: the row under its lock, and who may."""

from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right


def locked(document: Document) -> Document:
    """The row as it is now, held until the transaction ends."""
    rows = Document.objects.select_for_update(of=("self",)).select_related("organization")
    # Not `get`: an order and the one it cancels are held in one request, which is no N+1.
    [row] = rows.filter(pk=document.pk)
    return row


def refuse_unless(
    allowed: bool, member: Membership, right: Right, document: Document, action: str
) -> None:
    """403 for who may never do it, words for a state in which nobody may."""
    if allowed:
        return
    if not member.may(right) or document.organization_id != member.organization_id:
        raise PermissionDenied
    raise DomainError(f"Нельзя {action}: документ {document.get_state_display()}.")
