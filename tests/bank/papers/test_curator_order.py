import pytest

from mentorship.documents.kinds import KINDS
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(school):
    return MembershipFactory(organization=school, role="director")


@pytest.fixture
def named(school, mentor):
    """The only curator of the school is a teacher of its bank."""
    person = mentor(person__first_name="Артём", person__sex="m").person
    return person.full_name


def test_order_opens_with_the_curator_and_the_job_title_of_the_card(named, curator, director, year):
    curator.user.full_name = named
    curator.user.save()

    assert KINDS["curator_order"].initial(director, year) == {
        "curator": named,
        "curator_position": "учитель физики",
    }


def test_order_of_a_school_with_two_curators_names_nobody(curator, director, school, year):
    second = MembershipFactory(organization=school, role="curator")
    second.user.full_name = "Орлова Анна Ильинична"
    second.user.save()

    assert KINDS["curator_order"].initial(director, year) == {}
