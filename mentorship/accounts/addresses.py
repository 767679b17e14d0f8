"""What a secret link looks like outside: its full address and the QR code of it."""

import segno
from django.conf import settings
from django.urls import reverse


def link_address(url_name: str, token: str) -> str:
    """The address to give out: of the site as configured, never of the request's Host (S12)."""
    return settings.SITE_URL.rstrip("/") + reverse(url_name, args=[token])


def qr_image(text: str) -> str:
    """A QR code as the address of an image (`data:`), readable from a worn sheet of paper."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=3))
