"""A worker killed in the middle of a batch: another finishes, no document is doubled (K1, K2)."""

import os
import signal
import subprocess
import sys
from datetime import date
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django.utils import timezone

from mentorship.documents.batches import services
from mentorship.documents.invariants import breaches
from mentorship.documents.models import Batch, BatchItem, Document
from mentorship.engines.lifetime import dies_with_parent
from mentorship.jobs.models import Job
from mentorship.jobs.services import SILENT_AFTER, requeue_lost
from tests.conftest import ROOT, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 8
RUN = "import django; django.setup(); from mentorship.jobs.services import run; run(job_pk={})"


@pytest.fixture
def job(director, offer, year, make_pair):
    """The work is written, and nobody was told of it."""
    pairs = [make_pair("ordered") for _ in range(ROWS)]
    batch = Batch.objects.create(
        organization=director.organization,
        kind=offer.kind,
        school_year=year.first,
        rows=[str(pair.members.get().pk) for pair in pairs],
        dated_on=date(2022, 10, 3),
        created_by=director,
    )
    return Job.objects.create(
        kind=services.BATCH,
        title="",
        organization=director.organization,
        requested_by=director,
        params={"batch": batch.pk, "membership": director.pk},
    )


def begin(job, broker_url, folder):
    """What the worker runs, as a process of its own that nobody else starts again."""
    whole = urlsplit(os.environ["DATABASE_OWNER_URL"])
    path = f"{whole.path.rsplit('/', 1)[0]}/{connection.settings_dict['NAME']}"
    environment = os.environ | {
        "DATABASE_OWNER_URL": urlunsplit(whole._replace(path=path)),
        "MENTORSHIP_AS_OWNER": "1",
        "MENTORSHIP_DATA": str(folder),
        "REDIS_URL": broker_url,
    }
    return subprocess.Popen(
        [sys.executable, "-c", RUN.format(job.pk)],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        preexec_fn=dies_with_parent(signal.SIGKILL),
    )


def test_batch_killed_in_the_middle_is_finished_by_another_worker(
    job, worker, worker_folder, broker_url
):
    process = begin(job, broker_url, worker_folder)
    wait_until(lambda: BatchItem.objects.count() >= 3, "some documents are made", 60)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = list(Document.objects.registered().order_by("pk").values_list("pk", "number"))

    silent = timezone.now() - 2 * SILENT_AFTER
    Job.objects.update(heartbeat_at=silent, created_at=silent)
    requeue_lost()
    wait_until(lambda: Job.objects.get(pk=job.pk).state == "done", "the batch is finished", 90)

    papers = Document.objects.filter(kind="pair_agreement").order_by("pk")
    assert 3 <= len(before) < ROWS
    assert list(papers.values_list("pk", "number"))[: len(before)] == before
    assert [paper.number for paper in papers] == [f"{n}-С" for n in range(1, ROWS + 1)]
    assert Job.objects.get(pk=job.pk).result == {"made": ROWS, "left_out": 0}
    assert breaches() == []
