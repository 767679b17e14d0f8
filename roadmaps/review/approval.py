"""Orders that approve a plan: what follows from registering and cancelling them."""

from mentorship.core.exceptions import DomainError
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from roadmaps.models import Roadmap
from roadmaps.review.history import base_of, locked, note_move, take_version
from roadmaps.workflow import may_move

State = Roadmap.State
# A plan in these states is about to change or to be answered: no order may print it.
WAITS = {
    State.SUBMITTED: (
        "дорожная карта на проверке у методиста: дождитесь согласования или отзовите карту"
    ),
    State.IN_REVIEW: "дорожную карту проверяет методист: дождитесь его решения",
    State.RETURNED: (
        "дорожная карта возвращена на доработку: исправьте её, отправьте снова и дождитесь "
        "согласования"
    ),
}
NOT_AGREED = (
    "дорожная карта не согласована с методистом: приказ можно зарегистрировать, но карта останется "
    "черновиком. Отправьте её на проверку на странице карты"
)


def plan_of(document: Document) -> Roadmap | None:
    """The plan chosen in the order, of the very organization."""
    own = Roadmap.objects.filter(organization=document.organization_id)
    return own.filter(pk=document.fields.get("roadmap") or 0).first()


def state_of_plan(document: Document) -> str:
    """The state of the chosen plan, where it is an institution's, which is agreed first."""
    roadmap = plan_of(document) if document.organization.is_institution else None
    return roadmap.state if roadmap else ""


def approved_by_order(document: Document, member: Membership) -> None:
    """The plan that the registered order has as its annex is approved by it.

    Without a review (a plan of a municipality or a region) a version is taken now. A plan that is
    approved already stays with its order; a draft of an institution stays a draft.
    """
    if not (document.context.get("data") or {}).get("plan"):
        return
    chosen = plan_of(document)
    if chosen is None:
        return
    roadmap = locked(chosen)
    if wait := WAITS.get(State(roadmap.state)):
        raise DomainError(f"Приказ не зарегистрирован: {wait}.")
    action = next((name for name in _APPROVING if may_move(member, roadmap, name)), None)
    if action is None:
        return
    version = base_of(roadmap) if action == "approve" else take_version(roadmap, member)
    roadmap.approving_order = document
    note_move(roadmap, member, action, version=version, document=document)


def order_cancelled(document: Document, member: Membership) -> None:
    """A plan whose order is cancelled waits for the next one; what is being corrected goes on."""
    found = Roadmap.objects.filter(approving_order=document).first()
    if found is None:
        return
    roadmap = locked(found)
    roadmap.approving_order = None
    action = next((name for name in _CANCELLING if may_move(member, roadmap, name)), None)
    if action is None:
        roadmap.save(update_fields=["approving_order"])
        return
    note_move(roadmap, member, action, document=document)


_APPROVING = ("approve", "approve_own")
_CANCELLING = ("cancel_order", "cancel_own_order")
