from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl import load_workbook

from mentorship.audit.models import Reading
from mentorship.bank.banks import MENTEES
from mentorship.bank.export_jobs import drop_old_exports, export_later, name_of, people_in
from mentorship.bank.models import Consent
from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.services import run as run_job
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)


@pytest.fixture
def entries(curator):
    return MenteeEntryFactory.create_batch(3, institution=curator.organization)


def made(curator):
    job = export_later(member=curator, bank=MENTEES, year=YEAR)
    run_job(job_pk=job.pk)
    job.refresh_from_db()
    return job


def names_in(job):
    with default_storage.open(name_of(job.pk)) as file:
        return [row[1] for row in load_workbook(file).active.values][1:]


def test_job_makes_the_file_and_leads_to_it(curator, entries):
    job = made(curator)

    assert (job.state, job.result_url) == (Job.State.DONE, f"/bank/exports/{job.pk}/")
    assert sorted(names_in(job)) == sorted(entry.person.full_name for entry in entries)
    assert people_in(job) == sorted(entry.person_id for entry in entries)


def test_job_notes_one_reading_in_the_name_of_who_asked(curator, entries):
    job = made(curator)

    (note,) = Reading.objects.all()

    assert (note.kind, note.membership_id, note.job) == ("export", curator.pk, job.pk)


def test_job_leaves_out_who_took_the_consent_back_while_it_waited(curator, entries):
    job = export_later(member=curator, bank=MENTEES, year=YEAR)
    Consent.objects.filter(person=entries[0].person).update(withdrawn_on=timezone.localdate())

    run_job(job_pk=job.pk)

    assert people_in(job) == sorted(entry.person_id for entry in entries[1:])


def test_job_asks_for_the_right_anew(curator, entries):
    job = export_later(member=curator, bank=MENTEES, year=YEAR)
    curator.role = "psychologist"
    curator.save()

    run_job(job_pk=job.pk)

    job.refresh_from_db()
    assert (job.state, default_storage.exists(name_of(job.pk))) == (Job.State.FAILED, False)


def test_job_done_twice_leaves_one_file(curator, entries):
    job = made(curator)
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)

    run_job(job_pk=job.pk)

    assert default_storage.listdir("exports")[1] == [f"{job.pk}.xlsx"]


def test_file_is_closed_once_a_consent_in_it_has_ended(curator, entries):
    job = made(curator)
    Consent.objects.filter(person=entries[0].person).update(withdrawn_on=timezone.localdate())

    with pytest.raises(DomainError, match="согласие перестало действовать"):
        people_in(job)


def test_files_are_dropped_after_a_day(curator, entries):
    job = made(curator)

    assert drop_old_exports(timezone.now() + timedelta(hours=23)) == 0
    assert drop_old_exports(timezone.now() + timedelta(hours=25)) == 1
    with pytest.raises(DomainError, match="уже удалён"):
        people_in(job)


def test_nothing_is_dropped_where_nothing_was_made():
    assert drop_old_exports(timezone.now()) == 0


def test_job_holds_no_names(curator, entries):
    job = made(curator)

    told = f"{job.title}{job.params}{job.result}{job.words}"
    assert [e for e in entries if e.person.last_name in told] == []
