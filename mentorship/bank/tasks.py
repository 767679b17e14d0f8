from celery import shared_task
from django.utils import timezone

from mentorship.bank.consent_printing import drop_old_files
from mentorship.bank.export_jobs import drop_old_exports
from mentorship.bank.importing.services import purge_runs


@shared_task(name="bank.purge_imports")
def purge_imports() -> None:
    purge_runs(now=timezone.now())


@shared_task(name="bank.drop_sheet_files")
def drop_sheet_files() -> None:
    drop_old_files(timezone.localdate())


@shared_task(name="bank.drop_exports")
def drop_exports() -> None:
    drop_old_exports(timezone.now())
