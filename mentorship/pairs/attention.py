from datetime import date

from django.urls import reverse

from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.models import Pair, PairQuerySet


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
