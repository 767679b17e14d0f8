"""The curator's look at what came by a link: into the bank, to a card, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from mentorship.bank.affiliations import Standing
from mentorship.bank.models import MenteeEntry, MentorEntry, MentoringForm, Person, Topic
from mentorship.bank.services import Entry, save_entry
from mentorship.bank.summaries import is_disclosed
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.surveys.models import Questionnaire, Reply

WITHDRAWN = "Согласие отозвано"
State = Reply.State


@dataclass(frozen=True)
class Decision:
    """What the curator writes into the bank: the arguments of `bank.services.save_entry`."""

    entry: Entry
    person: Person
    standing: Standing | None
    forms: Iterable[MentoringForm] | None = None
    topics: Iterable[Topic] | None = None


@transaction.atomic
def accept_reply(*, member: Membership, reply: Reply, decision: Decision, today: date) -> Reply:
    """Write the person and the entry and say which reply they came from, all or nothing.

    Without a consent the new person stands in the list «Без согласия» and nowhere else.
    """
    reply = _locked_waiting(member, reply)
    _refuse_silent(reply.person, today)
    reply.made_person = decision.person.pk is None
    saved = save_entry(
        member=member,
        entry=decision.entry,
        person=decision.person,
        standing=decision.standing,
        forms=decision.forms,
        topics=decision.topics,
        today=today,
    )
    reply.person = decision.person
    reply.mentor_entry = saved if isinstance(saved, MentorEntry) else None
    reply.mentee_entry = saved if isinstance(saved, MenteeEntry) else None
    return _decided(reply, member, State.ACCEPTED)


@transaction.atomic
def attach_reply(*, member: Membership, reply: Reply) -> Reply:
    """Hang what an adult wrote about a pupil on the pupil's card as a recommendation."""
    reply = _locked_waiting(member, reply)
    if reply.questionnaire.purpose != Questionnaire.Purpose.THIRD_PARTY or reply.person is None:
        raise DomainError("Этот ответ не об обучающемся: внесите его в базу.")
    _refuse_silent(reply.person, timezone.localdate())
    return _decided(reply, member, State.ACCEPTED)


@transaction.atomic
def reject_reply(*, member: Membership, reply: Reply, reason: str) -> Reply:
    """Take nothing from a reply; it can be taken back until it is purged."""
    if not reason.strip():
        raise DomainError("Укажите причину: она останется в истории ответа.")
    reply = _locked_waiting(member, reply)
    reply.reason = reason.strip()
    return _decided(reply, member, State.REJECTED)


@transaction.atomic
def reopen_reply(*, member: Membership, reply: Reply) -> Reply:
    """Undo the decision. A person entered by the reply goes, unless something hangs on them."""
    reply = _locked(member, reply)
    if reply.is_waiting:
        raise DomainError("Этот ответ ещё ждёт просмотра.")
    entry, person, had_made = reply.entry, reply.person, reply.made_person
    if entry and not had_made:
        raise DomainError("Запись человека, который был в базе раньше, правится в его карточке.")
    if not had_made:
        _refuse_silent(person, timezone.localdate())
    reply.state, reply.reason, reply.made_person = State.WAITING, "", False
    reply.reviewed_at = reply.reviewed_by = None
    reply.mentor_entry = reply.mentee_entry = None
    reply.person = None if had_made else person
    reply.save()
    if entry and person:
        _take_out(entry, person)
    return reply


def reject_of_withdrawn(person: Person, day: date) -> None:
    """A withdrawn consent: what waits about the person is not looked at any more."""
    Reply.objects.filter(person=person).waiting().update(
        state=State.REJECTED, reason=WITHDRAWN, reviewed_at=timezone.now()
    )


def _refuse_silent(person: Person | None, today: date) -> None:
    """What came about somebody known waits, or stays decided, while there is no consent."""
    if person and not is_disclosed(person, today):
        raise DomainError(
            f"Нет действующего согласия на обработку персональных данных: {person.full_name}."
        )


def _take_out(entry: Entry, person: Person) -> None:
    try:
        with transaction.atomic():
            entry.delete()
            person.delete()
    except ProtectedError as error:
        raise DomainError(
            "Отменить уже нельзя: с человеком связаны согласие, пара или другие записи. "
            "Завершите участие в его карточке."
        ) from error


def _decided(reply: Reply, member: Membership, state: State) -> Reply:
    reply.state, reply.reviewed_at, reply.reviewed_by = state, timezone.now(), member
    reply.save()
    return reply


def _locked_waiting(member: Membership, reply: Reply) -> Reply:
    reply = _locked(member, reply)
    if not reply.is_waiting:
        raise DomainError(f"Этот ответ уже разобран: {reply.get_state_display()}.")
    return reply


def _locked(member: Membership, reply: Reply) -> Reply:
    if not member.may(Right.BANK_EDIT) or reply.institution_id != member.organization_id:
        raise PermissionDenied
    rows = Reply.objects.select_for_update(of=("self",))
    return rows.select_related("questionnaire", "person").get(pk=reply.pk)
