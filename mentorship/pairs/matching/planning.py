"""One plan from the facts to the words; nothing is stored here (`runs.py` does)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from django.utils import timezone

from mentorship.bank.models import MentoringForm
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.matching import explaining
from mentorship.pairs.matching.assignment import ALONE, Problem, assign, lock_problem
from mentorship.pairs.matching.explaining import Told, Why, Worked
from mentorship.pairs.matching.facts import Facts, Scope, load_facts
from mentorship.pairs.matching.forming import choose_forms
from mentorship.pairs.matching.groups import Marks, group
from mentorship.pairs.matching.reasons import scores_of, values_of, whole_weights
from mentorship.pairs.matching.rules import Ruled, apply_rules
from mentorship.pairs.matching.settings import settings_of
from mentorship.pairs.matching.switches import whole_switches
from mentorship.pairs.models import MatchingSettings, Ruling
from mentorship.pairs.models.matching import HUNDREDTHS


class Extra(NamedTuple):
    """«А что, если»: one more ruling (`Ruling.Kind`) for this plan alone, by pks of entries."""

    mentor_entry: int
    mentee_entry: int
    kind: str


@dataclass(frozen=True)
class Suggested:
    """A mentee and a mentor of a plan, by pks of entries; `score` in hundredths of a point."""

    mentee_entry: int
    mentor_entry: int
    form: int
    score: int
    reasons: Told
    is_locked: bool
    group: int | None


@dataclass(frozen=True)
class Plan:
    """What a run would store. `total` and `bound` are in hundredths of a point."""

    scope: Scope
    settings: MatchingSettings
    worked: Worked
    suggestions: list[Suggested]
    left_alone: list[Why]

    @property
    def total(self) -> int:
        return self.worked.solution.total

    @property
    def bound(self) -> int:
        return self.worked.solution.bound

    @property
    def pairs(self) -> list[tuple[int, int, int, int]]:
        """(mentee entry, mentor entry, score, form) of each suggestion."""
        return [(s.mentee_entry, s.mentor_entry, s.score, s.form) for s in self.suggestions]


def plan_with(
    *,
    member: Membership,
    year: SchoolYear,
    form: MentoringForm | None = None,
    settings: MatchingSettings | None = None,
    groups: bool = False,
    extra: Sequence[Extra] = (),
    today: date | None = None,
) -> Plan:
    """The best plan of everybody who waits, without storing it.

    `settings` (saved or not) stand in for the institution's own. Raises DomainError when locked
    pairs are impossible, with the rule that makes them so.
    """
    settings = settings or settings_of(member.organization_id)
    switches = whole_switches(settings.switches)
    scope = Scope(member, year, form, today or timezone.localdate())
    facts = load_facts(scope, with_neighbors=switches["with_neighbors"])
    facts.rulings.update(_supposed(facts, extra))
    return _explained(scope, settings, work_out(facts, settings, groups=groups))


def work_out(facts: Facts, settings: MatchingSettings, *, groups: bool = False) -> Worked:
    """Forms, rules, scores and the plan; raises DomainError for locks that cannot be."""
    switches, weights = whole_switches(settings.switches), whole_weights(settings.weights)
    choice = choose_forms(facts, strict=switches["strict_form"])
    ruled = apply_rules(facts, choice, switches)
    values = values_of(facts, choice)
    problem = Problem(
        scores=scores_of(values, weights, facts.shape),
        allowed=ruled.allowed,
        capacities=facts.rooms,
        locked=_locked(facts),
        threshold=settings.threshold * HUNDREDTHS,
    )
    _refuse_locks(facts, ruled, problem)
    if groups:
        marks = Marks([frozenset(mentee.topics) for mentee in facts.mentees], choice.places)
        solution = group(problem, marks)
    else:
        solution = assign(problem)
    return Worked(facts, choice, ruled, values, weights, problem, solution, is_group=groups)


def _explained(scope: Scope, settings: MatchingSettings, worked: Worked) -> Plan:
    locked = set(worked.problem.locked)
    suggestions = [
        _suggested(worked, int(row), int(worked.solution.chosen[row]), locked)
        for row in np.flatnonzero(worked.solution.chosen != ALONE)
    ]
    return Plan(scope, settings, worked, suggestions, explaining.left_alone(worked))


def _suggested(worked: Worked, row: int, column: int, locked: set[tuple[int, int]]) -> Suggested:
    return Suggested(
        mentee_entry=worked.facts.mentees[row].entry.pk,
        mentor_entry=worked.facts.mentors[column].entry.pk,
        form=worked.choice.form_at(worked.facts, row, column).pk,
        score=int(worked.problem.scores[row, column]),
        reasons=explaining.reasons_of(worked, row, column),
        is_locked=(row, column) in locked,
        group=column + 1 if worked.is_group else None,
    )


def _locked(facts: Facts) -> tuple[tuple[int, int], ...]:
    locked = Ruling.Kind.LOCKED
    return tuple(sorted(place for place, r in facts.rulings.items() if r.kind == locked))


def _supposed(facts: Facts, extra: Sequence[Extra]) -> dict[tuple[int, int], Ruling]:
    rows = {mentee.entry.pk: row for row, mentee in enumerate(facts.mentees)}
    columns = {mentor.entry.pk: column for column, mentor in enumerate(facts.mentors)}
    return {
        (rows[supposed.mentee_entry], columns[supposed.mentor_entry]): Ruling(kind=supposed.kind)
        for supposed in extra
        if supposed.mentee_entry in rows and supposed.mentor_entry in columns
    }


def _refuse_locks(facts: Facts, ruled: Ruled, problem: Problem) -> None:
    if facts.stray_locks:
        stray = facts.stray_locks[0]
        raise DomainError(
            f"Закреплённая пара невозможна: {_names(stray.mentor_entry, stray.mentee_entry)}. "
            "Наставник сейчас не участвует в подборе: нет согласия, не прошёл отбор или выбыл из "
            "базы. Снимите закрепление."
        )
    if (found := lock_problem(problem)) is None:
        return
    why, row, column = found
    mentor, mentee = facts.mentors[column], facts.mentees[row]
    names = _names(mentor.entry, mentee.entry)
    rule = ruled.rule_at(row, column)
    if why == "rule" and rule:
        raise DomainError(f"Закреплённая пара невозможна: {names}. Мешает правило: {rule.words}.")
    raise DomainError(
        f"Закреплённая пара невозможна: {names}. Закреплено больше наставляемых, чем у наставника "
        f"свободных мест: {mentor.room}."
    )


def _names(mentor_entry: object, mentee_entry: object) -> str:
    people = [getattr(entry, "person", None) for entry in (mentor_entry, mentee_entry)]
    return " – ".join(person.short_name for person in people if person)
