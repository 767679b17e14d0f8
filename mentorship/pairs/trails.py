from django.db.models import Q

from mentorship.audit.trails import Trail
from mentorship.pairs.models import Pair, PairMember


def pairs_of(cards: list[int]) -> list[Trail]:
    """Pairs somebody is a mentee of; a mentor's pairs point to the entry by themselves."""
    memberships = PairMember.objects.filter(person__in=cards)
    return [Trail(Pair, Q(pgh_obj__in=memberships.values("pair")))]
