import pytest

from mentorship.bank.search import find_people
from mentorship.organizations.search import Hit
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


def test_find_people_by_parts_of_names_with_class(curator):
    person = PersonFactory(institution=curator.organization, last_name="Ёлкин")
    PersonFactory(last_name="Ёлкин")

    found = find_people(curator, "елк арт")

    assert found == [Hit(person.full_name, "7 «А»", person.get_absolute_url())]


@pytest.mark.parametrize("role", ["mentor", "methodist"])
def test_find_people_is_silent_for_who_may_not_look(role):
    member = MembershipFactory(role=role)
    if member.organization.is_institution:
        PersonFactory(institution=member.organization, last_name="Ёлкин")

    assert find_people(member, "елк") == []
