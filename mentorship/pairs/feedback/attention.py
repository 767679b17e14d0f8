from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.feedback.concerns import unread, without_adult
from mentorship.pairs.feedback.months import dues, months_of
from mentorship.pairs.models import Concern, Pair

# So many are listed at once; more are a matter for the list.
MOST = 100


def _told(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    told = Concern.objects.visible_to(member).open()
    return told if member.may(Right.PAIRS_VIEW) else None


@told_of(_told)
def concerns_wait(
    waiting: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """What children told this adult; first of all that is on the page."""
    count = waiting.count()
    if not count:
        return None
    return Attention(
        count=count,
        text=plural_ru(count, "обращение ребёнка", "обращения детей", "обращений детей"),
        url=reverse("pairs:concern_list"),
        detail="видите только вы: прочитайте сегодня",
        tag="срочно",
        tone="bad",
        is_urgent=True,
    )


def _open_here(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    here = Concern.objects.open().filter(institution=member.organization_id)
    return here if member.may(Right.ORGANIZATION_EDIT) else None


@told_of(_open_here)
def concerns_unread(
    _concerns: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """For the head: words of a child lie unread for a day, or have nobody to read them."""
    lost = len(without_adult(member.organization, today))
    count = lost or unread(member.organization)
    if not count:
        return None
    detail = "их адресат больше не работает: назначьте другого" if lost else "прошло больше суток"
    return Attention(
        count=count,
        text=plural_ru(count, "обращение ребёнка", "обращения детей", "обращений детей")
        + " не прочитано",
        url=reverse("pairs:concern_adult"),
        detail=detail,
        tone="bad",
        is_urgent=True,
    )


def _calling(member: Membership, year: SchoolYear, today: date) -> QuerySet[Any] | None:
    if not member.may(Right.FEEDBACK_READ):
        return None
    pairs = Pair.objects.visible_to(member).of_year(year).filter(state__in=Pair.WORKING)
    heard: QuerySet[Any] = pairs.heard_by(member, today)
    return heard.filter(asks_help=True)


@told_of(_calling)
def sides_call_for_help(
    pairs: QuerySet[Any], member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Pairs in which somebody chose «нужна помощь», for those who may hear it."""
    calling = list(pairs.order_by("pk")[:MOST])
    if not calling:
        return None
    count = len(calling)
    one = calling[0].get_absolute_url() if count == 1 else reverse("pairs:feedback_list")
    return Attention(
        count=count,
        text=plural_ru(count, "пара просит", "пары просят", "пар просят") + " о помощи",
        url=one,
        detail="так ответили в обратной связи: узнайте, что случилось",
        tag="помощь",
        tone="bad",
        is_urgent=True,
    )


def feedback_missing(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Words of the latest month whose time is over and who owes them."""
    if not member.may(Right.PAIRS_EDIT):
        return None
    over = [month for month in months_of(year, today) if month.due_on < today]
    if not over:
        return None
    month = over[-1]
    count = sum(due.is_missing(today) for due in dues(member.organization, [month]))
    if not count:
        return None
    people = plural_ru(count, "участник пар", "участника пар", "участников пар")
    return Attention(
        count=count,
        text=f"{people} без обратной связи за {month}",
        url=f"{reverse('pairs:feedback_list')}?month={month.code}",
        detail="выдайте ссылки или запишите ответ со слов",
    )
