"""What happens to rows of upper rooms when something happens to a person; they register here."""

from collections.abc import Callable
from datetime import date

from mentorship.bank.models import Person
from mentorship.core.registry import Registry

# Called inside the transaction of the withdrawal, when no consent to processing is left in force.
ON_WITHDRAWAL: Registry[Callable[[Person, date], None]] = Registry()


def consent_withdrawn(person: Person, day: date) -> None:
    """Tell every room that from this day on the person may not be processed any more."""
    for react in ON_WITHDRAWAL:
        react(person, day)
