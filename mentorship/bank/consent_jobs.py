"""Printing of many sheets, run by the worker."""

from typing import Any

from django.utils import timezone

from mentorship.bank.consent_printing import print_run
from mentorship.bank.models import SheetRun
from mentorship.core.exceptions import DomainError
from mentorship.jobs.progress import Progress
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right

SHEETS = "bank.consent_sheets"


def print_sheets(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Print a run of sheets; the right is asked again, and a second run gives the same file."""
    member = Membership.objects.get(pk=params["membership"])
    run = SheetRun.objects.visible_to(member).filter(pk=params["run"]).first()
    if run is None or not member.may(Right.BANK_EDIT):
        raise DomainError("Печать не найдена: возможно, сменилась роль.")
    run = print_run(member=member, run=run, today=timezone.localdate(), progress=progress)
    return {"printed": run.sheets.count(), "left_out": len(run.left_out)}, run.get_absolute_url()
