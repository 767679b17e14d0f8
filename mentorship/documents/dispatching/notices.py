"""A mail that something has come from above: to those who may open it, without names or titles.

Sent by the worker, once for each sending; nothing is sent where no mail server is set.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mentorship.accounts.addresses import link_address
from mentorship.accounts.emails import send_letter
from mentorship.documents.models import Dispatch
from mentorship.jobs.progress import Progress
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import RIGHTS, Right

NOTICES = "documents.notices"


def ask_for_notices(member: Membership, sent: Iterable[Dispatch]) -> None:
    """Leave the mails to the worker, in the transaction of the sending."""
    if settings.MAIL_CONFIGURED:
        params = {"dispatches": [dispatch.pk for dispatch in sent]}
        enqueue(kind=NOTICES, title="Уведомления о документе", member=member, params=params)


def send_notices(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Mail each organization once; what was opened or taken back meanwhile needs no mail."""
    keys = params["dispatches"]
    mailed = 0
    for done, pk in enumerate(keys):
        progress.step(done, len(keys), "Отправляю уведомления")
        mailed += _notify(pk)
    return {"mailed": mailed}, ""


@transaction.atomic
def _notify(pk: int) -> int:
    """How many mails go out when this commits; marked first, so that a second run sends none."""
    waiting = Dispatch.objects.unread().filter(pk=pk, mailed_at=None)
    rows = waiting.select_related("document__organization", "organization")
    dispatch = rows.select_for_update(of=("self",)).first()
    if dispatch is None:
        return 0
    dispatch.mailed_at = timezone.now()
    dispatch.save(update_fields=["mailed_at"])
    context: dict[str, object] = {
        "sender": dispatch.document.organization.short_name,
        "receiver": dispatch.organization.short_name,
        "due_on": dispatch.due_on,
        "address": link_address("documents:incoming_detail", str(pk)),
    }
    addresses = _addresses(dispatch)
    for email in addresses:
        send_letter(email, "documents/emails/incoming", context)
    return len(addresses)


def _addresses(dispatch: Dispatch) -> list[str]:
    """Accounts of those who may open it there today."""
    working = Membership.objects.active_on(timezone.localdate()).filter(
        organization=dispatch.organization_id,
        role__in=RIGHTS[Right.LETTERS_RECEIVE],
        user__is_active=True,
    )
    emails = working.order_by("user__email").values_list("user__email", flat=True)
    return list(emails.distinct())
