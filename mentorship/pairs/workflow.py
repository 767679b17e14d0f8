"""Moves of a pair: one table feeds the buttons, the refusals of the service and the tests."""

from typing import NamedTuple

from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right, Role
from mentorship.pairs.models import Pair

State = Pair.State


class Move(NamedTuple):
    """One move: states it starts from, the state it ends in, who may make it, and its words.

    `target` None deletes the draft. `by_order` moves are made by registering or cancelling the
    order and are never a button. Moves with `needs_consent` are refused while a side has no
    consent to processing in force; ending a pair never is. `needs_comment` is satisfied by a reason
    of the reference list or by words; `needs_closure` asks for words where a point of the checklist
    of the end is missing (`closing.py`).
    """

    sources: frozenset[str]
    target: Pair.State | None
    right: Right
    label: str
    done: str
    needs_consent: bool = False
    needs_agreement: bool = False
    needs_comment: bool = False
    needs_closure: bool = False
    by_order: bool = False


MOVES: dict[str, Move] = {
    "propose": Move(
        frozenset({State.DRAFT}),
        State.PROPOSED,
        Right.PAIRS_EDIT,
        "Предложить сторонам",
        "Предложена сторонам",
        needs_consent=True,
    ),
    "accept": Move(
        frozenset({State.PROPOSED}),
        State.ACCEPTED,
        Right.PAIRS_EDIT,
        "Стороны согласны",
        "Согласована сторонами",
        needs_consent=True,
        needs_agreement=True,
    ),
    "order": Move(
        frozenset({State.ACCEPTED}),
        State.ORDERED,
        Right.DOCUMENTS_REGISTER,
        "Закрепить приказом",
        "Закреплена приказом",
        needs_consent=True,
        needs_agreement=True,
        by_order=True,
    ),
    "cancel_order": Move(
        frozenset({State.ORDERED, State.ACTIVE}),
        State.ACCEPTED,
        Right.DOCUMENTS_REGISTER,
        "Отменить приказ",
        "Приказ отменён, пара снова ждёт приказа",
        by_order=True,
    ),
    "start": Move(
        frozenset({State.ORDERED}),
        State.ACTIVE,
        Right.PAIRS_EDIT,
        "Начать работу",
        "Начала работу",
        needs_consent=True,
    ),
    "complete": Move(
        frozenset({State.ORDERED, State.ACTIVE}),
        State.COMPLETED,
        Right.PAIRS_EDIT,
        "Завершить",
        "Завершена",
        needs_closure=True,
    ),
    "dissolve": Move(
        frozenset({State.ORDERED, State.ACTIVE}),
        State.DISSOLVED,
        Right.PAIRS_EDIT,
        "Расторгнуть",
        "Расторгнута",
        needs_comment=True,
    ),
    "complete_by_order": Move(
        frozenset({State.ORDERED, State.ACTIVE}),
        State.COMPLETED,
        Right.DOCUMENTS_REGISTER,
        "Завершить приказом",
        "Завершена приказом",
        by_order=True,
    ),
    "dissolve_by_order": Move(
        frozenset({State.ORDERED, State.ACTIVE}),
        State.DISSOLVED,
        Right.DOCUMENTS_REGISTER,
        "Расторгнуть приказом",
        "Расторгнута приказом",
        needs_comment=True,
        by_order=True,
    ),
    "decline": Move(
        frozenset({State.DRAFT, State.PROPOSED, State.ACCEPTED}),
        State.DECLINED,
        Right.PAIRS_EDIT,
        "Не состоялась",
        "Не состоялась, стороны снова ждут подбора",
        needs_comment=True,
    ),
    "return_to_draft": Move(
        frozenset({State.PROPOSED, State.ACCEPTED}),
        State.DRAFT,
        Right.PAIRS_EDIT,
        "Вернуть в черновик",
        "Возвращена в черновик",
    ),
    "drop": Move(
        frozenset({State.DRAFT}), None, Right.PAIRS_EDIT, "Удалить черновик", "Черновик удалён"
    ),
}

