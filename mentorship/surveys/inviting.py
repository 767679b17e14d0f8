"""Giving out links to a questionnaire: by name to people, or without names on paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.accounts.links import issue_link, revoke_link
from mentorship.bank.models import Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys import shown_secrets
from mentorship.surveys.models import (
    Invitation,
    InvitationBatch,
    Questionnaire,
    SurveyInvitationQuerySet,
)
from mentorship.surveys.shown_secrets import Tokens

PURPOSE = "survey"
LONGEST_DAYS = 60
# A sheet of so many cards is laid out in 3 s of CPU; the PDF process gives up after 30 s.
MOST_AT_ONCE = 200
Purpose = Questionnaire.Purpose
# Only whoever is not known yet can answer without being called by name.
WITHOUT_NAMES = frozenset({Purpose.MENTOR_BANK, Purpose.MENTEE_BANK})


@dataclass(frozen=True)
class Order:
    """What is to be given out: by name to `people`, or `count` links without names."""

    questionnaire: Questionnaire
    manner: str
    days: int
    people: Sequence[Person] = ()
    count: int = 0


@transaction.atomic
def issue_invitations(
    *, member: Membership, order: Order, year: SchoolYear, today: date
) -> tuple[InvitationBatch, Tokens]:
    """Make the links of an order; an earlier open link of the same person ends.

    Raises DomainError in words, PermissionDenied for another role or foreign people.
    """
    _refuse_foreign(member, order.people)
    if problem := _order_problem(member, order, today):
        raise DomainError(problem)
    batch = InvitationBatch.objects.create(
        institution=member.organization,
        questionnaire=order.questionnaire,
        school_year=year.first,
        manner=order.manner,
        days=order.days,
        created_by=member,
    )
    _end_earlier(order)
    tokens = {}
    whom: Sequence[Person | None] = order.people or [None] * order.count
    for person in whom:
        invitation, token = _invite(batch, person)
        tokens[invitation.pk] = token
    return batch, tokens


def renew_links(*, member: Membership, batch: InvitationBatch, today: date) -> Tokens:
    """Other secrets for the invitations that may still be answered; the earlier ones end.

    Somebody without a consent in force gets none. Called in the transaction of its caller.
    """
    shown_secrets.forget(batch)
    waiting = batch.invitations.filter(link__used_at=None, link__revoked_at=None)
    waiting = waiting.select_related("link", "person", "about").order_by("pk")
    named = [person for i in waiting if (person := i.person or i.about)]
    silent = set(_without_consent(named, today))
    tokens = {}
    for invitation in waiting:
        revoke_link(link=invitation.link)
        if (invitation.person or invitation.about) in silent:
            continue
        invitation.link, token = issue_link(
            purpose=PURPOSE, lifetime=timedelta(days=batch.days), created_by=member.user
        )
        invitation.save(update_fields=["link"])
        tokens[invitation.pk] = token
    return tokens


@transaction.atomic
def reissue_batch(*, member: Membership, batch: InvitationBatch, today: date) -> Tokens:
    """Give the unanswered invitations of a batch out anew: what was printed or sent ends."""
    _refuse_other_role(member, batch)
    batch = InvitationBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    tokens = renew_links(member=member, batch=batch, today=today)
    if not tokens:
        raise DomainError("Выдавать заново некому: все ответили, отозваны или без согласия.")
    batch.reissued_at, batch.reissued_by = timezone.now(), member
    batch.save(update_fields=["reissued_at", "reissued_by"])
    return tokens


@transaction.atomic
def revoke_batch(*, member: Membership, batch: InvitationBatch) -> int:
    """End every link of a batch that has not been used; returns how many."""
    _refuse_other_role(member, batch)
    return revoke_open(Invitation.objects.filter(batch=batch))


@transaction.atomic
def revoke_invitation(*, member: Membership, invitation: Invitation) -> None:
    """End one link; DomainError when there is nothing left to end."""
    _refuse_other_role(member, invitation)
    if not revoke_open(Invitation.objects.filter(pk=invitation.pk)):
        raise DomainError("Эту ссылку уже не отозвать: она использована, отозвана или истекла.")


def stop_inviting(person: Person, day: date) -> None:
    """A withdrawn consent: nobody is asked by this person's links, nor about this person."""
    revoke_open(Invitation.objects.filter(person=person))
    revoke_open(Invitation.objects.filter(about=person))


def revoke_open(invitations: SurveyInvitationQuerySet) -> int:
    """End those links that can still be used; gives how many."""
    found = list(invitations.open().select_related("link", "batch"))
    for invitation in found:
        revoke_link(link=invitation.link)
        shown_secrets.forget(invitation.batch)
    return len(found)


def _invite(batch: InvitationBatch, person: Person | None) -> tuple[Invitation, str]:
    link, token = issue_link(
        purpose=PURPOSE,
        lifetime=timedelta(days=batch.days),
        created_by=batch.created_by.user,
    )
    is_about = batch.questionnaire.purpose == Purpose.THIRD_PARTY
    invitation = Invitation.objects.create(
        institution=batch.institution,
        batch=batch,
        link=link,
        person=None if is_about else person,
        about=person if is_about else None,
    )
    return invitation, token


def _end_earlier(order: Order) -> None:
    """One open link a person and questionnaire; about a pupil several adults may be asked."""
    if order.questionnaire.purpose != Purpose.THIRD_PARTY:
        revoke_open(
            Invitation.objects.filter(
                batch__questionnaire__code=order.questionnaire.code, person__in=order.people
            )
        )


def _order_problem(member: Membership, order: Order, today: date) -> str:
    """Why the order cannot be given out; empty when it can."""
    in_use = Questionnaire.objects.in_use_by(member)
    number = len(order.people) or order.count
    if not in_use.filter(pk=order.questionnaire.pk).exists():
        return "Эта редакция анкеты больше не используется: выберите действующую."
    if not 1 <= order.days <= LONGEST_DAYS:
        return f"Ссылка действует от 1 до {LONGEST_DAYS} дней."
    if not 1 <= number <= MOST_AT_ONCE:
        return f"За один раз выдаётся от 1 до {MOST_AT_ONCE} ссылок."
    if not order.people and order.questionnaire.purpose not in WITHOUT_NAMES:
        return "Эта анкета выдаётся только поимённо: отметьте людей."
    if silent := _without_consent(order.people, today):
        names = ", ".join(person.short_name for person in silent[:5])
        return (
            f"Без действующего согласия по имени не приглашают: {names}. "
            "Выдайте карточку без имени."
        )
    return ""


def _without_consent(people: Iterable[Person], today: date) -> list[Person]:
    pks = [person.pk for person in people]
    return list(Person.objects.filter(pk__in=pks).without_consent_on(today).order_by("sort_name"))


def _refuse_foreign(member: Membership, people: Iterable[Person]) -> None:
    foreign = any(person.institution_id != member.organization_id for person in people)
    if foreign or not member.may(Right.BANK_EDIT):
        raise PermissionDenied


def _refuse_other_role(member: Membership, row: InvitationBatch | Invitation) -> None:
    if not member.may(Right.BANK_EDIT) or row.institution_id != member.organization_id:
        raise PermissionDenied
