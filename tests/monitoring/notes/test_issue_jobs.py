import pytest
from django.urls import reverse

from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.services import run
from monitoring.notes.issue_jobs import issue_later
from monitoring.notes.services import stamp_of


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
