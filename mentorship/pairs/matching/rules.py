"""What may never be: each rule is a matrix of places it forbids, with words for the ones left.

Who is not loaded at all is forbidden too: no consent, left the bank, not passed the selection, in a
live pair already, of another municipality (`facts.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mentorship.bank.models import MentorEntry
from mentorship.pairs.matching.facts import Facts
from mentorship.pairs.matching.forming import NO_FORM, FormChoice
from mentorship.pairs.models import Preference, Ruling

Switches = Mapping[str, bool]


class Rule(NamedTuple):
    """`words` follow «запрещает правило: »; `remedy` is the next action of the curator."""

    code: str
    title: str
    words: str
    remedy: str
    forbids: Callable[[Facts, FormChoice, Switches], np.ndarray]


@dataclass(frozen=True)
class Ruled:
    """Which places the rules leave (`allowed`), and which rule took each of the others first."""

    allowed: np.ndarray
    first: np.ndarray

    def rule_at(self, row: int, column: int) -> Rule | None:
        place = self.first[row, column]
        return None if place < 0 else RULES[place]


def apply_rules(facts: Facts, choice: FormChoice, switches: Switches) -> Ruled:
    first = np.full(facts.shape, -1, dtype=np.int64)
    for place, rule in enumerate(RULES):
        taken = rule.forbids(facts, choice, switches)
        first[(first < 0) & taken] = place
    return Ruled(first < 0, first)


def _same_person(facts: Facts, choice: FormChoice, switches: Switches) -> np.ndarray:
    mentees = np.array([m.entry.person_id for m in facts.mentees]).reshape(-1, 1)
    mentors = np.array([m.entry.person_id for m in facts.mentors]).reshape(1, -1)
    return mentees == mentors


def _border(facts: Facts, choice: FormChoice, switches: Switches) -> np.ndarray:
    home = facts.scope.member.organization
    foreign = [
        not m.is_own and m.entry.institution.parent_id != home.parent_id for m in facts.mentors
    ]
    return np.broadcast_to(np.array(foreign, dtype=bool), facts.shape)


def _no_form(facts: Facts, choice: FormChoice, switches: Switches) -> np.ndarray:
    return choice.places == NO_FORM


def _not_admitted(facts: Facts, choice: FormChoice, switches: Switches) -> np.ndarray:
    admitted = MentorEntry.Stage.ADMITTED
    waits = [switches["only_admitted"] and m.entry.stage != admitted for m in facts.mentors]
    return np.broadcast_to(np.array(waits, dtype=bool), facts.shape)


def _avoided(facts: Facts, choice: FormChoice, switches: Switches) -> np.ndarray:
    found = _nowhere(facts)
    for place, wishes in facts.wishes.items():
        found[place] = any(wish.kind == Preference.Kind.AVOID for wish in wishes)
    return found


def _forbidden(facts: Facts, choice: FormChoice, switches: Switches) -> np.ndarray:
    found = _nowhere(facts)
    for place, ruling in facts.rulings.items():
        found[place] = ruling.kind == Ruling.Kind.FORBIDDEN
    return found


def _broken(facts: Facts, choice: FormChoice, switches: Switches) -> np.ndarray:
    found = _nowhere(facts)
    for place, earlier in facts.earlier.items():
        found[place] = switches["no_broken"] and earlier.is_broken
    return found


def _other_age(facts: Facts, choice: FormChoice, switches: Switches) -> np.ndarray:
    return facts.age_differs if switches["strict_age"] else _nowhere(facts)


def _nowhere(facts: Facts) -> np.ndarray:
    return np.zeros(facts.shape, dtype=bool)


RULES = (
    Rule(
        "same_person",
        "Один и тот же человек",
        "никто не бывает наставником самому себе",
        "Пригласите других наставников.",
        _same_person,
    ),
    Rule(
        "border",
        "Другой муниципалитет",
        "наставник из другого муниципалитета",
        "Пригласите наставников своего муниципалитета.",
        _border,
    ),
    Rule(
        "form",
        "Форма наставничества",
        "нет формы, которая подходит обоим",
        "Проверьте форму в карточках или пригласите наставников этой формы.",
        _no_form,
    ),
    Rule(
        "selection",
        "Отбор наставников",
        "наставник ещё не допущен приказом",
        "Завершите отбор наставников или отключите правило «Только допущенные приказом».",
        _not_admitted,
    ),
    Rule(
        "ruling",
        "Решение куратора",
        "куратор решил не предлагать",
        "Снимите решение «не предлагать», если оно больше не нужно.",
        _forbidden,
    ),
    Rule(
        "avoid",
        "Просьба стороны",
        "одна из сторон просила не ставить вместе",
        "Пригласите других наставников.",
        _avoided,
    ),
    Rule(
        "broken",
        "Расторгнутая пара",
        "их прежняя пара была расторгнута",
        "Пригласите других наставников или отключите правило «Не повторять расторгнутые пары».",
        _broken,
    ),
    Rule(
        "age",
        "Желаемый возраст",
        "наставник желает другого возраста",
        "Уточните желаемый возраст или отключите правило «Только желаемый возраст».",
        _other_age,
    ),
)
