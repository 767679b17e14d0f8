from celery import shared_task
from django.utils import timezone

from mentorship.documents.batches.services import drop_old_files


@shared_task(name="documents.drop_batch_files")
def drop_batch_files() -> None:
    drop_old_files(timezone.localdate())
