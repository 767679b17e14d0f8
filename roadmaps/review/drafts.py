"""What a methodist has typed and not sent: kept while one types, given back with the page."""

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from roadmaps.models import Remark, Review, ReviewDraft
from roadmaps.workflow import reviews


def typed_of(review: Review, member: Membership) -> dict[str, str]:
    """Texts by the name of their field; nothing of what a colleague has typed."""
    kept = ReviewDraft.objects.filter(review=review, saved_by=member).first()
    return kept.typed if kept else {}


@transaction.atomic
def keep_typed(*, review: Review, member: Membership, typed: Mapping[str, str]) -> ReviewDraft:
    """Keep the fields of the page as they are now; those that the page does not show stay.

    Also for whoever does not hold the review any more (a colleague took it over, it has ended):
    the words are theirs. What has become a remark or the conclusion meanwhile is not kept.
    """
    if not (member.may(Right.ROADMAPS_REVIEW) and reviews(member, review.roadmap)):
        raise PermissionDenied
    review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    draft, _ = ReviewDraft.objects.get_or_create(
        review=review, saved_by=member, defaults={"typed": {}}
    )
    said = {"", review.comment, *own_remarks(review, member)}
    kept = draft.typed | dict(typed)
    draft.typed = {name: text for name, text in kept.items() if text.strip() not in said}
    draft.save()
    return draft


def own_remarks(review: Review, member: Membership) -> Collection[str]:
    rows = Remark.objects.filter(review=review, created_by=member)
    return set(rows.values_list("text", flat=True))


def settle_typed(
    *, review: Review, member: Membership, said: Collection[str], waiting: Mapping[str, str]
) -> None:
    """After what was `said` has become remarks: only what is still `waiting` is kept.

    Called by whoever has just written into the review and so holds it.
    """
    kept = typed_of(review, member) | dict(waiting)
    left = {name: text for name, text in kept.items() if text.strip() and name not in said}
    own = ReviewDraft.objects.filter(review=review, saved_by=member)
    if not left:
        own.delete()
    elif not own.update(typed=left, saved_at=timezone.now()):
        ReviewDraft.objects.create(review=review, saved_by=member, typed=left)
