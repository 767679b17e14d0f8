"""Two confirmations at once, and a process killed while it writes: all of a file or nothing."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, transaction

from mentorship.bank.importing import services
from mentorship.bank.importing.undo import undo_import
from mentorship.bank.models import Affiliation, ImportRun, MenteeEntry, Person
from mentorship.jobs.models import Job
from mentorship.jobs.services import run as run_job
from tests.conftest import ROOT, wait_until
from tests.factories.imports import GROMOVA, LOSEV, TODAY, confirmed_run, previewed_run
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)
KINDS_OF_ROWS = (Person, Affiliation, MenteeEntry)
CONFIRM = """
import django
django.setup()
from mentorship.jobs.services import run
run(job_pk={pk})
"""
WAITING = """
SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'bank_menteeentry'::regclass
"""


def at_once(*works):
    """Run all the works from the same moment on; gives what they returned."""
    gate = Barrier(len(works))

    def run(work):
        try:
            gate.wait(timeout=30)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def confirm(member, run):
    return lambda: services.confirm_import(member=member, run=run, today=TODAY)


def written():
    return [model.objects.count() for model in KINDS_OF_ROWS]


def test_one_run_confirmed_twice_at_once_is_written_once():
    curator = MembershipFactory()
    run = previewed_run(curator, GROMOVA, LOSEV)

    first, second = at_once(confirm(curator, run), confirm(curator, run))

    assert written() == [2, 2, 2]
    assert first.confirmed_at == second.confirmed_at


def test_same_file_confirmed_by_two_at_once_loads_each_person_once():
    curator = MembershipFactory()
    runs = [previewed_run(curator, GROMOVA, LOSEV) for _ in range(2)]

    done = at_once(*(confirm(curator, run) for run in runs))

    assert written() == [2, 2, 2]
    assert sorted(run.counts["created"] for run in done) == [0, 2]


def test_undo_twice_at_once_takes_back_once():
    curator = MembershipFactory()
    run = confirmed_run(curator, GROMOVA, LOSEV)

    at_once(*[lambda: undo_import(member=curator, run=run)] * 2)

    assert (written(), ImportRun.objects.get().state) == ([0, 0, 0], "undone")


@pytest.fixture
def confirming():
    """Start a process that confirms the run of a job, as the worker does; gives the process."""
    started = []

    def start(job):
        whole = urlsplit(os.environ["DATABASE_OWNER_URL"])
        path = f"{whole.path.rsplit('/', 1)[0]}/{connection.settings_dict['NAME']}"
        address = urlunsplit(whole._replace(path=path))
        process = subprocess.Popen(
            [sys.executable, "-c", CONFIRM.format(pk=job.pk)],
            cwd=ROOT,
            env=os.environ | {"DATABASE_OWNER_URL": address, "MENTORSHIP_AS_OWNER": "1"},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_process_killed_while_it_writes_leaves_nothing_and_the_next_one_all(confirming):
    curator = MembershipFactory()
    run = previewed_run(curator, GROMOVA, LOSEV)
    job = Job.objects.create(
        kind="bank.import",
        title="Загрузка",
        organization=curator.organization,
        requested_by=curator,
        params={"run": run.pk, "membership": curator.pk},
    )
    with transaction.atomic(), connection.cursor() as cursor:
        # People are written by then, their entries wait for this lock.
        cursor.execute("LOCK TABLE bank_menteeentry IN SHARE MODE")
        process = confirming(job)
        wait_until(lambda: cursor.execute(WAITING) or cursor.fetchone()[0], "it waits to write")
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert written() == [0, 0, 0]
    assert ImportRun.objects.get().state == "previewed"

    Job.objects.update(attempts=0)
    run_job(job_pk=job.pk, redelivered=True)

    assert written() == [2, 2, 2]
    assert ImportRun.objects.get().state == "confirmed"
