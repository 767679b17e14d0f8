"""What a withdrawn consent does here: nobody is asked, nothing that waits is looked at."""

from datetime import date

from mentorship.bank.models import Person
from mentorship.surveys.inviting import stop_inviting
from mentorship.surveys.reviewing import reject_of_withdrawn


def stop(person: Person, day: date) -> None:
    """Called in the transaction of the withdrawal."""
    stop_inviting(person, day)
    reject_of_withdrawn(person, day)
