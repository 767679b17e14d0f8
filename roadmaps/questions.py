"""Doubtful deadlines asked in one screen: of a roadmap, and of an import not yet written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from roadmaps.drafts import readings_of
from roadmaps.models import ImportDraft, Roadmap, Task
from roadmaps.occurrences import renew_occurrences
from roadmaps.parsing import parsed_from_json
from roadmaps.readings import Reading, proposed, reading_to_json
from roadmaps.selection import conditions
from roadmaps.workflow import can_import, can_keep

MOST_QUESTIONS = 50  # on one screen; the rest is asked after these are saved


@dataclass(frozen=True)
class Question:
    """A task whose deadline a person has to decide; `key` is its row in the screen's form.

    `mark` changes when somebody else changes the deadline meanwhile.
    """

    key: str
    number: str
    title: str
    text: str
    unclear: list[str]
    proposals: list[Reading]
    mark: str


@dataclass(frozen=True)
class Answer:
    """The reading a person has decided on, and the mark of the question they had before them."""

    reading: Reading
    mark: str


class StaleAnswerError(DomainError):
    """Somebody has changed a deadline since the question was asked."""


def doubtful_tasks(roadmap: Roadmap, today: date) -> list[Task]:
    tasks = Task.objects.filter(section__roadmap=roadmap).filter(conditions(today)["doubtful"])
    return list(tasks.order_by("section__position", "position", "pk"))


def questions_of(roadmap: Roadmap, today: date) -> list[Question]:
    """One question for every open task of the roadmap whose dates are a guess."""
    return [
        Question(
            key=str(task.pk),
            number=task.number,
            title=task.title,
            text=task.deadline_text,
            unclear=task.unclear,
            proposals=proposed(task.deadline_text, period=roadmap.period),
            mark=mark_of(task.deadline_text, task.windows, task.confidence),
        )
        for task in doubtful_tasks(roadmap, today)
    ]


def questions_of_draft(draft: ImportDraft) -> list[Question]:
    """The same for an import: what is answered stands in the draft, not among the questions."""
    period = draft.starts_on, draft.ends_on
    readings = readings_of(draft)
    return [
        Question(
            key=str(task.row),
            number=task.number,
            title=task.title,
            text=task.deadline_text,
            unclear=readings[task.row].unclear,
            proposals=proposed(task.deadline_text, period=period),
            mark=mark_of(task.deadline_text, readings[task.row].windows, 0),
        )
        for task in parsed_from_json(draft.parsed).tasks
        if readings[task.row].is_doubtful
    ]


def mark_of(text: str, windows: list[list[str | None]], confidence: float) -> str:
    return hashlib.sha256(f"{text}|{windows}|{confidence}".encode()).hexdigest()[:16]


@transaction.atomic
def answer_questions(*, roadmap: Roadmap, member: Membership, answers: Mapping[int, Answer]) -> int:
    """Write decided deadlines by task, all or none; how many were written.

    StaleAnswerError when a deadline has been changed since; the printed text is never touched.
    """
    roadmap = Roadmap.objects.select_for_update().get(pk=roadmap.pk)
    if not can_keep(member, roadmap):
        raise PermissionDenied
    if roadmap.archived_on:
        raise DomainError("Дорожная карта в архиве. Сначала верните её из архива.")
    own = Task.objects.filter(section__roadmap=roadmap, pk__in=answers)
    tasks = list(own.select_for_update().order_by("pk"))
    changed = [task for task in tasks if answers[task.pk].mark != _mark(task)]
    if changed or len(tasks) != len(answers):
        raise StaleAnswerError(_stale(changed))
    for task in tasks:
        for name, value in answers[task.pk].reading.columns().items():
            setattr(task, name, value)
        task.save()
    renew_occurrences(roadmap, tasks)
    return len(tasks)


@transaction.atomic
def answer_draft(*, draft: ImportDraft, member: Membership, answers: Mapping[int, Answer]) -> int:
    """Keep decided deadlines, by row of the source, until the import is confirmed."""
    draft = ImportDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if not can_import(member, draft.organization):
        raise PermissionDenied
    readings = {str(row): reading_to_json(answer.reading) for row, answer in answers.items()}
    draft.decided = draft.decided | readings
    draft.save(update_fields=["decided"])
    return len(readings)


def _mark(task: Task) -> str:
    return mark_of(task.deadline_text, task.windows, task.confidence)


def _stale(changed: list[Task]) -> str:
    named = "; ".join(
        f"«{task.title[:80]}» – сейчас «{task.deadline_text}»" for task in changed[:5]
    )
    return (
        "Пока вы выбирали, сроки изменил другой сотрудник"
        f"{f': {named}' if named else ''}. Ничего не записано. Ниже – нынешние сроки, ваш выбор "
        "по остальным сохранён: проверьте и сохраните ещё раз."
    )
