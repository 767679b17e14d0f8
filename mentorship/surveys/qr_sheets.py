"""A4 sheets of cards to cut: school, questionnaire, QR code, whose card, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from mentorship.accounts.addresses import link_address
from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Person
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
    """One card; `whom` is a first name and a class, and nothing on a card without a name.

    The address is in the code alone: a secret of 32 characters is not typed by hand.
    """

    whom: str
    about: str
    qr: SafeString
    until: date


def card_of(invitation: Any, token: str) -> Card:
    """The card of an invitation `_placed`; its code survives a worn sheet (error level M)."""
    url = link_address("answers:link_open", token)
    code = segno.make(url, error="m", micro=False)
    return Card(
        whom=_named(invitation.person, invitation.place),
        about=_named(invitation.about, invitation.about_place),
        qr=mark_safe(code.svg_inline(border=2, omitsize=True)),  # noqa: S308 -- made of squares
        until=timezone.localtime(invitation.link.expires_at).date(),
    )


def print_cards(batch: InvitationBatch, tokens: Tokens) -> bytes:
    """The PDF of the cards; DomainError when it cannot be made here."""
    if not pdf_is_available():
        raise DomainError(NO_PDF)
    invitations = batch.invitations.filter(pk__in=tokens).order_by("pk")
    cards = [card_of(one, tokens[one.pk]) for one in placed(invitations)]
    values = {"batch": batch, "pages": _pages(cards), "institution": batch.institution}
    return PDF.render(render_to_string("surveys/qr_sheet.html", values), _STYLES.read_text())


def placed(invitations: QuerySet[Invitation]) -> QuerySet[Any]:
    """With the class or position of whom they name: two of a name are told apart by it."""
    today = timezone.localdate()
    places = {"place": place_on(today, "person"), "about_place": place_on(today, "about")}
    return invitations.select_related("link", "person", "about").annotate(**places)


def _named(person: Person | None, place: str | None) -> str:
    return ", ".join(filter(None, [called(person), place])) if person else ""


def _pages(cards: Sequence[Card], size: int = 8) -> list[list[Card]]:
    """Eight cards a page: two columns of four."""
    return [list(cards[start : start + size]) for start in range(0, len(cards), size)]
