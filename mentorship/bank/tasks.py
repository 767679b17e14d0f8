from celery import shared_task
from django.utils import timezone

from mentorship.bank.importing.services import purge_runs


@shared_task(name="bank.purge_imports")
def purge_imports() -> None:
    purge_runs(now=timezone.now())
