"""What an institution and its reviewer do with a report: fill, send, accept, return, correct."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from monitoring.checks.running import (
    check_sent,
    explanations_in,
    frozen_checks,
    refuse_unexplained,
    without_explanations,
)
from monitoring.models import ReportVersion, RoundReport
from monitoring.rounds.freezing import fill_report, frozen
from monitoring.rounds.services import locked_report
from monitoring.rounds.workflow import LOCKED, MOVES, can_fill, is_for, refuse_move

Decision = ReportVersion.Decision
CHANGED = "Пока вы смотрели, отчёт изменили: посмотрите его ещё раз и отправьте."


class Difference(NamedTuple):
    """A cell that somebody else saved otherwise meanwhile."""

    key: str
    saved: str
    typed: str


class StaleReportError(DomainError):
    """Somebody else has saved or sent the report since the page was opened."""

    def __init__(self, words: str, differences: list[Difference]) -> None:
        super().__init__(words)
        self.differences = differences


class NewerVersionError(DomainError):
    """The institution has sent another version than the one that was looked at."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Пока вы смотрели, организация отправила редакцию {number}: посмотрите её."
        )
        self.number = number


class WrongCellsError(DomainError):
    """A typed value does not fit, or one that must be there is missing."""


@transaction.atomic
def save_manual(
    *, member: Membership, report: RoundReport, typed: Mapping[str, str], seen: int
) -> RoundReport:
    """Keep what was typed, mistakes included; a closed round does not keep it from being kept.

    `seen` is the saving the page shows. Raises StaleReportError when there is a newer one with
    other values, or the report has been sent meanwhile.
    """
    report = locked_report(member, report)
    if not is_for(member, report, MOVES["submit"]):
        raise PermissionDenied
    given = {key: value for key, value in typed.items() if value != ""}
    differences = _differences(report.manual, given)
    if not can_fill(member, report):
        raise StaleReportError(LOCKED[RoundReport.State(report.state)], differences)
    if report.draft != seen and differences:
        raise StaleReportError(
            "Пока вы заполняли, отчёт сохранил кто-то ещё. Ваше не потеряно, но пока не сохранено.",
            differences,
        )
    if differences:
        report.manual, report.draft = given, report.draft + 1
        report.saved_at, report.saved_by = timezone.now(), member
        report.save(update_fields=["manual", "draft", "saved_at", "saved_by"])
    return report


@transaction.atomic
def submit_report(
    *, member: Membership, report: RoundReport, today: date, seen: int | None = None
) -> ReportVersion:
    """Freeze the numbers and send them to the reviewer.

    `seen` is the saving the sender looked at (None: nobody looks); nobody sends under their name
    what a colleague has typed since. Raises DomainError when it is sent already, the round is
    closed, or a typed value does not fit; ChecksRefusedError when a rule is broken, or a warning
    is not explained. The version keeps the outcomes as they were, whatever becomes of the rules.
    """
    report = locked_report(member, report)
    refuse_move(member, report, "submit", today)
    if seen not in (None, report.draft):
        raise DomainError(CHANGED)
    filled = fill_report(report, member, today)
    if filled.wrong:
        [(key, words), *rest] = filled.wrong.items()
        more = f" Ещё таких ячеек: {len(rest)}." if rest else ""
        raise WrongCellsError(f"«{filled.manual[key].label}»: {words[:1].lower()}{words[1:]}{more}")
    last = report.versions.first()
    kept = frozen(report, filled, member, today)
    outcomes = check_sent(report, filled, kept["cells"], member, today)
    explanations = explanations_in(report.manual)
    refuse_unexplained(outcomes, explanations)
    version = ReportVersion.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        manual=without_explanations(report.manual),
        reason=report.correction,
        submitted_by=member,
        **kept,
        **frozen_checks(outcomes, explanations),
    )
    _move(report, "submit", remarks="", correction="")
    return version


@transaction.atomic
def recall_report(*, member: Membership, report: RoundReport, today: date) -> RoundReport:
    """Take a report back before it is looked at; what was sent stays as a recalled version."""
    report = locked_report(member, report)
    refuse_move(member, report, "recall", today)
    version = _waiting(report)
    _decide(version, Decision.RECALLED, member)
    return _move(report, "recall", correction=version.reason)


@transaction.atomic
def correct_report(
    *, member: Membership, report: RoundReport, reason: str, today: date
) -> RoundReport:
    """Begin a new version of an accepted report; until it is accepted the old one counts.

    Explanations of warnings are asked for anew; those of the version are proposed then.
    """
    report = locked_report(member, report)
    refuse_move(member, report, "correct", today)
    if not reason.strip():
        raise DomainError("Укажите причину исправления: она останется при отчёте.")
    return _move(report, "correct", correction=reason, manual=without_explanations(report.manual))


@transaction.atomic
def accept_report(
    *, member: Membership, report: RoundReport, number: int, today: date
) -> RoundReport:
    """Take the version that was looked at; NewerVersionError when one has come meanwhile."""
    report = locked_report(member, report)
    refuse_move(member, report, "accept", today)
    version = _waiting(report)
    if version.number != number:
        raise NewerVersionError(version.number)
    _decide(version, Decision.ACCEPTED, member)
    return _move(report, "accept")


@transaction.atomic
def return_report(
    *, member: Membership, report: RoundReport, number: int, remarks: str, today: date
) -> RoundReport:
    """Give the version that was looked at back with remarks; accepted by mistake counts no more.

    NewerVersionError when another one has come meanwhile: the remarks are not about it.
    """
    report = locked_report(member, report)
    refuse_move(member, report, "return", today)
    if not remarks.strip():
        raise DomainError("Напишите, что исправить: без замечаний отчёт не возвращают.")
    version: Any = report.versions.first()
    if version.number != number:
        raise NewerVersionError(version.number)
    _decide(version, Decision.RETURNED, member, remarks)
    told = {"remarks": remarks, "correction": version.reason}
    return _move(report, "return", manual=without_explanations(report.manual), **told)


def _differences(saved: Mapping[str, Any], typed: Mapping[str, str]) -> list[Difference]:
    keys = dict.fromkeys([*saved, *typed])
    pairs = [(key, str(saved.get(key, "")), str(typed.get(key, ""))) for key in keys]
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]


def _waiting(report: RoundReport) -> ReportVersion:
    return report.versions.get(decision=Decision.WAITING)


def _decide(
    version: ReportVersion, decision: Decision, member: Membership, remarks: str = ""
) -> None:
    version.decision, version.remarks = decision, remarks
    version.decided_at, version.decided_by = timezone.now(), member
    version.save(update_fields=["decision", "remarks", "decided_at", "decided_by"])


def _move(report: RoundReport, action: str, **fields: Any) -> RoundReport:
    report.state = MOVES[action].target
    for name, value in fields.items():
        setattr(report, name, value)
    report.save(update_fields=["state", *fields])
    return report
