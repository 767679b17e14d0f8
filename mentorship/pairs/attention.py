from datetime import date

from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair, PairQuerySet


def _without_consent(member: Membership, year: SchoolYear, today: date) -> PairQuerySet:
    return _own(member, year).going_on().without_consent_on(today)


@told_of(_without_consent)
def pairs_lack_consent(
    pairs: PairQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Pairs of people without a consent: no further step is open to them."""
    return _line(
        pairs,
        ("пара", "пары", "пар"),
        needs="consent",
        after=" без согласия на обработку данных",
        detail="без согласия пара не пройдёт дальше и не войдёт в приказ",
        tone="bad",
    )


def _awaiting_order(member: Membership, year: SchoolYear, today: date) -> PairQuerySet:
    return _own(member, year).awaiting_order()


@told_of(_awaiting_order)
def pairs_await_order(
    pairs: PairQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Pairs both sides agreed to since the last order."""
    return _line(
        pairs,
        ("пара ждёт приказа", "пары ждут приказа", "пар ждут приказа"),
        needs="order",
        detail="стороны согласны: подготовьте приказ о закреплении",
    )


def _silent(member: Membership, year: SchoolYear, today: date) -> PairQuerySet:
    if member.may(Right.PAIRS_VIEW) and not member.may(Right.PAIRS_EDIT):
        rows = Pair.objects.visible_to(member).of_year(year)
    else:
        rows = _own(member, year)
    return rows.silent_on(today)


@told_of(_silent)
def pairs_are_silent(
    pairs: PairQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Working pairs without a meeting for more than a month; a mentor sees their own."""
    return _line(
        pairs,
        ("пара", "пары", "пар"),
        needs="meeting",
        after=f" без встреч больше {Pair.SILENT_DAYS} дней",
        detail="запишите встречу или узнайте у наставника, как идут дела",
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
