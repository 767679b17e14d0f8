"""The section «Согласия» of a person's card: every purpose with its state, papers and sheet."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mentorship.bank.consent_people import Words
from mentorship.bank.models import Consent, ConsentSheet, Person, Withdrawal
from mentorship.bank.renewals import ENDS_SOON
from mentorship.bank.withdrawals import DUTIES, can_undo

Purpose = Consent.Purpose
_NEWEST_PAPERS = 5


@dataclass(frozen=True)
class PurposeLine:
    """One purpose of a card; `papers` are all of them, the newest first."""

    purpose: Consent.Purpose
    papers: list[Consent]
    sheet: ConsentSheet | None
    withdrawal: Withdrawal | None
    today: date

    @property
    def newest(self) -> list[Consent]:
        return self.papers[:_NEWEST_PAPERS]

    @property
    def title(self) -> str:
        return str(self.purpose.label)

    @property
    def duty(self) -> str:
        return DUTIES[self.purpose]

    @property
    def may_undo(self) -> bool:
        return self.withdrawal is not None and can_undo(self.withdrawal, self.today)

    @cached_property
    def current(self) -> Consent | None:
        """The paper in force that lasts longest."""
        in_force = [paper for paper in self.papers if is_in_force(paper, self.today)]
        return max(in_force, key=lambda paper: paper.ends_on or date.max, default=None)

    @property
    def words(self) -> Words:
        if self.current:
            return _words_in_force(self.current, self.today)
        if self.withdrawal:
            since = f"{self.withdrawal.received_on:%d.%m.%Y}"
            stopped = ", обработка остановлена" if self.purpose == Purpose.PROCESSING else ""
            return Words(f"отозвано {since}{stopped}", "bad")
        ends = [paper.ends_on for paper in self.papers if paper.ends_on and not paper.withdrawn_on]
        if ends:
            return Words(f"закончилось {max(ends):%d.%m.%Y}", "bad")
        return Words("нет", "bad" if self.purpose == Purpose.PROCESSING else "")


def is_in_force(paper: Consent, day: date) -> bool:
    """The rule of `ConsentQuerySet.in_force_on` for a row that is read already."""
    return (
        paper.signed_on <= day
        and (paper.ends_on is None or day <= paper.ends_on)
        and (paper.withdrawn_on is None or paper.withdrawn_on > day)
    )


def _words_in_force(paper: Consent, today: date) -> Words:
    if paper.ends_on is None:
        return Words("есть, до отзыва", "good")
    if paper.ends_on - today <= ENDS_SOON:
        return Words(f"заканчивается {paper.ends_on:%d.%m.%Y}", "warn")
    return Words(f"есть, до {paper.ends_on:%d.%m.%Y}", "good")


def lines_of(person: Person, today: date) -> list[PurposeLine]:
    """All purposes, those without a paper too, in three statements."""
    papers: dict[str, list[Consent]] = {}
    for paper in person.consents.select_related("text").order_by("-signed_on", "-pk"):
        papers.setdefault(paper.purpose, []).append(paper)
    sheets = {sheet.purpose: sheet for sheet in person.consent_sheets.order_by("printed_on", "pk")}
    withdrawals = {
        w.purpose: w for w in person.withdrawals.standing().order_by("received_on", "pk")
    }
    return [
        PurposeLine(
            purpose,
            papers.get(purpose, []),
            sheets.get(purpose),
            withdrawals.get(purpose),
            today,
        )
        for purpose in Purpose
    ]