# What the owner does next, by state; an ended pair wants nothing.
NEXT_STEPS = {
    State.DRAFT: "Расскажите о паре обеим сторонам и отметьте, что она предложена.",
    State.PROPOSED: (
        "Проведите пробную встречу, запишите ответы сторон и дни их письменного согласия."
    ),
    State.ACCEPTED: "Пара ждёт приказа о закреплении.",
    State.ORDERED: "Программа составлена: начните работу.",
    State.ACTIVE: "Записывайте встречи; когда программа пройдена, подведите итоги пары.",
}

# The same by what is recorded already, in this order; for whoever records it.
MEET, HEAR, AGREE, ACCEPT = (
    "Проведите пробную встречу и запишите её.",
    "Пробная встреча записана. Запишите, что ответили стороны.",
    "Стороны ответили. Запишите дни их письменного согласия.",
    "Встреча, ответы и согласие записаны: отметьте, что стороны согласны, и пара войдёт в приказ.",
)
NO_PROGRAM = {
    State.ORDERED: "Составьте программу пары, потом начните работу.",
    State.ACTIVE: "Составьте программу пары и записывайте встречи.",
}

# History rows that are no moves between states.
EVENTS = {
    "create": "Составлена",
    "draft_updated": "Изменён черновик",
    "mentor_substituted": "Записана замена наставника",
    "trial_asked": "Выдана ссылка для ответа после пробной встречи",
    "trial_answered": "Записан ответ после пробной встречи",
    "agree": "Записано согласие сторон",
    "member_added": "Добавлен наставляемый",
    "member_removed": "Выведен наставляемый",
    "end_order": "Завершение оформлено приказом",
    "end_order_cancelled": "Приказ о завершении отменён",
}


def is_owner(member: Membership, pair: Pair) -> bool:
    """The mentee's institution writes the pair; the mentor's institution only reads it."""
    return pair.institution_id == member.organization_id


def may_move(member: Membership, pair: Pair, action: str) -> bool:
    """Whether the member may make this move on this pair now, moves of the order included."""
    move = MOVES.get(action)
    return (
        move is not None
        and pair.state in move.sources
        and member.may(move.right)
        and is_owner(member, pair)
    )


def moves_open_to(member: Membership, pair: Pair) -> list[str]:
    """Names of the moves that are buttons for this member on this pair now."""
    return [
        name for name, move in MOVES.items() if not move.by_order and may_move(member, pair, name)
    ]


def can_edit(member: Membership, pair: Pair) -> bool:
    """Members and agreements are changed by the owner's curator while the pair is not over."""
    return member.may(Right.PAIRS_EDIT) and is_owner(member, pair) and pair.state not in Pair.OVER


def can_record_agreement(member: Membership, pair: Pair) -> bool:
    """Written agreement is recorded before the sides are said to agree."""
    return can_edit(member, pair) and pair.state in {State.DRAFT, State.PROPOSED}


def can_edit_draft(member: Membership, pair: Pair) -> bool:
    """Kind, variant, days and words change freely until the pair is proposed."""
    return can_edit(member, pair) and pair.state == State.DRAFT


def can_substitute(member: Membership, pair: Pair) -> bool:
    """A mentor is substituted once an order made the pair; before it, it is drafted anew."""
    return can_edit(member, pair) and pair.state in Pair.WORKING


def can_ask_trial(member: Membership, pair: Pair) -> bool:
    """Both sides are asked after the trial meeting, which comes before the order (S002, 22)."""
    return can_edit(member, pair) and pair.state in {State.PROPOSED, State.ACCEPTED}


def can_record_meeting(member: Membership, pair: Pair) -> bool:
    """The owner's curator, or the mentor of this very pair; a draft does not meet yet.

    Meetings of an ended pair may be recorded later: the journal on paper comes last.
    """
    if pair.state == State.DRAFT:
        return False
    if member.role == Role.MENTOR:
        return pair.mentor_entry.person.user_id == member.user_id
    return member.may(Right.PAIRS_EDIT) and is_owner(member, pair)
