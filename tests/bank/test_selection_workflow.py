"""The whole role × stage square, without a database."""

from datetime import date

import pytest

from mentorship.bank.models import MentorEntry
from mentorship.bank.selection_workflow import STEPS, steps_from, steps_open_to
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role

OPEN = {
    "applied": ["interview", "decline"],
    "interviewed": ["train", "decline", "take_back"],
    "trained": ["admit", "decline", "take_back"],
    "admitted": ["take_back"],
    "declined": ["take_back"],
}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("stage", MentorEntry.Stage.values)
def test_steps_open_to_role_at_stage(role, stage):
    member = Membership(role=role, organization_id=1)

    steps = steps_open_to(member, MentorEntry(stage=stage, institution_id=1))

    assert steps == (OPEN[stage] if role == Role.CURATOR else [])


@pytest.mark.parametrize(
    "entry",
    [
        MentorEntry(stage="applied", institution_id=2),
        MentorEntry(stage="applied", institution_id=1, left_on=date(2022, 10, 1)),
    ],
    ids=["foreign", "left"],
)
def test_no_steps_with_a_foreign_mentor_or_one_who_left(entry):
    assert steps_open_to(Membership(role=Role.CURATOR, organization_id=1), entry) == []


@pytest.mark.parametrize("stage", MentorEntry.Stage.values)
def test_list_of_a_stage_offers_its_steps(stage):
    assert steps_from(stage) == OPEN[stage]


def test_only_refusals_need_words_and_only_the_admission_takes_an_order():
    assert {name for name, step in STEPS.items() if step.needs_comment} == {"decline", "take_back"}
    assert {name for name, step in STEPS.items() if step.takes_order} == {"admit"}
