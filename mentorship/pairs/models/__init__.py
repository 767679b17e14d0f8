from mentorship.pairs.models.meetings import Meeting
from mentorship.pairs.models.pairs import Pair, PairMember, PairMove, PairQuerySet

__all__ = ["Meeting", "Pair", "PairMember", "PairMove", "PairQuerySet"]
