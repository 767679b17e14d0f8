"""Lines of the home page about consents: what ends, what is to be signed anew, what is due."""

from datetime import date

from django.urls import reverse

from mentorship.bank.consent_texts import settings_of
from mentorship.bank.consents import people_of_year
from mentorship.bank.models import Consent, PersonQuerySet, WithdrawalQuerySet
from mentorship.bank.renewals import ending, to_renew
from mentorship.bank.withdrawals import open_withdrawals
from mentorship.core.wording import plural_ru
from mentorship.organizations.attention import Attention, told_of
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

Purpose = Consent.Purpose


def _ending(member: Membership, year: SchoolYear, today: date) -> PersonQuerySet | None:
    people = people_of_year(member, year)
    return ending(people, Purpose.PROCESSING, today) if member.may(Right.BANK_EDIT) else None


@told_of(_ending)
def consents_end_soon(
    people: PersonQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """People whose consent to processing ends within 30 days."""
    return _line(
        people.count(),
        "ending",
        ("согласие заканчивается", "согласия заканчиваются", "согласий заканчивается"),
        "в ближайшие 30 дней: напечатайте новые листы заранее",
    )


def _adults_to_be(member: Membership, year: SchoolYear, today: date) -> PersonQuerySet | None:
    """Asked of both ages: whether the institution wants two signatures is known later."""
    if not member.may(Right.BANK_EDIT):
        return None
    people = people_of_year(member, year)
    return to_renew(people, Purpose.PROCESSING, today, asks_joint=True)


@told_of(_adults_to_be)
def consents_to_renew(
    people: PersonQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """People who come of age: the representative's paper is no longer theirs."""
    if not settings_of(member.organization).asks_joint:
        whose = people_of_year(member, year)
        people = to_renew(whose, Purpose.PROCESSING, today, asks_joint=False)
    return _line(
        people.count(),
        "renewal",
        (
            "согласие нужно переоформить",
            "согласия нужно переоформить",
            "согласий нужно переоформить",
        ),
        "участнику исполнилось или скоро исполнится 14 или 18 лет",
    )


def _line(count: int, state: str, words: tuple[str, str, str], detail: str) -> Attention | None:
    if not count:
        return None
    return Attention(
        count=count,
        text=plural_ru(count, *words),
        url=f"{reverse('bank:consent_list')}?state={state}",
        detail=detail,
    )


def _withdrawals(member: Membership, year: SchoolYear, today: date) -> WithdrawalQuerySet | None:
    return open_withdrawals(member) if member.may(Right.BANK_EDIT) else None


@told_of(_withdrawals)
def data_to_destroy(
    withdrawals: WithdrawalQuerySet, member: Membership, year: SchoolYear, today: date
) -> Attention | None:
    """Withdrawals whose duty is not fulfilled; of any year, the law knows none."""
    due = list(withdrawals.values_list("due_on", flat=True))
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
