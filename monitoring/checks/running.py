"""The rules of a round run over one report: live for the institution, frozen when it is sent."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from monitoring.checks.engine import check_rule
from monitoring.checks.grammar import RuleError, parse_rule
from monitoring.checks.marks import REPORT, form_named
from monitoring.checks.values import Named, ReportValues, Sources, live_report, of_banks
from monitoring.hidden import hidden_above
from monitoring.models import CheckRule, ReportVersion, Round, RoundReport
from monitoring.outcomes import Outcome
from monitoring.workbooks.entered import EnteredNumbers
from monitoring.workbooks.filling import FilledForm
from monitoring.workbooks.hiding import hidden_from_above
from monitoring.workbooks.layouts import layout_of
from monitoring.workbooks.marks import Mark
from monitoring.workbooks.numbers import LIVE, Numbers
from monitoring.workbooks.rows import Scope, SeenFromAbove
from monitoring.workbooks.shown import HIDDEN

PREFIX = "check-"
_KEY = re.compile(r"check-[0-9]{1,18}\.[0-9]{1,9}(?:@[\w:-]{1,100})?")
LONGEST_WORDS = 2000


class ChecksRefusedError(DomainError):
    """A report that breaks rules, or does not explain what they ask about."""

    def __init__(self, words: str, outcomes: Sequence[Outcome]) -> None:
        super().__init__(words)
        self.outcomes = outcomes


def rules_of(opened: Round) -> list[CheckRule]:
    """What reports of a round are checked by: rules of who opened it, of those above, shipped.

    Who asks sets the conditions: a municipality's own rules do not stop a round of the region.
    """
    asking = Organization.objects.filter(pk=opened.organization_id)
    [tree] = asking.values_list("pk", "parent", "parent__parent")
    chain = [pk for pk in tree if pk is not None]
    standing = in_place(CheckRule.objects.of_chain(chain), chain)
    form = opened.version.form_id
    return [rule for rule in standing if rule.is_active and rule.form_id in (None, form)]


def in_place(rules: Iterable[CheckRule], chain: Sequence[int]) -> list[CheckRule]:
    """Of a rule and those made from it the one of the nearest organization, switched off or not.

    `chain` are the organizations from the nearest upwards; shipped rules come last.
    """
    rules = list(rules)
    nearest: dict[int, tuple[int, int]] = {}
    for rule in rules:
        owner = rule.organization_id
        rank = (chain.index(owner) if owner is not None else len(chain), -rule.pk)
        nearest[rule.root] = min(rank, nearest.get(rule.root, rank))
    standing = {-pk for _rank, pk in nearest.values()}
    return [rule for rule in rules if rule.pk in standing]


def check_live(
    report: RoundReport, filled: FilledForm, member: Membership, today: date
) -> list[Outcome]:
    """What the rules say of a report as it would be sent now, to the institution itself."""
    rules = rules_of(report.round)
    scope = Scope(report.organization, report.round.year, report.round.counted_on(today), member)
    marks = marks_of(rules)
    sources = Sources(
        live_report(filled, report.manual),
        of_banks(marks, scope, None),
        other_reports(rules, report.organization, report.round.year),
    )
    return checked(rules, sources)


def check_sent(
    report: RoundReport,
    filled: FilledForm,
    cells: Mapping[str, Mapping[str, Any]],
    member: Membership,
    today: date,
    *,
    rules: Sequence[CheckRule] | None = None,
    numbers: Numbers = LIVE,
) -> list[Outcome]:
    """The same with what those above will not see noted; `cells` are about to be frozen.

    Whoever checks many reports asks for their rules and numbers beforehand.
    """
    rules = rules_of(report.round) if rules is None else rules
    scope = Scope(report.organization, report.round.year, report.round.counted_on(today), member)
    marks = marks_of(rules)
    values = ReportValues(filled.layout, cells, report.manual, filled.row_titles)
    banks = of_banks(marks, scope, lambda asked: masked_keys(asked, scope, numbers), numbers)
    others = other_reports(rules, report.organization, report.round.year)
    return checked(rules, Sources(values, banks, others))


def refuse_unexplained(outcomes: Sequence[Outcome], explanations: Mapping[str, str]) -> None:
    """ChecksRefusedError while an error stands, or a warning without an explanation."""
    errors = [each for each in outcomes if each.is_error]
    silent = [each for each in outcomes if each.needs_words and not explanations.get(each.key)]
    if errors:
        more = f" Всего ошибок: {len(errors)}." if len(errors) > 1 else ""
        raise ChecksRefusedError(f"{errors[0].message}{more} Исправьте, и отчёт уйдёт.", outcomes)
    if silent:
        more = f" Таких замечаний: {len(silent)}." if len(silent) > 1 else ""
        raise ChecksRefusedError(
            f"{silent[0].message}{more} Исправьте числа или напишите пояснение: оно уйдёт "
            "вместе с отчётом.",
            outcomes,
        )


def explanations_in(typed: Mapping[str, Any]) -> dict[str, str]:
    """Explanations among what was typed, by the key of the outcome they speak of."""
    return {
        key: str(words).strip()
        for key, words in typed.items()
        if key.startswith(PREFIX) and str(words).strip()
    }


def explanations_typed(posted: Mapping[str, str], kept: Mapping[str, Any]) -> dict[str, str]:
    """Explanations of a page that was sent in; those the page did not show stay."""
    given = {key: posted[key].strip()[:LONGEST_WORDS] for key in posted if _KEY.fullmatch(key)}
    return explanations_in(kept) | given


def without_explanations(typed: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in typed.items() if not key.startswith(PREFIX)}


def frozen_checks(outcomes: Sequence[Outcome], explanations: Mapping[str, str]) -> dict[str, Any]:
    """What a version keeps of its checks; an explanation of what holds by now is not kept."""
    failed = {each.key for each in outcomes if each.needs_words}
    return {
        "checks": [each.frozen() for each in outcomes],
        "explanations": {key: words for key, words in explanations.items() if key in failed},
        "warnings": len(failed),
        "unchecked": sum(each.is_unknown for each in outcomes),
    }


def checked(rules: Iterable[CheckRule], sources: Sources) -> list[Outcome]:
    return [
        outcome
        for rule in rules
        for outcome in check_rule(rule, replace(sources, owner=rule.organization_id))
    ]


def marks_of(rules: Iterable[CheckRule]) -> list[Mark]:
    """Marks of all rules that can be read; the others say themselves what is wrong with them."""
    found: list[Mark] = []
    for rule in rules:
        try:
            found += parse_rule(rule.words, rule.condition, rule.message).marks.values()
        except RuleError:
            continue
    return found


def other_reports(
    rules: Iterable[CheckRule], organization: Organization, year: SchoolYear
) -> dict[Named, ReportValues | None]:
    """The last sent report of the organization and year by each form that rules name."""
    named = {
        (rule.organization_id, mark.path[0]): rule.organization
        for rule in rules
        for mark in marks_of([rule])
        if mark.kind == REPORT and mark.path
    }
    return {key: _sent_report(key[1], owner, organization, year) for key, owner in named.items()}


def _sent_report(
    code: str, owner: Organization | None, organization: Organization, year: SchoolYear
) -> ReportValues | None:
    meant = form_named(code, owner)
    if meant is None:
        return None
    sent = ReportVersion.objects.filter(
        report__organization=organization,
        report__round__first_year=year.first,
        report__round__version__form=meant.form_id,
        decision__in=(ReportVersion.Decision.ACCEPTED, ReportVersion.Decision.WAITING),
    ).select_related("report__round__version", "report__organization")
    version = sent.order_by("-submitted_at", "-pk").first()
    return sent_report(version) if version else None


def sent_report(version: ReportVersion, member: Membership | None = None) -> ReportValues:
    """A sent report; cells hidden above the institution, from a member there, are marked so."""
    hidden = hidden_above(version, member)
    cells = {key: cell | {"hidden": key in hidden} for key, cell in version.cells.items()}
    layout = layout_of(version.report.round.version.layout)
    return ReportValues(layout, cells, version.manual)


def masked_keys(filled: FilledForm, scope: Scope, numbers: Numbers) -> frozenset[str]:
    """Keys of cells that those above an institution do not see: 1–4 people and their company."""
    counts = {
        point: cell.value
        for cell in filled.cells
        for point in cell.points
        if isinstance(cell.value, int)
    }
    seen = SeenFromAbove(scope.organization, scope.year, scope.today)
    small = hidden_from_above(counts, seen, numbers.columns)
    marks = [mark for cell in filled.cells for mark in cell.cell.marks]
    entered = numbers.entered(seen, [m for m in marks if m.kind in ("indicator", "headcount")])
    return frozenset(
        cell.key
        for cell in filled.cells
        if not small.isdisjoint(cell.points) or _is_small(cell.cell.marks, entered)
    )


def _is_small(marks: Iterable[Mark], entered: EnteredNumbers) -> bool:
    return any(
        entered.shown(mark, None).state == HIDDEN
        for mark in marks
        if mark.kind in ("indicator", "headcount")
    )
