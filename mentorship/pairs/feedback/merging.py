"""What becomes of words and concerns when two cards of one person become one."""

from django.db.models import Exists, OuterRef

from mentorship.bank.lifecycle import MergeRoom, Twins
from mentorship.pairs.models import Concern, Feedback


def move_words(twins: Twins) -> dict[str, int]:
    """Of two words about one month of one pair that of the kept card stays."""
    kept = Feedback.objects.filter(
        person=twins.keep, pair=OuterRef("pair"), month=OuterRef("month")
    )
    Feedback.objects.filter(Exists(kept), person=twins.drop).delete()
    return {"обратная связь": twins.move(Feedback), "обращения": twins.move(Concern)}


ROOM = MergeRoom(
    fields=frozenset({"pairs.Feedback.person", "pairs.Concern.person"}), move=move_words
)
