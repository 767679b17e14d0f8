"""The methodist's side: taking a review, remarks, the verdict. One holds it, others see that."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.core.wording import counted
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from roadmaps.models import Remark, Review, Roadmap, Task
from roadmaps.review.content import sections_of, tasks_of
from roadmaps.review.history import locked, note_move
from roadmaps.review.services import ARCHIVED, open_remarks
from roadmaps.workflow import may_move, reviews

# Why nothing can be written into a review that has ended.
ENDED = {
    Review.State.RECALLED: (
        "Организация отозвала карту с проверки. Когда отправит её снова, карта придёт в очередь."
    ),
    Review.State.RETURNED: "Карта уже возвращена на доработку.",
    Review.State.AGREED: "Карта уже согласована.",
}
TAKEN = (
    "Эту карту проверяет другой методист, поэтому ваши замечания не записаны. Набранное сохранено "
    "у вас и показано ниже: договоритесь с коллегой или заберите проверку себе."
)
NOT_OPENED = "Сначала начните проверку: до этого организация может отозвать карту."
NO_REMARK = "Чтобы вернуть карту, напишите хотя бы одно замечание: к мероприятию или ко всей карте."


@dataclass(frozen=True)
class Notes:
    """What a methodist writes at one press: texts by task (None is the plan as a whole), and keys
    of remarks taken back or asked again."""

    texts: Mapping[int | None, str] = field(default_factory=dict)
    withdrawn: Collection[int] = ()
    repeated: Collection[int] = ()


@transaction.atomic
def take_review(*, review: Review, member: Membership, takes_over: bool = False) -> Review:
    """Begin a review, or with `takes_over` go on with a colleague's; asked twice, done once."""
    roadmap, review = _both(review, member)
    if review.state == Review.State.OPEN:
        if review.taken_by_id == member.pk:
            return review
        if not takes_over:
            raise DomainError("Эту карту уже проверяет другой методист.")
    action = "open" if review.state == Review.State.WAITING else "take_over"
    if not may_move(member, roadmap, action):
        raise DomainError(ARCHIVED)
    review.state = Review.State.OPEN
    review.taken_at, review.taken_by = timezone.now(), member
    review.save()
    note_move(roadmap, member, action, version=review.version)
    return review


@transaction.atomic
def write_notes(*, review: Review, member: Membership, notes: Notes) -> Review:
    """Keep remarks; DomainError to anybody but the one who holds the review.

    The review comes back with its plan, both locked.
    """
    review = held(review, member)
    known = {task.key for task in tasks_of(sections_of(review.version.content))}
    for key, text in notes.texts.items():
        if text.strip() and (key is None or key in known):
            _add(review, member, key, text.strip())
    own = Remark.objects.filter(review__roadmap=review.roadmap_id).select_for_update(of=("self",))
    for remark in own.filter(pk__in=notes.withdrawn).exclude(state=Remark.State.ACCEPTED):
        remark.state = Remark.State.WITHDRAWN
        remark.save(update_fields=["state"])
    for remark in own.filter(pk__in=notes.repeated, state=Remark.State.ANSWERED):
        remark.state, remark.repeated = Remark.State.OPEN, remark.repeated + 1
        remark.save(update_fields=["state", "repeated"])
    return review


@transaction.atomic
def decide_review(
    *,
    review: Review,
    member: Membership,
    action: str,
    comment: str = "",
    notes: Notes | None = None,
) -> Review:
    """Agree or return (`action` of the workflow table) with what was written at the same press.

    A return needs an open remark, an agreement none; what the school has ticked off and nobody
    asked again is accepted.
    """
    review = write_notes(review=review, member=member, notes=notes or Notes())
    roadmap = review.roadmap
    if action not in {"return", "agree"} or not may_move(member, roadmap, action):
        raise PermissionDenied
    _check_remarks(roadmap, action)
    for remark in Remark.objects.filter(
        review__roadmap=roadmap, state=Remark.State.ANSWERED
    ).select_for_update(of=("self",)):
        remark.state = Remark.State.ACCEPTED
        remark.save(update_fields=["state"])
    review.state = Review.State.RETURNED if action == "return" else Review.State.AGREED
    review.ended_at, review.ended_by = timezone.now(), member
    review.comment = comment.strip()
    review.save()
    note_move(roadmap, member, action, version=review.version, comment=comment.strip())
    return review


def _check_remarks(roadmap: Roadmap, action: str) -> None:
    left = open_remarks(roadmap).count()
    if action == "return" and not left:
        raise DomainError(NO_REMARK)
    if action == "agree" and left:
        words = counted(left, "замечание", "замечания", "замечаний")
        raise DomainError(f"Осталось {words}: снимите их или верните карту на доработку.")


def _add(review: Review, member: Membership, key: int | None, text: str) -> None:
    """One remark; the same words of the same task twice are one."""
    said = Remark.objects.open().filter(review=review, task=key, text=text)
    if said.exists():
        return
    task = Task.objects.get(pk=key) if key else None
    Remark.objects.create(
        organization=review.organization, review=review, task=task, text=text, created_by=member
    )


def _both(review: Review, member: Membership) -> tuple[Roadmap, Review]:
    """The plan and the review locked, the plan first; strangers and the late are refused."""
    roadmap = locked(review.roadmap)
    found = Review.objects.select_for_update(of=("self",)).select_related("version", "organization")
    review = found.get(pk=review.pk)
    if not (member.may(Right.ROADMAPS_REVIEW) and reviews(member, roadmap)):
        raise PermissionDenied
    if not review.is_live:
        raise DomainError(why_not(review, member))
    review.roadmap = roadmap
    return roadmap, review


def held(review: Review, member: Membership) -> Review:
    """The review locked, if the member holds it; DomainError says why not."""
    _roadmap, review = _both(review, member)
    if refusal := why_not(review, member):
        raise DomainError(refusal)
    return review


def why_not(review: Review, member: Membership) -> str:
    """Why the member cannot write into the review now; empty when they hold it."""
    if not review.is_live:
        return ENDED[Review.State(review.state)]
    if review.state == Review.State.WAITING:
        return NOT_OPENED
    return "" if review.taken_by_id == member.pk else TAKEN
