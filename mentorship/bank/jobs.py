"""Long work of the bank, run by the worker; rights are looked at again, twice does no harm."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from mentorship.bank.importing import services
from mentorship.bank.importing.opening import BUSY, read_source, refuse_strangers, title_of
from mentorship.bank.importing.undo import undo_import
from mentorship.bank.models import ImportRun
from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right

READ = "bank.import_read"
CHECK = "bank.import_check"
IMPORT = "bank.import"
UNDO = "bank.import_undo"
Result = tuple[dict[str, Any], str]


@transaction.atomic
def start(*, kind: str, member: Membership, run: ImportRun) -> Job:
    """Begin a long step of a run; DomainError when another one is at work on it."""
    refuse_strangers(member, run)
    run = ImportRun.objects.select_for_update(of=("self",)).select_related("job").get(pk=run.pk)
    if run.is_busy:
        raise DomainError(BUSY)
    run.job = enqueue(
        kind=kind,
        title=title_of(run),
        member=member,
        params={"run": run.pk, "membership": member.pk},
    )
    run.save(update_fields=["job"])
    return run.job


def read_file(params: dict[str, Any], progress: Progress) -> Result:
    """Read an uploaded file into tables."""
    _, run = _asked(params)
    progress.step(0, 1, "Читаю файл")
    run = read_source(run=run)
    progress.step(1, 1, "Файл прочитан")
    return {}, run.get_absolute_url()


def check_file(params: dict[str, Any], progress: Progress) -> Result:
    """Check the rows under the chosen columns and look for doubles."""
    _, run = _asked(params)
    total = run.counts.get("rows", 0)
    progress.step(0, total, "Проверяю строки и ищу совпадения с базой")
    run = services.check_rows(run=run, today=timezone.localdate())
    progress.step(total, total, "Строки проверены")
    return {}, run.get_absolute_url()


def import_bank(params: dict[str, Any], progress: Progress) -> Result:
    """Write a confirmed upload."""
    member, run = _asked(params)
    total = run.rows.count()
    progress.step(0, total, "Сверяю строки с базой")
    progress.begin_writing()
    run = services.confirm_import(member=member, run=run, today=timezone.localdate())
    progress.step(total, total, "Загружено")
    counts = {name: run.counts[name] for name in ("created", "updated", "unchanged", "refused")}
    return counts, run.get_absolute_url()


def undo_bank(params: dict[str, Any], progress: Progress) -> Result:
    """Take an upload back."""
    member, run = _asked(params)
    total = run.rows.count()
    progress.step(0, total, "Смотрю, что зависит от загруженного")
    progress.begin_writing()
    run = undo_import(member=member, run=run)
    progress.step(total, total, "Загрузка отменена")
    return {}, run.get_absolute_url()


def _asked(params: dict[str, Any]) -> tuple[Membership, ImportRun]:
    member = Membership.objects.get(pk=params["membership"])
    run = ImportRun.objects.visible_to(member).filter(pk=params["run"]).first()
    if run is None or not member.may(Right.BANK_EDIT):
        raise DomainError("Загрузка не найдена: возможно, сменилась роль.")
    return member, run


WORK = {READ: read_file, CHECK: check_file, IMPORT: import_bank, UNDO: undo_bank}
