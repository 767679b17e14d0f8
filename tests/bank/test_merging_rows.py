"""Rows of the bank that meet when two cards become one."""

from datetime import date

import pytest

from mentorship.bank.merging import merge_people
from mentorship.bank.models import DoubleDecision, MentorEntry, MentorOffer
from tests.factories.bank import MentorEntryFactory, MentorOfferFactory, PersonFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 1)


@pytest.fixture
def entries(curator):
    """Open entries of two cards of one person."""
    return MentorEntryFactory.create_batch(
        2, institution=curator.organization, stage="admitted", competences="шахматы"
    )


def merge(curator, keep, drop):
    return merge_people(member=curator, keep=keep, drop=drop, values={}, today=TODAY)


def test_of_two_offers_one_stays_open(curator, entries):
    first, second = (MentorOfferFactory(entry=entry) for entry in entries)

    merge(curator, *(entry.person for entry in entries))

    states = dict(MentorOffer.objects.values_list("pk", "ended_on"))
    assert states == {first.pk: None, second.pk: second.offered_on}
    assert {offer.entry for offer in MentorOffer.objects.all()} == {entries[0]}


def test_only_offer_follows_the_entry(curator, entries):
    offer = MentorOfferFactory(entry=entries[1])

    merge(curator, *(entry.person for entry in entries))

    offer.refresh_from_db()
    assert (offer.entry, offer.ended_on) == (entries[0], None)


def test_same_words_are_not_said_twice_and_the_later_confirmation_holds(curator, entries):
    MentorEntry.objects.filter(pk=entries[1].pk).update(
        competences="шахматы, дебаты", confirmed_on=TODAY, confirmed_by=curator
    )

    merge(curator, *(entry.person for entry in entries))

    entry = MentorEntry.objects.get()
    assert (entry.competences, entry.confirmed_on) == ("шахматы, дебаты", TODAY)


def test_answer_about_the_kept_card_holds(curator):
    keep, drop = PersonFactory.create_batch(2, institution=curator.organization)
    for person, is_same in ((keep, True), (drop, False)):
        DoubleDecision.objects.create(
            institution=curator.organization,
            name_key="громов артем",
            person=person,
            is_same=is_same,
            decided_by=curator,
        )

    merge(curator, keep, drop)

    decision = DoubleDecision.objects.get()
    assert (decision.person, decision.is_same) == (keep, True)
