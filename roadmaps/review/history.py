"""Snapshots, history rows and the version a second look is measured against."""

from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from roadmaps.models import Review, Roadmap, RoadmapMove, Version
from roadmaps.review.content import content_of, sections_of
from roadmaps.workflow import MOVES


def locked(roadmap: Roadmap) -> Roadmap:
    """The plan's row locked: moves and changes of one plan come one after the other."""
    found = Roadmap.objects.select_for_update(of=("self",)).select_related("organization")
    return found.get(pk=roadmap.pk)


def take_version(roadmap: Roadmap, member: Membership, *, note: str = "") -> Version:
    """Freeze the plan as it stands; the caller holds its row."""
    content = content_of(roadmap)
    last = Version.objects.filter(roadmap=roadmap).values_list("number", flat=True).first()
    return Version.objects.create(
        organization=roadmap.organization,
        roadmap=roadmap,
        number=(last or 0) + 1,
        content=content,
        task_count=sum(len(section["tasks"]) for section in content),
        note=note,
        made_by=member,
    )


def base_of(roadmap: Roadmap, *, before: Version | None = None) -> Version | None:
    """The version of the last verdict (before the given one): what a second look starts from."""
    decided = Version.objects.filter(roadmap=roadmap, review__state__in=Review.DECIDED)
    if before:
        decided = decided.filter(number__lt=before.number)
    return decided.order_by("-number").first()


AGREEING = ("agree", "approve", "approve_own")


def is_untouched_correction(roadmap: Roadmap) -> bool:
    """Whether a correction has just been begun and the plan still says what was agreed.

    Read dates and reports are no part of what is agreed; title and period are, and only the change
    log knows how they stood.
    """
    moves = RoadmapMove.objects.filter(roadmap=roadmap).order_by("-pk")
    last = moves.first()
    if last is None or last.action != "correct":
        return False
    agreed = moves.filter(action__in=AGREEING, version__isnull=False)
    move = agreed.select_related("version").first()
    if move is None or move.version is None:
        return False
    same = sections_of(move.version.content) == sections_of(content_of(roadmap))
    return same and _has_its_head(roadmap)


def _has_its_head(roadmap: Roadmap) -> bool:
    """Whether title and period stand as when the plan became a draft."""
    log = Roadmap.pgh_event_model.objects  # type: ignore[attr-defined]
    events = log.filter(pgh_obj_id=roadmap.pk).order_by("-pgh_id")
    now = (roadmap.title, *roadmap.period)
    for state, *head in events.values_list("state", "title", "starts_on", "ends_on"):
        if tuple(head) != now:
            return False
        if state != Roadmap.State.DRAFT:
            break
    return True


def note_move(
    roadmap: Roadmap,
    member: Membership,
    action: str,
    *,
    version: Version | None = None,
    document: Document | None = None,
    comment: str = "",
) -> RoadmapMove:
    """Set the state the move leads to and write its line of history."""
    roadmap.state = MOVES[action].target
    roadmap.save(update_fields=["state", "approving_order"])
    return RoadmapMove.objects.create(
        roadmap=roadmap,
        action=action,
        version=version,
        document=document,
        comment=comment,
        made_by=member,
    )
