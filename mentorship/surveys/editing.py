"""Writing sets of questions: always in a draft; what was put to use never changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.purposes import set_problems
from mentorship.surveys.questions import MOST_QUESTIONS, Question

STALE = (
    "Анкету тем временем изменили в другом окне. Проверьте вопросы и сохраните ещё раз, "
    "если ваша правка всё ещё нужна."
)
IN_USE = "Эта редакция уже используется и не меняется: создайте новую редакцию."
State = Questionnaire.State
Kept = list[dict[str, Any]]


@transaction.atomic
def begin_set(
    *, member: Membership, title: str, purpose: str, audience: str, today: date
) -> Questionnaire:
    """An empty draft of a set of one's own organization."""
    _refuse_role(member)
    return Questionnaire.objects.create(
        organization=member.organization,
        code=f"{purpose}-{uuid4().hex[:10]}".replace("_", "-"),
        state=State.DRAFT,
        title=title,
        purpose=purpose,
        audience=audience,
        source=member.organization.short_name,
        checked_on=today,
    )


@transaction.atomic
def copy_set(*, member: Membership, questionnaire: Questionnaire) -> Questionnaire:
    """A draft of the next own version; the draft that is there already when there is one.

    The code stays, so that answers to all versions are found and counted together.
    """
    _refuse_role(member)
    own = Questionnaire.objects.owned_by(member).filter(code=questionnaire.code)
    if draft := own.filter(state=State.DRAFT).first():
        return draft
    latest = own.aggregate(latest=Max("version"))["latest"] or 0
    return Questionnaire.objects.create(
        organization=member.organization,
        code=questionnaire.code,
        version=latest + 1,
        state=State.DRAFT,
        title=questionnaire.title,
        purpose=questionnaire.purpose,
        audience=questionnaire.audience,
        group=questionnaire.group,
        intro=questionnaire.intro,
        questions=[question.as_kept() for question in questionnaire.asked],
        satisfied_from=questionnaire.satisfied_from,
        satisfied_source=questionnaire.satisfied_source,
        counts_satisfaction=questionnaire.counts_satisfaction,
        source=questionnaire.source,
        checked_on=questionnaire.checked_on,
        needs_check=questionnaire.needs_check,
    )


@transaction.atomic
def save_heading(
    *, member: Membership, questionnaire: Questionnaire, values: dict[str, Any], seen: str
) -> Questionnaire:
    """Title, introduction, source, date of check; DomainError when somebody else was quicker."""
    draft = _locked_draft(member, questionnaire, seen)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save()
    return draft


@transaction.atomic
def put_question(
    *, member: Membership, questionnaire: Questionnaire, question: Question, seen: str
) -> Question:
    """Write a question: in its place by its code, or a new one, without a code, at the end."""
    draft = _locked_draft(member, questionnaire, seen)
    kept: Kept = draft.questions
    if question.code:
        position = _position(kept, question.code)
        kept[position] = question.as_kept()
    else:
        if len(draft.asked) >= MOST_QUESTIONS:
            raise DomainError(
                f"В анкете не больше {MOST_QUESTIONS} вопросов: столько и не прочтут."
            )
        question = replace(question, code=_next_code(kept))
        kept.append(question.as_kept())
    draft.save(update_fields=["questions", "changed_at"])
    return question


def move_question(
    *, member: Membership, questionnaire: Questionnaire, code: str, by: int
) -> Questionnaire:
    """Move a question up (-1) or down (1) among those that are asked; at the edge it stays."""

    def moved(kept: Kept) -> Kept:
        asked = [row for row in kept if not row.get("is_removed")]
        place = _position(asked, code)
        row = asked.pop(place)
        asked.insert(max(0, place + by), row)
        return asked + [row for row in kept if row.get("is_removed")]

    return _rewrite(member, questionnaire, moved)


