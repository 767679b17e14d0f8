"""Lines of «Сегодня» about events, agreements and the yearly refresh."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from mentorship.bank.banks import BANKS
from mentorship.bank.events import left_unmarked
from mentorship.bank.partners import uncovered
from mentorship.bank.refresh import overdue_in_banks, to_refresh
from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import ATTENTION, Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear


def _unmarked(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    return left_unmarked(member, today) if member.may(Right.EVENTS_EDIT) else None


@told_of(_unmarked)
def events_unmarked(
    events: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Own events whose day has passed and that are still planned."""
    days = list(events.values_list("starts_on", flat=True))
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


def _uncovered(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    return uncovered(member, year, today) if member.may(Right.BANK_EDIT) else None


@told_of(_uncovered)
def agreements_ending(
    partners: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Partners that give mentors and whose agreement ends within a month or has ended."""
    covers = list(partners.values_list("covered_until", flat=True))
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


def _outdated(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    """Entries of both banks."""
    if not member.may(Right.BANK_EDIT) or year != SchoolYear.containing(today):
        return None
    mentors, mentees = (to_refresh(member, bank, today).order_by() for bank in BANKS.values())
    return mentors.values("pk").union(mentees.values("pk"))


@told_of(_outdated)
def banks_outdated(
    entries: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """«Базы не обновлялись с …»: entries nobody looked at for a year (S001, 4.6.2)."""
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
