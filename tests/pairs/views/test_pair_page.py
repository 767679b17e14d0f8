"""The next step of a pair follows what is recorded, not its state alone."""

from datetime import date

import pytest

from mentorship.pairs import trials
from mentorship.pairs.models import Meeting
from mentorship.pairs.rules import people_of
from mentorship.pairs.workflow import ACCEPT, AGREE, HEAR, MEET, NO_PROGRAM
from tests.factories.pairs import MeetingFactory
from tests.factories.programs import ProgramFactory


@pytest.fixture
def desk(sign_in, curator, year):
    return sign_in(curator)


def step(desk, pair):
    return desk.get(pair.get_absolute_url()).context["next_step"]


def test_next_step_of_a_proposed_pair_follows_the_facts(desk, curator, make_pair):
    pair = make_pair("proposed")
    told = [step(desk, pair)]
    MeetingFactory(pair=pair, stage=Meeting.Stage.TRIAL)
    told.append(step(desk, pair))
    for person in people_of(pair):
        trials.record_answer(
            pair=pair,
            member=curator,
            person=person,
            word="yes",
            remark="",
            answered_on=date(2022, 9, 20),
        )
    told.append(step(desk, pair))
    type(pair).objects.filter(pk=pair.pk).update(mentor_agreed_on=date(2022, 9, 20))
    pair.members.update(agreed_on=date(2022, 9, 20))
    told.append(step(desk, pair))

    assert told == [MEET, HEAR, AGREE, ACCEPT]


@pytest.mark.parametrize("state", ["ordered", "active"])
def test_pair_without_a_program_is_told_to_have_one(desk, make_pair, state):
    pair = make_pair(state)
    page = desk.get(pair.get_absolute_url()).context

    assert (page["asks_program"], page["next_step"]) == (True, NO_PROGRAM[state])
    assert page["forward"] == ()


def test_pair_with_a_program_begins_to_work(desk, make_pair):
    pair = make_pair("ordered")
    ProgramFactory(pair=pair)
    page = desk.get(pair.get_absolute_url()).context

    assert (page["asks_program"], "start" in page["forward"]) == (False, True)
