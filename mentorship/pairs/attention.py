from datetime import date

from django.db.models import Count, Min
from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right, Role
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Meeting, Pair, PairQuerySet
from mentorship.pairs.waiting import can_support, overdue_steps


def pairs_lack_consent(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Pairs of people without a consent: no further step is open to them."""
    return _line(
        _own(member, year).going_on().without_consent_on(today),
        ("пара", "пары", "пар"),
        needs="consent",
        after=" без согласия на обработку данных",
        detail="без согласия пара не пройдёт дальше и не войдёт в приказ",
        tone="bad",
    )


def pairs_await_order(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Pairs both sides agreed to since the last order."""
    return _line(
        _own(member, year).awaiting_order(),
        ("пара ждёт приказа", "пары ждут приказа", "пар ждут приказа"),
        needs="order",
        detail="стороны согласны: подготовьте приказ о закреплении",
    )


def pairs_are_silent(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Working pairs without a meeting for more than a month; a mentor sees their own."""
    if member.may(Right.PAIRS_VIEW) and not member.may(Right.PAIRS_EDIT):
        rows = Pair.objects.visible_to(member).of_year(year)
    else:
        rows = _own(member, year)
    return _line(
        rows.silent_on(today),
        ("пара", "пары", "пар"),
        needs="meeting",
        after=f" без встреч больше {Pair.SILENT_DAYS} дней",
        detail="запишите встречу или узнайте у наставника, как идут дела",
    )


def meetings_lack_an_entry(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Meetings whose planned day is over without an entry; told to whoever may write one."""
    if member.role == Role.MENTOR:
        pairs = Pair.objects.visible_to(member)
    elif member.may(Right.PAIRS_EDIT):
        pairs = Pair.objects.owned_by(member)
    else:
        return None
    missed = Meeting.objects.filter(pair__in=pairs).of_year(year).missed_on(today)
    told = missed.aggregate(count=Count("pk"), since=Min("planned_for"))
    if not told["count"]:
        return None
    return Attention(
        count=told["count"],
        text=plural_ru(told["count"], "встреча", "встречи", "встреч") + " без записи",
        url=f"{reverse('pairs:meeting_list')}?state=missed",
        detail="день прошёл: запишите, перенесите или отмените",
        since=told["since"],
    )


def waiting_actions_overdue(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Mentees without a mentor whose next action is late; of whoever keeps the waiting list."""
    if not can_support(member, year, today):
        return None
    days = list(overdue_steps(member, year, today).order_by("due_on").values_list("due_on"))
    if not days:
        return None
    words = ("наставляемый ждёт", "наставляемых ждут", "наставляемых ждут")
    return Attention(
        count=len(days),
        text=f"{plural_ru(len(days), *words)} обещанного действия",
        url=f"{reverse('pairs:waiting_list')}?step=overdue",
        detail="срок следующего действия в листе ожидания прошёл",
        since=days[0][0],
    )


def _own(member: Membership, year: SchoolYear) -> PairQuerySet:
    """Pairs the member can act on: those of the owner's curator."""
    pairs = Pair.objects.owned_by(member).of_year(year)
    return pairs if member.may(Right.PAIRS_EDIT) else pairs.none()


def _line(
    pairs: PairQuerySet,
    words: tuple[str, str, str],
    *,
    needs: str,
    detail: str,
    after: str = "",
    tone: str = "warn",
) -> Attention | None:
    count = pairs.count()
    if not count:
        return None
    return Attention(
        count=count,
        text=plural_ru(count, *words) + after,
        url=f"{reverse('pairs:pair_list')}?needs={needs}",
        detail=detail,
        tone=tone,
    )
