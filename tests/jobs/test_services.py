from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.core.exceptions import DomainError
from mentorship.jobs import services
from mentorship.jobs.models import Job
from mentorship.jobs.registry import KINDS
from mentorship.organizations.models import Headcount
from tests.conftest import wait_until
from tests.factories.organizations import HeadcountFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch):
    """A kind of job that lives for one test; gives a function to set what it does."""

    def register(work):
        monkeypatch.setitem(KINDS._entries, "test.kind", work)

    return register


@pytest.fixture
def job(kind):
    kind(lambda params, progress: ({}, ""))
    return Job.objects.create(
        kind="test.kind",
        title="Проба",
        organization=(m := MembershipFactory()).organization,
        requested_by=m,
        params={"n": 2},
    )


def test_enqueue_of_an_unknown_kind_writes_nothing():
    with pytest.raises(KeyError):
        services.enqueue(kind="no.such", title="", member=MembershipFactory(), params={})

    assert Job.objects.count() == 0


def test_run_keeps_the_result_and_its_address(kind, job):
    kind(lambda params, progress: ({"written": params["n"] * 2}, "/bank/"))

    services.run(job_pk=job.pk)

    job.refresh_from_db()
    assert (job.state, job.result, job.result_url) == ("done", {"written": 4}, "/bank/")


def test_both_logs_name_the_job_and_whoever_asked_for_it(kind, job):
    def work(params, progress):
        HeadcountFactory(organization=job.organization)
        note_reading(Reading.Kind.EXPORT, [5])
        return {}, ""

    kind(work)
    services.run(job_pk=job.pk)

    written, read = Headcount.pgh_event_model.objects.get().pgh_context, Reading.objects.get()
    assert (written["job"], written["membership"]) == (job.pk, job.requested_by_id)
    assert (read.job, read.membership, read.organization) == (
        job.pk,
        job.requested_by,
        job.organization,
    )


def test_run_twice_does_the_work_once(kind, job):
    calls = []
    kind(lambda params, progress: (calls.append(1), {}, "")[1:])

    services.run(job_pk=job.pk)
    services.run(job_pk=job.pk)

    assert calls == [1]


def test_run_shows_the_words_of_a_refusal(kind, job):
    def refuse(params, progress):
        raise DomainError("Согласие отозвано.")

    kind(refuse)
    services.run(job_pk=job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Согласие отозвано.")


def test_run_hides_an_unexpected_error_from_the_user(kind, job, caplog):
    kind(lambda params, progress: 1 / 0)

    services.run(job_pk=job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Внутренняя ошибка. Повторите позже.")


def test_run_refuses_when_the_role_has_ended(kind, job):
    job.requested_by.ends_on = job.requested_by.starts_on
    job.requested_by.save()

    services.run(job_pk=job.pk)

    job.refresh_from_db()
    assert job.error == "Роль, от которой начато задание, больше не действует."


def test_cancel_stops_a_job_at_its_next_step(kind, job):
    def work(params, progress):
        services.cancel(job=job)
        progress.step(1, 2, "")
        return {"written": 1}, ""

    kind(work)
    services.run(job_pk=job.pk)

    job.refresh_from_db()
    assert (job.state, job.result) == ("cancelled", {})


def test_cancel_is_refused_once_the_job_writes(job):
    Job.objects.filter(pk=job.pk).update(state="running", is_writing=True)

    with pytest.raises(DomainError, match="уже записывает"):
        services.cancel(job=job)


def test_sweeper_queues_again_what_a_dead_worker_left(job):
    silent = timezone.now() - services.SILENT_AFTER - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(state="running", heartbeat_at=silent, attempts=1)

    services.requeue_lost()

    job.refresh_from_db()
    assert job.state == "queued"


def test_sweeper_parks_a_job_that_failed_three_times(job):
    silent = timezone.now() - services.SILENT_AFTER - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(state="running", heartbeat_at=silent, attempts=3)

    services.requeue_lost()

    job.refresh_from_db()
    assert job.state == "failed"


def test_redelivered_message_takes_over_a_running_job(kind, job):
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1)

    assert services.take(job_pk=job.pk) is None
    assert services.take(job_pk=job.pk, redelivered=True) == job


def test_real_worker_runs_what_was_enqueued(worker):
    member = MembershipFactory()

    job = services.enqueue(kind="jobs.probe", title="Проба", member=member, params={"n": 3})

    wait_until(lambda: Job.objects.get(pk=job.pk).state == "done", "the job is done")
    assert Job.objects.get(pk=job.pk).result == {"counted": 3}


def test_sweeper_sends_again_what_the_broker_lost(worker):
    member = MembershipFactory()
    job = Job.objects.create(
        kind="jobs.probe",
        title="",
        organization=member.organization,
        requested_by=member,
        params={"n": 1},
    )
    Job.objects.update(created_at=timezone.now() - services.LOST_AFTER * 2)

    assert services.requeue_lost() == 1
    wait_until(lambda: Job.objects.get(pk=job.pk).state == "done", "the job is done")


@pytest.mark.django_db(transaction=True)
def test_job_begun_while_the_broker_is_down_is_written_and_runs_later(
    worker, broker_url, dead_valkey, monkeypatch, sign_in
):
    member = MembershipFactory()
    job = services.enqueue(kind="jobs.probe", title="Проба", member=member, params={"n": 2})
    Job.objects.update(created_at=timezone.now() - services.LOST_AFTER * 2)
    said = "Задание записано и начнётся само" in sign_in(member).get(f"/jobs/{job.pk}/").text
    alive = broker_url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    monkeypatch.setattr(services.app.conf, "broker_url", alive)

    assert (said, services.requeue_lost()) == (True, 1)
    wait_until(lambda: Job.objects.get(pk=job.pk).state == "done", "the job is done")
