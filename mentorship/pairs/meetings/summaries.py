"""What the pages of meetings show: counts that add up, and the marks in a list."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, QuerySet

from mentorship.bank.affiliations import place_on
from mentorship.bank.models import Person
from mentorship.pairs.meetings.directions import OWN
from mentorship.pairs.models import Meeting, MeetingAttendance, MeetingQuerySet


@dataclass(frozen=True)
class DirectionCount:
    """Meetings of one direction (domain D4), and the mentees who came to any of them.

    Meetings add up to all meetings of the list; a mentee may have met about several directions.
    """

    code: str
    title: str
    count: int
    mentees: int


class Mark(NamedTuple):
    """What the mentees say of a meeting: words and the tone of the look."""

    word: str
    tone: str


def with_people(meetings: MeetingQuerySet) -> MeetingQuerySet:
    """Everything a row of a list reads, in as many statements for one row as for many."""
    marks = MeetingAttendance.objects.select_related("member__person")
    return meetings.select_related("pair__mentor_entry__person", "own_direction").prefetch_related(
        "pair__members__person", "confirmations__link", Prefetch("attendances", marks)
    )


def directions(meetings: MeetingQuerySet) -> list[DirectionCount]:
    """All eleven directions of S002, rows 21–22, and the schools' own as one row.

    Rows nobody met about are there too, so the counts always add up to the meetings given.
    """
    counted = Counter(dict(meetings.order_by().values_list("direction").annotate(n=Count("pk"))))
    came = _came(meetings).values_list("meeting__direction")
    met = Counter(dict(came.annotate(n=Count("member__person", distinct=True))))
    eleven = [
        DirectionCount(code, str(title), counted[code], met[code])
        for code, title in Meeting.Direction.choices
    ]
    return [*eleven, DirectionCount(OWN, "свои направления организации", counted[""], met[""])]


def mentees_met(meetings: MeetingQuerySet) -> int:
    """How many different mentees came to any of the meetings."""
    return _came(meetings).values("member__person").distinct().count()


def mentees_of(meetings: MeetingQuerySet, day: date) -> QuerySet[Person]:
    """Those mentees, each with the class of a day and `times`, how often they came."""
    came = dict(_came(meetings).values_list("member__person").annotate(n=Count("pk")))
    people = Person.objects.filter(pk__in=came).annotate(place=place_on(day, "pk"))
    return people.order_by("sort_name", "pk")


def times_of(meetings: MeetingQuerySet, people: Any) -> dict[int, int]:
    """How often each of the people came."""
    rows = _came(meetings).filter(member__person__in=[person.pk for person in people])
    return dict(rows.values_list("member__person").annotate(n=Count("pk")))


def stages(meetings: MeetingQuerySet) -> list[tuple[str, str, int]]:
    """The five stages with their meetings; they add up to the meetings given."""
    counted = Counter(dict(meetings.order_by().values_list("stage").annotate(n=Count("pk"))))
    return [(code, str(title), counted[code]) for code, title in Meeting.Stage.choices]


def mark_of(meeting: Meeting) -> Mark | None:
    """One word for a list; a «нет» of anybody outweighs. Reads `confirmations` with links."""
    answers = [confirmation.happened for confirmation in meeting.confirmations.all()]
    if False in answers:
        return Mark("наставляемый ответил «нет»", "bad")
    if True in answers:
        return Mark("подтверждена", "good")
    if any(confirmation.link.is_open for confirmation in meeting.confirmations.all()):
        return Mark("ждёт подтверждения", "info")
    return None


def state_of(meeting: Meeting) -> Mark | None:
    """What a list says of a meeting that was not held."""
    if meeting.cancelled_on:
        return Mark("отменена", "")
    if meeting.is_missed:
        return Mark("нет записи", "warn")
    return Mark("запланирована", "info") if meeting.is_planned else None


def _came(meetings: MeetingQuerySet) -> QuerySet[MeetingAttendance]:
    rows = MeetingAttendance.objects.filter(came=True, meeting__in=meetings.order_by())
    return rows.order_by()
