"""The two banks described once: pages, import and export differ only in what is said here."""

from dataclasses import dataclass

from django.urls import reverse

from mentorship.bank.models import ImportRun, MenteeEntry, MentorEntry

Bank = ImportRun.Bank


@dataclass(frozen=True)
class BankInfo:
    """Words, model and page names of a bank; `counted` are the forms of its noun after a number."""

    code: Bank
    noun: str
    title: str
    plural: str
    counted: str
    companion: str
    file_name: str
    model: type[MentorEntry] | type[MenteeEntry]

    def url(self, action: str, *args: int) -> str:
        """Address of a page of this bank: `url("list")`, `url("update", entry.pk)`."""
        return reverse(f"bank:{self.noun}_{action}", args=args)


MENTORS = BankInfo(
    code=Bank.MENTORS,
    noun="mentor",
    title="База наставников",
    plural="Наставники",
    counted="наставник,наставника,наставников",
    companion="Наставляемые",
    file_name="База_наставников",
    model=MentorEntry,
)
MENTEES = BankInfo(
    code=Bank.MENTEES,
    noun="mentee",
    title="База наставляемых",
    plural="Наставляемые",
    counted="наставляемый,наставляемых,наставляемых",
    companion="Наставник",
    file_name="База_наставляемых",
    model=MenteeEntry,
)
BANKS = {bank.code: bank for bank in (MENTORS, MENTEES)}


def bank_of(entry: MentorEntry | MenteeEntry) -> BankInfo:
    return MENTORS if isinstance(entry, MentorEntry) else MENTEES
