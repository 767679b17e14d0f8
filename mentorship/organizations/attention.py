"""Lines of «Что требует внимания сегодня»: upper rooms register them, the home page shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear


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


def lines_for(member: Membership, year: SchoolYear, today: date) -> list[Attention]:
    """What needs the member's attention today: whoever needs help, then the oldest first."""
    found = [line for function in ATTENTION if (line := function(member, year, today))]
    return sorted(found, key=lambda line: (not line.is_urgent, line.since or today))
