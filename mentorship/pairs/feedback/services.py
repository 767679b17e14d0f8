"""Asking for the word of a month, and keeping it."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.accounts.links import LinkRefused, issue_link, revoke_link, use_link
from mentorship.bank.models import Consent, Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right, Role
from mentorship.pairs.children import is_childs
from mentorship.pairs.feedback.concerns import raise_concern
from mentorship.pairs.feedback.months import Due, Month, begun_late, dues
from mentorship.pairs.models import Feedback, Pair

PURPOSE = "feedback"
LIFETIME = timedelta(days=14)
NO_CONSENT = (
    "Ответить уже нельзя: действующего согласия на обработку персональных данных нет. "
    "Обратитесь к тому, кто прислал ссылку."
)
Tokens = dict[int, str]


@transaction.atomic
def ask(*, member: Membership, month: Month, today: date) -> Tokens:
    """A link for everybody who owes a word for the month; an earlier one ends.

    Gives secrets by the pk of the feedback, to be shown now and never again. Raises DomainError
    when the month has not begun or there is nobody to ask, PermissionDenied for another role.
    """
    if not member.may(Right.PAIRS_EDIT):
        raise PermissionDenied
    if month.first > today:
        raise DomainError(f"{month} ещё не наступил: спрашивать рано.".capitalize())
    # Two curators asking at once come one after the other: each word has one link.
    Organization.objects.select_for_update().get(pk=member.organization_id)
    agreed = Consent.objects.in_force_on(today).filter(purpose=Consent.Purpose.PROCESSING)
    owed = [due for due in dues(member.organization, [month]) if due.given is None]
    able = set(
        agreed.filter(person__in=[due.person.pk for due in owed]).values_list("person", flat=True)
    )
    waiting = [due for due in owed if due.person.pk in able]
    if not waiting:
        raise DomainError(_why_nobody(member, month, owed))
    asked = Feedback.objects.filter(pair__in=[due.pair for due in waiting], month=month.first)
    rows = asked.select_for_update(of=("self",)).select_related("link")
    known = {(row.pair_id, row.person_id): row for row in rows}
    return dict(_linked(due, known.get((due.pair.pk, due.person.pk)), member) for due in waiting)


def _why_nobody(member: Membership, month: Month, owed: list[Due]) -> str:
    if owed:
        return "Спрашивать некого: у тех, кто ещё не ответил, нет действующего согласия."
    if dues(member.organization, [month]):
        return "Спрашивать некого: все, кого спрашивают об этом месяце, уже ответили."
    words = f"Спрашивать некого: на {month.middle:%d.%m.%Y} пар, закреплённых приказом, не было."
    if begun_late(Pair.objects.owned_by(member), month):
        words += f" О парах, начатых позже, спрашивают за {month.following}."
    return words


def _linked(due: Due, known: Feedback | None, member: Membership) -> tuple[int, str]:
    feedback = known or Feedback(pair=due.pair, person=due.person, month=due.month.first)
    if feedback.link:
        revoke_link(link=feedback.link)
    feedback.link, token = issue_link(purpose=PURPOSE, lifetime=LIFETIME, created_by=member.user)
    feedback.save()
    return feedback.pk, token


def asked_by(link: int) -> Feedback | None:
    """The word a link (pk) asks for; None where a newer link has replaced it."""
    found = Feedback.objects.filter(link=link).select_related(
        "link", "person", "pair__institution", "pair__form", "pair__mentor_entry__person"
    )
    return found.first()


@transaction.atomic
def answer(
    *, feedback: Feedback, word: str, remark: str, concern: str = "", today: date
) -> Feedback:
    """Keep the word of a link and a child's concern, both or neither; the link is spent.

    Raises LinkRefused for a spent link, DomainError without a consent in force.
    """
    if feedback.link is None:
        raise LinkRefused("Ссылки больше нет. Попросите новую.")
    use_link(link=feedback.link)
    _refuse_without_consent(feedback.person, today)
    if concern.strip() and is_childs(feedback.pair, feedback.person):
        raise_concern(
            pair=feedback.pair, person=feedback.person, words=concern.strip(), today=today
        )
    return _kept(feedback, word, remark, today, None)


@transaction.atomic
def write_down(
    *,
    member: Membership,
    pair: Pair,
    person: Person,
    month: Month,
    word: str,
    remark: str,
    today: date,
) -> Feedback:
    """Keep what somebody of a pair said, or the mentor's own word; the open link ends.

    Raises PermissionDenied for whoever may not speak for the person, DomainError for somebody who
    was not in the pair in that month, without a consent, or for a month to come.
    """
    if not may_write(member, pair, person):
        raise PermissionDenied
    if month.first > today:
        raise DomainError("Этот месяц ещё не наступил.")
    owed = {(due.pair.pk, due.person.pk) for due in dues(pair.institution, [month])}
    if (pair.pk, person.pk) not in owed:
        raise DomainError(f"В середине месяца ({month}) этого человека в паре не было.")
    _refuse_without_consent(person, today)
    row, _ = Feedback.objects.get_or_create(pair=pair, person=person, month=month.first)
    feedback = (
        Feedback.objects.select_for_update(of=("self",)).select_related("link").get(pk=row.pk)
    )
    if feedback.link:
        revoke_link(link=feedback.link)
    return _kept(feedback, word, remark, today, member)


def may_write(member: Membership, pair: Pair, person: Person) -> bool:
    """The owner's curator writes for everybody, a mentor for themselves."""
    if member.role == Role.MENTOR:
        own = pair.mentor_entry.person
        return person.pk == own.pk and own.user_id == member.user_id
    return member.may(Right.PAIRS_EDIT) and pair.institution_id == member.organization_id


def stop_asking(person: Person, day: date) -> None:
    """A withdrawn consent ends the links of the person."""
    waiting = Feedback.objects.filter(person=person, word="").exclude(link=None)
    for feedback in waiting.select_related("link"):
        revoke_link(link=feedback.link)  # type: ignore[arg-type]


def _kept(
    feedback: Feedback, word: str, remark: str, today: date, member: Membership | None
) -> Feedback:
    feedback.word, feedback.remark = word, remark.strip()
    feedback.answered_on = feedback.answered_on or today
    feedback.written_by = member
    feedback.save(update_fields=["word", "remark", "answered_on", "written_by"])
    return feedback


def _refuse_without_consent(person: Person, today: date) -> None:
    if not Consent.objects.for_processing(person.pk, today).exists():
        raise DomainError(NO_CONSENT)
