from celery import shared_task
from django.utils import timezone

from mentorship.documents import orphans
from mentorship.documents.batches.services import drop_old_files


@shared_task(name="documents.drop_batch_files")
def drop_batch_files() -> None:
    drop_old_files(timezone.localdate())


@shared_task(name="documents.drop_orphans")
def drop_orphans() -> None:
    """At night: files that a rolled-back registration left behind."""
    orphans.drop_orphans()
