"""A calendar a phone subscribes to by a secret address: one way for meetings and for plans.

The address is kept by the calendar's provider, and so is what it gives: therefore the least, and
nobody's name (RFC 5545, RFC 7986). Whoever signs in sees the rest on the page an entry leads to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
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

# A school year with its summer: then the address is given out anew.
LIFETIME = timedelta(days=400)


@dataclass(frozen=True)
class Subscription:
    """Secret addresses of one kind: `feeds` are rows of a membership and its link."""

    purpose: str
    feeds: Any
    may_subscribe: Callable[[Membership], bool]

    @transaction.atomic
    def issue(self, *, member: Membership) -> str:
        """A new secret address; the earlier one ends. Shown now and never again."""
        self.refuse_other_role(member)
        Membership.objects.select_for_update().get(pk=member.pk)
        self.revoke(member=member)
        link, token = issue_link(purpose=self.purpose, lifetime=LIFETIME, created_by=member.user)
        self.feeds.objects.update_or_create(membership=member, defaults={"link": link})
        return token

    def refuse_other_role(self, member: Membership) -> None:
        if not self.may_subscribe(member):
            raise PermissionDenied

    def revoke(self, *, member: Membership) -> None:
        """From now on the address gives nothing; one that is not there is no error."""
        feed = self.feed_of(member)
        if feed:
            revoke_link(link=feed.link)

    def feed_of(self, member: Membership) -> Any:
        return self.feeds.objects.select_related("link").filter(membership=member).first()

    def subscriber(self, token: str, today: date) -> Membership:
        """Whose calendar a secret gives; UnknownLink for none, LinkRefused when it has ended.

        A role that is over takes its calendar with it.
        """
        link = find_link(purpose=self.purpose, token=token)
        rows = self.feeds.objects.select_related("membership__organization", "membership__user")
        feed = rows.filter(link=link).first()
        if feed is None:
            raise UnknownLink("Такой ссылки нет.")
        member: Membership = feed.membership
        in_force = Membership.objects.active_on(today).filter(pk=member.pk).exists()
        if not (member.user.is_active and in_force and self.may_subscribe(member)):
            raise LinkRefused("Роль, которой была выдана ссылка, закончилась.")
        return member


def new_calendar(code: str, name: str) -> Calendar:
    """An empty calendar; programs are asked to look again every six hours."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Наставничество//{code}//RU")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT6H")
    return calendar


def entry_of(uid: str, summary: str, url: str) -> Entry:
    """An entry without its time; `url` is the page inside the system that tells the rest."""
    entry = Entry()
    entry.add("uid", f"{uid}@mentorship")
    entry.add("summary", summary)
    entry.add("url", settings.SITE_URL.rstrip("/") + url)
    entry.add("class", "PRIVATE")
    return entry


def all_day(entry: Entry, first: date, last: date) -> None:
    """Whole days, both included; in the format the end is exclusive."""
    entry.add("dtstart", first)
    entry.add("dtend", last + timedelta(days=1))
