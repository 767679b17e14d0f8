"""The page that shows a one-time link: once, to whoever has just issued it, ready for paper."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from mentorship.accounts.addresses import link_address, qr_image
from mentorship.accounts.links import ACCOUNT_LINK_LIFETIME

SESSION_KEY = "secret_to_show"


@dataclass(frozen=True)
class Slip:
    """An address to give out, as text and as a QR code; whether a letter went out as well.

    `until` is counted from now, for the slip is shown right after the link was issued.
    """

    address: str
    qr: str
    until: datetime
    is_mailed: bool


def keep_secret(request: HttpRequest, kind: str, pk: int, token: str) -> None:
    """Carry a secret over the redirect after its POST."""
    request.session[SESSION_KEY] = {"kind": kind, "pk": pk, "token": token}


def slip_of(request: HttpRequest, kind: str, pk: int, url_name: str) -> Slip | None:
    """The slip of a secret kept for this very page, forgotten at once; None on a later visit."""
    kept = request.session.get(SESSION_KEY, {})
    if (kept.get("kind"), kept.get("pk")) != (kind, pk):
        return None
    del request.session[SESSION_KEY]
    address = link_address(url_name, kept["token"])
    until = timezone.now() + ACCOUNT_LINK_LIFETIME
    return Slip(address, qr_image(address), until, settings.MAIL_CONFIGURED)
