import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.organizations.roles import RIGHTS, Role
from mentorship.programs import services
from mentorship.programs.models import Program
from mentorship.programs.workflow import (
    AWAITING_ORDER,
    MOVES,
    can_mark,
    can_report,
    may_move,
    moves_open_to,
)
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.programs import ActivityFactory, ProgramFactory, approve

pytestmark = pytest.mark.django_db
State = Program.State
BUTTONS = [name for name, move in MOVES.items() if not move.by_paper]
INSTITUTION = [role for role in Role if role.level == "institution"]


def ordered():
    """Values of a pair that stands in an order."""
    order = DocumentFactory()
    return {
        "pair__state": "ordered",
        "pair__order": order,
        "pair__institution": order.organization,
    }


def program_in(state, **values):
    program = ProgramFactory(**ordered() | values)
    ActivityFactory(program=program)
    return program if state == State.DRAFT else approve(program, state)


@pytest.mark.parametrize("role", INSTITUTION)
@pytest.mark.parametrize("state", State)
def test_every_button_is_made_by_its_role_in_its_state_alone(state, role):
    program = program_in(state)
    member = MembershipFactory(role=role, organization=program.institution)

    shown = moves_open_to(member, program)

    assert shown == [
        name
        for name in BUTTONS
        if state in MOVES[name].sources and role in RIGHTS[MOVES[name].right]
    ]


@pytest.mark.parametrize("action", BUTTONS)
@pytest.mark.parametrize("state", State)
def test_service_makes_what_the_button_shows_and_refuses_the_rest(state, action):
    program = program_in(state)
    role = next(iter(RIGHTS[MOVES[action].right]))
    member = MembershipFactory(role=role, organization=program.institution)
    is_open = may_move(member, program, action)

    try:
        moved = services.move_program(
            member=member, program=program, action=action, comment="Причина"
        )
    except DomainError:
        moved = None

    assert (moved.state if moved else None) == (MOVES[action].target if is_open else None)


@pytest.mark.parametrize("action", ["approve_by_paper", "cancel_paper", "elope"])
def test_moves_of_the_paper_are_no_buttons(action):
    program = program_in(State.DRAFT)
    director = MembershipFactory(role="director", organization=program.institution)

    with pytest.raises(PermissionDenied):
        services.move_program(member=director, program=program, action=action)


def test_foreign_director_approves_nothing():
    program = program_in(State.DRAFT)

    with pytest.raises(PermissionDenied):
        services.move_program(
            member=MembershipFactory(role="director"), program=program, action="approve"
        )


@pytest.mark.parametrize(
    ("state", "marks", "reports"),
    [
        ("draft", False, False),
        ("approved", True, False),
        ("running", True, True),
        ("completed", False, True),
    ],
)
def test_mentor_marks_and_reports_of_the_own_pair_alone(state, marks, reports):
    program = program_in(state)
    own, other = (
        MembershipFactory(role="mentor", organization=program.institution) for _ in range(2)
    )
    program.pair.mentor_entry.person.user = own.user

    assert (can_mark(own, program), can_report(own, program)) == (marks, reports)
    assert (can_mark(other, program), can_report(other, program)) == (False, False)


def test_program_begins_after_the_order_on_its_pair(sign_in):
    program = ProgramFactory()
    ActivityFactory(program=program)
    approve(program)
    curator = MembershipFactory(organization=program.institution)

    page = sign_in(curator, 2022).get(program.get_absolute_url()).context
    with pytest.raises(DomainError, match="после приказа"):
        services.move_program(member=curator, program=program, action="start")

    assert (page["moves"], page["next_step"]) == ([], AWAITING_ORDER)
