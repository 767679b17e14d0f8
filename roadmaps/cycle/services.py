"""Marks of the yearly cycle, and the correction of a plan that starts from a report's findings."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.core.forms import UNPRINTABLE
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from roadmaps.cycle.findings import findings_of
from roadmaps.models import Correction, CycleMark, CycleStage, Roadmap
from roadmaps.workflow import can_keep

NO_ITEM = "Такого документа в этом этапе нет: обновите страницу."
ARCHIVED = "Дорожная карта в архиве. Сначала верните её из архива."
OTHER_YEAR = "Дорожная карта не относится к этому учебному году: выберите другую."
LONGEST_ANSWER = 1000


def can_mark(member: Membership) -> bool:
    """Whoever keeps the plan of an institution marks what the system cannot know."""
    return member.organization.is_institution and member.may(Right.ROADMAPS_EDIT)


def can_correct(member: Membership, roadmap: Roadmap) -> bool:
    """An editor of the very organization, while the plan is in use."""
    return can_keep(member, roadmap) and not roadmap.archived_on


@transaction.atomic
def mark_item(
    *,
    member: Membership,
    stage: CycleStage,
    item: str,
    year: SchoolYear,
    is_done: bool,
    note: str = "",
) -> CycleMark | None:
    """Say that an item is done, or take it back; said twice, it is said once."""
    if not can_mark(member):
        raise PermissionDenied
    if item not in {row["code"] for row in stage.items}:
        raise DomainError(NO_ITEM)
    key = {
        "organization": member.organization,
        "stage": stage,
        "item": item,
        "school_year": year.first,
    }
    if not is_done:
        CycleMark.objects.filter(**key).delete()
        return None
    if "\x00" in note:
        raise DomainError(UNPRINTABLE)
    told = {"note": note.strip()[:300], "marked_by": member}
    return CycleMark.objects.get_or_create(**key, defaults=told)[0]


@transaction.atomic
def begin_correction(
    *, member: Membership, roadmap: Roadmap, year: SchoolYear, today: date
) -> Correction:
    """List what the last report found beside the plan; begun again, the list is brought up to date.

    Answers given before stay with their findings. The plan's state is not touched: an agreed or
    approved one is opened for change on its own page.
    """
    plans = Roadmap.objects.select_for_update(of=("self",)).select_related("organization")
    plan = plans.get(pk=roadmap.pk)
    if not can_correct(member, plan):
        raise PermissionDenied
    if plan.ends_on < year.starts_on or plan.starts_on > year.ends_on:
        raise DomainError(OTHER_YEAR)
    # Locked: an answer being written meanwhile is waited for, not written over.
    begun = Correction.objects.select_for_update(of=("self",))
    kept = begun.filter(roadmap=plan, school_year=year.first).first()
    before = {row["code"]: row for row in kept.findings} if kept else {}
    found = [asdict(finding) | {"answer": ""} for finding in findings_of(plan, year, today)]
    codes = {row["code"] for row in found}
    # What is answered stays in sight, also when it is not found any more.
    answered = [row for row in before.values() if row["answer"] and row["code"] not in codes]
    listed = [before.get(row["code"], row) for row in found] + answered
    if kept:
        kept.findings = listed
        kept.save(update_fields=["findings"])
        return kept
    return Correction.objects.create(
        organization=plan.organization,
        roadmap=plan,
        school_year=year.first,
        findings=listed,
        begun_by=member,
    )


@transaction.atomic
def answer_findings(
    *,
    member: Membership,
    correction: Correction,
    answers: Mapping[str, str],
    seen: Mapping[str, str] | None = None,
) -> Correction:
    """Write how the plan meets each finding; those not named keep their answer.

    `seen` holds the answers the writer had in front of them: only what differs from those is
    written, and DomainError tells, before anything is, where somebody else has written since.
    """
    found = Correction.objects.select_for_update(of=("self",)).select_related("roadmap")
    correction = found.get(pk=correction.pk)
    if not can_correct(member, correction.roadmap):
        raise PermissionDenied
    own = {code: text.strip()[:LONGEST_ANSWER] for code, text in answers.items()}
    if seen is not None:
        own = {code: text for code, text in own.items() if text != seen.get(code, "").strip()}
        _refuse_clash(correction, own, seen)
    correction.findings = [
        row | {"answer": own.get(row["code"], row["answer"])} for row in correction.findings
    ]
    correction.save(update_fields=["findings"])
    return correction


def _refuse_clash(correction: Correction, own: Mapping[str, str], seen: Mapping[str, str]) -> None:
    """DomainError where both have changed the answer to a finding, each to another text."""
    now = {row["code"]: row["answer"] for row in correction.findings}
    clash = [
        f"«{now[code]}»"
        for code, text in own.items()
        if code in now and now[code] not in (seen.get(code, "").strip(), text)
    ]
    if clash:
        raise DomainError(
            f"Пока вы писали, другой сотрудник ответил иначе: {', '.join(clash)}. Ничего не "
            "записано, ваш текст ниже не потерян: сверьте и запишите ещё раз."
        )


def load_stages(rows: list[dict[str, Any]]) -> int:
    """The stages of the cycles, found by cycle and number; gives how many there are."""
    for row in rows:
        told = {name: value for name, value in row.items() if name not in ("cycle", "number")}
        CycleStage.objects.update_or_create(cycle=row["cycle"], number=row["number"], defaults=told)
    return CycleStage.objects.count()
