from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from mentorship.bank import offers
from mentorship.bank.lifecycle import consent_withdrawn
from mentorship.bank.models import Consent, MentorEntry
from mentorship.core.exceptions import DomainError
from tests.factories.bank import MentorEntryFactory, MentorOfferFactory, TopicFactory, form
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import PairFactory, PairMemberFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 12, 1)


@pytest.fixture
def neighbor(curator):
    """The curator of another school of the same municipality."""
    school = InstitutionFactory(parent=curator.organization.parent)
    return MembershipFactory(organization=school)


@pytest.fixture
def offer(curator):
    entry = MentorEntryFactory(institution=curator.organization, stage="admitted")
    return MentorOfferFactory(entry=entry)


def seen_by(member, **asked):
    return [mentor.person for mentor in offers.offered_mentors(member, TODAY, **asked)]


def test_neighbors_see_exactly_what_is_told(curator, neighbor, offer):
    offer.entry.topics.add(
        TopicFactory(organization=curator.organization, title="Физика"),
        TopicFactory(organization=curator.organization, archived_on=TODAY),
    )
    curator.organization.contacts = "8 35247 2-11-11"
    curator.organization.save()
    person = offer.entry.person

    (told,) = offers.offered_mentors(neighbor, TODAY)

    assert told == offers.OfferedMentor(
        person=person.pk,
        name=person.full_name,
        position="учитель физики",
        school=curator.organization.short_name,
        school_contacts="8 35247 2-11-11",
        topics=("Физика",),
        free_places=2,
    )


def test_only_other_institutions_of_the_municipality_see_it(curator, neighbor, offer):
    methodist = MembershipFactory(role="methodist", organization=curator.organization.parent)
    stranger = MembershipFactory()

    assert seen_by(neighbor) == [offer.entry.person_id]
    assert [seen_by(member) for member in (curator, methodist, stranger)] == [[], [], []]


@pytest.mark.parametrize("purpose", ["processing", "transfer"])
def test_withdrawn_consent_takes_the_offer_down_at_once(neighbor, offer, purpose):
    Consent.objects.filter(person=offer.entry.person, purpose=purpose).update(withdrawn_on=TODAY)

    assert seen_by(neighbor) == []


@pytest.mark.parametrize(
    "changes", [{"stage": "trained"}, {"stage": "declined"}, {"left_on": date(2022, 11, 30)}]
)
def test_who_is_not_admitted_or_left_is_not_offered(neighbor, offer, changes):
    MentorEntry.objects.filter(pk=offer.entry_id).update(**changes)

    assert seen_by(neighbor) == []


def test_end_of_processing_ends_the_offer_itself(offer):
    consent_withdrawn(offer.entry.person, TODAY)

    offer.refresh_from_db()
    assert offer.ended_on == TODAY


def test_free_places_count_mentees_of_all_pairs(curator, neighbor, offer):
    pair = PairFactory(institution=curator.organization, mentor_entry=offer.entry)
    assert offers.offered_mentors(neighbor, TODAY)[0].free_places == 2

    PairMemberFactory(pair=pair, mentee_entry=pair.members.get().mentee_entry, form=form())
    (told,) = offers.offered_mentors(neighbor, TODAY)

    assert told.free_places == 1
    assert offers.offered_mentors(neighbor, date(2023, 6, 1))[0].free_places == 2


def test_places_lent_to_other_schools_are_offered_no_more(curator, neighbor, offer):
    PairFactory(
        institution=neighbor.organization,
        mentor_entry=offer.entry,
        mentor_institution=curator.organization,
    )
    MentorEntry.objects.filter(pk=offer.entry_id).update(capacity=10)

    (told,) = offers.offered_mentors(neighbor, TODAY)

    assert told.free_places == offer.places - 1


def test_mentors_without_places_come_last(curator, neighbor, offer):
    MentorEntry.objects.filter(pk=offer.entry_id).update(capacity=1)
    PairFactory(institution=curator.organization, mentor_entry=offer.entry)
    free = MentorOfferFactory(
        entry=MentorEntryFactory(
            institution=curator.organization, stage="admitted", person__last_name="Яшина"
        )
    )

    assert seen_by(neighbor) == [free.entry.person_id, offer.entry.person_id]


def test_offers_are_filtered_by_topic_and_form(curator, neighbor, offer):
    topic = TopicFactory(organization=curator.organization.region)
    offer.entry.topics.add(topic)
    other = MentorEntryFactory(
        institution=curator.organization, stage="admitted", forms=[form("uchenik-uchenik")]
    )
    MentorOfferFactory(entry=other)
    offer.entry.forms.set([form("uchitel-uchitel")])

    assert seen_by(neighbor, topic=topic) == [offer.entry.person_id]
    assert seen_by(neighbor, form=form("uchenik-uchenik")) == [other.person_id]


def test_offering_says_what_is_missing(curator):
    entry = MentorEntryFactory(institution=curator.organization)

    with pytest.raises(DomainError) as refusal:
        offers.offer_mentor(member=curator, entry=entry, places=1, today=TODAY)

    assert str(refusal.value) == (
        "Наставник ещё не допущен приказом: сейчас «подал заявку». Нет действующего согласия на "
        "передачу данных другой организации: его подписывают отдельно."
    )


def test_offering_again_changes_the_places(curator, offer):
    again = offers.offer_mentor(member=curator, entry=offer.entry, places=3, today=TODAY)

    assert (again, again.places, again.offered_on) == (offer, 3, offer.offered_on)


@pytest.mark.parametrize("places", [0, 4])
def test_no_more_places_than_the_mentor_has(curator, offer, places):
    with pytest.raises(DomainError, match="Мест может быть от 1 до 3"):
        offers.offer_mentor(member=curator, entry=offer.entry, places=places, today=TODAY)


def test_offer_is_taken_back_once_and_made_anew(curator, offer):
    offers.end_offer(member=curator, offer=offer, today=TODAY)
    offers.end_offer(member=curator, offer=offer, today=date(2022, 12, 5))
    offer.refresh_from_db()
    assert offer.ended_on == TODAY

    new = offers.offer_mentor(member=curator, entry=offer.entry, places=1, today=TODAY)

    assert new != offer


def test_neighbors_change_nothing(neighbor, offer):
    with pytest.raises(PermissionDenied):
        offers.end_offer(member=neighbor, offer=offer, today=TODAY)
    with pytest.raises(PermissionDenied):
        offers.offer_mentor(member=neighbor, entry=offer.entry, places=1, today=TODAY)


def test_own_offer_says_why_it_is_hidden(curator, offer):
    assert offers.own_offers(curator, TODAY) == [offers.OwnOffer(offer, [])]
    MentorEntry.objects.filter(pk=offer.entry_id).update(left_on=date(2022, 11, 30))

    (row,) = offers.own_offers(curator, TODAY)

    assert row.problems == ["Наставник вышел из базы."]


def test_one_offer_of_a_mentor_at_a_time(offer):
    with pytest.raises(IntegrityError, match="mentoroffer_one_open"):
        MentorOfferFactory(entry=offer.entry, transferable=False)


def test_offering_needs_the_consent_to_processing_too(offer):
    Consent.objects.filter(purpose="processing").update(withdrawn_on=TODAY)

    assert offers.problems_of(offer.entry, TODAY) == [
        "Нет действующего согласия на обработку персональных данных."
    ]
