from mentorship.pairs.models.matching import (
    LeftAlone,
    MatchingRun,
    MatchingSettings,
    Ruling,
    Suggestion,
)
from mentorship.pairs.models.meetings import Meeting
from mentorship.pairs.models.pairs import Pair, PairMember, PairMove, PairQuerySet
from mentorship.pairs.models.preferences import FreeTime, Preference

__all__ = [
    "FreeTime",
    "LeftAlone",
    "MatchingRun",
    "MatchingSettings",
    "Meeting",
    "Pair",
    "PairMember",
    "PairMove",
    "PairQuerySet",
    "Preference",
    "Ruling",
    "Suggestion",
]
