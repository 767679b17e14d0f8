"""Plans in words: why these two, and why somebody stays alone, with the one next action."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mentorship.core.wording import counted
from mentorship.pairs.matching.assignment import ALONE, Problem, Solution
from mentorship.pairs.matching.facts import Facts
from mentorship.pairs.matching.forming import FormChoice
from mentorship.pairs.matching.reasons import REASONS
from mentorship.pairs.matching.rules import RULES, Ruled
from mentorship.pairs.models import LeftAlone
from mentorship.pairs.models.matching import HUNDREDTHS

Code = LeftAlone.Code
Told = list[list]


@dataclass(frozen=True)
class Why:
    """Why somebody stays alone: a row of mentees or, with `is_mentor`, a column of mentors."""

    place: int
    is_mentor: bool
    code: str
    words: str
    next_action: str


@dataclass(frozen=True)
class Worked:
    """What was asked and what came of it; everything explained is read out of this."""

    facts: Facts
    choice: FormChoice
    ruled: Ruled
    values: Mapping[str, np.ndarray]
    weights: Mapping[str, int]
    problem: Problem
    solution: Solution
    is_group: bool = False


def reasons_of(worked: Worked, row: int, column: int) -> Told:
    """[code, value in hundredths, weight, words] of what spoke for the two, weightiest first."""
    found = []
    for reason in REASONS:
        value, weight = int(worked.values[reason.code][row, column]), worked.weights[reason.code]
        if value * weight > 0:
            words = reason.tell(worked.facts, worked.choice, row, column)
            found.append([reason.code, value, weight, words])
    return sorted(found, key=lambda told: -told[1] * told[2])


def left_alone(worked: Worked) -> list[Why]:
    """Every mentee without a mentor, and every own mentor with a free place and no mentee."""
    chosen = worked.solution.chosen
    busy = set(chosen[chosen != ALONE].tolist())
    mentors = enumerate(worked.facts.mentors)
    idle = [j for j, m in mentors if m.is_own and m.room > 0 and j not in busy]
    return [
        *(_why_mentee(worked, int(row)) for row in np.flatnonzero(chosen == ALONE)),
        *(_why_mentor(worked, column) for column in idle),
    ]


def _why_mentee(worked: Worked, row: int) -> Why:
    allowed = worked.ruled.allowed[row]
    if not allowed.size:
        return _of(row, Code.NOBODY, "Наставников в базе пока нет.", "Пригласите наставников.")
    if not allowed.any():
        return _of(row, Code.RULE, *_by_rules(worked.ruled.first[row], _MENTORS))
    with_room = allowed & (worked.facts.rooms > 0)
    if not with_room.any():
        many = counted(int(allowed.sum()), *_MENTORS)
        words = f"Правила допускают: {many}, но свободных мест у них нет."
        return _of(row, Code.NO_PLACE, words, "Увеличьте число мест или пригласите наставников.")
    scores = worked.problem.scores[row][with_room]
    if (scores < worked.problem.threshold).all():
        return _of(row, Code.THRESHOLD, *_below(worked, scores, "Уточните запрос и темы"))
    return _of(row, Code.OTHERS, *_others(worked, int((scores >= worked.problem.threshold).sum())))


def _why_mentor(worked: Worked, column: int) -> Why:
    allowed = worked.ruled.allowed[:, column]
    if not allowed.size:
        words = "Все наставляемые уже в парах."
        return _of(column, Code.NOBODY, words, "Дождитесь новых запросов.", is_mentor=True)
    if not allowed.any():
        told = _by_rules(worked.ruled.first[:, column], _MENTEES)
        return _of(column, Code.RULE, *told, is_mentor=True)
    scores = worked.problem.scores[:, column][allowed]
    if (scores < worked.problem.threshold).all():
        told = _below(worked, scores, "Уточните компетенции и темы наставника")
        return _of(column, Code.THRESHOLD, *told, is_mentor=True)
    words = "Тем, кому он подходит, больше подошли другие наставники."
    action = "Оставьте в запасе или составьте пару вручную."
    return _of(column, Code.OTHERS, words, action, is_mentor=True)


_MENTORS = ("наставник", "наставника", "наставников")
_MENTEES = ("наставляемый", "наставляемых", "наставляемых")


def _of(place: int, code: str, words: str, action: str, *, is_mentor: bool = False) -> Why:
    return Why(place, is_mentor, code, words, action)


def _by_rules(first: np.ndarray, noun: tuple[str, str, str]) -> tuple[str, str]:
    """Which rules took everybody, the most frequent first, and what helps against that one."""
    by_rule = Counter(first.tolist()).most_common()
    told = "; ".join(f"{RULES[place].words} – {counted(n, *noun)}" for place, n in by_rule)
    return f"Всех исключили правила: {told}.", RULES[by_rule[0][0]].remedy


def _below(worked: Worked, scores: np.ndarray, remedy: str) -> tuple[str, str]:
    best, threshold = int(scores.max()), worked.problem.threshold
    words = f"Лучшее совпадение – {points(best)} при пороге {points(threshold)}."
    return words, f"{remedy} или снизьте порог."


def _others(worked: Worked, suited: int) -> tuple[str, str]:
    if worked.is_group:
        words = "Не нашлось группы с общей темой и свободным местом."
        return words, "Подберите наставника отдельно, не группой."
    words = (
        f"Подходит {counted(suited, *_MENTORS)}, но места достались тем, кому они подходят больше."
    )
    return words, "Увеличьте число мест или пригласите наставников."


def points(hundredths: int) -> str:
    """«3,2 балла»; whole points without a comma."""
    value = round(hundredths / HUNDREDTHS, 1)
    return counted(int(value) if value == int(value) else value, "балл", "балла", "баллов")
