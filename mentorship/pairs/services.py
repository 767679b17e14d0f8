"""Every write of the room that is more than saving one form.

`today` is the day the paper is worked on; it is the local date unless a closed year is entered.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from mentorship.bank.models import MenteeEntry, MentorEntry, MentoringForm
from mentorship.core.exceptions import DomainError
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs import closing, rules
from mentorship.pairs.declining import forbid_anew, trial_problems
from mentorship.pairs.models import EndReason, MentoringKind, Pair, PairMember, RoleVariant
from mentorship.pairs.workflow import (
    MOVES,
    Move,
    can_edit,
    can_record_agreement,
    is_owner,
    may_move,
)


@transaction.atomic
def create_pair(
    *,
    member: Membership,
    mentor_entry: MentorEntry,
    mentee_entries: Sequence[MenteeEntry],
    form: MentoringForm,
    starts_on: date,
    ends_on: date,
    kind: MentoringKind | None = None,
    variant: RoleVariant | None = None,
    title: str = "",
    topic: str = "",
    today: date | None = None,
) -> Pair:
    """Draft a pair or, with two mentees and more, a group; it holds the mentor's places at once.

    A mentor of another school comes from its open offer. Nobody without a consent in force today
    enters it. Raises DomainError with all the rules that forbid it, PermissionDenied for a role
    that does not make pairs.
    """
    if not member.may(Right.PAIRS_EDIT):
        raise PermissionDenied
    rules.refuse(rules.side_problems(member, mentor_entry, list(mentee_entries)))
    rules.refuse(rules.period_problems(starts_on, ends_on) + rules.variant_problems(form, variant))
    today = today or timezone.localdate()
    mentor_entry, mentees = lock_sides(mentor_entry, [entry.pk for entry in mentee_entries])
    people = [mentor_entry.person, *(entry.person for entry in mentees)]
    rules.refuse(rules.consent_problems(people, today))
    period = rules.whole_days(starts_on, ends_on)
    rules.refuse(rules.offer_problems(member, mentor_entry, len(mentees), period, today))
    _refuse_sides(mentor_entry, mentees, form, starts_on, ends_on)
    pair = Pair(
        institution_id=member.organization_id,
        mentor_institution_id=mentor_entry.institution_id,
        mentor_entry=mentor_entry,
        form=form,
        kind=kind,
        variant=variant,
        title=title,
        topic=topic,
        school_year=SchoolYear.containing(starts_on).first,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    with rules.constraints_in_words():
        pair.save()
        for entry in mentees:
            _put_in(pair, entry, starts_on)
    remember(pair, "create", member)
    return pair


@transaction.atomic
def move_pair(
    *,
    pair: Pair,
    action: str,
    member: Membership,
    comment: str = "",
    reason: EndReason | None = None,
    today: date | None = None,
) -> Pair:
    """Make one move of the table by hand and leave a history row; gives the pair as it now is.

    Dropping a draft deletes it. Raises DomainError when the state, a consent, an agreement or a
    missing reason forbids the move, PermissionDenied when the member may never make it.
    """
    move = MOVES.get(action)
    if move is None or move.by_order or not (member.may(move.right) and is_owner(member, pair)):
        raise PermissionDenied
    return make_move(
        pair=pair, action=action, member=member, comment=comment, reason=reason, today=today
    )


@transaction.atomic
def make_move(
    *,
    pair: Pair,
    action: str,
    member: Membership,
    comment: str = "",
    reason: EndReason | None = None,
    order: Document | None = None,
    today: date | None = None,
) -> Pair:
    """The move itself, those of the order included: lock, refuse or change, remember.

    Called by `move_pair` and, with `order`, by the order's registration and cancellation.
    """
    today = today or timezone.localdate()
    pair, move = lock_pair(pair), MOVES[action]
    if not may_move(member, pair, action):
        raise DomainError(f"«{move.label}» сейчас невозможно: {pair.get_state_display()}.")
    rules.refuse(_move_problems(pair, move, comment or (reason and reason.title) or "", today))
    if move.target is None:
        return _drop(pair)
    pair.state = move.target
    if move.by_order and pair.state in Pair.OVER:
        pair.end_order = order
    elif move.by_order:
        pair.order = order
    pair.save(update_fields=["state", "order", "end_order"])
    if pair.state == Pair.State.DECLINED:
        forbid_anew(pair, member, reason.title if reason else comment.strip())
    if pair.state in Pair.OVER:
        _free_members(pair, today)
    remember(pair, action, member, comment, reason)
    return pair


@transaction.atomic
def note_end_order(*, pair: Pair, member: Membership, order: Document | None) -> None:
    """Link an ended pair to the order that speaks of its end, or with None take the link back.

    Called by the registration and the cancellation of that order; the pair stays ended either way.
    """
    pair = lock_pair(pair)
    pair.end_order = order
    pair.save(update_fields=["end_order"])
    remember(pair, "end_order" if order else "end_order_cancelled", member)


@transaction.atomic
def record_agreement(
    *,
    pair: Pair,
    member: Membership,
    mentor_agreed_on: date | None,
    members_agreed_on: Mapping[int, date | None],
    today: date | None = None,
) -> Pair:
    """Keep the days on which the mentor and each mentee (by member pk) agreed in writing.

    Members not named keep their day; None takes it back. Raises DomainError for a day to come and
    after the pair was accepted.
    """
    today = today or timezone.localdate()
    pair = lock_pair(pair)
    if not can_record_agreement(member, pair):
        raise DomainError(f"Согласие сторон уже не меняется: {pair.get_state_display()}.")
    if any(day and day > today for day in [mentor_agreed_on, *members_agreed_on.values()]):
        raise DomainError("Согласие не может быть дано позже сегодняшнего дня.")
    pair.mentor_agreed_on = mentor_agreed_on
    pair.save(update_fields=["mentor_agreed_on"])
    for row in pair.members.filter(pk__in=members_agreed_on):
        row.agreed_on = members_agreed_on[row.pk]
        row.save(update_fields=["agreed_on"])
    remember(pair, "agree", member)
    return pair


@transaction.atomic
def add_member(
    *,
    pair: Pair,
    member: Membership,
    mentee_entry: MenteeEntry,
    starts_on: date,
    agreed_on: date | None = None,
    today: date | None = None,
) -> PairMember:
    """Take one more mentee with a consent in force in from a day on; the pair becomes a group.

    Once the sides have agreed, the new mentee's written agreement is needed too. Raises
    DomainError in words.
    """
    pair = editable(pair, member)
    entry_rules = rules.side_problems(member, pair.mentor_entry, [mentee_entry])
    if not pair.starts_on <= starts_on <= pair.ends_on:
        entry_rules.append("День вхождения вне срока пары.")
    today = today or timezone.localdate()
    entry_rules += rules.consent_problems([mentee_entry.person], today)
    if agreed_on is None and pair.state not in {Pair.State.DRAFT, Pair.State.PROPOSED}:
        entry_rules.append("Укажите день письменного согласия наставляемого.")
    rules.refuse(entry_rules)
    mentor_entry, locked = lock_sides(pair.mentor_entry, [mentee_entry.pk])
    period = rules.whole_days(starts_on, pair.ends_on)
    rules.refuse(rules.offer_problems(member, mentor_entry, 1, period, today))
    _refuse_sides(mentor_entry, locked, pair.form, starts_on, pair.ends_on)
    with rules.constraints_in_words():
        added = _put_in(pair, locked[0], starts_on, agreed_on)
    remember(pair, "member_added", member)
    return added


@transaction.atomic
def remove_member(
    *,
    pair: Pair,
    member: Membership,
    pair_member: PairMember,
    last_day: date,
    comment: str = "",
    reason: EndReason | None = None,
) -> None:
    """Take a mentee out after a last day, with a reason; the place and the mentee are free again.

    Before the order the membership never took place and is deleted; after it, it stays as a dated
    record. The last mentee cannot leave. Raises DomainError in words.
    """
    pair = editable(pair, member)
    live = {row.pk: row for row in pair.members.filter(live=True)}
    problems = [] if reason or comment.strip() else ["Укажите причину."]
    if not pair.starts_on <= last_day <= pair.ends_on and pair.state in Pair.WORKING:
        problems.append("Последний день вне срока пары.")
    if pair_member.pk not in live:
        problems.append("Этот наставляемый уже выведен из пары.")
    elif len(live) == 1:
        problems.append("В паре остаётся один наставляемый: завершите или расторгните пару.")
    rules.refuse(problems)
    if pair.state in Pair.WORKING:
        _free(live[pair_member.pk], last_day)
    else:
        live[pair_member.pk].delete()
    remember(pair, "member_removed", member, comment, reason)


def _move_problems(pair: Pair, move: Move, comment: str, today: date) -> list[str]:
    found = rules.consent_problems(rules.people_of(pair), today) if move.needs_consent else []
    if move.needs_agreement:
        found += rules.agreement_problems(pair) + trial_problems(pair)
    if move.needs_closure:
        found += closing.problems(pair, comment)
    if move.needs_comment and not comment.strip():
        found.append("Укажите причину.")
    return found


def lock_pair(pair: Pair) -> Pair:
    """The pair as it now is, locked until the end of the transaction."""
    return (
        Pair.objects.select_for_update(of=("self",))
        .select_related("mentor_entry__person", "mentor_entry__institution", "form")
        .get(pk=pair.pk)
    )


def editable(pair: Pair, member: Membership) -> Pair:
    """The locked pair for a change of its sides; PermissionDenied or DomainError otherwise."""
    if not (member.may(Right.PAIRS_EDIT) and is_owner(member, pair)):
        raise PermissionDenied
    pair = lock_pair(pair)
    if not can_edit(member, pair):
        raise DomainError(f"Состав уже не меняется: {pair.get_state_display()}.")
    return pair


def lock_sides(mentor_entry: MentorEntry, mentees: list[int]) -> tuple[MentorEntry, list]:
    """Mentor first, mentees by number: everyone locks in this order, so nobody waits in a circle.

    Without the mentees' locks two inserts could each wait for the other's exclusion check.
    """
    mentors = MentorEntry.objects.select_for_update(of=("self",)).select_related("person")
    entries = MenteeEntry.objects.select_for_update(of=("self",)).select_related("person")
    mentor = mentors.get(pk=mentor_entry.pk)
    return mentor, list(entries.filter(pk__in=mentees).order_by("pk"))


def _refuse_sides(
    mentor_entry: MentorEntry,
    mentee_entries: list[MenteeEntry],
    form: MentoringForm,
    starts_on: date,
    ends_on: date,
) -> None:
    people = [entry.person for entry in mentee_entries]
    period = rules.whole_days(starts_on, ends_on)
    rules.refuse(
        rules.mentor_problems(mentor_entry, mentee_entries, form, period)
        + rules.overlap_problems(form, people, period)
    )


def _put_in(
    pair: Pair, entry: MenteeEntry, starts_on: date, agreed_on: date | None = None
) -> PairMember:
    return pair.members.create(
        mentee_entry=entry,
        person_id=entry.person_id,
        form_id=pair.form_id,
        period=rules.whole_days(starts_on, pair.ends_on),
        agreed_on=agreed_on,
    )


def _free_members(pair: Pair, last_day: date) -> None:
    for row in pair.members.filter(live=True):
        _free(row, last_day)
    term = pair.terms.latest("period")
    if term.period.lower <= last_day < term.last_day:
        term.period = rules.whole_days(term.period.lower, last_day)
        term.save(update_fields=["period"])


def _free(row: PairMember, last_day: date) -> None:
    """End a membership after a day; one that has not begun keeps its period, without being live."""
    if row.period.lower <= last_day < row.last_day:
        row.period = rules.whole_days(row.period.lower, last_day)
    row.live = False
    row.save(update_fields=["live", "period"])


def _drop(pair: Pair) -> Pair:
    if pair.meetings.exists():
        raise DomainError("У пары есть встречи: черновик с ними не удаляется.")
    try:
        pair.delete()
    except ProtectedError:
        raise DomainError("У пары есть программа: черновик с ней не удаляется.") from None
    return pair


def remember(
    pair: Pair,
    action: str,
    member: Membership,
    comment: str = "",
    reason: EndReason | None = None,
) -> None:
    """One history row; every write of the room leaves one."""
    pair.moves.create(action=action, made_by=member, reason=reason, comment=comment.strip())
