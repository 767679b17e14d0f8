"""The import of a list: look at it, keep the look, write what was looked at once."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.spreadsheets.contents import Workbook
from mentorship.core.spreadsheets.lists import CheckedRow, Listing, read_list
from mentorship.organizations.importing.checking import OrganizationChecker
from mentorship.organizations.importing.columns import ORGANIZATION_COLUMNS
from mentorship.organizations.importing.headcount_sheets import read_headcounts
from mentorship.organizations.importing.headcounts import (
    HeadcountChecker,
    HeadcountPlanner,
    write_headcounts,
)
from mentorship.organizations.importing.organizations import (
    OrganizationPlanner,
    write_organizations,
)
from mentorship.organizations.importing.plans import Outcome, RowPlan, counts_of, kept, row_of
from mentorship.organizations.models import ListImport, Membership, Organization
from mentorship.organizations.roles import Right
from mentorship.organizations.tree import types_open_to

Kind = ListImport.Kind
WRITERS: dict[str, Callable[[Iterable[RowPlan]], None]] = {
    Kind.ORGANIZATIONS: write_organizations,
    Kind.HEADCOUNTS: write_headcounts,
}


@dataclass(frozen=True)
class Preview:
    """What a list would do; nothing is written."""

    listing: Listing
    plans: list[RowPlan]


def can_import(member: Membership, kind: str) -> bool:
    """Organizations: whoever may add some. Headcounts: for one's own or those below."""
    if kind == Kind.ORGANIZATIONS:
        return bool(types_open_to(member))
    return member.may(Right.HEADCOUNTS_IMPORT)


def preview_list(
    *, member: Membership, kind: str, workbook: Workbook, name: str, today: date
) -> Preview:
    """Read a list and compare it with what is there; DomainError says why it is not taken."""
    checker: OrganizationChecker | HeadcountChecker
    if kind == Kind.ORGANIZATIONS:
        listing = read_list(workbook, ORGANIZATION_COLUMNS)
        checker = OrganizationChecker(listing.headings)
    else:
        listing = read_headcounts(workbook)
        source = f"файл «{name}»"[:200] if name else "вставленный список"
        checker = HeadcountChecker(listing.headings, today=today, source=source)
    rows = [checker.check(row) for row in listing.rows]
    return Preview(listing, plan_rows(member, kind, rows, listing.headings))


def plan_rows(
    member: Membership, kind: str, rows: list[CheckedRow], headings: dict[str, str]
) -> list[RowPlan]:
    if kind == Kind.HEADCOUNTS:
        return HeadcountPlanner(member, rows, headings).plan()
    return OrganizationPlanner(region_of(member), rows, headings, member).plan()


def region_of(member: Membership) -> Organization:
    return member.organization.region


@transaction.atomic
def keep_preview(
    *, member: Membership, kind: str, preview: Preview, content: bytes, name: str
) -> ListImport:
    """Keep what was looked at until it is confirmed; the file itself is not kept."""
    if not can_import(member, kind):
        raise PermissionDenied
    listing = preview.listing
    return ListImport.objects.create(
        organization=member.organization,
        kind=kind,
        file_name=name[-255:],
        file_sha256=hashlib.sha256(content).hexdigest(),
        rows=[kept(plan) for plan in preview.plans],
        counts=counts_of(preview.plans)
        | {
            "header_row": listing.header_row,
            "headings": listing.headings,
            "notes": listing.notes,
        },
        created_by=member,
    )


@transaction.atomic
def confirm_list(*, member: Membership, run: ListImport) -> ListImport:
    """Write the rows of a preview that were not refused, all in one transaction.

    Safe to run twice: a confirmed run is given back as it is. The tree may have changed since the
    preview, so rows are planned anew; a row refused then stays out.
    """
    run = ListImport.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not can_import(member, run.kind) or run.created_by_id != member.pk:
        raise PermissionDenied
    if run.state == ListImport.State.CONFIRMED:
        return run
    lock(region_of(member))
    sound = [row_of(line) for line in run.rows if line["outcome"] != Outcome.REFUSED]
    plans = plan_rows(member, run.kind, sound, run.counts["headings"])
    WRITERS[run.kind](plans)
    refused = len(run.rows) - len(plans)
    counts = counts_of(plans)
    # In their order: a row of a wide table stands for several lines.
    written = iter(plans)
    run.rows = [
        line if line["outcome"] == Outcome.REFUSED else kept(next(written)) for line in run.rows
    ]
    run.counts |= counts | {"refused": refused + counts["refused"]}
    run.state, run.confirmed_at, run.confirmed_by = run.State.CONFIRMED, timezone.now(), member
    run.save(update_fields=["rows", "counts", "state", "confirmed_at", "confirmed_by"])
    return run


@transaction.atomic
def import_organizations(*, region: Organization, workbook: Workbook, confirm: bool) -> Preview:
    """Look at a list for the administrator's command, and write it in the same transaction."""
    lock(region)
    listing = read_list(workbook, ORGANIZATION_COLUMNS)
    checker = OrganizationChecker(listing.headings)
    rows = [checker.check(row) for row in listing.rows]
    preview = Preview(listing, OrganizationPlanner(region, rows, listing.headings, None).plan())
    if confirm:
        write_organizations(preview.plans)
    return preview


def lock(region: Organization) -> None:
    """Two lists confirmed at once would both find a school missing: one waits for the other."""
    Organization.objects.select_for_update(no_key=True).get(pk=region.pk)


def messages_of(preview: Preview) -> list[dict[str, Any]]:
    """Every message with its row and column: first those about the file, by its header row."""
    notes = [
        {"row": preview.listing.header_row, "column": "", "message": note}
        for note in preview.listing.notes
    ]
    said = [
        {"row": plan.row.number, "column": message.column, "message": message.text}
        for plan in preview.plans
        for message in plan.messages
    ]
    return notes + said
