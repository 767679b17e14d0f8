"""«А если не эта пара?» taken over: the plan the curator looked at becomes the run."""

from datetime import date

from django.db import transaction

from mentorship.organizations.models import Membership
from mentorship.pairs.matching.decisions import decline
from mentorship.pairs.matching.runs import run_matching
from mentorship.pairs.matching.settings import settings_of_run
from mentorship.pairs.models import MatchingRun, Suggestion

REASON = "выбран подбор без этой пары"


@transaction.atomic
def run_without(
    *, member: Membership, suggestion: Suggestion, today: date | None = None
) -> MatchingRun:
    """Decline a suggestion and match anew by the settings of its run; both or neither.

    The two are not suggested again until the ruling is lifted. Raises DomainError when the
    suggestion is no longer open or a locked pair is impossible.
    """
    run = suggestion.run
    decline(member=member, suggestion=suggestion, reason=REASON)
    return run_matching(
        member=member,
        year=run.year,
        form=run.form,
        settings=settings_of_run(run),
        groups=run.is_group,
        today=today,
    )
