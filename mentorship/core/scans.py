"""Scans of signed papers: what may be attached, told by the content and never by the name."""

from typing import Any
from uuid import uuid4

from django import forms

LARGEST_SCAN = 10 * 1024 * 1024
SCAN_HELP = "PDF, JPG или PNG, не больше 10 МБ."
# What the file begins with says what it is; its name and the browser's word do not.
FIRST_BYTES = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


def checked_scan(scan: Any) -> Any:
    """The uploaded file under a name of no meaning; ValidationError in Russian for anything else.

    A file kept from before, and none at all, pass as they are.
    """
    if not scan or not hasattr(scan, "content_type"):
        return scan
    if scan.size > LARGEST_SCAN:
        raise forms.ValidationError("Файл больше 10 МБ. Уменьшите его и приложите снова.")
    kind = _type_of(scan)
    if not kind:
        raise forms.ValidationError("Это не PDF, JPG и не PNG. Отсканируйте лист в PDF.")
    scan.name = f"{uuid4().hex}.{kind}"
    return scan


def _type_of(scan: Any) -> str:
    """Extension by the first bytes, or an empty string."""
    scan.seek(0)
    beginning = scan.read(16)
    scan.seek(0)
    return next((kind for mark, kind in FIRST_BYTES.items() if beginning.startswith(mark)), "")
