"""Long work of the bank, run by the worker."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from mentorship.bank.importing.services import confirm_import
from mentorship.bank.models import ImportRun
from mentorship.core.exceptions import DomainError
from mentorship.jobs.progress import Progress
from mentorship.organizations.models import Membership

IMPORT = "bank.import"


def import_bank(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Write a confirmed upload; rights are looked at again, a second run changes nothing."""
    member = Membership.objects.get(pk=params["membership"])
    run = ImportRun.objects.visible_to(member).filter(pk=params["run"]).first()
    if run is None:
        raise DomainError("Загрузка не найдена: возможно, сменилась роль.")
    total = len(run.rows)
    progress.step(0, total, "Сверяю строки с базой")
    progress.begin_writing()
    run = confirm_import(member=member, run=run, today=timezone.localdate())
    progress.step(total, total, "Загружено")
    counts = {name: run.counts[name] for name in ("created", "updated", "unchanged", "refused")}
    return counts, reverse("bank:import_detail", args=[run.pk])
