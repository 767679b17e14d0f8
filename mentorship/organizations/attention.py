"""Lines of «Что требует внимания сегодня»: upper rooms register them, the home page shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from typing import Any

from mentorship.core.registry import Registry
from mentorship.core.statements import Statement, looking
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.scoping import reach


@dataclass(frozen=True)
class Attention:
    """One line: how many, of what, why, and where it opens. The oldest date comes first.

    `is_urgent` lines stand before all others: somebody needs help.
    `tag`/`tone` is the short label at the right («14 дней», bad | warn | info | good).
    """

    count: int
    text: str
    url: str
    detail: str = ""
    since: date | None = None
    tag: str = ""
    tone: str = "warn"
    is_urgent: bool = False


LineFunction = Callable[[Membership, SchoolYear, date], Attention | None]
ATTENTION: Registry[LineFunction] = Registry()
# The rows a line tells of, None where it is not for the member. Written from the arguments alone:
# it reads no database and no clock.
RowsFunction = Callable[[Membership, SchoolYear, date], Any]
_ROWS: dict[LineFunction, RowsFunction] = {}


def told_of(rows: RowsFunction) -> Callable[[Callable[..., Attention | None]], LineFunction]:
    """Makes a line of words about rows: where there are none, it is not even put together.

    The words are given the rows before what every line is given.
    """

    def of(words: Callable[..., Attention | None]) -> LineFunction:
        @wraps(words)
        def line(member: Membership, year: SchoolYear, today: date) -> Attention | None:
            found = rows(member, year, today)
            return None if found is None else words(found, member, year, today)

        _ROWS[line] = rows
        return line

    return of


def lines_for(member: Membership, year: SchoolYear, today: date) -> list[Attention]:
    """What needs the member's attention today: whoever needs help, then the oldest first."""
    there = _with_rows(member, year, today)
    functions = [function for code, function in ATTENTION.items() if there.get(code, True)]
    found = [line for function in functions if (line := function(member, year, today))]
    return sorted(found, key=lambda line: (not line.is_urgent, line.since or today))


def _with_rows(member: Membership, year: SchoolYear, today: date) -> dict[str, bool]:
    """Of each line that says what it tells of, whether it may be there; one statement."""
    statement = _written_once(member, reach(member), year, today)
    return {code: bool(answer) for code, answer in statement.answers().items()}


@lru_cache(maxsize=512)
def _written_once(
    member: Membership, _reach: tuple[object, ...], year: SchoolYear, today: date
) -> Statement:
    """Writing it costs more than answering it, and it is the same all day."""
    asked = {}
    for code, function in ATTENTION.items():
        if function in _ROWS:
            rows = _ROWS[function](member, year, today)
            asked[code] = Membership.objects.none() if rows is None else rows
    return looking(asked)
