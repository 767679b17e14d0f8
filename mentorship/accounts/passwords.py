import secrets
from typing import Any

from django.http import HttpRequest

# Without letters and digits that look alike on paper.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def new_password() -> str:
    """16 letters and digits in four groups: easy to copy from a sheet, never a constant."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def account_tried(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """Whose password is being tried, in lower case: five tries in all, however it is written."""
    name = (credentials or {}).get("username")
    if name is None and request is not None:
        name = request.POST.get("username")
    return str(name or "").strip().lower()
