"""What the curator decides of a suggestion and of two people; everything can be taken back.

Locks are taken in one order: the suggestion, then what `pairs.services` locks.
"""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs import services
from mentorship.pairs.models import Pair, Preference, Ruling, Suggestion
from mentorship.pairs.summaries import default_period

State = Suggestion.State
LONGEST_REASON = 300
_TAKEN_BACK = frozenset({State.ACCEPTED, State.DECLINED, State.REMOVED})


def can_rule(member: Membership) -> bool:
    """Whether the member decides who may be matched with whom at all."""
    return member.may(Right.PAIRS_EDIT)


def can_decide(member: Membership, suggestion: Suggestion) -> bool:
    """An open suggestion of a run of the member's institution that nothing has replaced."""
    run = suggestion.run
    current = not (run.is_trial or run.is_superseded)
    return _is_own(member, suggestion) and current and suggestion.state == State.OFFERED


def can_undo(member: Membership, suggestion: Suggestion) -> bool:
    """A decision is taken back while its pair is a draft, or was dropped."""
    drafted = suggestion.pair is None or suggestion.pair.state == Pair.State.DRAFT
    return _is_own(member, suggestion) and suggestion.state in _TAKEN_BACK and drafted


@transaction.atomic
def accept(*, member: Membership, suggestion: Suggestion, today: date | None = None) -> Pair:
    """Draft the pair, with a group the pair of all its open suggestions; gives the pair.

    Everything is asked anew: consents, places, rules. Raises DomainError in words and then leaves
    everything as it was.
    """
    today = today or timezone.localdate()
    suggestion = _open_one(member, suggestion)
    together = _of_group(suggestion)
    _refuse_ruled(together)
    starts_on, ends_on = default_period(suggestion.run.year, today)
    pair = services.create_pair(
        member=member,
        mentor_entry=suggestion.mentor_entry,
        mentee_entries=[one.mentee_entry for one in together],
        form=suggestion.form,
        starts_on=starts_on,
        ends_on=ends_on,
        today=today,
    )
    for one in together:
        _decide(one, member, State.ACCEPTED, pair=pair)
    return pair


@transaction.atomic
def decline(*, member: Membership, suggestion: Suggestion, reason: str) -> Suggestion:
    """Refuse with a reason; the two are not suggested again until the ruling is lifted."""
    suggestion = _open_one(member, suggestion)
    if not reason.strip():
        raise DomainError("Укажите, почему предложение отклонено.")
    ruling = _rule(
        member, suggestion.mentor_entry, suggestion.mentee_entry, Ruling.Kind.FORBIDDEN, reason
    )
    return _decide(suggestion, member, State.DECLINED, ruling=ruling)


@transaction.atomic
def remove(*, member: Membership, suggestion: Suggestion) -> Suggestion:
    """Take a suggestion away without remembering why: the next run may make it again."""
    return _decide(_open_one(member, suggestion), member, State.REMOVED)


@transaction.atomic
def undo(*, member: Membership, suggestion: Suggestion, today: date | None = None) -> Suggestion:
    """Take a decision back: the draft is dropped, the ruling lifted, the suggestion open again.

    Of an accepted group all go back together. Raises DomainError once the pair is no draft.
    """
    today = today or timezone.localdate()
    suggestion = _locked_one(member, suggestion)
    if not can_undo(member, suggestion):
        raise DomainError("Отменить уже нельзя: пара больше не черновик или решения ещё не было.")
    together = [suggestion]
    if pair := suggestion.pair:
        together = list(pair.suggestions.select_for_update())
        services.move_pair(pair=pair, action="drop", member=member, today=today)
    if suggestion.ruling:
        _lift(suggestion.ruling, today)
    for one in together:
        one.state, one.pair, one.ruling = State.OFFERED, None, None
        one.decided_by, one.decided_at = None, None
        one.save(update_fields=["state", "pair", "ruling", "decided_by", "decided_at"])
    suggestion.refresh_from_db()
    return suggestion


@transaction.atomic
def lock(
    *, member: Membership, mentor_entry: MentorEntry, mentee_entry: MenteeEntry, reason: str = ""
) -> Ruling:
    """From now on every run puts these two together; DomainError when the mentee is locked."""
    return _rule(member, mentor_entry, mentee_entry, Ruling.Kind.LOCKED, reason)


@transaction.atomic
def forbid(
    *, member: Membership, mentor_entry: MentorEntry, mentee_entry: MenteeEntry, reason: str
) -> Ruling:
    """From now on no run puts these two together; a reason is asked."""
    if not reason.strip():
        raise DomainError("Укажите, почему их не предлагать вместе.")
    return _rule(member, mentor_entry, mentee_entry, Ruling.Kind.FORBIDDEN, reason)


