"""Lines of «Сегодня» about events, agreements and the yearly refresh."""

from datetime import date

from django.urls import reverse

from mentorship.bank.events import left_unmarked
from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import ATTENTION, Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear


def events_unmarked(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Own events whose day has passed and that are still planned."""
    if not member.may(Right.EVENTS_EDIT):
        return None
    days = list(left_unmarked(member, today).values_list("starts_on", flat=True))
    if not days:
        return None
    words = ("мероприятие прошло", "мероприятия прошли", "мероприятий прошло")
    return Attention(
        count=len(days),
        text=f"{plural_ru(len(days), *words)} и не отмечено",
        url=f"{reverse('bank:event_list')}?state=planned&own=yes",
        detail="отметьте, что мероприятие состоялось и кто был, или отмените его",
        since=days[0],
        tag=f"с {days[0]:%d.%m}",
    )


def register() -> None:
    ATTENTION.register("events_unmarked", events_unmarked)
