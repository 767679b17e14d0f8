from datetime import date

import pytest

from mentorship.bank.lifecycle import Turn
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys import year_turn
from mentorship.surveys.models import Invitation
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import InvitationFactory, questionnaire

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


def invited(curator, code, year=2022):
    return InvitationFactory(
        institution=curator.organization,
        batch__questionnaire=questionnaire(code),
        batch__school_year=year,
    )


def turn(curator):
    return Turn(curator, SchoolYear(2022), {}, date(2023, 6, 20))


def test_links_about_the_ended_year_close_and_others_stay(curator):
    asked = {invited(curator, "mentee-satisfaction"), invited(curator, "exit-mentee-pupil")}
    entering = invited(curator, "mentee-pupil")
    later = invited(curator, "mentee-satisfaction", year=2023)
    InvitationFactory(batch__questionnaire=questionnaire("mentee-satisfaction"))
    assert [line.count for line in year_turn.preview(turn(curator))] == [2]
    assert [line.count for line in year_turn.carry_out(turn(curator))] == [2]
    still = Invitation.objects.visible_to(curator).open()
    assert set(still) == {entering, later}
    assert not asked & set(still)
