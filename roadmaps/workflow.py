"""Who may do what with a plan: one table feeds the buttons, the refusals and the tests."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from roadmaps.models import Roadmap, Task

State = Roadmap.State


class Move(NamedTuple):
    """One move: states it starts from, the state it ends in, who may make it, and its words.

    `from_above` moves belong to whoever reviews the institution, all others to the organization
    whose plan it is. `by_order` moves are made by registering or cancelling an order and are never
    a button. `reviewed` tells plans that are agreed with the municipality first (those of
    institutions) from those that are not; None is both. `has_order` asks for an order in force, or
    for none. `by_history` moves are offered only where the history of the plan leads back
    (`review.history.is_untouched_correction`).
    """

    sources: frozenset[State]
    target: State
    right: Right
    label: str
    done: str
    from_above: bool = False
    by_order: bool = False
    reviewed: bool | None = None
    has_order: bool | None = None
    by_history: bool = False


MOVES: dict[str, Move] = {
    "submit": Move(
        frozenset({State.DRAFT, State.RETURNED}),
        State.SUBMITTED,
        Right.ROADMAPS_EDIT,
        "Отправить на проверку",
        "Отправлена на проверку",
        reviewed=True,
    ),
    "recall": Move(
        frozenset({State.SUBMITTED}),
        State.DRAFT,
        Right.ROADMAPS_EDIT,
        "Отозвать с проверки",
        "Отозвана с проверки",
        reviewed=True,
    ),
    "open": Move(
        frozenset({State.SUBMITTED}),
        State.IN_REVIEW,
        Right.ROADMAPS_REVIEW,
        "Начать проверку",
        "Взята на проверку",
        from_above=True,
        reviewed=True,
    ),
    "take_over": Move(
        frozenset({State.IN_REVIEW}),
        State.IN_REVIEW,
        Right.ROADMAPS_REVIEW,
        "Забрать проверку себе",
        "Проверку продолжил другой методист",
        from_above=True,
        reviewed=True,
    ),
    "return": Move(
        frozenset({State.IN_REVIEW}),
        State.RETURNED,
        Right.ROADMAPS_REVIEW,
        "Вернуть на доработку",
        "Возвращена на доработку",
        from_above=True,
        reviewed=True,
    ),
    "agree": Move(
        frozenset({State.IN_REVIEW}),
        State.AGREED,
        Right.ROADMAPS_REVIEW,
        "Согласовать",
        "Согласована",
        from_above=True,
        reviewed=True,
    ),
    "approve": Move(
        frozenset({State.AGREED}),
        State.APPROVED,
        Right.DOCUMENTS_REGISTER,
        "Утвердить приказом",
        "Утверждена приказом",
        by_order=True,
        reviewed=True,
    ),
    "approve_own": Move(
        frozenset({State.DRAFT}),
        State.APPROVED,
        Right.DOCUMENTS_REGISTER,
        "Утвердить приказом",
        "Утверждена приказом",
        by_order=True,
        reviewed=False,
    ),
    "cancel_order": Move(
        frozenset({State.APPROVED, State.CLOSED}),
        State.AGREED,
        Right.DOCUMENTS_REGISTER,
        "Отменить приказ",
        "Приказ отменён, карта снова ждёт приказа",
        by_order=True,
        reviewed=True,
    ),
    "cancel_own_order": Move(
        frozenset({State.APPROVED, State.CLOSED}),
        State.DRAFT,
        Right.DOCUMENTS_REGISTER,
        "Отменить приказ",
        "Приказ отменён, карта снова ждёт приказа",
        by_order=True,
        reviewed=False,
    ),
    "correct": Move(
        frozenset({State.AGREED, State.APPROVED}),
        State.DRAFT,
        Right.ROADMAPS_EDIT,
        "Начать корректировку",
        "Начата корректировка",
    ),
    "drop_correction": Move(
        frozenset({State.DRAFT}),
        State.APPROVED,
        Right.ROADMAPS_EDIT,
        "Отменить корректировку",
        "Корректировка отменена, снова утверждена",
        has_order=True,
        by_history=True,
    ),
    "drop_agreed_correction": Move(
        frozenset({State.DRAFT}),
        State.AGREED,
        Right.ROADMAPS_EDIT,
        "Отменить корректировку",
        "Корректировка отменена, снова согласована",
        reviewed=True,
        has_order=False,
        by_history=True,
    ),
    "close": Move(
        frozenset({State.APPROVED}),
        State.CLOSED,
        Right.ROADMAPS_EDIT,
        "Завершить карту",
        "Завершена",
    ),
    "reopen": Move(
        frozenset({State.CLOSED}),
        State.APPROVED,
        Right.ROADMAPS_EDIT,
        "Вернуть в работу",
        "Снова в работе",
    ),
}

# Why the text of a plan cannot be changed now, and the way out.
LOCKED = {
    State.SUBMITTED: (
        "Дорожная карта отправлена на проверку. Чтобы изменить её, сначала отзовите её с проверки "
        "на странице карты."
    ),
    State.IN_REVIEW: (
        "Методист уже проверяет дорожную карту, изменить её нельзя. Дождитесь решения: если нужны "
        "правки, методист вернёт её с замечаниями."
    ),
    State.AGREED: (
        "Дорожная карта согласована. Чтобы изменить её, начните корректировку на странице карты: "
        "новая версия снова пойдёт на проверку."
    ),
    State.APPROVED: (
        "Дорожная карта утверждена приказом. Чтобы изменить её, начните корректировку на странице "
        "карты: новая версия снова пойдёт на утверждение."
    ),
    State.CLOSED: (
        "Дорожная карта завершена. Верните её в работу на странице карты, если завершили по ошибке."
    ),
}


def is_reviewed(roadmap: Roadmap) -> bool:
    """An institution's plan is agreed with the municipality; offices approve their own by order."""
    return roadmap.organization.is_institution


