"""The mentee's own word on a meeting, by a one-time link without an account.

Links are given out by the curator alone: whoever sees the address can answer, and a mentor's own
«да» would say nothing. Nobody signed in answers by it either, but the mentee's own account (a young
teacher has one). Without everybody's consent in force a link is closed, and open again with it.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.accounts.links import LinkRefused, issue_link, revoke_link, use_link
from mentorship.bank.models import Person
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.meetings import rules
from mentorship.pairs.models import Meeting, MeetingConfirmation, Pair
from mentorship.pairs.rules import refuse
from mentorship.pairs.workflow import is_owner

PURPOSE = "meeting"
LIFETIME = timedelta(days=14)
CLOSED = "Подтвердить встречу сейчас нельзя: нет действующего согласия на обработку данных."

Tokens = dict[int, str]


def may_ask(member: Membership, meeting: Meeting) -> bool:
    """The owner's curator asks about a meeting that was held."""
    return (
        member.may(Right.PAIRS_EDIT)
        and is_owner(member, meeting.pair)
        and meeting.held_on is not None
    )


@transaction.atomic
def ask_mentees(*, meeting: Meeting, member: Membership, today: date | None = None) -> Tokens:
    """A link for every mentee who came and has not answered; an earlier one ends.

    Gives secrets by the pk of their confirmation: to be shown now and never again. Raises
    DomainError when there is nobody to ask, PermissionDenied for another role.
    """
    if not may_ask(member, meeting):
        raise PermissionDenied
    Pair.objects.select_for_update(of=("self",)).get(pk=meeting.pair_id)
    refuse(rules.consent_problems(meeting.pair, today or timezone.localdate()))
    known = {c.member_id: c for c in meeting.confirmations.select_related("link")}
    came = meeting.attendances.filter(came=True).values_list("member", flat=True)
    waiting = [pk for pk in came if pk not in known or known[pk].happened is None]
    if not waiting:
        raise DomainError("Спрашивать некого: все, кто пришёл, уже ответили.")
    tokens = {}
    for pk in waiting:
        link, token = issue_link(purpose=PURPOSE, lifetime=LIFETIME, created_by=member.user)
        confirmation = known.get(pk) or MeetingConfirmation(meeting=meeting, member_id=pk)
        if confirmation.pk:
            revoke_link(link=confirmation.link)
        confirmation.link = link
        confirmation.save()
        tokens[confirmation.pk] = token
    return tokens


@transaction.atomic
def stop_asking(*, meeting: Meeting, member: Membership) -> int:
    """End the open links of a meeting; gives how many."""
    if not may_ask(member, meeting):
        raise PermissionDenied
    return _revoke(MeetingConfirmation.objects.filter(meeting=meeting))


def consent_withdrawn(person: Person, day: date) -> None:
    """Nobody is asked about meetings of a pair in which somebody took the consent back."""
    _revoke(MeetingConfirmation.objects.filter(member__person=person))
    _revoke(MeetingConfirmation.objects.filter(meeting__pair__mentor_entry__person=person))


@transaction.atomic
def answer(*, confirmation: MeetingConfirmation, happened: bool) -> None:
    """Keep the one answer of a link; LinkRefused when it was used, ended or closed meanwhile."""
    refuse_closed(confirmation)
    use_link(link=confirmation.link)
    confirmation.happened = happened
    confirmation.save(update_fields=["happened"])


def asked_by(link: int) -> MeetingConfirmation | None:
    """What a link (pk) asks; None when a newer one took its place or the meeting was moved."""
    found = MeetingConfirmation.objects.select_related(
        "link",
        "member__person",
        "meeting__pair__institution",
        "meeting__pair__mentor_entry__person",
    )
    return found.filter(link=link).first()


def refuse_closed(confirmation: MeetingConfirmation) -> None:
    """LinkRefused without a consent of everybody in the pair."""
    if rules.consent_problems(confirmation.meeting.pair, timezone.localdate()):
        raise LinkRefused(CLOSED)


def _revoke(confirmations) -> int:
    waiting = confirmations.filter(happened=None, link__revoked_at=None).select_related("link")
    found = list(waiting)
    for confirmation in found:
        revoke_link(link=confirmation.link)
    return len(found)
