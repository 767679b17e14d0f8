from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from mentorship.bank.models import Person
from mentorship.documents.models import Document
from mentorship.pairs.models import (
    Feedback,
    Meeting,
    MeetingAttendance,
    MeetingConfirmation,
    MentorTerm,
    Pair,
    PairMember,
    Preference,
    TrialAnswer,
    WaitingStep,
)


def pairs_with(person: Person) -> QuerySet[Any]:
    """Pairs somebody was ever in, on either side."""
    memberships = PairMember.objects.filter(person=person)
    return Pair.objects.filter(
        Q(mentor_entry__person=person)
        | Q(pk__in=memberships.values("pair"))
        | Q(pk__in=MentorTerm.objects.filter(mentor_entry__person=person).values("pair"))
    )


def rows_about(person: Person) -> Iterator[QuerySet[Any]]:
    """What mentions a person through their pairs; a mentor's pairs are found by their own key."""
    pairs = pairs_with(person)
    yield pairs.exclude(mentor_entry__person=person).order_by("pk")
    yield Meeting.objects.filter(pair__in=pairs).order_by("held_on", "pk")
    marks = {"member__person": person}
    yield MeetingAttendance.objects.filter(**marks).order_by("meeting", "pk")
    yield MeetingConfirmation.objects.filter(**marks).order_by("meeting", "pk")
    yield TrialAnswer.objects.given().filter(person=person).order_by("pk")
    # A concern is left out: the curator prints this list, and the adult alone may know of it.
    yield Feedback.objects.given().filter(person=person).order_by("month", "pk")
    yield Document.objects.filter(pk__in=pairs.values("order")).order_by("pk")
    # Only what the person said: what others said of the person is theirs.
    as_mentee = Q(said_by=Preference.Side.MENTEE, mentee_entry__person=person)
    as_mentor = Q(said_by=Preference.Side.MENTOR, mentor_entry__person=person)
    yield Preference.objects.filter(as_mentee | as_mentor).order_by("pk")
    yield WaitingStep.objects.filter(entry__person=person).order_by("pk")
