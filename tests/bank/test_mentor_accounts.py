import pytest
from django.utils import timezone

from mentorship.bank.mentor_accounts import free_cards, tie_card
from mentorship.core.exceptions import DomainError
from tests.factories.bank import MentorEntryFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(curator):
    return MentorEntryFactory(institution=curator.organization).person


@pytest.fixture
def invited(curator):
    return MembershipFactory(role="mentor", organization=curator.organization)


def test_free_card_is_tied_to_the_account_once(curator, card, invited):
    today = timezone.localdate()
    assert free_cards(curator.organization, today) == [(card.pk, card.full_name)]

    tie_card(card.pk, invited)

    card.refresh_from_db()
    assert (card.user, free_cards(curator.organization, today)) == (invited.user, [])
    with pytest.raises(DomainError, match="с тех пор изменилась"):
        tie_card(card.pk, MembershipFactory(role="mentor", organization=curator.organization))


def test_card_whose_consent_ended_since_the_invitation_is_not_tied(card, invited):
    card.consents.update(withdrawn_on=timezone.localdate())

    with pytest.raises(DomainError, match="с тех пор изменилась"):
        tie_card(card.pk, invited)


def test_card_of_another_institution_is_not_tied(invited):
    with pytest.raises(DomainError, match="с тех пор изменилась"):
        tie_card(MentorEntryFactory().person.pk, invited)
