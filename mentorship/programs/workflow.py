"""Moves of a program: one table feeds the buttons, the refusals of the service and the tests."""

from typing import NamedTuple

from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right, Role
from mentorship.pairs.models import Pair
from mentorship.pairs.workflow import is_owner
from mentorship.programs.models import Program

State = Program.State


class Move(NamedTuple):
    """One move: states it starts from, the state it ends in, who may make it, and its words.

    `by_paper` moves follow from registering or cancelling the printed program and are never a
    button. Moves with `needs_consent` are refused while somebody of the pair has none in force,
    those with `needs_order` before the pair stands in an order.
    """

    sources: frozenset[str]
    target: Program.State
    right: Right
    label: str
    done: str
    needs_consent: bool = False
    needs_comment: bool = False
    needs_order: bool = False
    by_paper: bool = False


MOVES: dict[str, Move] = {
    "approve": Move(
        frozenset({State.DRAFT}),
        State.APPROVED,
        Right.PROGRAMS_APPROVE,
        "Утвердить программу",
        "Утверждена",
        needs_consent=True,
    ),
    "approve_by_paper": Move(
        frozenset({State.DRAFT}),
        State.APPROVED,
        Right.DOCUMENTS_REGISTER,
        "Утвердить документом",
        "Утверждена документом",
        needs_consent=True,
        by_paper=True,
    ),
    "cancel_paper": Move(
        frozenset({State.APPROVED, State.RUNNING}),
        State.DRAFT,
        Right.DOCUMENTS_REGISTER,
        "Отменить документ",
        "Документ отменён, программа снова составляется",
        by_paper=True,
    ),
    "return_to_draft": Move(
        frozenset({State.APPROVED}),
        State.DRAFT,
        Right.PROGRAMS_APPROVE,
        "Вернуть на доработку",
        "Возвращена на доработку",
        needs_comment=True,
    ),
    "start": Move(
        frozenset({State.APPROVED}),
        State.RUNNING,
        Right.PAIRS_EDIT,
        "Начать выполнение",
        "Начата",
        needs_consent=True,
        needs_order=True,
    ),
    "complete": Move(
        frozenset({State.RUNNING}),
        State.COMPLETED,
        Right.PAIRS_EDIT,
        "Завершить программу",
        "Завершена",
    ),
    "reopen": Move(
        frozenset({State.COMPLETED}),
        State.RUNNING,
        Right.PAIRS_EDIT,
        "Вернуть к выполнению",
        "Снова выполняется",
        needs_comment=True,
    ),
}

# History rows that are no moves between states.
EVENTS = {"create": "Составлена", "correct": "Исправлена после утверждения"}

# What comes next, by state.
NEXT_STEPS = {
    State.DRAFT: "Составьте план; утверждает программу руководитель – здесь или подписав документ.",
    State.APPROVED: "Программа утверждена: начните её выполнение.",
    State.RUNNING: "Наставник отмечает результат каждого мероприятия; по окончании составьте "
    "итоговый отчёт.",
    State.COMPLETED: "Внесите результаты в базы наставников и наставляемых.",
}


AWAITING_ORDER = "Программа утверждена; выполнение начнётся, когда пара будет закреплена приказом."


def is_before_order(program: Program) -> bool:
    """Whether the pair is still being made: nobody has been told to work by it."""
    return program.pair.state not in Pair.TAKING_PART | Pair.OVER


def next_step_of(program: Program) -> str:
    """What comes next, in words."""
    if program.state == State.APPROVED and is_before_order(program):
        return AWAITING_ORDER
    return NEXT_STEPS[State(program.state)]


def may_move(member: Membership, program: Program, action: str) -> bool:
    """Whether the member may make this move on this program now, those of the paper included."""
    move = MOVES.get(action)
    return (
        move is not None
        and program.state in move.sources
        and member.may(move.right)
        and is_owner(member, program.pair)
        and not (action == "return_to_draft" and program.approval_document_id)
    )


def moves_open_to(member: Membership, program: Program) -> list[str]:
    """Names of the moves that are buttons for this member on this program now."""
    return [
        name
        for name, move in MOVES.items()
        if not move.by_paper and may_move(member, program, name)
    ]


def can_edit(member: Membership, program: Program) -> bool:
    """The owner's curator writes the program until it is completed; results may come later."""
    own = member.may(Right.PAIRS_EDIT) and is_owner(member, program.pair)
    return own and program.state != State.COMPLETED


def is_mentor_of(member: Membership, program: Program) -> bool:
    """Whether the member is the very mentor of the pair."""
    mentor = program.pair.mentor_entry.person
    return member.role == Role.MENTOR and mentor.user_id == member.user_id


def can_mark(member: Membership, program: Program) -> bool:
    """The mentor of the pair, or the owner's curator, says what came of an approved plan."""
    own = member.may(Right.PAIRS_EDIT) and is_owner(member, program.pair)
    is_under_way = program.state in {State.APPROVED, State.RUNNING}
    return is_under_way and (own or is_mentor_of(member, program))


def can_report(member: Membership, program: Program) -> bool:
    """The final report is the mentor's; the owner's curator may write it for them."""
    own = member.may(Right.PAIRS_EDIT) and is_owner(member, program.pair)
    is_late = program.state in {State.RUNNING, State.COMPLETED}
    return is_late and (own or is_mentor_of(member, program))


def can_write_results(member: Membership, program: Program) -> bool:
    """Results go back into the banks at the end of a program (S002, row 33)."""
    own = member.may(Right.BANK_EDIT) and is_owner(member, program.pair)
    return own and program.state in {State.RUNNING, State.COMPLETED}
