"""Who counts as satisfied: the one rule, and the setting of it with its source.

No source defines a threshold (`domain.md` F4, F5), so an organization sets it for its own sets.
"""

from collections.abc import Mapping
from datetime import date
from statistics import mean
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.models import Questionnaire, Response
from mentorship.surveys.purposes import OF_OPINION, opinion_scales
from mentorship.surveys.questions import SCALE

MOST_AT_ONCE = 2000


def opinion(questionnaire: Questionnaire, answers: Mapping[str, Any]) -> bool | None:
    """Whether the answers say «satisfied»; None where they do not count for it.

    The mean of the scales reaches the threshold of the set. A scale that need not be answered
    counts where it was; a scale compared with the entry speaks of the person, not of the program.
    """
    if not questionnaire.counts_satisfaction:
        return None
    codes = opinion_scales(questionnaire.asked)
    scales = [answers[code] for code in codes if answers.get(code) is not None]
    return bool(scales) and mean(scales) >= questionnaire.satisfied_from


def may_set(member: Membership, questionnaire: Questionnaire) -> bool:
    """Sets of the own organization, of those that ask how it was, by whoever writes sets."""
    return (
        member.may(Right.QUESTIONNAIRES_EDIT)
        and questionnaire.organization_id == member.organization_id
        and questionnaire.purpose in OF_OPINION
    )


@transaction.atomic
def set_satisfaction(
    *,
    member: Membership,
    questionnaire: Questionnaire,
    satisfied_from: int,
    satisfied_source: str,
    counts_satisfaction: bool,
    today: date,
) -> int:
    """Change the threshold of an own set, or whether it feeds the figure; gives answers recounted.

    Answers of the running year are counted anew; figures of past years stay as they were.
    Raises DomainError in words, PermissionDenied for another role or a set of others.
    """
    if not may_set(member, questionnaire):
        raise PermissionDenied
    if satisfied_from not in SCALE:
        raise DomainError("Порог – от 1 до 10.")
    if counts_satisfaction and not opinion_scales(questionnaire.asked):
        raise DomainError("В анкете нет шкалы, по которой считать довольных.")
    found = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    found.satisfied_from, found.satisfied_source = satisfied_from, satisfied_source
    found.counts_satisfaction = counts_satisfaction
    found.save(
        update_fields=["satisfied_from", "satisfied_source", "counts_satisfaction", "changed_at"]
    )
    return _recount(found, SchoolYear.containing(today))


def _recount(questionnaire: Questionnaire, year: SchoolYear) -> int:
    """Say of the answers since the year anew whether they are satisfied; gives how many changed."""
    given = Response.objects.filter(questionnaire=questionnaire, school_year__gte=year.first)
    changed: dict[bool | None, list[int]] = {}
    for response in given.order_by("pk").iterator(chunk_size=MOST_AT_ONCE):
        said = opinion(questionnaire, response.answers)
        if said != response.is_satisfied:
            changed.setdefault(said, []).append(response.pk)
    for said, pks in changed.items():
        Response.objects.filter(pk__in=pks).update(is_satisfied=said)
    return sum(map(len, changed.values()))
