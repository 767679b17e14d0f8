"""Lines of «Сегодня» about events, agreements and the yearly refresh."""

from datetime import date

from django.urls import reverse

from mentorship.bank.events import left_unmarked
from mentorship.bank.partners import uncovered
from mentorship.bank.refresh import overdue_in_banks
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


def agreements_ending(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Partners that give mentors and whose agreement ends within a month or has ended."""
    if not member.may(Right.BANK_EDIT):
        return None
    covers = list(uncovered(member, year, today).values_list("covered_until", flat=True))
    if not covers:
        return None
    over = sum(until is None for until in covers)
    return Attention(
        count=len(covers),
        text=f"{plural_ru(len(covers), 'партнёр', 'партнёра', 'партнёров')} с истекающим договором",
        url=reverse("bank:partner_list"),
        detail="партнёр даёт наставников: заключите новый договор и добавьте его",
        tag=f"закончились: {over}" if over else f"до {min(filter(None, covers)):%d.%m}",
        tone="bad" if over else "warn",
    )


def banks_outdated(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """«Базы не обновлялись с …»: entries nobody looked at for a year (S001, 4.6.2)."""
    if not member.may(Right.BANK_EDIT) or year != SchoolYear.containing(today):
        return None
    found = overdue_in_banks(member, today)
    if not found:
        return None
    count = sum(line.count for line in found.values())
    since = min(line.since for line in found.values() if line.since)
    words = ("запись не обновлялась", "записи не обновлялись", "записей не обновлялись")
    return Attention(
        count=count,
        text=f"{plural_ru(count, *words)} с {since:%d.%m.%Y}",
        url=next(iter(found)).url("refresh"),
        detail="раз в год подтвердите, кто остаётся в программе, а кто вышел",
        since=since,
        tag="больше года",
    )


def register() -> None:
    ATTENTION.register("banks_outdated", banks_outdated)
    ATTENTION.register("agreements_ending", agreements_ending)
    ATTENTION.register("events_unmarked", events_unmarked)
