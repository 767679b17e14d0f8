from datetime import date

import pytest

from mentorship.organizations.school_year import SchoolYear
from mentorship.programs.attention import programs_await_approval
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory
from tests.factories.programs import ActivityFactory, ProgramFactory, approve

pytestmark = pytest.mark.django_db
YEAR, TODAY = SchoolYear(2022), date(2022, 11, 1)


def test_director_is_told_of_programs_with_a_plan_that_nobody_approved():
    director = MembershipFactory(role="director")
    programs = [
        ProgramFactory(pair=PairFactory(institution=director.organization)) for _ in range(3)
    ]
    for program in programs[:2]:
        ActivityFactory(program=program)
    approve(programs[1])

    line = programs_await_approval(director, YEAR, TODAY)

    assert (line.count, line.text, line.url) == (
        1,
        "программа составлена и ждёт утверждения",
        "/programs/",
    )


@pytest.mark.parametrize("role", ["curator", "mentor", "council"])
def test_others_are_not_told(role):
    member = MembershipFactory(role=role)
    program = ProgramFactory(pair=PairFactory(institution=member.organization))
    ActivityFactory(program=program)

    assert programs_await_approval(member, YEAR, TODAY) is None
