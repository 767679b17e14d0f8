"""Electronic signatures made outside: kept beside the document, looked at, never drawn.

The system signs nothing and checks no certificate (63-ФЗ is for a certified program): it refuses
what is no detached signature at all, keeps the file as it came, and gives it back.
"""

import base64
import binascii
import re

from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.documents import files
from mentorship.documents.locking import locked, refuse_unless
from mentorship.documents.models import Document, StoredFile
from mentorship.documents.workflow import can_attach_scan
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right

LARGEST_SIGNATURE = 1024 * 1024
# Type of the content «signedData» of PKCS#7 and CMS: 1.2.840.113549.1.7.2 (RFC 5652, 5.1).
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_PEM = re.compile(rb"-----BEGIN [A-Z0-9 ]+-----(.+?)-----END [A-Z0-9 ]+-----", re.DOTALL)
_SEQUENCE = 0x30
_NO_SIGNATURE = "Это не файл подписи: приложите открепленную подпись .sig или .p7s."
_BEGINNINGS = {b"%PDF-": "pdf", b"PK\x03\x04": "docx"}


@transaction.atomic
def attach_signature(
    *, document: Document, member: Membership, signature: bytes, signed: bytes | None = None
) -> StoredFile:
    """Keep a detached signature and the file it was made for, when that is not the stored one.

    Raises DomainError for a draft, and for what is no signature, PDF or Word file.
    """
    document = locked(document)
    allowed = can_attach_scan(member, document)
    refuse_unless(allowed, member, Right.DOCUMENTS_DRAFT, document, "дополнить подписью")
    look_at_signature(signature)
    if signed is not None:
        files.store(document, StoredFile.Role.SIGNED, signed, _signed_extension(signed))
    return files.store(document, StoredFile.Role.SIGNATURE, signature, "sig")


def look_at_signature(content: bytes) -> None:
    """DomainError unless the bytes are a container with signed data, plain or as text (PEM)."""
    if len(content) > LARGEST_SIGNATURE:
        raise DomainError("Файл подписи больше 1 МБ: выберите открепленную подпись без документа.")
    body = _content_of_sequence(_without_armour(content))
    if body is None or not body.startswith(_SIGNED_DATA):
        raise DomainError(_NO_SIGNATURE)


def _without_armour(content: bytes) -> bytes:
    """DER bytes of a signature that was saved as text: with PEM lines or as bare Base64."""
    armoured = _PEM.search(content)
    text = armoured[1] if armoured else content
    if not armoured and content[:1] == bytes([_SEQUENCE]):
        return content
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error:
        return b""


def _content_of_sequence(der: bytes) -> bytes | None:
    """What stands in a DER (or BER) SEQUENCE; None when the length does not fit the bytes."""
    if len(der) < 2 or der[0] != _SEQUENCE:
        return None
    if der[1] == 0x80:
        # Of unknown length: large containers are written so, and end with two zero bytes.
        return der[2:-2] if der.endswith(b"\0\0") else None
    if der[1] < 0x80:
        start, length = 2, der[1]
    else:
        start = 2 + (der[1] & 0x7F)
        length = int.from_bytes(der[2:start])
    return der[start:] if start + length == len(der) else None


def _signed_extension(content: bytes) -> str:
    for beginning, extension in _BEGINNINGS.items():
        if content.startswith(beginning):
            return extension
    raise DomainError("Подписанный файл должен быть PDF или Word (.docx).")
