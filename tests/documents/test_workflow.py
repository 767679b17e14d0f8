import pytest

from mentorship.documents.models import Document
from mentorship.documents.workflow import can_attach_scan, can_edit, moves_open_to
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Role

PREPARE = {"curator", "director", "methodist", "coordinator"}
OPEN = {
    (role, state): moves
    for role in PREPARE
    for state, moves in (("draft", ["register", "drop"]), ("registered", ["cancel"]))
}
SQUARE = [(role, state) for role in Role.values for state in Document.State.values]


def pair_of(role, state, own=True):
    member = Membership(role=role, organization_id=1)
    return member, Document(state=state, organization_id=1 if own else 2)


@pytest.mark.parametrize(("role", "state"), SQUARE)
def test_moves_open_to_role_in_state(role, state):
    assert moves_open_to(*pair_of(role, state)) == OPEN.get((role, state), [])


@pytest.mark.parametrize(("role", "state"), SQUARE)
def test_no_move_is_open_on_a_foreign_document(role, state):
    assert moves_open_to(*pair_of(role, state, own=False)) == []


@pytest.mark.parametrize(("role", "state"), SQUARE)
def test_drafts_are_edited_and_registered_papers_scanned_by_who_prepares_them(role, state):
    prepares = role in PREPARE

    assert can_edit(*pair_of(role, state)) is (prepares and state == "draft")
    assert can_attach_scan(*pair_of(role, state)) is (prepares and state == "registered")
