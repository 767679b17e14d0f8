"""From the list of mentees one click leads to matching."""

import pytest

from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory

pytestmark = pytest.mark.django_db


def link_to(entry):
    return f'href="/pairs/new/?mentee={entry.pk}"'


def test_mentee_without_a_mentor_is_matched_from_the_list(sign_in, curator):
    waiting, paired = MenteeEntryFactory.create_batch(2, institution=curator.organization)
    PairFactory(institution=curator.organization, mentees=[paired])
    without = MenteeEntryFactory(
        institution=curator.organization, person=PersonFactory(institution=curator.organization)
    )

    html = sign_in(curator, 2022).get("/bank/mentees/").content.decode()

    found = [link_to(entry) in html for entry in (waiting, paired, without)]
    assert found == [True, False, False]


def test_matching_page_opens_with_the_mentee_chosen(sign_in, curator):
    entry = MenteeEntryFactory(institution=curator.organization)

    response = sign_in(curator, 2022).get(f"/pairs/new/?mentee={entry.pk}")

    assert response.context["chosen_mentees"] == {entry.pk}


def test_readers_are_not_offered_to_match(sign_in, curator):
    entry = MenteeEntryFactory(institution=curator.organization)
    reader = MembershipFactory(organization=curator.organization, role="director")

    assert link_to(entry) not in sign_in(reader, 2022).get("/bank/mentees/").content.decode()


def test_mentors_are_not_matched_from_their_list(sign_in, curator):
    response = sign_in(curator, 2022).get("/bank/mentors/")

    assert response.context["matching"] == ""
