"""The last step of a pair: results into both banks, and the completion itself."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.pairs import closing, rules
from mentorship.pairs.models import Pair
from mentorship.pairs.services import lock_pair, move_pair
from mentorship.pairs.workflow import may_move

Outcomes = Mapping[MentorEntry | MenteeEntry, str]


@transaction.atomic
def record_results(
    *,
    pair: Pair,
    member: Membership,
    outcomes: Outcomes,
    today: date | None = None,
) -> None:
    """Write what came out of the pair into both banks (S002, row 33); empty words change nothing.

    The entry of a mentor of another school is its own. Raises DomainError while somebody has no
    consent in force, PermissionDenied for whoever may not end the pair.
    """
    pair = lock_pair(pair)
    if not may_move(member, pair, "complete"):
        raise PermissionDenied
    _write(pair, outcomes, today or timezone.localdate())


def _write(pair: Pair, outcomes: Outcomes, day: date) -> None:
    rules.refuse(rules.consent_problems(rules.people_of(pair), day))
    if not set(outcomes) <= set(closing.entries_of(pair)):
        raise DomainError("Записать можно только тех, кто сейчас в паре: обновите страницу.")
    for entry, outcome in outcomes.items():
        if entry.institution_id != pair.institution_id:
            raise DomainError("Результаты наставника другой организации записывает она сама.")
        if not outcome.strip():
            continue
        row = type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)
        row.outcome = outcome.strip()
        row.save(update_fields=["outcome"])


@transaction.atomic
def finish_pair(
    *,
    pair: Pair,
    member: Membership,
    outcomes: Outcomes,
    comment: str = "",
    today: date | None = None,
) -> Pair:
    """Write the results and complete the pair, both or neither.

    Raises DomainError when a point of the checklist is missing and no words say why.
    """
    if any(outcome.strip() for outcome in outcomes.values()):
        # The pair before its entries: everybody locks in this order.
        Pair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
        if not may_move(member, pair, "complete"):
            raise PermissionDenied
        _write(pair, outcomes, today or timezone.localdate())
    return move_pair(pair=pair, action="complete", member=member, comment=comment, today=today)
