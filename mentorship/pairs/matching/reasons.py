"""Why two people fit: each reason is a matrix of 0..1 (mentees × mentors) and words for one cell.

No reason takes anything away: what is not known gives nothing. Of the same building and of the
distance between addresses nothing is kept, so «одна школа» is all that is said of the place; what
a child does not like is said only of people, and avoiding is a rule, not a reason.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from mentorship.bank.topics import free_text_of
from mentorship.core.wording import counted
from mentorship.pairs.matching.facts import Facts, MenteeFacts, MentorFacts
from mentorship.pairs.matching.forming import FormChoice
from mentorship.pairs.matching.texts import phrases
from mentorship.pairs.models import FreeTime, Preference
from mentorship.pairs.models.matching import HUNDREDTHS

ENOUGH_WORDS, ENOUGH_INTERESTS, ENOUGH_SLOTS = 3, 2, 2
# Common words say less of a common matter than a topic both were given.
OF_WORDS = 0.6
LONG_WAIT_DAYS = 90
OF_MENTEE, OF_MENTOR = 0.7, 0.5
DEAREST, LESS_BY_RANK, LEAST = 1.0, 0.15, 0.4

Cell = tuple[MenteeFacts, MentorFacts]


class Reason(NamedTuple):
    """`question` asks the curator how much it matters; `weight` is the answer until it is given."""

    code: str
    title: str
    question: str
    weight: int
    measure: Callable[[Facts, FormChoice], np.ndarray]
    tell: Callable[[Facts, FormChoice, int, int], str]


def whole_weights(said: Mapping[str, int]) -> dict[str, int]:
    """Every reason with its weight; what is not said has its default."""
    return {reason.code: int(said.get(reason.code, reason.weight)) for reason in REASONS}


def reason_of(code: str) -> Reason:
    return _BY_CODE[code]


def values_of(facts: Facts, choice: FormChoice) -> dict[str, np.ndarray]:
    """Hundredths of each reason, whole numbers 0..100 by mentee and mentor."""
    return {
        reason.code: np.rint(reason.measure(facts, choice) * HUNDREDTHS).astype(np.int64)
        for reason in REASONS
    }


def scores_of(
    values: Mapping[str, np.ndarray], weights: Mapping[str, int], shape: tuple[int, int]
) -> np.ndarray:
    """Hundredths of a point: the sum of weight × value, exact whole numbers."""
    total = np.zeros(shape, dtype=np.int64)
    for code, weight in weights.items():
        total += weight * values[code]
    return total


def _common(left: Sequence[Iterable[object]], right: Sequence[Iterable[object]]) -> np.ndarray:
    """How many items each of the left has in common with each of the right."""
    known: dict[object, int] = {}
    for items in [*left, *right]:
        for item in items:
            known.setdefault(item, len(known))
    tables = []
    for side in (left, right):
        table = np.zeros((len(side), len(known)), dtype=np.float32)
        for row, items in enumerate(side):
            table[row, [known[item] for item in items]] = 1
        tables.append(table)
    return tables[0] @ tables[1].T


def _form(facts: Facts, choice: FormChoice) -> np.ndarray:
    return choice.fits


def _tell_form(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    form = choice.form_at(facts, row, column)
    if choice.fits[row, column] == 1:
        return f"форма, которую назвали оба: {form}"
    return f"форма подходит обоим: {form}"


def _topics(facts: Facts) -> np.ndarray:
    return _common([m.topics for m in facts.mentees], [m.topics for m in facts.mentors])


def _competence(facts: Facts, choice: FormChoice) -> np.ndarray:
    topics = _topics(facts)
    asked = np.array([[max(len(mentee.topics), 1)] for mentee in facts.mentees])
    words = _common([m.words for m in facts.mentees], [m.words for m in facts.mentors])
    by_words = np.minimum(words / ENOUGH_WORDS, 1) * OF_WORDS
    return np.maximum(np.minimum(topics / asked.reshape(-1, 1), 1), by_words)


def _tell_competence(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    mentee, mentor = _cell(facts, row, column)
    topics = sorted(mentee.topics[pk] for pk in mentee.topics.keys() & mentor.topics.keys())
    if topics:
        many = "общие темы" if len(topics) > 1 else "общая тема"
        return f"{many}: {', '.join(topics)}"
    words = phrases(mentee.words & mentor.words, free_text_of(mentee.entry))
    return f"запрос и компетенции об одном: {', '.join(words)}"


def _subject_words(facts: Facts) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    return [_asked(mentee) for mentee in facts.mentees], [m.subject for m in facts.mentors]


def _asked(mentee: MenteeFacts) -> frozenset[str]:
    """Words of the request and of the topics put to it."""
    return mentee.words | mentee.topic_words


def _subject(facts: Facts, choice: FormChoice) -> np.ndarray:
    return np.minimum(_common(*_subject_words(facts)), 1)


def _tell_subject(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    mentee, mentor = _cell(facts, row, column)
    words = phrases(_asked(mentee) & mentor.subject, mentor.place)
    return f"ведёт предмет из запроса: {', '.join(words)}"


def _interests(facts: Facts, choice: FormChoice) -> np.ndarray:
    """What both like, less what one likes and the other does not; never below nothing."""
    likes = [[m.interests for m in side] for side in (facts.mentees, facts.mentors)]
    dislikes = [[m.dislikes for m in side] for side in (facts.mentees, facts.mentors)]
    against = _common(likes[0], dislikes[1]) + _common(dislikes[0], likes[1])
    return np.clip((_common(*likes) - against) / ENOUGH_INTERESTS, 0, 1)


def _tell_interests(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    mentee, mentor = _cell(facts, row, column)
    words = phrases(mentee.interests & mentor.interests, mentee.entry.interests)
    return f"общие интересы: {', '.join(words)}"


def _age(facts: Facts, choice: FormChoice) -> np.ndarray:
    return facts.age_fits.astype(float)


def _tell_age(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    entry = facts.mentors[column].entry
    return f"возраст, который желает наставник: {entry.desired_age}"


def _time(facts: Facts, choice: FormChoice) -> np.ndarray:
    common = _common([m.slots for m in facts.mentees], [m.slots for m in facts.mentors])
    return np.minimum(common / ENOUGH_SLOTS, 1)


def _tell_time(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    mentee, mentor = _cell(facts, row, column)
    titles = dict(FreeTime.SLOTS)
    return "оба свободны: " + "; ".join(titles[s] for s in sorted(mentee.slots & mentor.slots))


def _place(facts: Facts, choice: FormChoice) -> np.ndarray:
    """Told only where somebody of another school may be chosen."""
    own = np.array([mentor.is_own for mentor in facts.mentors], dtype=float)
    return np.broadcast_to(own * (own.size > own.sum()), facts.shape)


def _tell_place(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    return "одна школа"


def _wishes(facts: Facts, choice: FormChoice) -> np.ndarray:
    found = np.zeros(facts.shape)
    for (row, column), wishes in facts.wishes.items():
        said = sum(_wish(wish) for wish in wishes if wish.kind == Preference.Kind.WISH)
        found[row, column] = min(said, 1)
    return found


def _wish(wish: Preference) -> float:
    side = OF_MENTEE if wish.said_by == Preference.Side.MENTEE else OF_MENTOR
    return side * max(DEAREST - LESS_BY_RANK * (wish.rank - 1), LEAST)


def _tell_wishes(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    wishes = [w for w in facts.wishes[row, column] if w.kind == Preference.Kind.WISH]
    if len(wishes) > 1:
        return "просили друг друга"
    who = (
        "наставляемый просил" if wishes[0].said_by == Preference.Side.MENTEE else "наставник просил"
    )
    whom = "этого наставника" if wishes[0].said_by == Preference.Side.MENTEE else "этого участника"
    return f"{who} {whom}, пожелание № {wishes[0].rank}"


def _waiting(facts: Facts, choice: FormChoice) -> np.ndarray:
    days = np.array([mentee.days_waiting for mentee in facts.mentees], dtype=float)
    return np.broadcast_to(np.minimum(days / LONG_WAIT_DAYS, 1).reshape(-1, 1), facts.shape)


def _tell_waiting(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    return f"ждёт {counted(facts.mentees[row].days_waiting, 'день', 'дня', 'дней')}"


def _load(facts: Facts, choice: FormChoice) -> np.ndarray:
    free = [mentor.room / max(mentor.capacity, 1) for mentor in facts.mentors]
    return np.broadcast_to(np.array(free, dtype=float), facts.shape)


def _tell_load(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    mentor = facts.mentors[column]
    return f"у наставника занято мест: {mentor.taken} из {mentor.capacity}"


def _earlier(facts: Facts, choice: FormChoice) -> np.ndarray:
    found = np.zeros(facts.shape)
    for place, earlier in facts.earlier.items():
        found[place] = not earlier.is_broken
    return found


def _tell_earlier(facts: Facts, choice: FormChoice, row: int, column: int) -> str:
    return f"уже прошли программу вместе в {facts.earlier[row, column].year} году"


def _cell(facts: Facts, row: int, column: int) -> Cell:
    return facts.mentees[row], facts.mentors[column]


REASONS = (
    Reason(
        "competence",
        "Запрос и компетенции",
        "Насколько важно, чтобы наставник умел то, о чём просит наставляемый?",
        8,
        _competence,
        _tell_competence,
    ),
    Reason(
        "wishes",
        "Пожелания сторон",
        "Насколько важно, кого они сами назвали после общей встречи?",
        8,
        _wishes,
        _tell_wishes,
    ),
    Reason(
        "form",
        "Форма наставничества",
        "Насколько важно, чтобы форма была той, которую назвали обе стороны?",
        3,
        _form,
        _tell_form,
    ),
    Reason(
        "subject",
        "Предмет",
        "Насколько важно, чтобы наставник вёл предмет из запроса?",
        4,
        _subject,
        _tell_subject,
    ),
    Reason(
        "interests",
        "Интересы",
        "Насколько важны общие увлечения (и то, чего кто-то не любит)?",
        3,
        _interests,
        _tell_interests,
    ),
    Reason(
        "age",
        "Желаемый возраст",
        "Насколько важно, чтобы возраст был тем, которого желает наставник?",
        3,
        _age,
        _tell_age,
    ),
    Reason(
        "time", "Время", "Насколько важно, чтобы совпадало свободное время?", 4, _time, _tell_time
    ),
    Reason("place", "Одна школа", "Насколько важно быть в одной школе?", 3, _place, _tell_place),
    Reason(
        "waiting",
        "Сколько ждёт",
        "Насколько важно, что наставляемый ждёт давно?",
        2,
        _waiting,
        _tell_waiting,
    ),
    Reason(
        "load",
        "Нагрузка наставника",
        "Насколько важно беречь тех, у кого уже есть наставляемые?",
        2,
        _load,
        _tell_load,
    ),
    Reason(
        "earlier",
        "Прежняя пара",
        "Насколько важно продолжить то, что уже сложилось?",
        4,
        _earlier,
        _tell_earlier,
    ),
)
_BY_CODE = {reason.code: reason for reason in REASONS}
