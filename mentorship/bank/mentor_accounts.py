"""A mentor's account works with one card of the bank: which cards wait for one, and the tie."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from mentorship.bank.models import MentorEntry, Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.cards import CardSource
from mentorship.organizations.models import Membership, Organization


def free_cards(organization: Organization, today: date) -> list[tuple[int, str]]:
    """People who stand in the bank of mentors today, with a consent in force and no account."""
    standing = MentorEntry.objects.open_on(today).filter(person=OuterRef("pk"))
    people = Person.objects.filter(Exists(standing), institution=organization, user=None)
    people = people.with_consent_on(today).order_by("sort_name", "pk")
    return [(person.pk, person.full_name) for person in people]


def tie_card(card: int, membership: Membership) -> None:
    """The card becomes the account's own; DomainError when it has gone or has another account.

    A consent that ended since the invitation was made closes the card too.
    """
    people = Person.objects.select_for_update().filter(institution=membership.organization_id)
    person = people.with_consent_on(timezone.localdate()).filter(pk=card, user=None).first()
    if person is None:
        raise DomainError(
            "Карточка наставника с тех пор изменилась. Попросите куратора выпустить"
            " новое приглашение."
        )
    person.user = membership.user
    person.save(update_fields=["user"])


MENTOR_CARDS = CardSource("Карточка в базе наставников", free_cards, tie_card)
