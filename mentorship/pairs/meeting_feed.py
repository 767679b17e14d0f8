"""Meetings as a calendar a phone subscribes to by a secret address (RFC 5545, RFC 7986).

The address is kept by the calendar's provider, and so is what it gives: therefore the least. A
meeting is called by the number of its pair, which means something inside the program alone; no
name, no initials (with the school's address they point at one child), no place, no topic. The
entry leads to its page, where whoever signs in sees the rest.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar
from icalendar import Event as Entry

from mentorship.accounts.links import (
    LinkRefused,
    UnknownLink,
    find_link,
    issue_link,
    revoke_link,
)
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right, Role
from mentorship.pairs.models import CalendarFeed, Meeting, MeetingQuerySet, Pair

PURPOSE = "meeting-feed"
# A school year with its summer: then the address is given out anew.
LIFETIME = timedelta(days=400)
DAYS_BACK = timedelta(days=31)


def may_subscribe(member: Membership) -> bool:
    """A mentor to their own pairs, a curator to those of the school."""
    return member.role == Role.MENTOR or member.may(Right.PAIRS_EDIT)


@transaction.atomic
def issue_feed(*, member: Membership) -> str:
    """A new secret address; the earlier one ends. Shown now and never again."""
    if not may_subscribe(member):
        raise PermissionDenied
    Membership.objects.select_for_update().get(pk=member.pk)
    revoke_feed(member=member)
    link, token = issue_link(purpose=PURPOSE, lifetime=LIFETIME, created_by=member.user)
    CalendarFeed.objects.update_or_create(membership=member, defaults={"link": link})
    return token


def revoke_feed(*, member: Membership) -> None:
    """From now on the address gives nothing; one that is not there is no error."""
    feed = feed_of(member)
    if feed:
        revoke_link(link=feed.link)


def feed_of(member: Membership) -> CalendarFeed | None:
    return CalendarFeed.objects.select_related("link").filter(membership=member).first()


def subscriber(token: str, today: date) -> Membership:
    """Whose calendar a secret gives; UnknownLink for none, LinkRefused when it has ended.

    A role that is over takes its calendar with it.
    """
    link = find_link(purpose=PURPOSE, token=token)
    feeds = CalendarFeed.objects.select_related("membership__organization", "membership__user")
    feed = feeds.filter(link=link).first()
    if feed is None:
        raise UnknownLink("Такой ссылки нет.")
    active = Membership.objects.active_on(today).filter(pk=feed.membership_id)
    if not (feed.membership.user.is_active and active.exists() and may_subscribe(feed.membership)):
        raise LinkRefused("Роль, которой была выдана ссылка, закончилась.")
    return feed.membership


def calendar_of(member: Membership, today: date) -> bytes:
    """Meetings planned, held and cancelled since a month ago, in the zone of the institution.

    Pairs in which somebody has no consent in force are left out.
    """
    zone = ZoneInfo(member.organization.time_zone)
    calendar = Calendar()
    calendar.add("prodid", "-//Наставничество//Встречи//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Встречи наставников")
    calendar.add("x-published-ttl", "PT6H")
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
    entry = Entry()
    entry.add("uid", f"meeting-{meeting.pk}@mentorship")
    # The last change, not the moment of reading: the same meetings are the same file.
    entry.add("dtstamp", meeting.changed_at.replace(microsecond=0))
    entry.add("summary", f"Встреча пары № {meeting.pair_id}")
    # A plan of a pair that is over goes off the calendar without anybody tidying up.
    is_off = meeting.cancelled_on or (meeting.is_planned and meeting.pair.state in Pair.OVER)
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    entry.add("url", settings.SITE_URL.rstrip("/") + meeting.get_absolute_url())
    entry.add("class", "PRIVATE")
    if meeting.time:
        starts = datetime.combine(meeting.day, meeting.time, zone)
        entry.add("dtstart", starts)
        entry.add("dtend", starts + timedelta(minutes=meeting.minutes))
    else:
        entry.add("dtstart", meeting.day)
        entry.add("dtend", meeting.day + timedelta(days=1))
    return entry


def today_of(member: Membership) -> date:
    return timezone.localdate(timezone=ZoneInfo(member.organization.time_zone))
