"""Many figures by institution in one statement: those over the same rows read them once.

A statement depends on the figures, the year and the day alone, so it is built once a day; only the
organization is another one each time.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Case, F, Q, Value, When

from mentorship.organizations.figures import BELOW, Facts, Figure
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear

# Stands in a built statement where the key of the organization will.
_ORGANIZATION = -7_777_777_777
_IN_REGION = """
    WHERE key IN (SELECT i.id FROM organizations_organization i
                  JOIN organizations_organization m ON m.id = i.parent_id
                  WHERE m.parent_id = %s AND (i.closed_on IS NULL OR i.closed_on > %s))
"""


class Asked(NamedTuple):
    """A figure, and what it is narrowed to: pairs of a cut and a value, a tuple or a range."""

    figure: Figure
    where: tuple[tuple[str, Any], ...] = ()


class _Family(NamedTuple):
    """Rows read once, and the conditions under which each of some figures counts them."""

    facts: Sequence[Facts]
    members: Sequence[tuple[int, Q | None]]


def counts_by_institution(
    asked: Sequence[Asked], organization: Organization, year: SchoolYear, as_of: date | None = None
) -> list[dict[int, int]]:
    """Counts by institution pk of each figure asked for, in their order; who has none is absent.

    The same as `Figure.table(organization, year, ("institution",), where)` of each.
    """
    level = Organization.Level(organization.level)
    sql, params = _statement(tuple(asked), level, year, Figure.counted_on(year, as_of))
    found: list[dict[int, int]] = [{} for _ in asked]
    if not sql:
        return found
    with connection.cursor() as cursor:
        cursor.execute(sql, [organization.pk if p == _ORGANIZATION else p for p in params])
        for place, key, count in cursor.fetchall():
            if count:
                found[place][key] = count
    return found


@lru_cache(maxsize=256)
def _statement(
    asked: tuple[Asked, ...], level: Organization.Level, year: SchoolYear, day: date
) -> tuple[str, tuple[Any, ...]]:
    parts, params = [], []
    for family in _families(asked, year, day):
        try:
            sql, own = _counted(family, level, year.starts_on)
        except EmptyResultSet:
            continue
        parts.append(sql)
        params += own
    return " UNION ALL ".join(parts), tuple(params)


def _families(asked: Iterable[Asked], year: SchoolYear, day: date) -> list[_Family]:
    shared: dict[str, _Family] = {}
    alone = []
    for place, (figure, where) in enumerate(asked):
        facts, wanted = _settled(figure.facts(year, day), dict(where))
        if not facts:
            continue
        name = facts[0].shared
        if name and len(facts) == 1 and not wanted:
            members = [*(shared[name].members if name in shared else ()), (place, facts[0].when)]
            shared[name] = _Family(facts, members)
        else:
            narrowed = [
                Facts(each.narrowed(wanted), each.institution, each.counted) for each in facts
            ]
            alone.append(_Family(narrowed, [(place, None)]))
    return [*shared.values(), *alone]


def _settled(
    parts: Sequence[Facts], where: Mapping[str, Any]
) -> tuple[Sequence[Facts], dict[str, Any]]:
    """The parts left by cuts of which each part has one value, and what else is asked of them."""
    kept, rest = list(parts), dict(where)
    for code, wanted in where.items():
        if not all(isinstance(each.dimensions.get(code), Value) for each in parts):
            continue
        del rest[code]
        values = wanted if isinstance(wanted, tuple) else (wanted,)
        kept = [each for each in kept if each.dimensions[code].value in values]
    return kept, rest


def _counted(family: _Family, level: Organization.Level, day: date) -> tuple[str, list[Any]]:
    """One line for each figure of the family and institution: its place, the key, the count.

    As in `Facts.below` who was closed by the day is in no sum.
    """
    inside, params = [], []
    for facts in family.facts:
        sql, own = _rows(facts, family, level, day).query.sql_with_params()
        inside.append(f"({sql})")
        params += own
    flags = [f"flag_{place}" for place, _when in family.members]
    told = ", ".join(f"bool_or({flag}) AS {flag}" for flag in flags)
    counts = ", ".join(f"COUNT(*) FILTER (WHERE {flag})" for flag in flags)
    lines = ", ".join(
        f"({place}, {flag})" for (place, _), flag in zip(family.members, flags, strict=True)
    )
    only = ""
    if level == Organization.Level.REGION:
        only, params = _IN_REGION, [*params, _ORGANIZATION, day]
    # Compiled queries and names of our own: what is asked for stands in the parameters.
    sql = f"""
        SELECT line.place, key, line.n
        FROM (SELECT key, {_named(counts, flags)}
              FROM (SELECT key, {told}
                    FROM ({" UNION ALL ".join(inside)}) AS facts(key, thing, {", ".join(flags)})
                    GROUP BY key, thing) AS things
              {only} GROUP BY key) AS counted,
            LATERAL (VALUES {lines}) AS line(place, n)
    """  # noqa: S608 -- see above
    return sql, params


def _named(counts: str, flags: Sequence[str]) -> str:
    parts = counts.split(", ")
    return ", ".join(f"{part} AS {flag}" for part, flag in zip(parts, flags, strict=True))


def _rows(facts: Facts, family: _Family, level: Organization.Level, day: date) -> Any:
    """Rows with the key of their institution, the thing counted, and who of the family counts it.

    In a region the rows are not narrowed before they are grouped: they are nearly all there are,
    and a join would make the database expect few.
    """
    rows = (facts.rows if facts.shared is None else facts.base).order_by()
    if level != Organization.Level.REGION:
        rows = rows.filter(**{f"{facts.institution}{BELOW[level]}": _ORGANIZATION})
    if level == Organization.Level.MUNICIPALITY:
        closed = f"{facts.institution}__closed_on"
        rows = rows.filter(Q(**{closed: None}) | Q(**{f"{closed}__gt": day}))
    flags = {
        f"flag_{place}": Value(value=True) if when is None else _flag(when)
        for place, when in family.members
    }
    institution = f"{facts.institution}_id" if not facts.institution.endswith("pk") else "pk"
    return rows.annotate(key_0=F(institution), **flags).values_list("key_0", facts.counted, *flags)


def _flag(when: Q) -> Case:
    return Case(
        When(when, then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
    )
