"""Every write of a program: its texts and plan, moves, corrections, marks, the final report."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.models import Pair
from mentorship.pairs.workflow import is_owner
from mentorship.programs.comparing import differences
from mentorship.programs.content import MOST_LINES, content_of, fill_program
from mentorship.programs.models import (
    Activity,
    Difficulty,
    MentorReport,
    Program,
    ProgramMove,
    ProgramTemplate,
)
from mentorship.programs.models.plans import TEXTS
from mentorship.programs.workflow import (
    MOVES,
    Move,
    can_edit,
    can_mark,
    can_report,
    is_before_order,
    may_move,
)

Row = Activity | Difficulty
NO_CONSENT = (
    "У кого-то в паре нет действующего согласия на обработку персональных данных: сначала "
    "запишите согласие."
)
NO_ORDER = "Пара ещё не закреплена приказом: выполнение программы начинают после приказа."
NO_REASON = "Программа утверждена: укажите причину исправления."


@transaction.atomic
def begin_program(
    *,
    member: Membership,
    pair: Pair,
    starts_on: date,
    ends_on: date,
    template: ProgramTemplate | None = None,
    values: dict[str, str] | None = None,
) -> Program:
    """A draft for a pair, filled from a template in one step; `values` are texts that differ.

    Raises DomainError when the pair has a program already, the template is of another form of
    mentoring or somebody in the pair has no consent.
    """
    if not (member.may(Right.PAIRS_EDIT) and is_owner(member, pair)):
        raise PermissionDenied
    pair = Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if Program.objects.filter(pair=pair).exists():
        raise DomainError("У этой пары уже есть программа.")
    if template and template.form_id != pair.form_id:
        raise DomainError(
            f"Шаблон для формы «{template.form}», а пара – «{pair.form}»: выберите другой."
        )
    _refuse_silent(pair)
    content = template.content if template else {}
    texts = {name: content.get(name, "") for name in TEXTS}
    texts |= {name: value for name, value in (values or {}).items() if value}
    program = Program.objects.create(
        institution_id=pair.institution_id,
        pair=pair,
        template=template,
        kind=content.get("kind", Program.Kind.PROGRAM),
        starts_on=starts_on,
        ends_on=ends_on,
        **texts,
    )
    if template:
        fill_program(program, content)
    _remember(program, member, "create")
    return program


@transaction.atomic
def save_texts(
    *,
    member: Membership,
    program: Program,
    values: dict[str, Any],
    reason: str = "",
    dated_on: date | None = None,
) -> Program:
    """Texts, kind and period of a program; of an approved one as a dated correction."""
    with _changing(member, program, reason, dated_on) as locked:
        for name, value in values.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(values))
    return locked


@transaction.atomic
def put_row(
    *,
    member: Membership,
    program: Program,
    row: Row,
    values: dict[str, Any],
    reason: str = "",
    dated_on: date | None = None,
) -> Row:
    """Write an activity or a difficulty of the program; a new one stands at the end."""
    with _changing(member, program, reason, dated_on) as locked:
        rows = type(row)._default_manager.filter(program=locked)
        if row.pk is None:
            if rows.count() >= MOST_LINES:
                raise DomainError(f"В плане не больше {MOST_LINES} строк.")
            row.program = locked
            row.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
        elif not rows.filter(pk=row.pk).exists():
            raise DomainError("Этой строки в плане больше нет: обновите страницу.")
        for name, value in values.items():
            setattr(row, name, value)
        if isinstance(row, Activity) and not locked.lasts_on(row.due_on):
            raise DomainError(f"Срок вне программы: она идёт {_term(locked)}.")
        row.save()
    return row


@transaction.atomic
def remove_row(
    *,
    member: Membership,
    program: Program,
    row: Row,
    reason: str = "",
    dated_on: date | None = None,
) -> None:
    """Take a line out of the plan; one with a result stays, for it was done."""
    with _changing(member, program, reason, dated_on):
        if isinstance(row, Activity) and (row.actual_result or row.mark):
            raise DomainError("У мероприятия отмечен результат: такое из плана не убирают.")
        row.delete()


@transaction.atomic
def shift_row(*, member: Membership, program: Program, row: Row, by: int) -> None:
    """Move a line of a draft up (-1) or down (1); at the edge it stays."""
    with _changing(member, program, "", None) as locked:
        rows: list[Any] = list(type(row)._default_manager.filter(program=locked))
        place = rows.index(row)
        moved = rows.pop(place)
        rows.insert(max(0, place + by), moved)
        for position, each in enumerate(rows):
            if each.position != position:
                each.position = position
                each.save(update_fields=["position"])


@transaction.atomic
def mark_activity(
    *, member: Membership, activity: Activity, actual_result: str, mark: str
) -> Activity:
    """What came of an activity and the mentor's mark; no correction of the plan."""
    program = _locked(activity.program)
    if not can_mark(member, program):
        raise PermissionDenied
    _refuse_silent(program.pair)
    activity.actual_result, activity.mark = actual_result, mark
    activity.save(update_fields=["actual_result", "mark"])
    return activity


@transaction.atomic
def move_program(
    *,
    member: Membership,
    program: Program,
    action: str,
    comment: str = "",
    today: date | None = None,
) -> Program:
    """Make one move of the table by hand; DomainError says what forbids it."""
    move = MOVES.get(action)
    if move is None or move.by_paper or not member.may(move.right):
        raise PermissionDenied
    if not is_owner(member, program.pair):
        raise PermissionDenied
    return _make_move(member, program, action, comment, None, today)


