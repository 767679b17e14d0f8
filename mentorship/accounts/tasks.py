from celery import shared_task
from django.core.management import call_command


@shared_task(name="accounts.purge_sessions")
def purge_sessions() -> None:
    call_command("clearsessions")
