"""The import of a bank: look at a file, keep the look, write what was looked at once."""

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.bank.banks import BANKS, Bank
from mentorship.bank.importing.checking import CheckedRow, Forms, Message, RowChecker
from mentorship.bank.importing.planning import Planner, RowPlan
from mentorship.bank.importing.reading import Note, read_bank_sheet
from mentorship.bank.importing.writing import write_plans
from mentorship.bank.models import ImportRun
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

LARGEST_FILE = 10 * 1024 * 1024
ACCEPTED = ("created", "updated", "unchanged")


@dataclass(frozen=True)
class Preview:
    """What a file would do; nothing is written. `notes` are about the file, not about a row."""

    bank: Bank
    header_row: int
    headings: dict[str, str]
    plans: list[RowPlan]
    notes: list[Note]

    @property
    def counts(self) -> dict[str, int]:
        """good + warned + refused are all rows; created + updated + unchanged those not refused."""
        return counts_of(self.plans)


def counts_of(plans: list[RowPlan]) -> dict[str, int]:
    outcomes = Counter(plan.outcome for plan in plans)
    taken = [plan for plan in plans if plan.outcome in ACCEPTED]
    warned = sum(bool(plan.row.messages) for plan in taken)
    return {
        "good": len(taken) - warned,
        "warned": warned,
        "refused": outcomes["refused"],
        **{name: outcomes[name] for name in ACCEPTED},
    }


def preview_bank(
    *,
    institution: Organization,
    content: bytes,
    filename: str,
    wanted: Bank | None,
    year: SchoolYear,
    today: date,
) -> Preview:
    """Read a file and compare it with the bank; DomainError says why a file is not taken."""
    if not institution.is_institution:
        raise DomainError("Загрузить базу можно только в образовательную организацию.")
    if len(content) > LARGEST_FILE:
        raise DomainError("Файл больше 10 МБ. Оставьте в книге один лист с базой.")
    sheet = read_bank_sheet(content, filename, wanted)
    checker = RowChecker(sheet, Forms(), on=year.counted_on(today), today=today)
    rows = [checker.check(row) for row in sheet.rows]
    planner = Planner(
        institution, sheet.bank, rows, headings=sheet.headings, year=year, today=today
    )
    return Preview(sheet.bank, sheet.header_row, sheet.headings, planner.plan(), sheet.notes)


@transaction.atomic
def keep_preview(
    *, member: Membership, preview: Preview, content: bytes, filename: str, year: SchoolYear
) -> ImportRun:
    """Keep what was looked at until it is confirmed; the file itself is not kept."""
    if not member.may(Right.BANK_EDIT):
        raise PermissionDenied
    counts = preview.counts | {
        "headings": preview.headings,
        "header_row": preview.header_row,
        "notes": [asdict(note) for note in preview.notes],
    }
    return ImportRun.objects.create(
        institution=member.organization,
        bank=preview.bank,
        file_name=filename[-255:],
        file_sha256=hashlib.sha256(content).hexdigest(),
        school_year=year.first,
        rows=[_kept(plan) for plan in preview.plans],
        counts=counts,
        created_by=member,
    )


def _kept(plan: RowPlan) -> dict[str, Any]:
    return {
        "row": plan.row.number,
        "outcome": plan.outcome,
        "values": plan.row.values,
        "messages": [asdict(message) for message in plan.row.messages],
    }


@transaction.atomic
def confirm_import(*, member: Membership, run: ImportRun, today: date) -> ImportRun:
    """Write the rows of a preview that were not refused, all in one transaction.

    Safe to run twice: a confirmed run is given back as it is. The bank may have changed since the
    preview, so rows are planned anew; a row refused then stays out.
    """
    run = ImportRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not member.may(Right.BANK_EDIT) or run.institution_id != member.organization_id:
        raise PermissionDenied
    if run.state == ImportRun.State.CONFIRMED:
        return run
    plans = _planned_anew(run, today)
    write_plans(plans)
    by_row = {plan.row.number: plan for plan in plans}
    run.rows = [_kept(by_row[row["row"]]) if row["row"] in by_row else row for row in run.rows]
    skipped = len(run.rows) - len(plans)
    run.counts |= counts_of(plans) | {"refused": skipped + counts_of(plans)["refused"]}
    run.state, run.confirmed_at, run.confirmed_by = run.State.CONFIRMED, timezone.now(), member
    run.save(update_fields=["rows", "counts", "state", "confirmed_at", "confirmed_by"])
    return run


def _planned_anew(run: ImportRun, today: date) -> list[RowPlan]:
    lock(run.institution_id)
    rows = [
        CheckedRow(row["row"], row["values"], [Message(**m) for m in row["messages"]])
        for row in run.rows
        if row["outcome"] != "refused"
    ]
    planner = Planner(
        run.institution,
        Bank(run.bank),
        rows,
        headings=run.counts["headings"],
        year=SchoolYear(run.school_year),
        today=today,
    )
    return planner.plan()


@transaction.atomic
def import_at_once(
    *, institution: Organization, content: bytes, filename: str, year: SchoolYear, today: date
) -> Preview:
    """Look and write in one transaction, for the administrator's command."""
    lock(institution.pk)
    preview = preview_bank(
        institution=institution,
        content=content,
        filename=filename,
        wanted=None,
        year=year,
        today=today,
    )
    write_plans(preview.plans)
    return preview


def lock(institution_pk: int) -> None:
    """Two uploads confirmed at once would both find a person missing: one waits for the other."""
    Organization.objects.select_for_update(no_key=True).get(pk=institution_pk)


def title_of(run: ImportRun) -> str:
    return f"Загрузка: {BANKS[Bank(run.bank)].title.lower()}, {run.file_name}"
