"""Rules that suggest recommendations to named institutions; a person decides about each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.template.loader import render_to_string

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Organization
from monitoring.models import Note
from monitoring.notes.collected import Collected
from monitoring.notes.readers import part_of
from monitoring.notes.reference import RuleKind, rules_of
from monitoring.summaries import (
    InstitutionCells,
    by_institution,
    current_indicators,
    indicator_values,
    institutions_counted,
    plan_values,
)

SATISFIED = frozenset({"mentees_satisfied", "mentors_satisfied"})


@dataclass(frozen=True)
class Suggestion:
    """What a rule says to an institution; `ground` is shown to whoever edits, never printed.

    `rule` is its code, after a colon what it speaks about: «indicator_below_plan:I1».
    """

    institution: int
    rule: str
    text: str
    ground: str


def suggestions_for(note: Note, today: date) -> list[Suggestion]:
    """All suggestions of the note; few grouped statements, however many institutions."""
    facts = RuleFacts(note, today)
    return [
        Suggestion(
            found.institution,
            ":".join(filter(None, (rule.code, found.about))),
            _text(rule, found.subject),
            found.ground,
        )
        for rule in rules_of(note.organization)
        for found in RULES[rule.code](facts, rule)
    ]


@dataclass(frozen=True)
class Finding:
    """An institution and why it is spoken to; `about` tells findings of one rule apart."""

    institution: int
    ground: str
    about: str = ""
    subject: str = ""


Found = Iterator[Finding]


class RuleFacts:
    """What rules look at, counted when first asked for."""

    def __init__(self, note: Note, today: date) -> None:
        self.note, self.organization, self.year = note, note.organization, note.year
        self.today = today
        counted = institutions_counted(note.organization, note.year, part_of(note))
        self.institutions: Mapping[int, Organization] = {row.pk: row for row in counted}

    def figure(self, code: str) -> dict[int, int]:
        """A figure by institution; none is 0."""
        found = FIGURES[code].table(
            self.organization,
            self.year,
            ("institution",),
            as_of=self.today,
            member=part_of(self.note),
        )
        return {pk: found.get((pk,), 0) for pk in self.institutions}

    @cached_property
    def indicators(self) -> dict[str, tuple[str, str]]:
        """Short title and numerator by code."""
        found = current_indicators(self.organization, self.year)
        return {row.code: (row.short_title, row.numerator) for row in found}

    @cached_property
    def plans(self) -> dict[str, int]:
        found = plan_values(self.organization, self.year)
        return {code: row.value for code, row in found.items()}

    @cached_property
    def percents(self) -> dict[int, dict[str, int]]:
        """Percents by institution and indicator; above it without those that are hidden."""
        given = (self.organization, self.year, self.today)
        if self.organization.is_institution:
            values = indicator_values(*given)
            own = {row.indicator.code: row.percent for row in values if row.percent is not None}
            return {self.organization.pk: own}
        table = by_institution(*given, member=part_of(self.note))
        return {row.institution.pk: _readable(row.cells) for row in table}

    def told(self) -> Iterator[tuple[int, str, int]]:
        """Every percent that may be read: institution, indicator, percent."""
        for pk, percents in self.percents.items():
            for code, percent in percents.items():
                yield pk, code, percent

    def is_satisfaction(self, code: str) -> bool:
        return self.indicators[code][1] in SATISFIED


def no_report(facts: RuleFacts, rule: RuleKind) -> Found:
    collected = Collected(facts.note)
    for report in collected.missing:
        if report.is_late_on(facts.today):
            due = f"срок был {report.due_on:%d.%m.%Y}"
            yield Finding(report.organization_id, due, subject=report.round.title)


def indicator_below_plan(facts: RuleFacts, rule: RuleKind) -> Found:
    """One for each indicator; what is asked of participants has a rule of its own."""
    for pk, code, percent in facts.told():
        plan = facts.plans.get(code)
        if plan is not None and plan - percent >= rule.least and not facts.is_satisfaction(code):
            ground = f"{percent} % при плане {plan} %"
            yield Finding(pk, ground, code, facts.indicators[code][0])


def satisfaction_low(facts: RuleFacts, rule: RuleKind) -> Found:
    for pk, code, percent in facts.told():
        if percent < rule.least and facts.is_satisfaction(code):
            yield Finding(pk, f"{percent} %", code, facts.indicators[code][0])


def roadmap_missing(facts: RuleFacts, rule: RuleKind) -> Found:
    for pk, count in facts.figure("institutions_with_roadmap").items():
        if not count:
            yield Finding(pk, "дорожной карты на этот учебный год нет")


def roadmap_overdue(facts: RuleFacts, rule: RuleKind) -> Found:
    for pk, count in facts.figure("roadmap_tasks_overdue").items():
        if count >= rule.least:
            yield Finding(pk, f"просрочено мероприятий: {count}")


def no_meetings(facts: RuleFacts, rule: RuleKind) -> Found:
    held = facts.figure("meetings_held")
    for pk, pairs in facts.figure("pairs_ordered").items():
        if pairs and not held[pk]:
            yield Finding(pk, "пары закреплены приказом, встреч в системе нет")


RULES: dict[str, Callable[[RuleFacts, RuleKind], Found]] = {
    "no_report": no_report,
    "indicator_below_plan": indicator_below_plan,
    "satisfaction_low": satisfaction_low,
    "roadmap_missing": roadmap_missing,
    "roadmap_overdue": roadmap_overdue,
    "no_meetings": no_meetings,
}


def _text(rule: RuleKind, subject: str) -> str:
    return render_to_string(rule.template, {"subject": subject}).strip()


def _readable(cells: Mapping[str, InstitutionCells]) -> dict[str, int]:
    return {
        code: cell.percent.value for code, cell in cells.items() if cell.percent.value is not None
    }
