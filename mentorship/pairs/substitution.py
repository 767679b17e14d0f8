"""Another mentor in a pair that works: a dated record, the pair stays what it is (S000, 3.7)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.pairs import rules
from mentorship.pairs.models import EndReason, MentorTerm, Pair
from mentorship.pairs.services import editable, lock_sides, remember
from mentorship.pairs.workflow import can_substitute


@transaction.atomic
def substitute_mentor(
    *,
    pair: Pair,
    member: Membership,
    mentor_entry: MentorEntry,
    starts_on: date,
    agreed_on: date,
    reason: EndReason | None = None,
    comment: str = "",
    today: date | None = None,
) -> MentorTerm:
    """From a day on another mentor leads the pair; the rules are those of a new pair.

    The former mentor keeps the days before it: figures count both. Raises DomainError with what
    forbids it, PermissionDenied for whoever does not write the pair.
    """
    pair, today = editable(pair, member), today or timezone.localdate()
    if not can_substitute(member, pair):
        raise DomainError(
            f"Замену записывают паре, закреплённой приказом, а она {pair.get_state_display()}."
        )
    present = pair.terms.latest("period")
    mentees = _mentees(pair)
    problems = _day_problems(present, pair, starts_on, agreed_on, today)
    if not (reason or comment.strip()):
        problems.append("Укажите причину.")
    if mentor_entry.pk == pair.mentor_entry_id:
        problems.append("Этот наставник и так ведёт пару.")
    rules.refuse(problems + rules.side_problems(member, mentor_entry, mentees))
    mentor_entry, mentees = lock_sides(mentor_entry, [entry.pk for entry in mentees])
    _refuse(member, mentor_entry, mentees, pair, starts_on, today)
    words = "; ".join(filter(None, [reason.title if reason else "", comment.strip()]))
    with rules.constraints_in_words():
        term = _change(pair, present, mentor_entry, starts_on, agreed_on, words)
    remember(pair, "mentor_substituted", member, comment, reason)
    return term


def _mentees(pair: Pair) -> list[MenteeEntry]:
    live = pair.members.filter(live=True).select_related("mentee_entry")
    return [row.mentee_entry for row in live]


def _day_problems(
    present: MentorTerm, pair: Pair, starts_on: date, agreed_on: date, today: date
) -> list[str]:
    found = []
    if starts_on > today:
        found.append("Замену записывают, когда она произошла: день не позже сегодняшнего.")
    if not present.period.lower < starts_on <= pair.ends_on:
        found.append(
            f"День замены – после {present.period.lower:%d.%m.%Y} (с этого дня ведёт прежний "
            f"наставник) и не позже {pair.ends_on:%d.%m.%Y}."
        )
    if agreed_on > starts_on:
        found.append("Новый наставник соглашается письменно не позже дня замены.")
    return found


def _refuse(
    member: Membership,
    mentor_entry: MentorEntry,
    mentees: list[MenteeEntry],
    pair: Pair,
    starts_on: date,
    today: date,
) -> None:
    period = rules.whole_days(starts_on, pair.ends_on)
    people = [mentor_entry.person, *(entry.person for entry in mentees)]
    rules.refuse(rules.consent_problems(people, today))
    rules.refuse(rules.offer_problems(member, mentor_entry, len(mentees), period, today))
    rules.refuse(rules.mentor_problems(mentor_entry, mentees, pair.form, period))


def _change(
    pair: Pair,
    present: MentorTerm,
    mentor_entry: MentorEntry,
    starts_on: date,
    agreed_on: date,
    words: str,
) -> MentorTerm:
    """The former term ends the day before and keeps its own agreement, the new one begins."""
    present.agreed_on = pair.mentor_agreed_on
    present.period = rules.whole_days(present.period.lower, starts_on - timedelta(days=1))
    present.save(update_fields=["agreed_on", "period"])
    pair.mentor_entry = mentor_entry
    pair.mentor_institution_id = mentor_entry.institution_id
    pair.mentor_agreed_on = agreed_on
    pair.save(update_fields=["mentor_entry", "mentor_institution", "mentor_agreed_on"])
    return pair.terms.create(
        mentor_entry=mentor_entry,
        period=rules.whole_days(starts_on, pair.ends_on),
        agreed_on=agreed_on,
        reason=words,
    )
