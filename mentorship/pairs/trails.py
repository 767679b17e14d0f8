from django.db.models import Q
from django.utils import timezone

from mentorship.audit.stories import Story
from mentorship.audit.trails import Trail
from mentorship.organizations.roles import Right
from mentorship.pairs.models import (
    Meeting,
    MeetingAttendance,
    MeetingConfirmation,
    MentorTerm,
    Pair,
    PairMember,
)
from mentorship.pairs.readings import people_in


def pairs_of(cards: list[int]) -> list[Trail]:
    """Pairs somebody is a mentee of; a mentor's pairs point to the entry by themselves."""
    memberships = PairMember.objects.filter(person__in=cards)
    return [Trail(Pair, Q(pgh_obj__in=memberships.values("pair")))]


def is_agreed(pair: Pair) -> bool:
    """Whether everybody of the pair has a consent in force."""
    silent = Pair.objects.without_consent_on(timezone.localdate())
    return not silent.filter(pk=pair.pk).exists()


PAIR = Story(
    right=Right.PAIRS_VIEW,
    rows=Pair.objects.visible_to,
    trails=lambda pair: [
        Trail(Pair, Q(pgh_obj=pair.pk)),
        Trail(PairMember, Q(pair=pair.pk)),
        Trail(MentorTerm, Q(pair=pair.pk)),
        Trail(Meeting, Q(pair=pair.pk)),
        Trail(MeetingAttendance, Q(member__pair=pair.pk)),
        Trail(MeetingConfirmation, Q(member__pair=pair.pk)),
    ],
    url=Pair.get_absolute_url,
    title=lambda pair: pair.label,
    people=lambda pair: people_in([pair]),
    tells_values=is_agreed,
)
