"""Lines of the home page about consents: what ends, what is to be signed anew, what is due."""

from datetime import date

from django.urls import reverse

from mentorship.bank.consent_people import Scope, in_state
from mentorship.bank.consent_texts import settings_of
from mentorship.bank.models import Consent
from mentorship.bank.withdrawals import open_withdrawals
from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

Purpose = Consent.Purpose


def consents_end_soon(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """People whose consent to processing ends within 30 days."""
    return _line(
        member,
        year,
        today,
        "ending",
        ("согласие заканчивается", "согласия заканчиваются", "согласий заканчивается"),
        "в ближайшие 30 дней: напечатайте новые листы заранее",
    )


def consents_to_renew(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """People who come of age: the representative's paper is no longer theirs."""
    return _line(
        member,
        year,
        today,
        "renewal",
        (
            "согласие нужно переоформить",
            "согласия нужно переоформить",
            "согласий нужно переоформить",
        ),
        "участнику исполнилось или скоро исполнится 14 или 18 лет",
    )


def _line(
    member: Membership,
    year: SchoolYear,
    today: date,
    state: str,
    words: tuple[str, str, str],
    detail: str,
) -> Attention | None:
    if not member.may(Right.BANK_EDIT):
        return None
    asks_joint = settings_of(member.organization).asks_joint
    scope = Scope(member, year, Purpose.PROCESSING, today, asks_joint)
    count = in_state(scope, scope.people, state).count()
    if not count:
        return None
    return Attention(
        count=count,
        text=plural_ru(count, *words),
        url=f"{reverse('bank:consent_list')}?state={state}",
        detail=detail,
    )


def data_to_destroy(member: Membership, year: SchoolYear, today: date) -> Attention | None:
    """Withdrawals whose duty is not fulfilled; of any year, the law knows none."""
    if not member.may(Right.BANK_EDIT):
        return None
    due = list(open_withdrawals(member).values_list("due_on", flat=True))
    if not due:
        return None
    left = (due[0] - today).days
    late = left < 0
    return Attention(
        count=len(due),
        text=plural_ru(
            len(due),
            "отзыв согласия не исполнен",
            "отзыва согласия не исполнены",
            "отзывов согласия не исполнены",
        ),
        url=reverse("bank:withdrawal_list"),
        detail=f"ближайший срок {due[0]:%d.%m.%Y}",
        since=due[0],
        tag="просрочено" if late else f"осталось дней: {left}",
        tone="bad",
    )
