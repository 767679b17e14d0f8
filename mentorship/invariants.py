"""What must hold in the data whatever happened: asked of every room by `bin/manage verify`."""

from collections.abc import Callable

from django.utils import timezone

from mentorship.bank.models import ImportRun
from mentorship.documents.invariants import breaches as document_breaches
from mentorship.jobs.models import Job
from mentorship.jobs.services import SILENT_AFTER
from mentorship.pairs.invariants import breaches as pair_breaches


def import_breaches() -> list[str]:
    """A confirmed import says when and by whom; a half one cannot exist in one transaction."""
    half = ImportRun.objects.filter(state=ImportRun.State.CONFIRMED, confirmed_at=None)
    return [f"загрузка {pk}: подтверждена наполовину" for pk in half.values_list("pk", flat=True)]


def job_breaches() -> list[str]:
    """A running job is alive, or the sweeper has not done its work for a long time."""
    lost_before = timezone.now() - 4 * SILENT_AFTER
    lost = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=lost_before)
    return [
        f"задание {pk}: давно не подаёт признаков жизни" for pk in lost.values_list("pk", flat=True)
    ]


ROOMS: list[Callable[[], list[str]]] = [
    document_breaches,
    pair_breaches,
    import_breaches,
    job_breaches,
]


def breaches() -> list[str]:
    """Every breach in words with ids, never with names; empty when all holds."""
    return [words for room in ROOMS for words in room()]
