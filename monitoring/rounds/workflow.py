"""Who may do what with a report of a round: one table feeds buttons, refusals and tests."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.scoping import is_narrowed
from monitoring.models import Round, RoundReport

State = RoundReport.State


class Move(NamedTuple):
    """One move: the states it starts from, the one it ends in, who makes it, and its words.

    `from_above` moves belong to whoever reviews the institution, all others to the institution.
    `while_open` moves need a report that can still be sent. `page` names the page that asks for
    words first; without it the move is a button.
    """

    sources: frozenset[State]
    target: State
    right: Right
    label: str
    done: str
    from_above: bool = False
    while_open: bool = False
    page: str = ""


MOVES: dict[str, Move] = {
    "submit": Move(
        frozenset({State.DRAFT, State.RETURNED}),
        State.SUBMITTED,
        Right.REPORTS_SUBMIT,
        "Отправить отчёт",
        "Отчёт отправлен на проверку",
        while_open=True,
    ),
    "recall": Move(
        frozenset({State.SUBMITTED}),
        State.DRAFT,
        Right.REPORTS_SUBMIT,
        "Отозвать отчёт",
        "Отчёт отозван, его можно править",
        while_open=True,
    ),
    "correct": Move(
        frozenset({State.ACCEPTED}),
        State.DRAFT,
        Right.REPORTS_SUBMIT,
        "Исправить принятый отчёт",
        "Начато исправление; до его приёма в своде остаётся прежний отчёт",
        while_open=True,
        page="monitoring:round_report_correct",
    ),
    "accept": Move(
        frozenset({State.SUBMITTED}),
        State.ACCEPTED,
        Right.REPORTS_REVIEW,
        "Принять отчёт",
        "Отчёт принят",
        from_above=True,
    ),
    "return": Move(
        frozenset({State.SUBMITTED, State.ACCEPTED}),
        State.RETURNED,
        Right.REPORTS_REVIEW,
        "Вернуть с замечаниями",
        "Отчёт возвращён организации",
        from_above=True,
        page="monitoring:round_report_return",
    ),
}

# Why the report cannot be changed or sent now, and the way out.
LOCKED = {
    State.SUBMITTED: "Отчёт уже отправлен на проверку. Чтобы изменить его, сначала отзовите его.",
    State.ACCEPTED: "Отчёт уже принят. Чтобы изменить его, начните исправление и укажите причину.",
    State.DRAFT: "Отчёт ещё у организации: она его не отправила или отозвала.",
    State.RETURNED: "Отчёт уже возвращён организации.",
}


def may_move(member: Membership, report: RoundReport, action: str, today: date) -> bool:
    """Whether the member may make this move now. The row has come by `visible_to`."""
    move = MOVES.get(action)
    if move is None or report.state not in move.sources or not is_for(member, report, move):
        return False
    return not move.while_open or report.is_open_on(today)


def moves_open_to(member: Membership, report: RoundReport, today: date) -> list[str]:
    """Names of the moves that are buttons for the member now."""
    return [name for name in MOVES if may_move(member, report, name, today)]


def is_for(member: Membership, report: RoundReport, move: Move) -> bool:
    """Whether the move belongs to this member in some state of the report."""
    if not member.may(move.right):
        return False
    inside = member.organization_id == report.organization_id
    return not inside if move.from_above else inside


def refuse_move(member: Membership, report: RoundReport, action: str, today: date) -> None:
    """PermissionDenied to strangers; DomainError with the way out in a wrong state."""
    move = MOVES[action]
    if not is_for(member, report, move):
        raise PermissionDenied
    if report.state not in move.sources:
        raise DomainError(LOCKED[State(report.state)])
    if move.while_open and not report.is_open_on(today):
        raise DomainError(closed_words(report))


def can_fill(member: Membership, report: RoundReport) -> bool:
    """Typed values are kept while the report is with the institution, in a closed round too."""
    return is_for(member, report, MOVES["submit"]) and report.state in RoundReport.EDITABLE


def can_extend(member: Membership, report: RoundReport) -> bool:
    """A later day is given by whoever reviews, while nothing acceptable has come."""
    return is_for(member, report, MOVES["return"]) and report.state in RoundReport.EDITABLE


def keeps(member: Membership, opened: Round) -> bool:
    """A round is closed, opened again, widened and extended by the organization that opened it.

    Not by a member whose limits leave out somebody it asks: each of these reaches everybody.
    """
    if not member.may(Right.REPORTS_REVIEW) or member.organization_id != opened.organization_id:
        return False
    seen = RoundReport.objects.visible_to(member)
    return not is_narrowed(member) or not opened.reports.exclude(pk__in=seen).exists()


def closed_words(report: RoundReport) -> str:
    """Said to a school whose round was closed while it was typing."""
    closed_at = report.round.closed_at
    day = f" {timezone.localtime(closed_at):%d.%m.%Y}" if closed_at else ""
    return (
        f"Сбор закрыт{day}, отправить отчёт нельзя. Введённое сохранено: попросите методиста "
        "продлить срок вашей организации."
    )