@transaction.atomic
def lift(*, member: Membership, ruling: Ruling, today: date | None = None) -> Ruling:
    """End a ruling; the same twice changes nothing."""
    if not can_rule(member) or ruling.institution_id != member.organization_id:
        raise PermissionDenied
    return _lift(ruling, today or timezone.localdate())


def _rule(
    member: Membership,
    mentor_entry: MentorEntry,
    mentee_entry: MenteeEntry,
    kind: str,
    reason: str,
) -> Ruling:
    if not can_rule(member) or mentee_entry.institution_id != member.organization_id:
        raise PermissionDenied
    if len(reason.strip()) > LONGEST_REASON:
        raise DomainError(
            f"Причина длиннее {LONGEST_REASON} знаков ({len(reason.strip())}): сократите её."
        )
    # Two curators ruling on one mentee wait for each other here.
    MenteeEntry.objects.select_for_update(of=("self",)).get(pk=mentee_entry.pk)
    of_mentee = Ruling.objects.open().filter(mentee_entry=mentee_entry)
    if of_two := of_mentee.filter(mentor_entry=mentor_entry).first():
        if of_two.kind == kind:
            return of_two
        raise DomainError(
            f"Об этих двоих уже решено: {of_two.get_kind_display()}. Снимите решение."
        )
    if kind == Ruling.Kind.LOCKED and of_mentee.filter(kind=kind).exists():
        raise DomainError("Наставляемый уже закреплён за другим наставником: снимите закрепление.")
    return Ruling.objects.create(
        institution_id=member.organization_id,
        mentor_entry=mentor_entry,
        mentee_entry=mentee_entry,
        kind=kind,
        reason=reason.strip(),
        made_by=member,
    )


def _lift(ruling: Ruling, today: date) -> Ruling:
    if ruling.lifted_on is None:
        ruling.lifted_on = today
        ruling.save(update_fields=["lifted_on"])
    return ruling


def _is_own(member: Membership, suggestion: Suggestion) -> bool:
    return can_rule(member) and suggestion.run.institution_id == member.organization_id


def _locked_one(member: Membership, suggestion: Suggestion) -> Suggestion:
    """The suggestion as it is now, with nobody else deciding of it."""
    if not _is_own(member, suggestion):
        raise PermissionDenied
    if suggestion.group is not None:
        # All of the group in one order: two curators may begin with different people of it.
        group = Suggestion.objects.filter(run=suggestion.run, group=suggestion.group)
        list(group.select_for_update(of=("self",)).order_by("pk"))
    people = ("mentor_entry__person", "mentor_entry__institution", "mentee_entry__person")
    rows = Suggestion.objects.select_related("run", "form", "pair", "ruling", *people)
    return rows.select_for_update(of=("self",)).get(pk=suggestion.pk)


def _open_one(member: Membership, suggestion: Suggestion) -> Suggestion:
    suggestion = _locked_one(member, suggestion)
    if can_decide(member, suggestion):
        return suggestion
    run = suggestion.run
    if run.is_trial:
        raise DomainError("Это проба: предложения принимают в настоящем подборе.")
    if suggestion.state == State.OFFERED:
        raise DomainError("Есть более новый подбор: решайте по нему.")
    raise DomainError(f"Решение уже принято: {suggestion.get_state_display()}.")


def _of_group(suggestion: Suggestion) -> list[Suggestion]:
    """The suggestion, and the open ones of its group, locked in one order."""
    if suggestion.group is None:
        return [suggestion]
    group = Suggestion.objects.offered().filter(run=suggestion.run, group=suggestion.group)
    rows = group.filter(form=suggestion.form).select_related("mentee_entry__person")
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def _refuse_ruled(together: list[Suggestion]) -> None:
    mentees = [one.mentee_entry_id for one in together]
    ruled = Ruling.objects.open().filter(
        mentor_entry=together[0].mentor_entry, mentee_entry__in=mentees, kind=Ruling.Kind.FORBIDDEN
    )
    if ruled.exists():
        raise DomainError("После подбора решено не предлагать их вместе: снимите это решение.")
    avoided = Preference.objects.filter(
        mentor_entry=together[0].mentor_entry, mentee_entry__in=mentees, kind=Preference.Kind.AVOID
    )
    if avoided.exists():
        raise DomainError("После подбора одна из сторон попросила не ставить их вместе.")


def _decide(
    suggestion: Suggestion,
    member: Membership,
    state: str,
    *,
    pair: Pair | None = None,
    ruling: Ruling | None = None,
) -> Suggestion:
    suggestion.state, suggestion.pair, suggestion.ruling = state, pair, ruling
    suggestion.decided_by, suggestion.decided_at = member, timezone.now()
    suggestion.save(update_fields=["state", "pair", "ruling", "decided_by", "decided_at"])
    return suggestion
