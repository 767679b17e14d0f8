"""Long work of the questionnaires, run by the worker."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.jobs.progress import Progress
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.surveys import shown_secrets
from mentorship.surveys.inviting import renew_links
from mentorship.surveys.models import InvitationBatch
from mentorship.surveys.qr_sheets import NO_PDF, pdf_is_available, print_cards
from mentorship.surveys.shown_secrets import Tokens

SHEET = "surveys.sheet"
# A page takes about a tenth of a second: more than this is no wait for a click.
MOST_AT_ONCE = 40


@transaction.atomic
def show_or_print(*, member: Membership, batch: InvitationBatch, tokens: Tokens) -> None:
    """Keep what was just given out for an hour; a big sheet is printed by the worker.

    The worker makes secrets of its own: none of them waits in a queue.
    """
    if not batch.is_sheet:
        shown_secrets.keep_links(batch, tokens)
        return
    if not pdf_is_available():
        raise DomainError(NO_PDF)
    if len(tokens) <= MOST_AT_ONCE:
        shown_secrets.keep_sheet(batch, print_cards(batch, tokens))
        return
    batch.job = enqueue(
        kind=SHEET,
        title=f"Лист QR-кодов: {batch.questionnaire.title}"[:200],
        member=member,
        params={"membership": member.pk, "batch": batch.pk},
    )
    batch.save(update_fields=["job"])


def print_sheet(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Print a big sheet with new secrets; a second run prints other ones and ends the first."""
    member = Membership.objects.get(pk=params["membership"])
    batch = InvitationBatch.objects.visible_to(member).filter(pk=params["batch"]).first()
    if batch is None or not member.may(Right.BANK_EDIT):
        raise DomainError("Приглашения не найдены: возможно, сменилась роль.")
    number = batch.invitations.count()
    progress.step(0, number, "Готовлю ссылки")
    progress.begin_writing()
    with transaction.atomic():
        tokens = renew_links(member=member, batch=batch, today=timezone.localdate())
        pdf = print_cards(batch, tokens)
    shown_secrets.keep_sheet(batch, pdf)
    progress.step(number, number, "Лист готов")
    return {"cards": len(tokens)}, batch.get_absolute_url()
