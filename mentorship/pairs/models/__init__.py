from mentorship.pairs.models.feedback import Concern, ConcernAdult, Feedback
from mentorship.pairs.models.matching import (
    LeftAlone,
    MatchingRun,
    MatchingSettings,
    Ruling,
    Suggestion,
)
from mentorship.pairs.models.meetings import (
    CalendarFeed,
    GroupFinal,
    Meeting,
    MeetingAttendance,
    MeetingConfirmation,
    MeetingQuerySet,
    OwnDirection,
)
from mentorship.pairs.models.pairs import Pair, PairMember, PairMove, PairQuerySet
from mentorship.pairs.models.preferences import FreeTime, Preference
from mentorship.pairs.models.reference import EndReason, MentoringKind, RoleVariant
from mentorship.pairs.models.terms import MentorTerm
from mentorship.pairs.models.trials import TrialAnswer
from mentorship.pairs.models.waiting import WaitingStep

__all__ = [
    "CalendarFeed",
    "Concern",
    "ConcernAdult",
    "EndReason",
    "Feedback",
    "FreeTime",
    "GroupFinal",
    "LeftAlone",
    "MatchingRun",
    "MatchingSettings",
    "Meeting",
    "MeetingAttendance",
    "MeetingConfirmation",
    "MeetingQuerySet",
    "MentorTerm",
    "MentoringKind",
    "OwnDirection",
    "Pair",
    "PairMember",
    "PairMove",
    "PairQuerySet",
    "Preference",
    "RoleVariant",
    "Ruling",
    "Suggestion",
    "TrialAnswer",
    "WaitingStep",
]
