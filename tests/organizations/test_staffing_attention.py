from datetime import date

import pytest

from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.staffing_attention import nobody_answers
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2026, 11, 1), SchoolYear(2026)


@pytest.mark.parametrize(
    ("role", "levels_up", "count"), [("methodist", 1, 1), ("coordinator", 2, 2)]
)
def test_places_without_anybody_are_counted_as_they_are_listed(sign_in, role, levels_up, count):
    school = InstitutionFactory()
    place = school.parent if levels_up == 1 else school.parent.parent
    member = MembershipFactory(role=role, organization=place)

    line = nobody_answers(member, YEAR, TODAY)

    listed = sign_in(member).get(line.url).context["page_obj"]
    assert (line.count, len(listed)) == (count, count)


@pytest.mark.parametrize(
    ("role", "whom"),
    [
        ("methodist", "руководителя или куратора"),
        ("coordinator", "методиста, руководителя или куратора"),
    ],
)
def test_each_office_is_told_whom_it_may_invite(role, whom):
    school = InstitutionFactory()
    place = school.parent if role == "methodist" else school.region

    line = nobody_answers(MembershipFactory(role=role, organization=place), YEAR, TODAY)

    assert line.detail == f"пригласите {whom}: ссылка действует 24 часа"


def test_place_with_a_curator_is_no_worry():
    curator = MembershipFactory()
    methodist = MembershipFactory(role=Role.METHODIST, organization=curator.organization.parent)

    assert [nobody_answers(m, YEAR, TODAY) for m in (methodist, curator)] == [None, None]
