"""The attention list of today: working pairs of the own institution that show a sign."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.organizations.models import Membership
from mentorship.pairs.models import Pair
from mentorship.pairs.summaries import with_people
from monitoring.insights.signals import any_of, signals_for, today_as, with_signals


@dataclass(frozen=True)
class WatchedPair:
    """A pair with the words of its signs, as many as the member may know of."""

    pair: Any
    signs: tuple[str, ...]


def watched(member: Membership, today: date) -> list[WatchedPair]:
    """Pairs to look at first, those with the most signs before the others.

    Pairs of which somebody has no consent are not there: nothing may be told of them, and the
    list of consents asks for them. Above the institution there is no list.
    """
    signals = signals_for(member)
    working: Any = Pair.objects.owned_by(member).filter(state__in=Pair.WORKING)
    told: Any = with_people(with_signals(working, today_as(today)), today)
    rows = told.filter(any_of(signals), lacks_consent=False)
    found = [
        WatchedPair(pair, tuple(s.title for s in signals if getattr(pair, s.code)))
        for pair in rows.order_by("mentor_entry__person__sort_name", "pk")
    ]
    return sorted(found, key=lambda row: -len(row.signs))
