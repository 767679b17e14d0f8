"""The school's side of review: submitting, recalling, ticking remarks off, correcting, closing."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.core.wording import counted
from mentorship.organizations.models import Membership
from roadmaps.models import Remark, RemarkQuerySet, Review, Roadmap, RoadmapMove, Task
from roadmaps.review.comparing import compare
from roadmaps.review.content import sections_of
from roadmaps.review.history import (
    base_of,
    is_untouched_correction,
    locked,
    note_move,
    take_version,
)
from roadmaps.workflow import LOCKED, MOVES, can_edit, can_keep, is_reviewed, may_move

EMPTY = "В дорожной карте нет мероприятий: проверять нечего."
ARCHIVED = "Дорожная карта в архиве. Сначала верните её из архива."
NOT_TAKEN_BACK = "Отозвать карту уже нельзя: методист начал проверку. Дождитесь решения."
TICKED_LATE = "Замечание отметить уже нельзя: карта снова на проверке или согласована."
CORRECTED = (
    "Отменить корректировку можно, пока в карте ничего не изменено. Верните прежний текст или "
    "отправьте карту на проверку."
)
DROPPING = ("drop_correction", "drop_agreed_correction")
NOT_REVIEWED = "Плану муниципалитета или региона проверка не нужна: он вступает в силу приказом."
OPEN_ALREADY = (
    "Корректировка не нужна: карту можно изменить и сейчас. Корректируют карту, которая уже "
    "согласована или утверждена."
)
# «Исправлено» is what a tick says by itself.
FIXED = "Исправлено"


@transaction.atomic
def submit_roadmap(*, roadmap: Roadmap, member: Membership, note: str = "") -> Review:
    """Take a version of the plan and put it into the methodist's queue.

    DomainError while remarks of the last round are not ticked off, or with nothing to look at.
    """
    roadmap = locked(roadmap)
    _refuse_unless_open(roadmap, member, "submit")
    left = open_remarks(roadmap).count()
    if left:
        words = counted(left, "замечание", "замечания", "замечаний")
        raise DomainError(
            f"Осталось {words} без отметки. Исправьте карту и отметьте каждое замечание на её "
            "странице, потом отправьте снова."
        )
    if not Task.objects.filter(section__roadmap=roadmap).exists():
        raise DomainError(EMPTY)
    version = take_version(roadmap, member, note=note.strip())
    base = base_of(roadmap, before=version)
    changed = compare(sections_of(base.content), sections_of(version.content)) if base else None
    note_move(roadmap, member, "submit", version=version, comment=note.strip())
    return Review.objects.create(
        organization=roadmap.organization,
        roadmap=roadmap,
        version=version,
        changed_count=len(changed.changes) if changed else None,
        submitted_by=member,
    )


@transaction.atomic
def recall_roadmap(*, roadmap: Roadmap, member: Membership) -> Roadmap:
    """Take a plan back from the queue while nobody has opened it; its version stays."""
    roadmap = locked(roadmap)
    if roadmap.state == Roadmap.State.IN_REVIEW and can_keep(member, roadmap):
        raise DomainError(NOT_TAKEN_BACK)
    _refuse_unless_open(roadmap, member, "recall")
    review = Review.objects.select_for_update().get(roadmap=roadmap, state=Review.State.WAITING)
    review.state = Review.State.RECALLED
    review.ended_at, review.ended_by = timezone.now(), member
    review.save()
    note_move(roadmap, member, "recall", version=review.version)
    return roadmap


@transaction.atomic
def correct_roadmap(*, roadmap: Roadmap, member: Membership, reason: str) -> RoadmapMove:
    """Open an agreed or approved plan for changes; it goes through review and order again.

    The order in force stays in force until the next one is registered.
    """
    roadmap = locked(roadmap)
    _refuse_unless_open(roadmap, member, "correct")
    if not reason.strip():
        raise DomainError("Напишите, почему карта корректируется: это увидит методист.")
    return note_move(roadmap, member, "correct", comment=reason.strip())


@transaction.atomic
def drop_correction(*, roadmap: Roadmap, member: Membership) -> RoadmapMove:
    """Take back a correction begun by mistake, while nothing of the plan has been changed."""
    roadmap = locked(roadmap)
    if not can_keep(member, roadmap):
        raise PermissionDenied
    if roadmap.archived_on:
        raise DomainError(ARCHIVED)
    action = next((name for name in DROPPING if may_move(member, roadmap, name)), None)
    if action is None or not is_untouched_correction(roadmap):
        raise DomainError(CORRECTED)
    return note_move(roadmap, member, action)


@transaction.atomic
def close_roadmap(*, roadmap: Roadmap, member: Membership) -> RoadmapMove:
    """End a plan: when its period is over, or nothing of it is left to do."""
    roadmap = locked(roadmap)
    _refuse_unless_open(roadmap, member, "close")
    left = Task.objects.filter(section__roadmap=roadmap).open().count()
    if left and roadmap.ends_on >= timezone.localdate():
        tasks = counted(left, "мероприятие", "мероприятия", "мероприятий")
        raise DomainError(
            f"Карта действует до {roadmap.ends_on:%d.%m.%Y}, и в ней ещё не выполнено {tasks}. "
            "Отметьте их исполнение или дождитесь конца периода."
        )
    return note_move(roadmap, member, "close")


@transaction.atomic
def reopen_roadmap(*, roadmap: Roadmap, member: Membership) -> RoadmapMove:
    """Take a plan that was closed by mistake back into work."""
    roadmap = locked(roadmap)
    _refuse_unless_open(roadmap, member, "reopen")
    return note_move(roadmap, member, "reopen")


@transaction.atomic
def answer_remark(
    *, remark: Remark, member: Membership, answer: str = "", is_fixed: bool = True
) -> Remark:
    """Tick a remark off with what was done, or take the tick back while the plan is mended."""
    roadmap = locked(remark.review.roadmap)
    remark = Remark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if not can_keep(member, roadmap):
        raise PermissionDenied
    if not can_edit(member, roadmap) or remark.state not in {
        Remark.State.OPEN,
        Remark.State.ANSWERED,
    }:
        raise DomainError(TICKED_LATE)
    remark.state = Remark.State.ANSWERED if is_fixed else Remark.State.OPEN
    if is_fixed:
        remark.answer = answer.strip() or FIXED
        remark.answered_at, remark.answered_by = timezone.now(), member
    remark.save()
    return remark


def open_remarks(roadmap: Roadmap) -> RemarkQuerySet:
    return Remark.objects.open().filter(review__roadmap=roadmap)


def _refuse_unless_open(roadmap: Roadmap, member: Membership, action: str) -> None:
    """PermissionDenied to whoever never makes the move, else why it cannot be made now."""
    if not (member.may(MOVES[action].right) and can_keep(member, roadmap)):
        raise PermissionDenied
    if not may_move(member, roadmap, action):
        raise DomainError(why_not(roadmap, action))


def why_not(roadmap: Roadmap, action: str) -> str:
    """Why its own editor cannot make the move now, with the way out."""
    if roadmap.archived_on:
        return ARCHIVED
    if MOVES[action].reviewed and not is_reviewed(roadmap):
        return NOT_REVIEWED
    if action == "correct" and roadmap.state in Roadmap.EDITABLE:
        return OPEN_ALREADY
    state = Roadmap.State(roadmap.state)
    return LOCKED.get(state, f"Сейчас это сделать нельзя: карта – {state.label}.")
