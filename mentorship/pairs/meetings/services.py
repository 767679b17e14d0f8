"""Writes of meetings: planned, held, cancelled. `today` is the local date unless told otherwise."""

from collections.abc import Collection, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.accounts.links import revoke_link
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.pairs.meetings import rules
from mentorship.pairs.models import Meeting, MeetingAttendance, Pair
from mentorship.pairs.rules import refuse
from mentorship.pairs.workflow import can_record_meeting

# What a plan knows and a short form of a held meeting does not ask.
_OF_THE_PLAN = ("stage", "time", "format", "place", "link")


@transaction.atomic
def record_meeting(
    *,
    meeting: Meeting,
    member: Membership,
    came: Collection[int] | None = None,
    once_a_day: bool = False,
    today: date | None = None,
) -> Meeting:
    """Save a meeting that was held with who came (members of the pair; None: all of them).

    A new one takes the place of the meeting planned for its day. With `once_a_day` a second entry
    of a day is refused: a tap made twice. Moving a meeting to another day takes the answers of the
    mentees back. Raises DomainError in words, PermissionDenied for another role.
    """
    today = today or timezone.localdate()
    meeting.pair = _lock(meeting.pair_id)
    if not can_record_meeting(member, meeting.pair):
        raise PermissionDenied
    present = _checked(meeting, came, today)
    if once_a_day and meeting.pair.meetings.filter(held_on=meeting.held_on).exists():
        raise DomainError(f"Встреча {meeting.held_on:%d.%m.%Y} у этой пары уже записана.")
    if meeting.pk is None:
        _take_the_plan(meeting)
    else:
        _forget_answers(meeting)
    meeting.cancelled_on, meeting.cancel_reason = None, ""
    meeting.save()
    _mark(meeting, present)
    return meeting


@transaction.atomic
def plan_meetings(
    *, draft: Meeting, days: Sequence[date], member: Membership, today: date | None = None
) -> list[Meeting]:
    """Plan one meeting or a series like `draft`; a day that has one planned is passed over.

    Raises DomainError when a day is outside the term or every day is taken, PermissionDenied.
    """
    today = today or timezone.localdate()
    pair = _plannable(draft.pair_id, member, today)
    refuse([words for day in days for words in rules.planned_problems(pair, day, today)][:1])
    taken = set(pair.meetings.planned().values_list("planned_for", flat=True))
    free = [day for day in days if day not in taken]
    if not free:
        raise DomainError("На эти дни встречи уже запланированы.")
    return Meeting.objects.bulk_create([_like(draft, day) for day in free])


@transaction.atomic
def change_plan(*, meeting: Meeting, member: Membership, today: date | None = None) -> Meeting:
    """Save another day, time or place of a planned meeting. DomainError when it is no plan now."""
    today = today or timezone.localdate()
    pair = _plannable(meeting.pair_id, member, today)
    _refuse_done(meeting)
    refuse(rules.planned_problems(pair, meeting.day, today))
    meeting.save()
    return meeting


@transaction.atomic
def cancel_meeting(
    *,
    meeting: Meeting,
    member: Membership,
    reason: str,
    with_later: bool = False,
    today: date | None = None,
) -> int:
    """Cancel a planned meeting with a reason, with `with_later` all planned after it too.

    Gives how many were cancelled. A pair that is over may still be tidied. DomainError in words.
    """
    today = today or timezone.localdate()
    pair = _lock(meeting.pair_id)
    if not can_record_meeting(member, pair):
        raise PermissionDenied
    refuse([] if reason.strip() else ["Укажите причину отмены."])
    _refuse_done(meeting)
    planned = pair.meetings.planned()
    later = planned.filter(planned_for__gt=meeting.planned_for) if with_later else planned.none()
    cancelled = [*planned.filter(pk=meeting.pk), *later]
    for row in cancelled:
        row.cancelled_on, row.cancel_reason = today, reason.strip()
        row.save(update_fields=["cancelled_on", "cancel_reason", "changed_at"])
    return len(cancelled)


def _checked(meeting: Meeting, came: Collection[int] | None, today: date) -> set[int]:
    """Who came, when nothing forbids the meeting."""
    pair, held_on = meeting.pair, meeting.held_on
    if held_on is None:
        raise DomainError("Укажите дату встречи.")
    known = set(rules.members_on(pair, held_on).values_list("pk", flat=True))
    present = known if came is None else set(came)
    refuse(
        rules.consent_problems(pair, today)
        + rules.held_problems(pair, held_on, today)
        + rules.minutes_problems(meeting.minutes)
        + rules.direction_problems(meeting)
        + rules.attendance_problems(present, known)
    )
    return present


def _take_the_plan(meeting: Meeting) -> None:
    """The plan of the same day becomes this meeting: one row, which keeps what was planned."""
    planned = Meeting.objects.planned().filter(pair=meeting.pair, planned_for=meeting.held_on)
    plan = planned.order_by("time", "pk").first()
    if plan is None:
        return
    meeting.pk, meeting.planned_for = plan.pk, plan.planned_for
    meeting._state.adding = False
    untouched = Meeting()
    for name in _OF_THE_PLAN:
        if getattr(meeting, name) in (getattr(untouched, name), None):
            setattr(meeting, name, getattr(plan, name))


def _forget_answers(meeting: Meeting) -> None:
    """A mentee confirmed the day that stood there."""
    stored = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if stored.held_on in (None, meeting.held_on):
        return
    for confirmation in stored.confirmations.select_related("link"):
        revoke_link(link=confirmation.link)
        confirmation.delete()


def _mark(meeting: Meeting, present: set[int]) -> None:
    """One mark for each mentee of the day; a mark that stays is not written again."""
    wanted = {
        pk: pk in present
        for pk in rules.members_on(meeting.pair, meeting.day).values_list("pk", flat=True)
    }
    for mark in MeetingAttendance.objects.filter(meeting=meeting):
        came = wanted.pop(mark.member_id, None)
        if came is None:
            mark.delete()
        elif came != mark.came:
            mark.came = came
            mark.save(update_fields=["came"])
    new = [MeetingAttendance(meeting=meeting, member_id=pk, came=c) for pk, c in wanted.items()]
    MeetingAttendance.objects.bulk_create(new)


def _like(draft: Meeting, day: date) -> Meeting:
    return Meeting(
        pair_id=draft.pair_id,
        planned_for=day,
        stage=draft.stage,
        time=draft.time,
        format=draft.format,
        place=draft.place,
        link=draft.link,
        minutes=draft.minutes,
        direction=draft.direction,
        own_direction_id=draft.own_direction_id,
    )


def _plannable(pk: int, member: Membership, today: date) -> Pair:
    pair = _lock(pk)
    if not rules.can_plan_meeting(member, pair):
        raise PermissionDenied
    refuse(rules.consent_problems(pair, today))
    return pair


def _refuse_done(meeting: Meeting) -> None:
    stored = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if stored.held_on:
        raise DomainError("Эта встреча уже записана как состоявшаяся.")
    if stored.cancelled_on:
        raise DomainError("Эта встреча уже отменена.")


def _lock(pk: int) -> Pair:
    """Entries of one pair come one after another."""
    pairs = Pair.objects.select_for_update(of=("self",))
    [pair] = pairs.select_related("mentor_entry__person").filter(pk=pk)
    return pair
