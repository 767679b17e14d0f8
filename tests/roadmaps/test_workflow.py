"""The whole squares role × place and role × state, without a database."""

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Role
from roadmaps.models import Roadmap, Section, Task
from roadmaps.workflow import (
    LOCKED,
    MOVES,
    can_edit,
    can_import,
    can_keep,
    can_open_evidence,
    may_move,
    moves_open_to,
    refuse_edit,
)

EDITORS = {"curator", "methodist"}
READERS = EDITORS | {"director", "council", "psychologist", "coordinator"}
# Of an institution's plan: who moves it from each state, by order or by a button.
OF_INSTITUTION = {
    "submit": ({"draft", "returned"}, {"curator"}),
    "recall": ({"submitted"}, {"curator"}),
    "open": ({"submitted"}, {"methodist"}),
    "take_over": ({"in_review"}, {"methodist"}),
    "return": ({"in_review"}, {"methodist"}),
    "agree": ({"in_review"}, {"methodist"}),
    "approve": ({"agreed"}, {"curator", "director"}),
    "cancel_order": ({"approved", "closed"}, {"curator", "director"}),
    "correct": ({"agreed", "approved"}, {"curator"}),
    "drop_agreed_correction": ({"draft"}, {"curator"}),
    "close": ({"approved"}, {"curator"}),
    "reopen": ({"closed"}, {"curator"}),
}
OF_MUNICIPALITY = {
    "approve_own": ({"draft"}, {"methodist"}),
    "cancel_own_order": ({"approved", "closed"}, {"methodist"}),
    "correct": ({"agreed", "approved"}, {"methodist"}),
    "close": ({"approved"}, {"methodist"}),
    "reopen": ({"closed"}, {"methodist"}),
}
CITY, SCHOOL, OTHER = 1, 2, 3
LEVELS = {"coordinator": (0, "region"), "methodist": (CITY, "municipality")}


def person(role):
    """A member of the level the role belongs to: the region, the city, or the school."""
    key, level = LEVELS.get(role, (SCHOOL, "institution"))
    return Membership(
        role=role, organization=Organization(pk=key, level=level), organization_id=key
    )


def plan(state, *, of=SCHOOL, parent=CITY):
    level = "municipality" if of == CITY else "institution"
    organization = Organization(pk=of, level=level, parent_id=parent)
    return Roadmap(organization=organization, state=state)


def row_of(model, owner, state=Roadmap.State.DRAFT):
    roadmap = Roadmap(organization_id=owner, state=state)
    return (
        roadmap
        if model is Roadmap
        else Task(organization_id=owner, section=Section(roadmap=roadmap))
    )


@pytest.mark.parametrize("state", Roadmap.State.values)
@pytest.mark.parametrize("role", Role.values)
def test_moves_of_an_institutions_plan_fill_the_square(role, state):
    expected = {
        name
        for name, (states, roles) in OF_INSTITUTION.items()
        if state in states and role in roles
    }

    found = {name for name in MOVES if may_move(person(role), plan(state), name)}
    assert found == expected


@pytest.mark.parametrize("state", Roadmap.State.values)
@pytest.mark.parametrize("role", Role.values)
def test_moves_of_a_municipal_plan_fill_the_square(role, state):
    expected = {
        name
        for name, (states, roles) in OF_MUNICIPALITY.items()
        if state in states and role in roles
    }

    found = {name for name in MOVES if may_move(person(role), plan(state, of=CITY, parent=0), name)}
    assert found == expected


@pytest.mark.parametrize("state", Roadmap.State.values)
@pytest.mark.parametrize("role", Role.values)
def test_nobody_moves_the_plan_of_another_municipality(role, state):
    elsewhere = plan(state, of=OTHER, parent=99)

    assert [name for name in MOVES if may_move(person(role), elsewhere, name)] == []


@pytest.mark.parametrize("state", Roadmap.State.values)
def test_archived_plan_is_moved_by_the_cancelling_of_its_order_alone(state):
    archived = plan(state)
    archived.archived_on = "2026-09-01"

    assert moves_open_to(person("curator"), archived) == []


def test_correction_of_an_approved_plan_leads_back_to_its_order():
    corrected = plan("draft")
    corrected.approving_order_id = 7

    back = [name for name in MOVES if name.startswith("drop")]
    assert [name for name in back if may_move(person("curator"), corrected, name)] == [
        "drop_correction"
    ]
    assert moves_open_to(person("curator"), corrected) == ["submit"]


def test_moves_by_order_are_no_buttons():
    assert moves_open_to(person("director"), plan("agreed")) == []


def test_move_nobody_knows_is_refused():
    assert may_move(person("curator"), plan("draft"), "agree_by_itself") is False


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("model", [Roadmap, Task])
@pytest.mark.parametrize("owner", [1, 2])
def test_rows_are_edited_by_editors_of_their_organization(role, model, owner):
    member = Membership(role=role, organization_id=1)

    assert can_edit(member, row_of(model, owner)) is (role in EDITORS and owner == 1)


@pytest.mark.parametrize("state", Roadmap.State.values)
@pytest.mark.parametrize("model", [Roadmap, Task])
def test_text_is_locked_in_review_and_after_it_but_reports_never_are(model, state):
    member = Membership(role="curator", organization_id=1)
    row = row_of(model, 1, state)

    is_open = state in {"draft", "returned"}
    assert (can_edit(member, row), can_keep(member, row)) == (is_open, True)


@pytest.mark.parametrize("state", sorted(LOCKED))
def test_refusal_of_an_edit_tells_the_way_out(state):
    member = Membership(role="curator", organization_id=1)

    with pytest.raises(DomainError) as refusal:
        refuse_edit(member, row_of(Task, 1, state))

    assert str(refusal.value) == LOCKED[state]


def test_refusal_of_an_edit_tells_strangers_nothing():
    with pytest.raises(PermissionDenied):
        refuse_edit(Membership(role="curator", organization_id=1), row_of(Roadmap, 2, "approved"))


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("owner", [1, 2])
def test_roadmaps_are_imported_by_editors_for_their_organization(role, owner):
    member = Membership(role=role, organization_id=1)

    assert can_import(member, Organization(pk=owner)) is (role in EDITORS and owner == 1)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("owner", [1, 2])
def test_evidence_is_opened_inside_its_organization(role, owner):
    member = Membership(role=role, organization_id=1)

    task = Task(organization_id=owner)
    assert can_open_evidence(member, task) is (role in READERS and owner == 1)
