"""How well the attention list would have told in the past which pairs break.

Each pair of the past is looked at `LOOKED_AT_DAYS` after its beginning, by what was dated by then;
pairs that were over by that day are left out. Then comes what happened.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from mentorship.organizations.models import Membership
from mentorship.pairs.models import Pair
from monitoring.insights.intervals import Share
from monitoring.insights.past import BROKE, FEW, LASTED, is_withheld, union_of
from monitoring.insights.signals import SIGNALS, Signal, fixed_day, signals_for, with_signals

RULE = "Список в целом: хотя бы один признак"
CODES = tuple(signal.code for signal in SIGNALS)


@dataclass(frozen=True)
class Accuracy:
    """Of a sign or of the whole rule; a withheld one carries no number.

    `sensitivity` – of the pairs that broke, those it would have marked; `specificity` – of the
    pairs that lasted, those it would have left alone.
    """

    title: str
    sensitivity: Share | None = None
    specificity: Share | None = None
    withheld: str = ""


@dataclass(frozen=True)
class Looked:
    """Pairs of the past that looked alike on their day and ended alike."""

    state: str
    signs: frozenset[str]
    count: int


def accuracies(member: Membership, looked: list[Looked]) -> list[Accuracy]:
    """The whole rule as the member has it, then each of its signs."""
    signals = signals_for(member)
    codes = frozenset(signal.code for signal in signals)
    return [
        _accuracy(member, RULE, looked, codes),
        *(_of_one(member, looked, signal) for signal in signals),
    ]


def _of_one(member: Membership, looked: list[Looked], signal: Signal) -> Accuracy:
    title = signal.title[:1].upper() + signal.title[1:]
    return _accuracy(member, title, looked, frozenset({signal.code}))


def look_back(member: Membership, today: date) -> list[Looked]:
    """Past pairs of the member's branch by their signs on their day and their outcome."""
    past, values = union_of(member, today, _on_their_day)
    if not past:
        return []
    names = ", ".join(["state_then", *CODES])
    # Queries of the ORM and names of our own; values stand in the parameters.
    statement = f"SELECT {names}, count(*) FROM ({past}) AS past({names}) GROUP BY {names}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [_read(row) for row in cursor.fetchall()]


def _on_their_day(pairs: QuerySet[Any]) -> QuerySet[Any]:
    told = with_signals(pairs, fixed_day()).filter(over_on__gt=F("as_of"))
    return told.values_list("state_then", *CODES)


def _read(row: tuple[Any, ...]) -> Looked:
    state, *signs, count = row
    shown = frozenset(code for code, sign in zip(CODES, signs, strict=True) if sign)
    return Looked(state, shown, count)


def _accuracy(
    member: Membership, title: str, looked: Iterable[Looked], codes: frozenset[str]
) -> Accuracy:
    numbers = {(state, sign): 0 for state in (LASTED, BROKE) for sign in (True, False)}
    for row in looked:
        numbers[Pair.State(row.state), bool(row.signs & codes)] += row.count
    broke = Share(numbers[BROKE, True], numbers[BROKE, True] + numbers[BROKE, False])
    lasted = Share(numbers[LASTED, False], numbers[LASTED, True] + numbers[LASTED, False])
    if is_withheld(member, list(numbers.values()), [broke.count, lasted.count]):
        return Accuracy(title, withheld=FEW)
    return Accuracy(title, broke, lasted)