def remove_question(
    *, member: Membership, questionnaire: Questionnaire, code: str
) -> Questionnaire:
    """Take a question out; it lies below the draft until the draft is put to use."""
    return _mark(member, questionnaire, code, is_removed=True)


def restore_question(
    *, member: Membership, questionnaire: Questionnaire, code: str
) -> Questionnaire:
    """Undo `remove_question`: the question comes back at the end."""
    return _mark(member, questionnaire, code, is_removed=False)


@transaction.atomic
def publish_set(*, member: Membership, questionnaire: Questionnaire) -> Questionnaire:
    """Put a draft to use; the version used before it goes to the archive, its answers stay."""
    draft = _locked_draft(member, questionnaire)
    if problems := set_problems(draft):
        raise DomainError(" ".join(problems))
    Questionnaire.objects.owned_by(member).filter(code=draft.code).published().update(
        state=State.ARCHIVED, changed_at=timezone.now()
    )
    draft.questions = [question.as_kept() for question in draft.asked]
    draft.state, draft.published_at, draft.published_by = State.PUBLISHED, timezone.now(), member
    draft.save()
    return draft


@transaction.atomic
def archive_set(*, member: Membership, questionnaire: Questionnaire) -> Questionnaire:
    """Use a set no more; links given out are still answered. Undone by `restore_set`."""
    found = _locked(member, questionnaire)
    if found.state == State.ARCHIVED:
        raise DomainError("Анкета уже в архиве.")
    found.state = State.ARCHIVED
    found.save(update_fields=["state", "changed_at"])
    return found


@transaction.atomic
def restore_set(*, member: Membership, questionnaire: Questionnaire) -> Questionnaire:
    """Out of the archive: to use what was used, to a draft what never was."""
    found = _locked(member, questionnaire)
    if found.state != State.ARCHIVED:
        raise DomainError("Анкета не в архиве.")
    state = State.PUBLISHED if found.published_at else State.DRAFT
    own = Questionnaire.objects.owned_by(member).filter(code=found.code, state=state)
    if own.exists():
        raise DomainError("Есть более поздняя редакция: сначала уберите её в архив.")
    found.state = state
    found.save(update_fields=["state", "changed_at"])
    return found


def _mark(
    member: Membership, questionnaire: Questionnaire, code: str, *, is_removed: bool
) -> Questionnaire:
    def marked(kept: Kept) -> Kept:
        row = kept.pop(_position(kept, code))
        row.pop("is_removed", None)
        return [*kept, row | ({"is_removed": True} if is_removed else {})]

    return _rewrite(member, questionnaire, marked)


@transaction.atomic
def _rewrite(
    member: Membership, questionnaire: Questionnaire, change: Callable[[Kept], Kept]
) -> Questionnaire:
    draft = _locked_draft(member, questionnaire)
    draft.questions = change(list(draft.questions))
    draft.save(update_fields=["questions", "changed_at"])
    return draft


def _position(kept: Kept, code: str) -> int:
    for place, row in enumerate(kept):
        if row["code"] == code:
            return place
    raise DomainError("Такого вопроса в анкете уже нет.")


def _next_code(kept: Kept) -> str:
    taken = {row["code"] for row in kept}
    return next(code for number in range(1, 1000) if (code := f"q{number}") not in taken)


def _locked_draft(
    member: Membership, questionnaire: Questionnaire, seen: str | None = None
) -> Questionnaire:
    """The draft under lock; DomainError when it is in use or is not what its editor saw."""
    found = _locked(member, questionnaire)
    if not found.is_draft:
        raise DomainError(IN_USE)
    if seen is not None and seen != found.changed_at.isoformat():
        raise DomainError(STALE)
    return found


def _locked(member: Membership, questionnaire: Questionnaire) -> Questionnaire:
    _refuse_role(member)
    if questionnaire.organization_id != member.organization_id:
        raise PermissionDenied
    return Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)


def _refuse_role(member: Membership) -> None:
    if not member.may(Right.QUESTIONNAIRES_EDIT):
        raise PermissionDenied
