import pytest

from tests.factories.bank import ConsentFactory, MenteeEntryFactory, MentorEntryFactory
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory, UserFactory
from tests.factories.pairs import PairFactory


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def psychologist(curator):
    return MembershipFactory(organization=curator.organization, role="psychologist")


@pytest.fixture
def pair(curator):
    """A pair that works from 1 October 2022 to 31 May 2023; its mentor has an account."""
    school = curator.organization
    mentor = MentorEntryFactory(institution=school, person__user=UserFactory())
    mentee = MenteeEntryFactory(institution=school)
    order = DocumentFactory(organization=school)
    return PairFactory(
        institution=school, state="active", order=order, mentor_entry=mentor, mentees=[mentee]
    )


@pytest.fixture
def child(pair):
    return pair.members.get().person


@pytest.fixture
def mentor(pair):
    person = pair.mentor_entry.person
    return MembershipFactory(organization=pair.institution, role="mentor", user=person.user)


@pytest.fixture
def agree():
    """A consent that is still in force when the tests run."""

    def give(person):
        return ConsentFactory(person=person)

    return give
