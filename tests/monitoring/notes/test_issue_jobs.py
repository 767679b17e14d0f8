import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import CancelledError, Progress
from mentorship.jobs.services import cancel, run
from monitoring.notes.issue_jobs import issue, issue_later
from monitoring.notes.services import count_note, delete_note, issue_counted, stamp_of
from tests.monitoring.notes.conftest import TODAY


def press(client, note):
    address = reverse("monitoring:note_issue", args=[note.pk])
    return client.post(address, {"stamp": stamp_of(note)}, follow=True)


def test_note_of_a_region_is_issued_by_the_worker_once(sign_in, coordinator, begun):
    note, client = begun(coordinator), sign_in(coordinator, 2022)

    page = press(client, note).content.decode()
    [job] = Job.objects.all()
    assert "Справка выпускается" in page
    assert reverse("monitoring:note_issue", args=[note.pk]) not in page
    assert issue_later(member=coordinator, note=note, seen=stamp_of(note)) == job
    run(job_pk=job.pk)
    # Its worker died after writing and the job is run again.
    Job.objects.update(state=Job.State.QUEUED)
    run(job_pk=job.pk)

    job.refresh_from_db()
    note.refresh_from_db()
    assert (job.state, job.result_url) == ("done", note.get_absolute_url())
    assert (note.state, note.versions.count()) == ("issued", 1)


def test_note_changed_before_the_worker_came_stays_a_draft_and_says_so(
    sign_in, coordinator, begun, write
):
    note, client = begun(coordinator), sign_in(coordinator, 2022)
    press(client, note)
    write(coordinator, note, "general", "Дописано позже.")

    run(job_pk=Job.objects.get().pk)

    page = client.get(note.get_absolute_url()).content.decode()
    assert "Выпустить не удалось.</b> Пока вы смотрели, текст изменили" in page
    with pytest.raises(DomainError, match="текст изменили"):
        issue_later(member=coordinator, note=note, seen="")
    assert note.sections.get(code="general").text == "Дописано позже."


def test_colleague_writes_while_a_note_is_counted(coordinator, begun, write):
    """Counting locks nothing; what was counted is not issued once the text is another."""
    note = begun(coordinator)
    with CaptureQueriesContext(connection) as queries:
        counted = count_note(member=coordinator, note=note, today=TODAY, seen=stamp_of(note))
    assert [row["sql"] for row in queries if "FOR UPDATE" in row["sql"]] == []

    write(coordinator, note, "general", "Дописано, пока считалось.")

    with pytest.raises(DomainError, match="текст изменили"):
        issue_counted(member=coordinator, note=note, counted=counted)
    note.refresh_from_db()
    assert (note.state, note.versions.count()) == ("draft", 0)
    assert note.sections.get(code="general").text == "Дописано, пока считалось."


class Slow(Progress):
    """Of a worker silent for so long that the sweeper gave its job to another, who was quicker."""

    def begin_writing(self):
        Job.objects.update(state=Job.State.QUEUED)
        run(job_pk=self.job_pk)
        super().begin_writing()


def test_job_taken_over_by_a_quicker_worker_issues_once_and_is_not_cancelled(coordinator, begun):
    note = begun(coordinator)
    job = issue_later(member=coordinator, note=note, seen=stamp_of(note))
    Job.objects.update(state=Job.State.RUNNING)

    assert issue(job.params, Slow(job.pk)) == ({}, note.get_absolute_url())

    job.refresh_from_db()
    assert (job.state, note.versions.count()) == ("done", 1)


class Hesitant(Progress):
    """Of a worker whose job is cancelled when all is counted."""

    def begin_writing(self):
        cancel(job=Job.objects.get(pk=self.job_pk))
        super().begin_writing()


def test_issuing_can_be_cancelled_until_it_writes(coordinator, begun):
    note = begun(coordinator)
    job = issue_later(member=coordinator, note=note, seen=stamp_of(note))
    Job.objects.update(state=Job.State.RUNNING)

    with pytest.raises(CancelledError):
        issue(job.params, Hesitant(job.pk))

    assert note.versions.count() == 0


def test_note_deleted_while_its_job_waits_is_not_issued(coordinator, begun):
    note = begun(coordinator)
    job = issue_later(member=coordinator, note=note, seen=stamp_of(note))
    delete_note(member=coordinator, note=note, seen=stamp_of(note))

    run(job_pk=job.pk)

    job.refresh_from_db()
    assert (job.state, job.error.split(".")[0]) == ("failed", "Проект удалён")
    assert note.versions.count() == 0
