"""Who worked together before: told when a pair is drafted, and on its page (M4)."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import F

from mentorship.organizations.models import Membership
from mentorship.pairs.models import Pair, PairMember


class Earlier(NamedTuple):
    """One earlier pair of a mentor and a mentee: «2021/2022, завершена»."""

    mentor: int
    mentee: int
    name: str
    pair: Pair

    @property
    def words(self) -> str:
        return f"{self.pair.year}, {self.pair.get_state_display()}"


def worked_together(
    member: Membership, mentors: Collection[int], mentees: Collection[int]
) -> list[Earlier]:
    """Pairs of these people (keys of persons) that an order made, the latest first.

    Only pairs the member sees. A mentor counts whose term met the mentee's days.
    """
    pairs = Pair.objects.visible_to(member).taking_part()
    rows = PairMember.objects.filter(
        pair__in=pairs.order_by(),
        person__in=mentees,
        pair__terms__mentor_entry__person__in=mentors,
        pair__terms__period__overlap=F("period"),
    )
    rows = rows.select_related("pair", "person").annotate(
        mentor=F("pair__terms__mentor_entry__person")
    )
    return [
        Earlier(row.mentor, row.person_id, row.person.short_name, row.pair)  # type: ignore[attr-defined]
        for row in rows.order_by("-pair__starts_on", "-pair_id", "person__sort_name").distinct()
    ]


def earlier_of(member: Membership, pair: Pair) -> list[Earlier]:
    """Earlier pairs of the same two people; reads `members` of the pair."""
    people = [row.person_id for row in pair.members.all()]
    found = worked_together(member, [pair.mentor_entry.person_id], people)
    return [row for row in found if row.pair.starts_on < pair.starts_on]
