"""Selection of mentors: a dated step of one or of many, and what the pages show of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from mentorship.bank.access import refuse_foreign
from mentorship.bank.models import (
    Attendance,
    Event,
    MentorEntry,
    Person,
    SelectionStep,
)
from mentorship.bank.selection_workflow import CHAIN, STEPS, may_step, steps_open_to
from mentorship.core.exceptions import DomainError
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

Stage = MentorEntry.Stage


@dataclass(frozen=True)
class Outcome:
    """What is recorded of a step: the day, the reason, the order or the event behind it."""

    held_on: date
    comment: str = ""
    order_text: str = ""
    event: Event | None = None
    order: Document | None = None


@dataclass(frozen=True)
class ChainLink:
    """A stage on the way as the card shows it; `reached_on` is known of recorded steps only."""

    title: str
    reached_on: date | None
    is_current: bool


@dataclass(frozen=True)
class Selection:
    """The way of one mentor, what was recorded on it, and the steps open now."""

    chain: list[ChainLink]
    steps: list[SelectionStep]
    actions: list[tuple[str, str]]


@transaction.atomic
def take_steps(
    *,
    member: Membership,
    entries: Sequence[MentorEntry],
    action: str,
    outcome: Outcome,
    today: date,
) -> list[SelectionStep]:
    """Make one step with several mentors, all or none; DomainError names whom it is closed to."""
    for entry in entries:
        refuse_foreign(member, entry)
    pks = [entry.pk for entry in entries]
    locked = MentorEntry.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    rows = list(locked.select_related("person").order_by("pk"))
    if not rows:
        raise DomainError("Отметьте хотя бы одного наставника.")
    _refuse(rows, member, action, outcome, today)
    return _recorded(rows, member, action, outcome)


@transaction.atomic
def admit_by_order(
    *, member: Membership, people: Collection[int], order: Document
) -> list[SelectionStep]:
    """Admit those of these people who have passed the training, by the order's registration.

    Others stay where they are: an order lists mentors admitted before it too. The right to register
    is asked of the order. DomainError names whoever may not be admitted.
    """
    rows = _locked(
        MentorEntry.objects.filter(
            person__in=people, institution=order.organization_id, stage=Stage.TRAINED, left_on=None
        )
    )
    text = f"№ {order.number} от {order.dated_on:%d.%m.%Y}"
    day = order.dated_on or timezone.localdate()
    problems = _days_out_of_order(rows, day) + _without_consent(rows, "admit", timezone.localdate())
    if problems:
        raise DomainError(" ".join(problems))
    return _recorded(rows, member, "admit", Outcome(day, order_text=text, order=order))


@transaction.atomic
def take_admission_back(*, member: Membership, order: Document, reason: str) -> list[SelectionStep]:
    """The order is cancelled: whom it admitted and nobody moved since goes back one step."""
    steps = SelectionStep.objects.filter(order=order, action="admit")
    rows = _locked(MentorEntry.objects.filter(pk__in=steps.values("entry"), stage=Stage.ADMITTED))
    comment = f"Приказ отменён: {reason}"[:300]
    return _recorded(rows, member, "take_back", Outcome(timezone.localdate(), comment=comment))


def _locked(entries: QuerySet[MentorEntry]) -> list[MentorEntry]:
    rows = entries.select_for_update(of=("self",)).select_related("person")
    return list(rows.order_by("pk"))


def _recorded(
    rows: list[MentorEntry], member: Membership, action: str, outcome: Outcome
) -> list[SelectionStep]:
    before = {row.pk: row.stage for row in rows}
    for row in rows:
        row.stage = STEPS[action].target or _stage_before(row)
    MentorEntry.objects.bulk_update(rows, ["stage"])
    return SelectionStep.objects.bulk_create(
        SelectionStep(
            entry=row,
            action=action,
            from_stage=before[row.pk],
            to_stage=row.stage,
            held_on=outcome.held_on,
            comment=outcome.comment,
            order_text=outcome.order_text if STEPS[action].takes_order else "",
            event=outcome.event,
            order=outcome.order,
            made_by=member,
        )
        for row in rows
    )


def _refuse(
    rows: list[MentorEntry], member: Membership, action: str, outcome: Outcome, today: date
) -> None:
    if action not in STEPS:
        raise PermissionDenied
    problems = [
        f"{row.person.full_name}: на этапе «{row.get_stage_display()}» этого шага нет."
        for row in rows
        if not may_step(member, row, action)
    ]
    if STEPS[action].needs_comment and not outcome.comment.strip():
        problems.append("Напишите причину: она останется в истории отбора.")
    if outcome.held_on > today:
        problems.append("Этот день ещё не наступил.")
    problems += _days_out_of_order(rows, outcome.held_on) + _without_consent(rows, action, today)
    if problems:
        raise DomainError(" ".join(problems))


def _days_out_of_order(rows: list[MentorEntry], day: date) -> list[str]:
    last = dict(
        SelectionStep.objects.filter(entry__in=rows)
        .order_by()
        .values_list("entry")
        .annotate(day=Max("held_on"))
    )
    return [
        f"{row.person.full_name}: прошлый шаг был {last[row.pk]:%d.%m.%Y}, позже этого дня."
        for row in rows
        if row.pk in last and day < last[row.pk]
    ]


def _without_consent(rows: list[MentorEntry], action: str, today: date) -> list[str]:
    if not STEPS[action].needs_consent:
        return []
    people = Person.objects.filter(pk__in=[row.person_id for row in rows])
    without = people.without_consent_on(today).order_by("sort_name", "pk")
    return [f"{person.full_name}: нет согласия на обработку данных." for person in without]


def _stage_before(entry: MentorEntry) -> Stage:
    """Where the last recorded step began; of what was only entered, the stage before on the way."""
    last = entry.selection_steps.order_by("-made_at", "-pk").first()
    if last and last.to_stage == entry.stage and last.action != "take_back":
        return Stage(last.from_stage)
    if entry.stage == Stage.DECLINED:
        return Stage.APPLIED
    return CHAIN[max(CHAIN.index(Stage(entry.stage)) - 1, 0)]


def selection_of(member: Membership, entry: MentorEntry) -> Selection:
    """The way of a mentor for the card: done stages with their days, and the buttons."""
    steps = list(entry.selection_steps.all())
    reached: dict[str, date] = {}
    for step in reversed(steps):
        reached[step.to_stage] = step.held_on
    way = [*CHAIN, Stage.DECLINED] if entry.stage == Stage.DECLINED else list(CHAIN)
    passed = CHAIN.index(Stage(entry.stage)) if entry.stage in CHAIN else len(CHAIN)
    chain = [
        ChainLink(
            title=str(stage.label),
            reached_on=reached.get(stage) if number <= passed or stage == entry.stage else None,
            is_current=stage == entry.stage,
        )
        for number, stage in enumerate(way)
    ]
    actions = [(action, STEPS[action].label) for action in steps_open_to(member, entry)]
    return Selection(chain, steps, actions)


def count_by_stage(member: Membership, year: SchoolYear, today: date) -> dict[str, int]:
    """How many mentors with a consent in force stand at each stage, in one statement."""
    entries = in_selection(member, year, today).order_by()
    counted = dict(entries.values_list("stage").annotate(n=Count("pk")))
    return {stage: counted.get(stage, 0) for stage in Stage.values}


def in_selection(member: Membership, year: SchoolYear, today: date):
    """Mentors of the year who have not left and whose consent holds today."""
    entries = MentorEntry.objects.visible_to(member).of_year(year).filter(left_on=None)
    return entries.with_consent_on(today)


def to_be_trained(member: Membership, event: Event, today: date) -> list[MentorEntry]:
    """Mentors with a consent in force who took part in the event and wait for their training."""
    present = Attendance.objects.visible_to(member).filter(event=event).present()
    entries = MentorEntry.objects.visible_to(member).with_consent_on(today)
    entries = entries.filter(
        left_on=None, stage=Stage.INTERVIEWED, person__in=present.values("person")
    )
    return list(entries.select_related("person").order_by("person__sort_name", "pk"))


@transaction.atomic
def mark_training(
    *, member: Membership, event: Event, entries: Sequence[MentorEntry], today: date
) -> list[SelectionStep]:
    """«Отметить обучение по мероприятию»: those who were there have passed the training."""
    if not member.may(Right.BANK_EDIT):
        raise PermissionDenied
    if event.state != Event.State.HELD or not event.is_teaching:
        raise DomainError("Обучение отмечают по проведённому обучению, семинару или тренингу.")
    waiting = {entry.pk for entry in to_be_trained(member, event, today)}
    if any(entry.pk not in waiting for entry in entries):
        raise DomainError("Список изменился: обновите страницу и отметьте людей снова.")
    outcome = Outcome(held_on=event.last_day, comment=event.title[:300], event=event)
    return take_steps(member=member, entries=entries, action="train", outcome=outcome, today=today)
