"""The letter with a link to a new password: asked for on the page, written and sent by the worker.

The page does the same for every address, so neither its words nor its time tell which are known.
"""

from collections.abc import Callable
from typing import Any

from mentorship.accounts.emails import send_password_link
from mentorship.accounts.models import User
from mentorship.accounts.services import issue_password_link
from mentorship.core.registry import Registry

PASSWORD_LETTER = "accounts.password_letter"  # noqa: S105 -- the kind of a job
# How work waits for the worker: the room of jobs stands above and registers itself.
LATER: Registry[Callable[[str, str, dict[str, Any]], object]] = Registry()


def ask_for_password_letter(email: str) -> None:
    """Leave the work to the worker, also for an address nobody has; the address is not kept."""
    user = User.objects.filter(email__iexact=email, is_active=True).values_list("pk", flat=True)
    for start_later in LATER:
        start_later(PASSWORD_LETTER, "Письмо для нового пароля", {"user": user.first()})


def send_password_letter(params: dict[str, Any], _progress: object) -> tuple[dict[str, Any], str]:
    """Make the link here, so that its secret stands in the letter alone, and send it.

    A second run sends another link and ends the first one.
    """
    user = User.objects.filter(pk=params["user"], is_active=True).first()
    if user:
        send_password_link(user, issue_password_link(user=user))
    return {}, ""
