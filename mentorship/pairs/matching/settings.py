"""How an institution matches: what is kept, what holds where nothing is kept."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.pairs.matching.reasons import REASONS, whole_weights
from mentorship.pairs.matching.switches import whole_switches
from mentorship.pairs.models import MatchingRun, MatchingSettings

HEAVIEST = 10
MOST_POINTS = 200


def settings_of(institution: int) -> MatchingSettings:
    """Settings of an institution (pk) with every weight and switch; unsaved while none is kept."""
    kept = MatchingSettings.objects.filter(institution=institution).first()
    found = kept or MatchingSettings(institution_id=institution)
    found.weights = whole_weights(found.weights)
    found.switches = whole_switches(found.switches)
    return found


def settings_of_run(run: MatchingRun) -> MatchingSettings:
    """What a run was made by, unsaved: another plan like it."""
    return MatchingSettings(
        institution_id=run.institution_id,
        weights=run.weights,
        switches=run.switches,
        threshold=run.threshold,
    )


@transaction.atomic
def save_settings(
    *, member: Membership, weights: Mapping[str, int], switches: Mapping[str, bool], threshold: int
) -> MatchingSettings:
    """Keep how the member's institution matches from now on; runs made before stay as they were.

    Raises DomainError when a weight is no whole number 0–10, when nothing weighs at all, or when
    the threshold is out of bounds.
    """
    if not member.may(Right.PAIRS_EDIT):
        raise PermissionDenied
    if problems := problems_of(weights, threshold):
        raise DomainError(" ".join(problems))
    kept, _ = MatchingSettings.objects.update_or_create(
        institution_id=member.organization_id,
        defaults={
            "weights": whole_weights(weights),
            "switches": whole_switches(switches),
            "threshold": threshold,
        },
    )
    return kept


def problems_of(weights: Mapping[str, int], threshold: int) -> list[str]:
    """What is wrong with weights and threshold, in sentences."""
    found = [
        f"«{reason.title}»: вес – целое число от 0 до {HEAVIEST}."
        for reason in REASONS
        if not 0 <= weights.get(reason.code, 0) <= HEAVIEST
    ]
    if not any(whole_weights(weights).values()):
        found.append("Оставьте хотя бы одну причину с весом больше нуля.")
    if not 0 <= threshold <= MOST_POINTS:
        found.append(f"Порог – от 0 до {MOST_POINTS} баллов.")
    return found
