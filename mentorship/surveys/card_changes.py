"""What changed in a person between the entry and the exit, on the card."""

from mentorship.bank.card_sections import CardSection
from mentorship.bank.models import Person
from mentorship.organizations.models import Membership
from mentorship.surveys.changes import changes_of, may_see_answers


def section(member: Membership, person: Person) -> CardSection | None:
    """The waves of every year, the newest first; None where there are none or for other eyes."""
    if not may_see_answers(member):
        return None
    found = changes_of([person.pk])
    return CardSection("surveys/_changes.html", found) if found else None
