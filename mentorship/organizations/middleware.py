import time
import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponse
from django.utils import timezone

from mentorship.organizations.models import Membership, member_of
from mentorship.organizations.requests import MemberRequest
from mentorship.organizations.school_year import SchoolYear

MEMBERSHIP_KEY = "membership"
YEAR_KEY = "school_year"
SEEN_KEY = "seen_at"


class CurrentMembershipMiddleware:
    """Sets `request.membership`, `request.memberships`, `request.school_year`.

    Read anew on every request: a role that ended is gone at the next click (S6). A session idle for
    longer than `SESSION_IDLE_SECONDS` is signed out (S7). Moments are shown in the organization's
    zone: its region's, unless it was given one of its own.
    """

    def __init__(self, get_response: Callable[[MemberRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: MemberRequest) -> HttpResponse:
        request.membership, request.memberships = None, []
        today = timezone.localdate()
        if request.user.is_authenticated and not self.signed_out_by_idling(request):
            request.memberships = list(member_of(request.user, today))
            request.membership = self.chosen(request)
        if request.membership:
            zone = request.membership.organization.time_zone
            timezone.activate(zoneinfo.ZoneInfo(zone))
            today = timezone.localdate()
        request.school_year = SchoolYear(
            request.session.get(YEAR_KEY) or SchoolYear.containing(today).first
        )
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def chosen(self, request: MemberRequest) -> Membership | None:
        """The membership kept in the session if it is still in force, else the first one."""
        wanted = request.session.get(MEMBERSHIP_KEY)
        by_pk = {member.pk: member for member in request.memberships}
        return by_pk.get(wanted or 0) or next(iter(request.memberships), None)

    def signed_out_by_idling(self, request: MemberRequest) -> bool:
        now = int(time.time())
        seen = request.session.get(SEEN_KEY, now)
        if now - seen > settings.SESSION_IDLE_SECONDS:
            logout(request)
            return True
        if now - seen > 60 or SEEN_KEY not in request.session:
            request.session[SEEN_KEY] = now
        return False