def may_move(member: Membership, roadmap: Roadmap, action: str) -> bool:
    """Whether the member may make this move on this plan now, moves of an order included.

    The row has come by `visible_to`, so a methodist's limits are kept; a plan in the archive is
    moved by nobody but by the cancelling of its order.
    """
    move = MOVES.get(action)
    if move is None or roadmap.state not in move.sources or not member.may(move.right):
        return False
    if move.reviewed not in (None, is_reviewed(roadmap)):
        return False
    if move.has_order not in (None, roadmap.approving_order_id is not None):
        return False
    if roadmap.archived_on and not action.startswith("cancel"):
        return False
    return reviews(member, roadmap) if move.from_above else keeps(member, roadmap)


def moves_open_to(member: Membership, roadmap: Roadmap) -> list[str]:
    """Names of the moves that are buttons for this member on this plan now."""
    return [
        name
        for name, move in MOVES.items()
        if not (move.by_order or move.by_history) and may_move(member, roadmap, name)
    ]


def keeps(member: Membership, row: Roadmap | Task) -> bool:
    """The very organization: nobody writes for those below."""
    return member.organization_id == row.organization_id


def reviews(member: Membership, roadmap: Roadmap) -> bool:
    """The municipality right above the institution."""
    return member.organization_id == roadmap.organization.parent_id


def can_import(member: Membership, organization: Organization) -> bool:
    """A roadmap is made by an editor of the very organization: nobody writes for those below."""
    return member.may(Right.ROADMAPS_EDIT) and member.organization_id == organization.pk


def can_keep(member: Membership, row: Roadmap | Task) -> bool:
    """Marks, report texts, files, read dates, links and addresses: the own organization's editor.

    In every state of the plan; a methodist keeps the municipal roadmap and only reads the schools'.
    """
    return member.may(Right.ROADMAPS_EDIT) and keeps(member, row)


def can_report(member: Membership, task: Task) -> bool:
    """Marks, report text, turns and files of one task: whoever keeps the plan, and a member of the
    same organization put in charge of this very task (a director, a psychologist, a council)."""
    if can_keep(member, task):
        return True
    in_house = member.may(Right.ROADMAPS_VIEW) and keeps(member, task)
    return in_house and task.responsibles.filter(membership=member).exists()


def can_edit(member: Membership, row: Roadmap | Task) -> bool:
    """Text, deadlines and the list of tasks: by the own organization, outside of review."""
    roadmap = row if isinstance(row, Roadmap) else row.section.roadmap
    return can_keep(member, row) and roadmap.state in Roadmap.EDITABLE


def refuse_edit(member: Membership, row: Roadmap | Task) -> None:
    """PermissionDenied to strangers; to the plan's keepers a DomainError with the way out."""
    if not can_keep(member, row):
        raise PermissionDenied
    roadmap = row if isinstance(row, Roadmap) else row.section.roadmap
    if not can_edit(member, row):
        raise DomainError(LOCKED[State(roadmap.state)])


def can_open_evidence(member: Membership, task: Task) -> bool:
    """Files may name people, so they stay inside the organization that added them."""
    return member.may(Right.ROADMAPS_VIEW) and member.organization_id == task.organization_id
