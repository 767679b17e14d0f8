"""A letter in the morning with what the home page says: one a day or a week, or none.

It carries the lines of `ATTENTION` (every room adds its own there), without their details: a mail
box is somebody else's, so no names and no titles go into it.
"""

import logging
import time
import zoneinfo
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from mentorship.accounts.emails import send_letter
from mentorship.core.working_days import is_day_off
from mentorship.organizations.attention import Attention, lines_for
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Digest

logger = logging.getLogger(__name__)
# Hours of the organization's own clock; nobody is written to at night.
FROM_HOUR, TO_HOUR = 8, 19
# One run of the worker; what is left is taken up by the next one, ten minutes later.
SECONDS = 80.0


def send_digests(now: datetime, *, seconds: float = SECONDS) -> int:
    """Write to everybody whose letter is due; how many letters went out.

    A day is marked before its letter is sent, in one transaction with it, so a worker started
    anew sends no second one; a letter that the mail server refuses is not sent again.
    """
    if not settings.MAIL_CONFIGURED:
        return 0
    sent, until = 0, time.monotonic() + seconds
    for zone in _zones_in_daytime(now):
        for key in _due(zone, now):
            if time.monotonic() > until:
                return sent
            sent += _sent(key, now.astimezone(zoneinfo.ZoneInfo(zone)))
    return sent


def _sent(key: int, now: datetime) -> int:
    """One member's broken page must not keep the letters of all others back."""
    try:
        return _send(key, now)
    except Exception:
        logger.exception("digest of membership %s not sent", key)
        return 0


def _zones_in_daytime(now: datetime) -> list[str]:
    zones = Organization.objects.order_by("time_zone").values_list("time_zone", flat=True)
    return [
        zone
        for zone in zones.distinct()
        if FROM_HOUR <= now.astimezone(zoneinfo.ZoneInfo(zone)).hour < TO_HOUR
    ]


def _due(zone: str, now: datetime) -> Iterable[int]:
    """Members of the zone whose letter of today, or of this week, has not been sent."""
    today = now.astimezone(zoneinfo.ZoneInfo(zone)).date()
    if is_day_off(today):
        return []
    monday = today - timedelta(days=today.weekday())
    weekly = Q(digest=None) | Q(digest__rhythm=Digest.Rhythm.WEEKLY)
    daily = Q(digest__rhythm=Digest.Rhythm.DAILY)
    fresh = Q(digest=None) | Q(digest__sent_on=None)
    members = Membership.objects.active_on(today).filter(
        weekly & (fresh | Q(digest__sent_on__lt=monday))
        | daily & (fresh | Q(digest__sent_on__lt=today)),
        organization__time_zone=zone,
        user__is_active=True,
    )
    return list(members.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _send(key: int, now: datetime) -> int:
    """The letter of one member, unless somebody else is sending it; 1 if there was what to say."""
    today = now.date()
    # The member's row is the lock: their digest may not be there yet.
    locked = Membership.objects.select_for_update(of=("self",), skip_locked=True)
    member = locked.select_related("organization__parent__parent", "user").filter(pk=key).first()
    if member is None:
        return 0
    digest, _ = Digest.objects.get_or_create(membership=member)
    if digest.rhythm == Digest.Rhythm.OFF or not _is_fresh(digest, now):
        return 0
    digest.sent_on = today
    digest.save(update_fields=["sent_on"])
    lines = lines_for(member, SchoolYear.containing(today), today)
    if not lines:
        return 0
    send_letter(member.user.email, "roadmaps/emails/digest", letter(member, digest, lines))
    return 1


def _is_fresh(digest: Digest, now: datetime) -> bool:
    monday = now.date() - timedelta(days=now.weekday())
    since = now.date() if digest.rhythm == Digest.Rhythm.DAILY else monday
    return digest.sent_on is None or digest.sent_on < since


def letter(member: Membership, digest: Digest, lines: list[Attention]) -> dict[str, object]:
    """What the templates of the letter are filled with."""
    site = settings.SITE_URL.rstrip("/")
    return {
        "member": member,
        "rhythm": digest.get_rhythm_display(),
        "lines": [(line.count, line.text, site + line.url) for line in lines],
        "site": site,
        "settings_url": site + reverse("roadmaps:digest_update"),
    }


@transaction.atomic
def choose_rhythm(*, member: Membership, rhythm: str) -> None:
    Digest.objects.update_or_create(membership=member, defaults={"rhythm": rhythm})


def rhythm_of(member: Membership) -> str:
    digest = Digest.objects.filter(membership=member).first()
    return digest.rhythm if digest else Digest.Rhythm.WEEKLY
