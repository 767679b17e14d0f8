"""What the past has taught: counted while the page waits, or kept by a job for a whole region.

A region has too many pairs for a page: the coordinator asks for the count, and the last one done
stands with its day. A school and a municipality are counted at once.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from monitoring.insights.accuracy import Looked, look_back
from monitoring.insights.reasons import Counts, count_reasons

INSIGHTS = "monitoring.insights"


@dataclass(frozen=True)
class Learnt:
    """Counts of past pairs as of a day; `job` is one on its way. Nothing yet: `counted_on` None."""

    counted_on: date | None
    reasons: Counts
    looked: list[Looked]
    job: Job | None = None


def counts_by_job(member: Membership) -> bool:
    """Whether the member's branch is counted by a job."""
    return member.organization.level == Organization.Level.REGION


def reasons_learnt(member: Membership, today: date) -> Learnt:
    if counts_by_job(member):
        return _kept(member)
    return Learnt(today, count_reasons(member, today), [])


def accuracy_learnt(member: Membership, today: date) -> Learnt:
    if counts_by_job(member):
        return _kept(member)
    return Learnt(today, {}, look_back(member, today))


def learn_later(*, member: Membership) -> Job:
    """Ask the worker to count the region anew; gives the job on its way if there is one."""
    if not counts_by_job(member):
        raise DomainError("Наблюдения вашей организации считаются сразу, на странице.")
    return _of_region(member).filter(state__in=Job.OPEN).first() or enqueue(
        kind=INSIGHTS,
        title="Наблюдения по парам прошлых лет",
        member=member,
        params={"membership": member.pk},
    )


def learn(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Count both; of people nothing is kept, only how many pairs were alike."""
    member = Membership.objects.get(pk=params["membership"])
    if not member.may(Right.INDICATORS_VIEW):
        raise DomainError("Наблюдения не посчитаны: возможно, сменилась роль.")
    today = timezone.localdate()
    progress.step(0, 2, "считаются причины подбора")
    reasons = [[*key, count] for key, count in count_reasons(member, today).items()]
    progress.step(1, 2, "проверяется список внимания")
    looked = [[row.state, sorted(row.signs), row.count] for row in look_back(member, today)]
    progress.step(2, 2, "причины и список внимания посчитаны")
    kept = {"on": today.isoformat(), "reasons": reasons, "looked": looked}
    return kept, reverse("monitoring:insight_reasons")


def _of_region(member: Membership) -> Any:
    jobs = Job.objects.filter(kind=INSIGHTS, organization=member.organization_id)
    return jobs.select_related("requested_by")


def _kept(member: Membership) -> Learnt:
    """What the last job of the region has counted."""
    jobs = _of_region(member).order_by("-created_at", "-pk")
    running = jobs.filter(state__in=Job.OPEN).first()
    done = jobs.filter(state=Job.State.DONE).first()
    if done is None:
        return Learnt(None, {}, [], running)
    reasons = {(code, has, state): count for code, has, state, count in done.result["reasons"]}
    looked = [
        Looked(state, frozenset(signs), count) for state, signs, count in done.result["looked"]
    ]
    return Learnt(date.fromisoformat(done.result["on"]), reasons, looked, running)
