from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from mentorship.core.folding import Holds
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.search import Hit, Query, Source
from mentorship.pairs.models import Pair, PairMember, PairQuerySet
from mentorship.pairs.readings import people_in


def find_pairs(member: Membership, query: Query) -> PairQuerySet:
    """Pairs by names of either side, or of the group, in any order, and by school year."""
    may_look = member.may(Right.PAIRS_VIEW) and query.words and not (query.day or query.grade)
    if not may_look:
        return Pair.objects.none()
    found = Pair.objects.visible_to(member)
    for word in query.words:
        found = found.filter(_names(word))
    if query.year:
        # «2023» alone may be either half of a school year.
        years = [query.year] if query.is_school_year else [query.year - 1, query.year]
        found = found.filter(school_year__in=years)
    return found.order_by("-school_year", "mentor_entry__person__sort_name", "pk")


def _names(word: str) -> Q:
    members = PairMember.objects.filter(pair=OuterRef("pk"), person__search_text__contains=word)
    mentor = Q(mentor_entry__person__search_text__contains=word)
    return mentor | Q(Holds("title", word)) | Q(Exists(members))


def show_pairs(member: Membership, rows: Sequence[Pair]) -> list[Hit]:
    pairs = Pair.objects.filter(pk__in=[row.pk for row in rows])
    pairs = pairs.select_related("mentor_entry__person", "form").prefetch_related("members__person")
    known = {pair.pk: pair for pair in pairs}
    return [
        Hit(
            known[row.pk].label,
            f"{known[row.pk].form}, {row.year}, {row.get_state_display()}",
            row.get_absolute_url(),
            frozenset(people_in([known[row.pk]])),
        )
        for row in rows
    ]


PAIRS = Source("Пары и группы", 20, (find_pairs,), show_pairs)
