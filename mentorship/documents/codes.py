"""The code of a registered document: an address on the paper that confirms it, and its QR."""

import io
import secrets

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from mentorship.accounts.addresses import link_address
from mentorship.documents.models import CheckCode, Document

_RANDOM_BYTES = 12


def give_code(document: Document) -> CheckCode:
    """A code nobody can guess, in the registering transaction: the printed files carry it."""
    code = secrets.token_urlsafe(_RANDOM_BYTES)
    return CheckCode.objects.create(document=document, code=code)


def check_address(document: Document) -> str:
    """The address that confirms the document; empty for a draft and for what had no code."""
    if not document.number:
        return ""
    found = CheckCode.objects.filter(document=document.pk).first()
    return link_address("documents:document_check", found.code) if found else ""


def qr_paragraph(address: str) -> SafeString:
    """The QR as a paragraph `check-code`, which tells Word the address it holds."""
    picture = _symbol(address).svg_inline(border=2, omitsize=True)
    return format_html(
        '<p class="check-code" data-address="{}" aria-hidden="true">{}</p>',
        address,
        mark_safe(picture),  # noqa: S308 -- made of squares
    )


def qr_png(address: str) -> bytes:
    """The same symbol as a picture for the Word file."""
    output = io.BytesIO()
    _symbol(address).save(output, kind="png", scale=10, border=2)
    return output.getvalue()


def _symbol(address: str) -> segno.QRCode:
    # The size on paper is fixed: fewer correcting modules make each of them larger.
    return segno.make(address, error="l", micro=False)
