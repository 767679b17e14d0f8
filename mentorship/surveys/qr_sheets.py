"""A4 sheets of cards to cut: school, questionnaire, QR code, address, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from mentorship.accounts.addresses import link_address
from mentorship.core.exceptions import DomainError
from mentorship.documents.pdf import PDF, pdf_is_available
from mentorship.surveys.answering import called
from mentorship.surveys.models import Invitation, InvitationBatch
from mentorship.surveys.shown_secrets import Tokens

_STYLES = Path(settings.BASE_DIR) / "static" / "css" / "qr_cards.css"
NO_PDF = (
    "PDF на этом сервере построить нельзя: не установлена библиотека Pango. "
    "Выдайте ссылки или обратитесь к администратору."
)


@dataclass(frozen=True)
class Card:
    """One card; `whom` is a first name at most, and nothing on a card without a name."""

    whom: str
    about: str
    qr: SafeString
    address: str
    until: date


def card_of(invitation: Invitation, token: str) -> Card:
    """The card of an invitation; its QR code survives a worn sheet (error level M)."""
    url = link_address("answers:link_open", token)
    code = segno.make(url, error="m", micro=False)
    return Card(
        whom=called(invitation.person) if invitation.person else "",
        about=called(invitation.about) if invitation.about else "",
        qr=mark_safe(code.svg_inline(border=2, omitsize=True)),  # noqa: S308 -- made of squares
        address=url.split("://", 1)[-1],
        until=timezone.localtime(invitation.link.expires_at).date(),
    )


def print_cards(batch: InvitationBatch, tokens: Tokens) -> bytes:
    """The PDF of the cards; DomainError when it cannot be made here."""
    if not pdf_is_available():
        raise DomainError(NO_PDF)
    invitations = batch.invitations.filter(pk__in=tokens).order_by("pk")
    cards = [
        card_of(invitation, tokens[invitation.pk])
        for invitation in invitations.select_related("link", "person", "about")
    ]
    values = {"batch": batch, "pages": _pages(cards), "institution": batch.institution}
    return PDF.render(render_to_string("surveys/qr_sheet.html", values), _STYLES.read_text())


def _pages(cards: Sequence[Card], size: int = 8) -> list[list[Card]]:
    """Eight cards a page: two columns of four."""
    return [list(cards[start : start + size]) for start in range(0, len(cards), size)]
