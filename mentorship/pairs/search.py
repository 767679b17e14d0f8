from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.search import Hit
from mentorship.pairs.models import Pair

MOST_HITS = 10


def find_pairs(member: Membership, text: str) -> list[Hit]:
    """Pairs by a part of the mentor's, a mentee's or the group's name, the newest year first."""
    if not member.may(Right.PAIRS_VIEW):
        return []
    pairs = Pair.objects.visible_to(member).named_like(text)
    pairs = pairs.select_related("mentor_entry__person", "form").prefetch_related("members__person")
    newest = pairs.order_by("-school_year", "mentor_entry__person__sort_name", "pk")
    return [
        Hit(
            pair.label,
            f"{pair.form}, {pair.year}, {pair.get_state_display()}",
            pair.get_absolute_url(),
        )
        for pair in newest[:MOST_HITS]
    ]
