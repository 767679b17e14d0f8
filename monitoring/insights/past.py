"""Pairs of the past that have an outcome: what is learnt, is learnt from them alone.

A pair lasted when it was completed, and broke when it was dissolved; school years that still run
are left out, for pairs that break are known before those that last.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import is_small
from mentorship.pairs.models import Pair
from mentorship.pairs.work_figures import pairs

LASTED, BROKE = Pair.State.COMPLETED, Pair.State.DISSOLVED
YEARS = 5
# Fewer pairs on one side of a comparison say more of the pairs than of what they share.
LEAST = 10
FEW = f"пар меньше {LEAST}"


def years_before(today: date) -> list[SchoolYear]:
    """The school years that are over, the newest first."""
    current = SchoolYear.containing(today).first
    return [SchoolYear(current - back) for back in range(1, YEARS + 1)]


def past_pairs(institutions: list[int], year: SchoolYear) -> QuerySet[Any]:
    """Pairs of the institutions that ended by the end of the year, with `state_then`, `over_on`.

    The rule of figures: made by an order, and both sides agreed in the year and had not withdrawn
    by its last day. A consent that runs out with its year, as most do, keeps the pair in: else few
    finished pairs could be learnt from. Withdrawn in the year, it takes the pair out, also one that
    broke for it: nobody is learnt from against their word. A later withdrawal changes no past
    number; only counts of pairs are kept.
    """
    (facts,) = pairs(year, year.ends_on)
    rows = facts.rows.order_by().filter(institution__in=institutions)
    return rows.filter(state_then__in=[LASTED, BROKE])


def union_of(
    member: Membership, today: date, columns: Callable[[QuerySet[Any]], QuerySet[Any]]
) -> tuple[str, list[Any]]:
    """The past pairs of all years as one text with its values, each year by `columns`."""
    # By their numbers: joined over the tree, the statement is planned badly for a region.
    seen = Organization.objects.visible_to(member).institutions()
    institutions = list(seen.order_by("pk").values_list("pk", flat=True))
    parts: list[str] = []
    values: list[Any] = []
    for year in years_before(today):
        try:
            sql, given = columns(past_pairs(institutions, year)).query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append(f"({sql})")
        values += given
    return " UNION ALL ".join(parts), values


def is_withheld(member: Membership, cells: list[int], sides: list[int]) -> bool:
    """Whether a comparison is hidden: a side too small, or above the institution a small cell."""
    if min(sides) < LEAST:
        return True
    return not member.organization.is_institution and any(map(is_small, cells))
