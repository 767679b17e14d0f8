"""The yearly refresh of the banks: who still stands in them, said at least once a year.

S001, 4.6.2: the curator brings up to date «не менее одного раза в год» who is to be in mentoring.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Min, QuerySet
from django.db.models.functions import Coalesce

from mentorship.bank.access import refuse_foreign
from mentorship.bank.banks import BANKS, BankInfo
from mentorship.bank.models import MenteeEntry, MentorEntry
from mentorship.bank.services import leave_bank
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership

Entry = MentorEntry | MenteeEntry
TERM = timedelta(days=365)


@dataclass(frozen=True)
class Overdue:
    """How many entries nobody looked at for a year, and the oldest day among them."""

    count: int
    since: date | None


def to_refresh(member: Membership, bank: BankInfo, today: date) -> QuerySet[Entry]:
    """Entries that stand in the bank and that nobody entered or confirmed within the year."""
    entries = bank.model.objects.visible_to(member).filter(left_on=None)
    return entries.unconfirmed_since(today - TERM).annotate(
        looked_at=Coalesce(F("confirmed_on"), F("entered_on"))
    )


def overdue(member: Membership, bank: BankInfo, today: date) -> Overdue:
    entries = to_refresh(member, bank, today).order_by()
    return Overdue(entries.count(), entries.aggregate(day=Min("looked_at"))["day"])


def overdue_in_banks(member: Membership, today: date) -> dict[BankInfo, Overdue]:
    """Both banks, those with something overdue only."""
    found = {bank: overdue(member, bank, today) for bank in BANKS.values()}
    return {bank: line for bank, line in found.items() if line.count}


@transaction.atomic
def confirm_entries(*, member: Membership, entries: Sequence[Entry], today: date) -> int:
    """Say of entries that they still hold today; gives how many. Who said it is kept with them."""
    for entry in entries:
        refuse_foreign(member, entry)
    count = 0
    for bank in BANKS.values():
        pks = [entry.pk for entry in entries if isinstance(entry, bank.model)]
        rows: list[Any] = list(
            bank.model.objects.select_for_update().filter(pk__in=pks, left_on=None)
        )
        for row in rows:
            row.confirmed_on, row.confirmed_by = today, member
        count += bank.model.objects.bulk_update(rows, ["confirmed_on", "confirmed_by"])
    return count


@transaction.atomic
def refresh_bank(
    *,
    member: Membership,
    staying: Sequence[Entry],
    leaving: Sequence[Entry],
    left_on: date,
    today: date,
) -> None:
    """Confirm those who stay and end those who left, all or none; DomainError names the person."""
    if left_on > today:
        raise DomainError("День выхода ещё не наступил.")
    for entry in leaving:
        try:
            leave_bank(member=member, entry=entry, day=left_on, outcome=entry.outcome)
        except DomainError as refusal:
            raise DomainError(f"{entry.person.full_name}: {refusal}") from refusal
    confirm_entries(member=member, entries=staying, today=today)
