"""A matching of so many people that the page would make somebody wait for it."""

from typing import Any

from django.urls import reverse

from mentorship.bank.models import MentoringForm
from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.matching.runs import run_matching

MATCHING = "pairs.matching"
# Mentees × mentors that are matched while the page waits, about two seconds of one core.
MOST_AT_ONCE = 120_000


def match_later(
    *, member: Membership, year: SchoolYear, form: MentoringForm | None, groups: bool
) -> Job:
    """Ask the worker for a run."""
    return enqueue(
        kind=MATCHING,
        title=f"Подбор пар, {form.title if form else 'все формы'}",
        member=member,
        params={
            "membership": member.pk,
            "year": year.first,
            "form": form.pk if form else None,
            "groups": groups,
        },
    )


def match(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Run it; the right and the consents are asked now. A second run supersedes the first."""
    member = Membership.objects.get(pk=params["membership"])
    if not member.may(Right.PAIRS_EDIT):
        raise DomainError("Подбор не проведён: возможно, сменилась роль.")
    progress.begin_writing()
    run = run_matching(
        member=member,
        year=SchoolYear(params["year"]),
        form=MentoringForm.objects.filter(pk=params["form"]).first(),
        groups=params["groups"],
    )
    return {}, reverse("pairs:run_detail", args=[run.pk])