@transaction.atomic
def approve_by_paper(*, member: Membership, program: Program, document: Document) -> Program:
    """The printed program was registered; one the director approved before gets its paper."""
    if program.is_draft:
        return _make_move(member, program, "approve_by_paper", "", document, document.dated_on)
    program = _locked(program)
    if program.approval_document_id:
        raise DomainError("Программа уже утверждена другим документом: сначала отмените его.")
    program.approval_document = document
    program.save(update_fields=["approval_document"])
    return program


@transaction.atomic
def cancel_paper(*, member: Membership, program: Program) -> Program:
    """The registered paper was cancelled: the program is composed anew; completed it is not."""
    if program.state == Program.State.COMPLETED:
        raise DomainError("Программа завершена: документ о ней не отменяют.")
    return _make_move(member, program, "cancel_paper", "", None, None)


@transaction.atomic
def save_report(
    *,
    member: Membership,
    program: Program,
    values: dict[str, Any],
    today: date | None = None,
) -> MentorReport:
    """The mentor's final report; the plan with its results is read where the report is shown.

    Raises DomainError for a day before the program began or one that has not come.
    """
    program = _locked(program)
    if not can_report(member, program):
        raise PermissionDenied
    _refuse_silent(program.pair)
    last_day = max(today or timezone.localdate(), program.starts_on)
    if not program.starts_on <= values["reported_on"] <= last_day:
        raise DomainError(
            f"Дата отчёта – от начала программы ({program.starts_on:%d.%m.%Y}) до сегодняшнего дня."
        )
    report, _ = MentorReport.objects.update_or_create(
        program=program, defaults=values | {"saved_by": member}
    )
    return report


def _make_move(
    member: Membership,
    program: Program,
    action: str,
    comment: str,
    document: Document | None,
    today: date | None,
) -> Program:
    program, move = _locked(program), MOVES[action]
    if not may_move(member, program, action):
        raise DomainError(f"«{move.label}» сейчас невозможно: программа {_state(program)}.")
    _refuse_move(program, move, comment)
    program.state = move.target
    if move.target == Program.State.APPROVED:
        program.approved_on, program.approved_by = today or timezone.localdate(), member
        program.approved_content, program.approval_document = content_of(program), document
    elif move.target == Program.State.DRAFT:
        program.approved_on = program.approved_by = None
        program.approved_content = program.approval_document = None
    program.save()
    _remember(program, member, action, comment, today)
    return program


def _state(program: Program) -> str:
    return str(program.get_state_display())


def _refuse_move(program: Program, move: Move, comment: str) -> None:
    if move.needs_comment and not comment.strip():
        raise DomainError(f"«{move.label}»: укажите причину.")
    if move.needs_consent:
        _refuse_silent(program.pair)
    if move.needs_order and is_before_order(program):
        raise DomainError(NO_ORDER)
    if move.target == Program.State.APPROVED and (problems := plan_problems(program)):
        raise DomainError(" ".join(problems))


def plan_problems(program: Program) -> list[str]:
    """What a program lacks to be approved."""
    found = []
    if not program.goal.strip():
        found.append("Не указана цель программы.")
    if not program.activities.exists():
        found.append("В программе нет ни одного мероприятия.")
    outside = [row.title for row in program.activities.all() if not program.lasts_on(row.due_on)]
    if outside:
        found.append(f"Срок вне программы ({_term(program)}): {'; '.join(outside)}.")
    return found


def _term(program: Program) -> str:
    return f"с {program.starts_on:%d.%m.%Y} по {program.ends_on:%d.%m.%Y}"


@contextmanager
def _changing(
    member: Membership, program: Program, reason: str, dated_on: date | None
) -> Iterator[Program]:
    """The locked program to be changed; afterwards a correction is kept of an approved one."""
    locked = _locked(program)
    if not can_edit(member, locked):
        raise PermissionDenied
    _refuse_silent(locked.pair)
    if not locked.is_draft and not reason.strip():
        raise DomainError(NO_REASON)
    before = content_of(locked)
    yield locked
    if locked.is_draft:
        return
    changes = differences(before, content_of(Program.objects.get(pk=locked.pk)))
    if changes:
        kept = [line.as_kept() for line in changes]
        _remember(locked, member, "correct", reason, dated_on, kept)


def _locked(program: Program) -> Program:
    programs = Program.objects.select_for_update(of=("self",))
    return programs.select_related("pair__mentor_entry__person").get(pk=program.pk)


def _refuse_silent(pair: Pair) -> None:
    """Nothing is planned or told of a pair somebody of which has no consent in force."""
    if Pair.objects.without_consent_on(timezone.localdate()).filter(pk=pair.pk).exists():
        raise DomainError(NO_CONSENT)


def _remember(
    program: Program,
    member: Membership,
    action: str,
    comment: str = "",
    dated_on: date | None = None,
    changes: list[dict[str, str]] | None = None,
) -> None:
    ProgramMove.objects.create(
        program=program,
        action=action,
        made_by=member,
        comment=comment,
        dated_on=dated_on or timezone.localdate(),
        changes=changes or [],
    )
