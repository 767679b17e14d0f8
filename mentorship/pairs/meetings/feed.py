"""Meetings as a calendar a phone subscribes to by a secret address (`organizations/feeds.py`).

A meeting is called by the number of its pair, which means something inside the program alone; no
name, no initials (with the school's address they point at one child), no place, no topic.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Event as Entry

from mentorship.organizations.feeds import (
    Subscription,
    all_day,
    entry_of,
    new_calendar,
)
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right, Role
from mentorship.pairs.models import CalendarFeed, Meeting, MeetingQuerySet, Pair

PURPOSE = "meeting-feed"
DAYS_BACK = timedelta(days=31)


def may_subscribe(member: Membership) -> bool:
    """A mentor to their own pairs, a curator to those of the school."""
    return member.role == Role.MENTOR or member.may(Right.PAIRS_EDIT)


FEED = Subscription(PURPOSE, CalendarFeed, may_subscribe)


def calendar_of(member: Membership, today: date) -> bytes:
    """Meetings planned, held and cancelled since a month ago, in the zone of the institution.

    Pairs in which somebody has no consent in force are left out.
    """
    zone = ZoneInfo(member.organization.time_zone)
    calendar = new_calendar("Встречи", "Встречи наставников")
    for meeting in _told(member, today):
        calendar.add_component(_entry(meeting, zone))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _told(member: Membership, today: date) -> MeetingQuerySet:
    own = Pair.objects.visible_to(member)
    if member.role != Role.MENTOR:
        own = Pair.objects.owned_by(member)
    silent = Pair.objects.without_consent_on(today)
    told = Meeting.objects.filter(pair__in=own).exclude(pair__in=silent.values("pk"))
    recent = told.filter(planned_for__gte=today - DAYS_BACK) | told.filter(
        held_on__gte=today - DAYS_BACK
    )
    return recent.select_related("pair").order_by("pk")


def _entry(meeting: Meeting, zone: ZoneInfo) -> Entry:
    entry = entry_of(
        f"meeting-{meeting.pk}", f"Встреча пары № {meeting.pair_id}", meeting.get_absolute_url()
    )
    # The last change, not the moment of reading: the same meetings are the same file.
    entry.add("dtstamp", meeting.changed_at.replace(microsecond=0))
    # A plan of a pair that is over goes off the calendar without anybody tidying up.
    is_off = meeting.cancelled_on or (meeting.is_planned and meeting.pair.state in Pair.OVER)
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if meeting.time:
        starts = datetime.combine(meeting.day, meeting.time, zone)
        entry.add("dtstart", starts)
        entry.add("dtend", starts + timedelta(minutes=meeting.minutes))
    else:
        all_day(entry, meeting.day, meeting.day)
    return entry
