"""What a methodist has typed and not sent: kept while one types, given back with the page."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from mentorship.organizations.models import Membership
from roadmaps.models import Review, ReviewDraft
from roadmaps.review.verdicts import held


def typed_of(review: Review, member: Membership) -> dict[str, str]:
    """Texts by the name of their field; nothing of what a colleague has typed."""
    kept = ReviewDraft.objects.filter(review=review, saved_by=member).first()
    return kept.typed if kept else {}


@transaction.atomic
def keep_typed(*, review: Review, member: Membership, typed: Mapping[str, str]) -> ReviewDraft:
    """Keep the fields of the page as they are now; those that the page does not show stay.

    DomainError for whoever does not hold the review, as for a remark.
    """
    review = held(review, member)
    draft, _ = ReviewDraft.objects.get_or_create(
        review=review, saved_by=member, defaults={"typed": {}}
    )
    draft.typed = {name: text for name, text in (draft.typed | dict(typed)).items() if text.strip()}
    draft.save()
    return draft


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
