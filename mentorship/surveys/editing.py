"""Writing sets of questions: always in a draft; what was put to use never changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.versions import Versions
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.purposes import set_problems
from mentorship.surveys.questions import MOST_QUESTIONS, Question

QUESTIONNAIRES = Versions(Questionnaire, Right.QUESTIONNAIRES_EDIT)
State = Questionnaire.State
Kept = list[dict[str, Any]]


@transaction.atomic
def begin_set(
    *, member: Membership, title: str, purpose: str, audience: str, today: date
) -> Questionnaire:
    """An empty draft of a set of one's own organization."""
    QUESTIONNAIRES.refuse_role(member)
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
    QUESTIONNAIRES.refuse_role(member)
    if draft := QUESTIONNAIRES.draft_of(member, questionnaire.code):
        return draft
    return Questionnaire.objects.create(
        organization=member.organization,
        code=questionnaire.code,
        version=QUESTIONNAIRES.next_number(member, questionnaire.code),
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
    draft = QUESTIONNAIRES.locked_draft(member, questionnaire, seen)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save()
    return draft


@transaction.atomic
def put_question(
    *, member: Membership, questionnaire: Questionnaire, question: Question, seen: str
) -> Question:
    """Write a question: in its place by its code, or a new one, without a code, at the end."""
    draft = QUESTIONNAIRES.locked_draft(member, questionnaire, seen)
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
    draft = QUESTIONNAIRES.locked_draft(member, questionnaire)
    if problems := set_problems(draft):
        raise DomainError(" ".join(problems))
    draft.questions = [question.as_kept() for question in draft.asked]
    QUESTIONNAIRES.publish(member, draft)
    return draft


@transaction.atomic
def archive_set(*, member: Membership, questionnaire: Questionnaire) -> Questionnaire:
    """Use a set no more; links given out are still answered. Undone by `restore_set`."""
    return QUESTIONNAIRES.archive(member, questionnaire)


@transaction.atomic
def restore_set(*, member: Membership, questionnaire: Questionnaire) -> Questionnaire:
    """Out of the archive: to use what was used, to a draft what never was."""
    return QUESTIONNAIRES.restore(member, questionnaire)


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
    draft = QUESTIONNAIRES.locked_draft(member, questionnaire)
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
