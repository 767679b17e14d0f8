"""Which reasons of matching went with pairs that lasted: what is connected, never what causes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import F

from mentorship.organizations.models import Membership
from mentorship.pairs.matching.reasons import REASONS
from monitoring.insights.intervals import Interval, Share, difference
from monitoring.insights.past import BROKE, FEW, LASTED, is_withheld, union_of

# From half of its strength, in hundredths, a reason counts as one that the pair had.
HALF = 50
Counts = Mapping[tuple[str, bool, str], int]
# A reason the run gave no weight was not looked at: such a pair is on neither side of it.
_STATEMENT = """
WITH past(pair, state) AS MATERIALIZED ({past}), kept AS MATERIALIZED (
    SELECT past.pair, past.state, run.weights, ARRAY(
        SELECT reason->>0 FROM jsonb_array_elements(suggestion.reasons) reason
        WHERE (reason->>1)::int >= %s) AS had
    FROM past
    JOIN pairs_suggestion suggestion ON suggestion.pair_id = past.pair
    JOIN pairs_matchingrun run ON run.id = suggestion.run_id
    WHERE suggestion.state = 'accepted' AND suggestion.reasons <> '[]'
), told AS MATERIALIZED (
    SELECT kept.pair, kept.state, asked.code, bool_or(asked.code = ANY(kept.had)) AS has
    FROM kept, unnest(%s::text[]) AS asked(code)
    WHERE coalesce((kept.weights->>asked.code)::int, 0) > 0
    GROUP BY kept.pair, kept.state, asked.code
)
SELECT code, has, state, count(*) FROM told GROUP BY code, has, state
"""


@dataclass(frozen=True)
class ReasonRow:
    """Pairs with a reason beside pairs without it; a withheld row carries no number."""

    title: str
    having: Share | None = None
    lacking: Share | None = None
    withheld: str = ""

    @property
    def gap(self) -> Interval | None:
        if self.having is None or self.lacking is None:
            return None
        return difference(self.having, self.lacking)

    @property
    def points(self) -> str:
        """The difference in points of per cent with its interval."""
        if self.gap is None or self.having is None or self.lacking is None:
            return ""
        gap = self.having.value - self.lacking.value
        low, high = self.gap.low, self.gap.high
        return f"{_signed(gap)} (от {_signed(low)} до {_signed(high)})"

    @property
    def words(self) -> str:
        """What may be said: of a connection, or that none can be told from chance."""
        if self.gap is None:
            return self.withheld
        if self.gap.low > 0:
            return "связано: такие пары чаще доходили до конца"
        if self.gap.high < 0:
            return "связано: такие пары реже доходили до конца"
        return "разницу не отличить от случайной"


@dataclass(frozen=True)
class ReasonsTold:
    rows: tuple[ReasonRow, ...]

    @property
    def withheld(self) -> int:
        return sum(bool(row.withheld) for row in self.rows)

    @property
    def known(self) -> int:
        return len(self.rows) - self.withheld


def reasons_told(member: Membership, counts: Counts) -> ReasonsTold:
    """Every reason of matching as the member may read it."""
    return ReasonsTold(tuple(_row(member, reason.code, reason.title, counts) for reason in REASONS))


def count_reasons(member: Membership, today: date) -> Counts:
    """Past pairs of the member's branch by reason, by having it or not, by outcome."""
    past, values = union_of(member, today, lambda rows: rows.values_list("pk", F("state_then")))
    if not past:
        return {}
    # Queries of the ORM; what is asked for stands in the parameters.
    with connection.cursor() as cursor:
        cursor.execute(
            _STATEMENT.format(past=past), [*values, HALF, [reason.code for reason in REASONS]]
        )
        return {(code, has, state): count for code, has, state, count in cursor.fetchall()}


def _row(member: Membership, code: str, title: str, counts: Counts) -> ReasonRow:
    having, lacking = (_share(code, counts, has=has) for has in (True, False))
    cells = [
        having.hits,
        having.count - having.hits,
        lacking.hits,
        lacking.count - lacking.hits,
    ]
    if is_withheld(member, cells, [having.count, lacking.count]):
        return ReasonRow(title, withheld=FEW)
    return ReasonRow(title, having, lacking)


def _share(code: str, counts: Counts, *, has: bool) -> Share:
    lasted = counts.get((code, has, LASTED.value), 0)
    return Share(lasted, lasted + counts.get((code, has, BROKE.value), 0))


def _signed(share: float) -> str:
    points = round(100 * share)
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"
