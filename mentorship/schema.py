"""Bringing a database up to this code: migrations, rights, reference data."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command

from mentorship.audit.grants import grant_application_role
from mentorship.reference import load_reference


def bring_forward(tell: Callable[[str], None]) -> None:
    """Migrate, give the application's role its rights, load reference data; may be run again."""
    call_command("migrate", interactive=False, verbosity=0)
    grant_application_role(settings.APPLICATION_ROLE)
    for title, count in load_reference().items():
        tell(f"{title}: {count}")
