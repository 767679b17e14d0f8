from datetime import date

import pytest

from mentorship.bank.lifecycle import Turn
from mentorship.organizations.school_year import SchoolYear
from mentorship.programs import year_turn
from mentorship.programs.models import Program
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory
from tests.factories.programs import ProgramFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def turn():
    return Turn(MembershipFactory(), SchoolYear(2022), {}, date(2023, 6, 20))


def program_in(turn, **fields):
    return ProgramFactory(pair=PairFactory(institution=turn.member.organization), **fields)


def counts(lines):
    return [line.count for line in lines]


def test_programs_under_way_end_with_their_year(turn):
    running, draft = program_in(turn, running=True), program_in(turn)
    assert counts(year_turn.preview(turn)) == [1, 1]
    assert counts(year_turn.carry_out(turn)) == [1]
    running.refresh_from_db()
    draft.refresh_from_db()
    assert (running.state, draft.state) == (Program.State.COMPLETED, Program.State.DRAFT)


def test_programs_of_other_schools_and_years_stay(turn):
    ProgramFactory(running=True)
    later = program_in(turn, running=True)
    later.pair.school_year = 2023
    later.pair.save()
    assert counts(year_turn.preview(turn)) == [0]
