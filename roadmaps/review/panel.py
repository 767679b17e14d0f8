"""What the page of a plan shows of its review: the chain of states, remarks, papers, next step."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from mentorship.core.wording import counted
from mentorship.documents.starting import Start
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from roadmaps.models import Remark, Review, Roadmap, RoadmapMove
from roadmaps.review.history import is_untouched_correction
from roadmaps.review.services import DROPPING
from roadmaps.workflow import MOVES, can_edit, can_keep, is_reviewed, may_move, moves_open_to

State = Roadmap.State
NEXT_STEPS = {
    State.DRAFT: "Проверьте мероприятия и сроки и отправьте карту методисту на проверку.",
    State.SUBMITTED: "Карта в очереди у методиста. Пока её не открыли, карту можно отозвать.",
    State.IN_REVIEW: "Методист проверяет карту. Изменить её сейчас нельзя, отчёты – можно.",
    State.RETURNED: "Исправьте карту, отметьте каждое замечание и отправьте её снова.",
    State.AGREED: "Карта согласована: подготовьте приказ, он утвердит её.",
    State.APPROVED: "Карта утверждена и выполняется. Изменить её можно корректировкой.",
    State.CLOSED: "Карта завершена.",
}
CURATORS_TURN = "Карту готовит и отправляет на проверку куратор."
OWN_STEPS = {
    State.DRAFT: "План вступит в силу приказом: проверка ему не нужна.",
    State.APPROVED: "План утверждён и выполняется. Изменить его можно корректировкой.",
    State.CLOSED: "План завершён.",
}
ORDERS = {True: "introduction_order", False: "plan_order"}


@dataclass(frozen=True)
class Step:
    """A step of the chain: words, and whether the plan stands at it."""

    title: str
    is_current: bool = False


def panel_of(member: Membership, roadmap: Roadmap) -> dict[str, Any]:
    """The context of `roadmaps/review/_panel.html` for a plan the member sees."""
    history = list(moves_of(roadmap))
    # Without a history the page asks nothing more.
    remarks = list(remarks_of(roadmap)) if history else []
    mine = can_keep(member, roadmap) or member.organization_id == roadmap.organization_id
    waits = roadmap.state in _ON_THE_WAY and member.may(Right.ROADMAPS_REVIEW)
    review = Review.objects.awaiting().filter(roadmap=roadmap).first() if waits else None
    return {
        "chain": chain_of(roadmap, history),
        "moves": [(name, MOVES[name]) for name in _buttons(member, roadmap, history)],
        "remarks": remarks,
        "open_remarks": sum(remark.state == Remark.State.OPEN for remark in remarks),
        "may_answer": can_edit(member, roadmap),
        "next_step": _next_step(member, roadmap) if mine else "",
        "papers": papers_of(member, roadmap, has_rounds=bool(history)),
        "review": review,
        "has_history": bool(history),
        "may_mark_mandatory": can_keep(member, roadmap) and not is_reviewed(roadmap),
        "is_correction": roadmap.approving_order_id and roadmap.state not in _IN_FORCE,
    }


def _buttons(member: Membership, roadmap: Roadmap, history: list[RoadmapMove]) -> list[str]:
    """Moves open to the member, with the way back from a correction begun by mistake."""
    back = [name for name in DROPPING if may_move(member, roadmap, name)]
    is_begun = bool(history) and history[-1].action == "correct"
    if not (back and is_begun and is_untouched_correction(roadmap)):
        back = []
    return moves_open_to(member, roadmap) + back


_IN_FORCE = frozenset({State.APPROVED, State.CLOSED})
_ON_THE_WAY = frozenset({State.SUBMITTED, State.IN_REVIEW})


def _next_step(member: Membership, roadmap: Roadmap) -> str:
    """What comes next in words; to a colleague who cannot edit the plan, whose turn it is."""
    if not is_reviewed(roadmap):
        return OWN_STEPS.get(State(roadmap.state), "")
    if roadmap.state in Roadmap.EDITABLE and not can_keep(member, roadmap):
        return CURATORS_TURN
    return NEXT_STEPS[State(roadmap.state)]


def moves_of(roadmap: Roadmap) -> QuerySet[RoadmapMove]:
    moves = RoadmapMove.objects.filter(roadmap=roadmap).select_related("document", "made_by")
    return moves.select_related("version").defer("version__content").order_by("made_at", "pk")


def remarks_of(roadmap: Roadmap) -> QuerySet[Remark]:
    """Standing remarks of all rounds: those of the latest round first open, then the settled."""
    rows = Remark.objects.standing().filter(review__roadmap=roadmap)
    rows = rows.select_related("task", "review__version").defer("review__version__content")
    return rows.order_by("-review__version__number", "created_at", "pk")


def chain_of(roadmap: Roadmap, history: list[RoadmapMove]) -> list[Step]:
    """«Черновик → На проверке с 05.09 → Возвращена 08.09 → На проверке с 12.09, 6 дней → …»."""
    shown = [Step(_told(move)) for move in _standing(history) if move.action in _TOLD]
    if roadmap.state == State.DRAFT:
        title = "Корректировка" if history and history[-1].action == "correct" else "Черновик"
        return [*shown[-4:], Step(title, is_current=True), *_ahead(roadmap)]
    past = [Step("Черновик"), *shown[:-1]][-4:]
    current = shown[-1].title if shown else State(roadmap.state).label.capitalize()
    sent = [move.made_at for move in history if move.action == "submit"]
    if sent and roadmap.state in _ON_THE_WAY:
        current += _waiting_since(sent[-1])
    return [*past, Step(current, is_current=True), *_ahead(roadmap)]


def _standing(history: list[RoadmapMove]) -> list[RoadmapMove]:
    """The moves without a correction that was taken back at once."""
    kept: list[RoadmapMove] = []
    for move in history:
        if move.action in DROPPING:
            kept = kept[:-1]
        else:
            kept.append(move)
    return kept


_TOLD = {
    "submit": "На проверке с",
    "recall": "Отозвана",
    "return": "Возвращена",
    "agree": "Согласована",
    "approve": "Утверждена",
    "approve_own": "Утверждена",
    "cancel_order": "Приказ отменён",
    "cancel_own_order": "Приказ отменён",
    "correct": "Корректировка с",
    "close": "Завершена",
    "reopen": "Снова в работе с",
}
_AHEAD = {
    State.DRAFT: ["На проверке", "Согласована", "Утверждена приказом"],
    State.SUBMITTED: ["Согласована", "Утверждена приказом"],
    State.IN_REVIEW: ["Согласована", "Утверждена приказом"],
    State.RETURNED: ["На проверке", "Согласована", "Утверждена приказом"],
    State.AGREED: ["Утверждена приказом"],
    State.APPROVED: ["Завершена"],
}


def _told(move: RoadmapMove) -> str:
    return f"{_TOLD[move.action]} {timezone.localdate(move.made_at):%d.%m}"


def _ahead(roadmap: Roadmap) -> list[Step]:
    steps = _AHEAD.get(State(roadmap.state), [])
    if not is_reviewed(roadmap):
        steps = steps[-1:]
    return [Step(title) for title in steps]


def _waiting_since(sent: datetime) -> str:
    days = (timezone.localdate() - timezone.localdate(sent)).days
    return f", {counted(days, 'день', 'дня', 'дней')}" if days else ""


def papers_of(member: Membership, roadmap: Roadmap, *, has_rounds: bool) -> list[Start]:
    """The order that approves the plan, and the sheet of its agreement."""
    own = roadmap.organization_id == member.organization_id and not roadmap.archived_on
    if not own or not member.may(Right.DOCUMENTS_DRAFT):
        return []
    reviewed = is_reviewed(roadmap)
    ready = State.AGREED if reviewed else State.DRAFT
    order = [Start(ORDERS[reviewed], "roadmap", roadmap.pk)] if roadmap.state == ready else []
    sheet = [Start("roadmap_agreement", "roadmap", roadmap.pk)] if reviewed and has_rounds else []
    return order + sheet
