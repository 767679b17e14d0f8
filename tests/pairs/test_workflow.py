import pytest

from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role
from mentorship.pairs.models import Pair
from mentorship.pairs.workflow import (
    MOVES,
    can_ask_trial,
    can_edit,
    can_edit_draft,
    can_substitute,
    may_move,
    moves_open_to,
)

BUTTONS = {
    ("curator", "draft"): ["propose", "decline", "drop"],
    ("curator", "proposed"): ["accept", "decline", "return_to_draft"],
    ("curator", "accepted"): ["decline", "return_to_draft"],
    ("curator", "ordered"): ["start", "complete", "dissolve"],
    ("curator", "active"): ["complete", "dissolve"],
}
# Owners of pairs are institutions, where nobody works as a methodist or a coordinator.
END_BY_ORDER = ["complete_by_order", "dissolve_by_order"]
BY_ORDER = {
    (role, state): moves
    for role in ("curator", "director", "methodist", "coordinator")
    for state, moves in (
        ("accepted", ["order"]),
        ("ordered", ["cancel_order", *END_BY_ORDER]),
        ("active", ["cancel_order", *END_BY_ORDER]),
    )
}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("state", Pair.State.values)
def test_moves_open_to_role_in_state(role, state):
    moves = moves_open_to(
        Membership(role=role, organization_id=1), Pair(state=state, institution_id=1)
    )

    assert moves == BUTTONS.get((role, state), [])


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("state", Pair.State.values)
def test_order_moves_follow_the_right_to_register(role, state):
    member = Membership(role=role, organization_id=1)
    pair = Pair(state=state, institution_id=1)

    moves = [name for name in MOVES if MOVES[name].by_order and may_move(member, pair, name)]

    assert moves == BY_ORDER.get((role, state), [])


@pytest.mark.parametrize("state", Pair.State.values)
def test_mentors_school_makes_no_move(state):
    pair = Pair(state=state, institution_id=1, mentor_institution_id=2)
    member = Membership(role="curator", organization_id=2)

    assert moves_open_to(member, pair) == []
    assert not can_edit(member, pair)


def test_move_unknown_is_nobodys():
    assert not may_move(
        Membership(role="curator", organization_id=1), Pair(state="draft", institution_id=1), "fly"
    )


@pytest.mark.parametrize("state", Pair.State.values)
def test_members_change_until_the_pair_is_over(state):
    pair = Pair(state=state, institution_id=1)

    assert can_edit(Membership(role="curator", organization_id=1), pair) == (
        state not in {"completed", "dissolved", "declined"}
    )


@pytest.mark.parametrize(
    ("may", "states"),
    [
        (can_edit_draft, {"draft"}),
        (can_ask_trial, {"proposed", "accepted"}),
        (can_substitute, {"ordered", "active"}),
    ],
)
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("state", Pair.State.values)
def test_changes_are_open_to_the_curator_in_their_states(may, states, role, state):
    member = Membership(role=role, organization_id=1)

    allowed = may(member, Pair(state=state, institution_id=1))

    assert allowed == (role == "curator" and state in states)
