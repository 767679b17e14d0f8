"""The answer to a program that asks for a calendar by its secret address, again and again."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from mentorship.accounts.guessing import WORDS, count_wrong, is_guessing
from mentorship.accounts.links import LinkRefused, UnknownLink
from mentorship.organizations.feeds import Subscription
from mentorship.organizations.models import Membership


def answer_feed(
    request: HttpRequest,
    token: str,
    subscription: Subscription,
    calendar_of: Callable[[Membership, date], bytes],
    file_name: str,
) -> HttpResponseBase | None:
    """The calendar, or in plain words why there is none; an unchanged one is answered with 304."""
    if is_guessing(request):
        return said(WORDS, 429)
    try:
        member = subscription.subscriber(token, timezone.localdate())
    except UnknownLink as refusal:
        count_wrong(request)
        return said(str(refusal), 404)
    except LinkRefused as refusal:
        return said(str(refusal), 410)
    content = calendar_of(member, today_of(member))
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, "text/calendar; charset=utf-8")
    response["ETag"], response["Cache-Control"] = etag, "private, max-age=900"
    response["Content-Disposition"] = f'inline; filename="{file_name}"'
    return get_conditional_response(request, etag=etag, response=response)


def today_of(member: Membership) -> date:
    return timezone.localdate(timezone=ZoneInfo(member.organization.time_zone))


def said(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, "text/plain; charset=utf-8", status=status)
