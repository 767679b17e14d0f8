from datetime import date

import pytest

from mentorship.organizations import attention
from mentorship.organizations.attention import lines_for
from mentorship.organizations.models import member_of
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2026, 11, 1), SchoolYear(2026)


def somebody(role):
    school = InstitutionFactory()
    places = {"institution": school, "municipality": school.parent, "region": school.region}
    member = MembershipFactory(role=role, organization=places[Role(role).level])
    return member_of(member.user, TODAY).get()


@pytest.mark.parametrize("role", Role)
def test_what_lines_tell_of_is_written_without_reading(role, django_assert_num_queries):
    """The statement is kept for the day: it may depend on nothing that is read."""
    member = somebody(role)

    with django_assert_num_queries(0):
        statement = attention._written_once(member, (), YEAR, TODAY)

    assert {*statement.names} | {*statement.empty} == {
        code for code, line in attention.ATTENTION.items() if line in attention._ROWS
    }


@pytest.mark.parametrize(("role", "most"), [("curator", 9), ("methodist", 8), ("coordinator", 8)])
def test_home_asks_at_once_which_lines_there_are(role, most, django_assert_max_num_queries):
    member = somebody(role)

    with django_assert_max_num_queries(most):
        lines_for(member, YEAR, TODAY)


def test_line_comes_with_its_rows_and_goes_with_them():
    member = somebody(Role.CURATOR)
    before = lines_for(member, YEAR, TODAY)
    draft = DocumentFactory(organization=member.organization, school_year=YEAR.first)

    urls = [line.url for line in lines_for(member, YEAR, TODAY) if line not in before]
    assert urls == [draft.get_absolute_url()]

    draft.delete()
    assert lines_for(member, YEAR, TODAY) == before
