"""What is written of those who wait: the next action, and the support that was given."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.bank.models import MenteeEntry
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs import rules
from mentorship.pairs.models import WaitingStep
from mentorship.pairs.waiting.lists import WAITING, is_closed, mentees_by_list

NOT_WAITING = "Этот наставляемый сейчас не в листе ожидания: он в паре, выбыл или не дал согласия."


@transaction.atomic
def plan_step(
    *,
    member: Membership,
    entry: MenteeEntry,
    year: SchoolYear,
    kind: str,
    due_on: date,
    note: str = "",
    given_by: str = "",
    today: date,
) -> WaitingStep:
    """Set the next action of somebody who waits; it takes the place of the one planned before.

    Raises DomainError for a day gone by, a closed year or somebody who does not wait.
    """
    entry = _lock(member, entry, year, today)
    rules.refuse(["Срок следующего действия уже прошёл."] if due_on < today else [])
    step = entry.waiting_steps.planned().filter(school_year=year.first).first()
    step = step or _new(member, entry, year)
    step.kind, step.note, step.given_by, step.due_on = kind, note, given_by, due_on
    step.recorded_by = member
    step.save()
    return step


@transaction.atomic
def record_support(
    *,
    member: Membership,
    entry: MenteeEntry,
    year: SchoolYear,
    kind: str,
    done_on: date,
    note: str = "",
    given_by: str = "",
    today: date,
) -> WaitingStep:
    """Keep what was done for somebody who waits; DomainError as in `plan_step`."""
    entry = _lock(member, entry, year, today)
    rules.refuse(_day_problems(done_on, year, today))
    step = _new(member, entry, year)
    step.kind, step.note, step.given_by, step.done_on = kind, note, given_by, done_on
    step.save()
    return step


@transaction.atomic
def finish_step(
    *, member: Membership, step: WaitingStep, done_on: date, today: date
) -> WaitingStep:
    """The planned action was done: it becomes support given. Twice is refused in words."""
    year = SchoolYear(step.school_year)
    _lock(member, step.entry, year, today)
    step = WaitingStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    problems = ["Это действие уже отмечено сделанным."] if step.done_on else []
    rules.refuse(problems + _day_problems(done_on, year, today))
    step.done_on, step.recorded_by = done_on, member
    step.save(update_fields=["done_on", "recorded_by"])
    return step


@transaction.atomic
def remove_step(*, member: Membership, step: WaitingStep, today: date) -> None:
    """Take a step off that was written by mistake; the change log keeps it."""
    _lock(member, step.entry, SchoolYear(step.school_year), today)
    WaitingStep.objects.filter(pk=step.pk).delete()


def _new(member: Membership, entry: MenteeEntry, year: SchoolYear) -> WaitingStep:
    return WaitingStep(
        institution_id=entry.institution_id,
        entry=entry,
        school_year=year.first,
        recorded_by=member,
    )


def _lock(member: Membership, entry: MenteeEntry, year: SchoolYear, today: date) -> MenteeEntry:
    """The entry, if it waits: two people writing at once come one after the other."""
    if not member.may(Right.WAITING_EDIT) or entry.institution_id != member.organization_id:
        raise PermissionDenied
    if is_closed(year, today):
        raise DomainError(f"Лист ожидания {year} учебного года закрыт вместе с годом.")
    entry = MenteeEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    waiting = mentees_by_list(member, year, today).filter(pk=entry.pk, list_name=WAITING)
    if not waiting.exists():
        raise DomainError(NOT_WAITING)
    return entry


def _day_problems(day: date, year: SchoolYear, today: date) -> list[str]:
    if day > today:
        return ["Поддержка записывается, когда она оказана: день ещё не наступил."]
    if day < year.starts_on:
        return [f"День раньше начала учебного года, {year.starts_on:%d.%m.%Y}."]
    return []
