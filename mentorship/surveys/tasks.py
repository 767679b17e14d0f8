from celery import shared_task
from django.utils import timezone

from mentorship.surveys.retention import purge_replies as purge


@shared_task(name="surveys.purge_replies")
def purge_replies() -> None:
    purge(today=timezone.localdate())
