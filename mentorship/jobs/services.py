import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mentorship.audit.context import Actor, acting
from mentorship.celery import app
from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import CancelledError, Progress
from mentorship.jobs.registry import KINDS
from mentorship.organizations.models import Membership

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 3
# Queued for longer: the broker lost it. Running and silent for longer: its worker is dead.
LOST_AFTER = timedelta(seconds=60)
SILENT_AFTER = timedelta(seconds=150)
# Somebody waits for the page: one try more at once, and no hanging on a silent broker.
QUICKLY = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
}


@transaction.atomic
def enqueue(*, kind: str, title: str, member: Membership, params: dict[str, Any]) -> Job:
    """Write the outbox row and, once committed, tell the worker; the only way to start a job."""
    return _written(
        Job(
            kind=kind,
            title=title,
            organization=member.organization,
            requested_by=member,
            params=params,
        )
    )


@transaction.atomic
def enqueue_for_nobody(kind: str, title: str, params: dict[str, Any]) -> Job:
    """Work that somebody without a role asked for: no page shows it, no rights stand behind it."""
    return _written(Job(kind=kind, title=title, params=params))


def _written(job: Job) -> Job:
    if job.kind not in KINDS:
        raise KeyError(job.kind)
    job.save()
    transaction.on_commit(lambda: announce(job.pk), robust=True)
    return job


def announce(job_pk: int) -> None:
    """Send the id to the worker; a broker that is down is logged: the sweeper sends again."""
    try:
        with app.connection_for_write(transport_options=QUICKLY) as connection:
            app.send_task("jobs.run", args=[job_pk], retry=False, connection=connection)
    except Exception:
        logger.exception("job %s waits for the sweeper", job_pk)


@transaction.atomic
def take(*, job_pk: int, redelivered: bool = False) -> Job | None:
    """Mark a queued job running, or None when another worker has it or it is over.

    A message delivered again means that the worker which took it is dead, so a running row is
    taken over at once instead of waiting for the sweeper.
    """
    takeable = {Job.State.QUEUED, Job.State.RUNNING} if redelivered else {Job.State.QUEUED}
    job = (
        Job.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(pk=job_pk, state__in=takeable, attempts__lt=MAX_ATTEMPTS)
        .first()
    )
    if job is None:
        return None
    job.state, job.attempts, job.heartbeat_at = Job.State.RUNNING, job.attempts + 1, timezone.now()
    job.is_writing = False
    job.save(update_fields=["state", "attempts", "heartbeat_at", "is_writing"])
    return job


def run(*, job_pk: int, redelivered: bool = False) -> None:
    """Do the work of one job and write its end; a refusal is an end with words, not a crash."""
    job = take(job_pk=job_pk, redelivered=redelivered)
    if job is None:
        return None
    member = job.requested_by
    if (
        member
        and not Membership.objects.active_on(timezone.localdate()).filter(pk=member.pk).exists()
    ):
        return finish(
            job, Job.State.FAILED, error="Роль, от которой начато задание, больше не действует."
        )
    try:
        with acting(actor_of(job)):
            result, url = KINDS[job.kind](job.params, Progress(job.pk))
    except CancelledError:
        return finish(job, Job.State.CANCELLED)
    except DomainError as refusal:
        return finish(job, Job.State.FAILED, error=str(refusal))
    except Exception:
        logger.exception("job %s failed", job.pk)
        return finish(job, Job.State.FAILED, error="Внутренняя ошибка. Повторите позже.")
    return finish(job, Job.State.DONE, result=result, result_url=url)


def _may_still_be_done(job: Job) -> bool:
    """Whether the role it was asked from is still in force; nobody's work needs none."""
    active = Membership.objects.active_on(timezone.localdate())
    return job.requested_by is None or active.filter(pk=job.requested_by.pk).exists()


def actor_of(job: Job) -> Actor:
    """A job acts for whoever asked for it; both logs name the job."""
    member = job.requested_by
    if member is None:
        return Actor(job=job.pk)
    return Actor(
        user=member.user_id,
        membership=member.pk,
        acts_for=member.acts_for_id,
        organization=member.organization_id,
        job=job.pk,
    )


def finish(job: Job, state: Job.State, **fields: Any) -> None:
    Job.objects.filter(pk=job.pk).exclude(state=Job.State.CANCELLED).update(
        state=state, finished_at=timezone.now(), **fields
    )


@transaction.atomic
def cancel(*, job: Job) -> Job:
    """Stop a job that has not begun to write; raises DomainError when it is too late."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not job.is_open:
        raise DomainError("Задание уже закончено.")
    if job.is_writing:
        raise DomainError("Задание уже записывает данные, отменить его нельзя.")
    job.state, job.finished_at = Job.State.CANCELLED, timezone.now()
    job.save(update_fields=["state", "finished_at"])
    return job


def requeue_lost() -> int:
    """Send again what a lost broker or a dead worker left; a job that failed thrice is parked.

    Returns how many were sent.
    """
    now = timezone.now()
    silent = Q(state=Job.State.RUNNING, heartbeat_at__lt=now - SILENT_AFTER)
    Job.objects.filter(silent, attempts__gte=MAX_ATTEMPTS).update(
        state=Job.State.FAILED,
        finished_at=now,
        error="Три попытки не удались. Сообщите администратору номер задания.",
    )
    Job.objects.filter(silent).update(state=Job.State.QUEUED, is_writing=False)
    waiting = Job.objects.filter(state=Job.State.QUEUED, created_at__lt=now - LOST_AFTER)
    pks = list(waiting.order_by("created_at").values_list("pk", flat=True)[:500])
    for pk in pks:
        announce(pk)
    return len(pks)
