"""Meetings of the living school: a series ahead, a day without an entry, a mentee's own word."""

from datetime import date, time, timedelta

from mentorship.demo.steps import School
from mentorship.pairs.meetings.confirming import answer, ask_mentees
from mentorship.pairs.meetings.directions import save_own_direction
from mentorship.pairs.meetings.services import plan_meetings
from mentorship.pairs.models import Meeting, MeetingConfirmation, OwnDirection, Pair


def living_meetings(school: School, today: date) -> None:
    """Of the working pairs the first meets every week, the second forgot to say how it went."""
    institution = school.member.organization
    own = OwnDirection(institution=institution, title="краеведение и школьный музей")
    save_own_direction(direction=own, member=school.member)
    pairs = Pair.objects.filter(institution=institution, state=Pair.State.ACTIVE).order_by("pk")
    weekly, forgetful = pairs[:2]
    plan(school, weekly, [today + timedelta(days=7 * week) for week in range(1, 5)], today)
    plan(school, forgetful, [today - timedelta(days=2)], today - timedelta(days=4))
    confirm(school, weekly)


def plan(school: School, pair: Pair, days: list[date], today: date) -> None:
    """Days that the term of the pair or the school year leaves."""
    first = max(pair.starts_on, pair.year.starts_on, today)
    days = [day for day in days if first <= day <= pair.ends_on]
    draft = Meeting(pair=pair, time=time(15), place="библиотека", direction="soft_skills")
    if days:
        plan_meetings(draft=draft, days=days, member=school.member, today=today)


def confirm(school: School, pair: Pair) -> None:
    """The mentee says that the last meeting took place."""
    meeting = Meeting.objects.held().filter(pair=pair).order_by("-held_on").first()
    if meeting is not None:
        meeting.pair = pair
        asked = ask_mentees(meeting=meeting, member=school.member, today=school.today)
        for confirmation in MeetingConfirmation.objects.filter(pk__in=asked):
            answer(confirmation=confirmation, happened=True)
