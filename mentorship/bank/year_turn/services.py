"""The turn of the school year: decisions kept as they are made, then one transaction for all."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.bank.lifecycle import ON_YEAR_TURN, Turn, TurnLine, TurnQuestion, TurnRoom
from mentorship.bank.models import YearTurn
from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

TURN = "bank.year_turn"
# Decisions may be made as soon as the lessons are over.
FIRST_MONTH = 6
MADE = "Переход с этого учебного года уже выполнен."


def turn_of(row: YearTurn, member: Membership, today: date) -> Turn:
    return Turn(member=member, year=row.year, answers=row.answers, today=today)


def opens_on(year: SchoolYear) -> date:
    """The first day on which a year may be turned: 1 June, when the lessons are over."""
    return date(year.ends_on.year, FIRST_MONTH, 1)


def drafted(member: Membership, year: SchoolYear) -> YearTurn:
    """The turn of the year in the member's institution, or an unsaved one with no decisions."""
    own = YearTurn.objects.visible_to(member).filter(school_year=year.first)
    found = own.select_related("job", "made_by__user").first()
    return found or YearTurn(institution=member.organization, school_year=year.first)


def asked(turn: Turn) -> list[tuple[TurnRoom, list[TurnQuestion]]]:
    """The questions of each room that has any."""
    found = [(room, room.questions(turn)) for room in ON_YEAR_TURN]
    return [(room, questions) for room, questions in found if questions]


def undecided(turn: Turn) -> list[TurnQuestion]:
    """Questions without an answer and without a default."""
    return [q for _, questions in asked(turn) for q in questions if not turn.answer(q)]


def preview(turn: Turn) -> list[dict[str, Any]]:
    """What each room would do, in the shape of `YearTurn.outcome`."""
    return [_as_kept(room, room.preview(turn)) for room in ON_YEAR_TURN]


@transaction.atomic
def keep_answers(
    *, member: Membership, year: SchoolYear, answers: Mapping[str, str], today: date
) -> YearTurn:
    """Keep decisions by key; an empty one takes an earlier decision back.

    Raises DomainError before 1 June of the year's end, after the turn and while it runs.
    """
    row = _locked(member, year, today)
    kept = {**row.answers, **answers}
    row.answers = {key: value for key, value in kept.items() if value}
    row.save(update_fields=["answers"])
    return row


@transaction.atomic
def start(*, member: Membership, year: SchoolYear, today: date) -> Job:
    """Ask the worker to turn the year; DomainError names what is not decided yet."""
    row = _locked(member, year, today)
    if missing := undecided(turn_of(row, member, today)):
        raise DomainError(f"Сначала решите: {', '.join(q.title for q in missing)}.")
    row.job = enqueue(
        kind=TURN,
        title=f"Переход с {year} на {SchoolYear(year.first + 1)} учебный год",
        member=member,
        params={"turn": row.pk, "membership": member.pk},
    )
    row.save(update_fields=["job"])
    return row.job


@transaction.atomic
def make_turn(*, member: Membership, row: YearTurn, today: date) -> YearTurn:
    """Carry the turn out in all rooms, the upper ones first; a second run changes nothing.

    Raises PermissionDenied for another role or institution, DomainError for what a room forbids;
    nothing is written then.
    """
    if not member.may(Right.BANK_EDIT) or row.institution_id != member.organization_id:
        raise PermissionDenied
    row = YearTurn.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.is_made:
        return row
    turn = turn_of(row, member, today)
    if missing := undecided(turn):
        raise DomainError(f"Сначала решите: {', '.join(q.title for q in missing)}.")
    done = [_as_kept(room, room.carry_out(turn)) for room in reversed(list(ON_YEAR_TURN))]
    row.outcome, row.made_by, row.made_at = done[::-1], member, timezone.now()
    row.save(update_fields=["outcome", "made_by", "made_at"])
    return row


def turn_year(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """The job: rights are asked again, a second delivery finds the turn made."""
    member = Membership.objects.select_related("organization").get(pk=params["membership"])
    row = YearTurn.objects.visible_to(member).filter(pk=params["turn"]).first()
    if row is None or not member.may(Right.BANK_EDIT):
        raise DomainError("Переход не выполнен: возможно, сменилась роль.")
    progress.step(0, 1, "Завершаю пары, перевожу классы")
    progress.begin_writing()
    row = make_turn(member=member, row=row, today=timezone.localdate())
    progress.step(1, 1, "Переход выполнен")
    return {}, row.get_absolute_url()


def _as_kept(room: TurnRoom, lines: Iterable[TurnLine]) -> dict[str, Any]:
    return {"title": room.title, "lines": [asdict(line) for line in lines]}


def _locked(member: Membership, year: SchoolYear, today: date) -> YearTurn:
    if not member.may(Right.BANK_EDIT):
        raise PermissionDenied
    if today < opens_on(year):
        raise DomainError(
            f"Учебный год {year} ещё идёт: перейти на следующий можно с {opens_on(year):%d.%m.%Y}."
        )
    YearTurn.objects.get_or_create(institution=member.organization, school_year=year.first)
    rows = YearTurn.objects.select_for_update(of=("self",)).select_related("job")
    row = rows.get(institution=member.organization, school_year=year.first)
    if row.is_made:
        raise DomainError(MADE)
    if row.is_busy:
        raise DomainError("Переход уже выполняется: дождитесь его окончания.")
    return row
