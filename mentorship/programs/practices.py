"""Practices: publishing a program without any person in it, recommending, archiving."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.programs.content import Content, as_template, content_of
from mentorship.programs.models import Practice, Program
from mentorship.programs.models.plans import TEXTS
from mentorship.programs.names_check import people_of, words_naming

State = Practice.State
PLAN = "plan"


@transaction.atomic
def save_practice(
    *,
    member: Membership,
    practice: Practice,
    values: dict[str, Any],
    program: Program | None = None,
    sections: list[str] | None = None,
) -> Practice:
    """A draft of one's own; of a program only the chosen `sections` (names of TEXTS, "plan").

    What is published is changed after it was taken back to a draft.
    """
    if not member.may(Right.LIBRARY_EDIT):
        raise PermissionDenied
    if practice.pk:
        practice = _locked(member, practice)
        if practice.state != State.DRAFT:
            raise DomainError("Практика уже не черновик: верните её в черновики, потом правьте.")
    practice.organization = member.organization
    for name, value in values.items():
        setattr(practice, name, value)
    if program is not None:
        practice.program = program
        practice.content = chosen_sections(as_template(content_of(program)), sections or [])
    practice.save()
    return practice


def chosen_sections(content: Content, sections: list[str]) -> Content:
    """The content with nothing but the chosen sections; difficulties go with the plan."""
    texts = {name: content[name] if name in sections else "" for name in TEXTS}
    lines: Content = {} if PLAN in sections else {"problems": [], "activities": []}
    return content | texts | lines


@transaction.atomic
def publish_practice(*, member: Membership, practice: Practice) -> Practice:
    """Show a practice to the whole region; refused while it names anybody of the pair."""
    practice = _locked(member, practice)
    if practice.state != State.DRAFT:
        raise DomainError("Практика уже опубликована или в архиве.")
    if found := names_in(practice):
        raise DomainError(
            f"В тексте названы участники пары: {', '.join(found)}. Уберите имена и фамилии."
        )
    practice.state, practice.published_on = State.PUBLISHED, timezone.localdate()
    practice.save()
    return practice


@transaction.atomic
def archive_practice(*, member: Membership, practice: Practice) -> Practice:
    """Shown no more; templates taken over stay with those who took them."""
    practice = _locked(member, practice)
    if practice.state == State.ARCHIVED:
        raise DomainError("Практика уже в архиве.")
    practice.state = State.ARCHIVED
    practice.save(update_fields=["state", "changed_at"])
    return practice


@transaction.atomic
def return_practice(*, member: Membership, practice: Practice) -> Practice:
    """Back to the drafts, from use or from the archive; a recommendation was of the old text."""
    practice = _locked(member, practice)
    if practice.state == State.DRAFT:
        raise DomainError("Практика уже в черновиках.")
    practice.state = State.DRAFT
    practice.recommended_at = practice.recommended_by = None
    practice.save()
    return practice


@transaction.atomic
def recommend_practice(*, member: Membership, practice: Practice, is_on: bool) -> Practice:
    """The methodist's mark, put and taken back; others see whose it is."""
    if not member.may(Right.LIBRARY_REVIEW):
        raise PermissionDenied
    practice = Practice.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    if practice.state != State.PUBLISHED:
        raise DomainError("Рекомендуют опубликованную практику.")
    practice.recommended_at = timezone.now() if is_on else None
    practice.recommended_by = member if is_on else None
    practice.save(update_fields=["recommended_at", "recommended_by", "changed_at"])
    return practice


def names_in(practice: Practice) -> list[str]:
    """Words of the practice that name somebody of the pair it was made of."""
    if practice.program is None:
        return []
    return words_naming(people_of(practice.program.pair), text_of(practice))


def text_of(practice: Practice) -> str:
    """Every word that others would read."""
    content = practice.content
    parts = [practice.title, practice.description, practice.result]
    parts += [content.get(name, "") for name in TEXTS]
    lines = [*content.get("problems", []), *content.get("activities", [])]
    parts += [row.get(name) or "" for row in lines for name in ("title", "goal", "planned_result")]
    return "\n".join(parts)


def _locked(member: Membership, practice: Practice) -> Practice:
    if not member.may(Right.LIBRARY_EDIT) or practice.organization_id != member.organization_id:
        raise PermissionDenied
    return Practice.objects.select_for_update(of=("self",)).get(pk=practice.pk)
