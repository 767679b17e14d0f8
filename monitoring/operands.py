"""What a numerator or a denominator names: a registered figure, or an entered headcount."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import Count, Q

from mentorship.organizations.dimensions import DIMENSIONS
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.headcounts import HeadcountKey
from mentorship.organizations.models import Headcount, Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.together import Asked, counts_by_institution

_HEADCOUNT = re.compile(r"headcount:([a-z]+)(?::(\d+)-(\d+))?(?::experience-(\d+))?")
TOO_MANY = "в числителе больше, чем в знаменателе: проверьте численность"
# Where a survey denominator is shown, so is how many were to answer (S002: 12 of 15 answered).
COVERAGE = {
    "mentees_answered": "mentees_taking_part",
    "mentors_answered": "mentors_taking_part",
}


@dataclass(frozen=True)
class Operand:
    """Counts of one numerator or denominator by institution pk.

    Rows of a figure are all there are, so an institution that is not among them has 0. A headcount
    is entered: an institution without one is unknown. `counts` is None for a figure nobody
    registered. `unknown` and `empty` say in Russian why nothing can be divided by it.
    """

    title: str
    counts: dict[int, int] | None
    is_entered: bool
    counts_people: bool
    unknown: str
    empty: str

    def of(self, institution: int) -> int | None:
        if self.counts is None:
            return None
        return self.counts.get(institution, None if self.is_entered else 0)

    def over(self, institutions: Iterable[int]) -> dict[int, int]:
        """Numbers of the institutions that have one, in the order given."""
        numbers = {pk: self.of(pk) for pk in institutions}
        return {pk: number for pk, number in numbers.items() if number is not None}


@dataclass(frozen=True)
class FigureKey:
    """A figure with a filter, as an indicator names it: `mentees_taking_part?age=11-18`.

    Values of a cut are separated by commas, a range of numbers has a hyphen, both ends included.
    """

    code: str
    where: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parsed(cls, operand: str) -> "FigureKey":
        code, _, told = operand.partition("?")
        return cls(code, tuple(parse_qsl(told)))

    @property
    def lookup(self) -> dict[str, Any]:
        return {cut: _wanted(cut, text) for cut, text in self.where}

    @property
    def asked(self) -> tuple[tuple[str, Any], ...]:
        """The same as pairs that never change."""
        lookup = self.lookup.items()
        return tuple((cut, tuple(told) if isinstance(told, list) else told) for cut, told in lookup)

    @property
    def is_known(self) -> bool:
        """Whether there is such a figure with such cuts."""
        return self.code in FIGURES and all(
            cut in FIGURES[self.code].dimensions for cut, _text in self.where
        )

    @property
    def title(self) -> str:
        """«Наставляемые; возраст на 31 декабря: 11–18»."""
        said = [f"{DIMENSIONS[cut].title.lower()}: {_said(cut, text)}" for cut, text in self.where]
        return "; ".join([FIGURES[self.code].title, *said])

    def __str__(self) -> str:
        return f"{self.code}?{urlencode(self.where, safe=',')}" if self.where else self.code


NUMBERS = frozenset({"age", "age_september", "age_entry", "experience", "parallel"})


def _wanted(cut: str, text: str) -> Any:
    if cut not in NUMBERS:
        return text.split(",")
    least, _, most = text.partition("-")
    return range(int(least), int(most or least) + 1)


def _said(cut: str, text: str) -> str:
    if cut in NUMBERS:
        return text.replace("-", "–")
    return ", ".join(DIMENSIONS[cut].labels(text.split(",")).values())


def headcount_key(operand: str) -> HeadcountKey | None:
    """Read `headcount:CATEGORY[:FROM-TO][:experience-N]`; None for the code of a figure.

    A category that does not exist is an error in reference data and raises ValueError.
    """
    if not operand.startswith("headcount:"):
        return None
    match = _HEADCOUNT.fullmatch(operand)
    if match is None or match[1] not in Headcount.Category.values:
        raise ValueError(f"Неизвестный знаменатель «{operand}».")
    bounds = (int(number) if number else None for number in match.groups()[1:])
    return HeadcountKey(match[1], *bounds)


def count_operands(
    operands: Iterable[str], organization: Organization, year: SchoolYear, today: date
) -> dict[str, Operand]:
    """Counts of all operands in the organization: one statement for figures, one for headcounts."""
    codes = dict.fromkeys(operands)
    keys = {code: key for code in codes if (key := headcount_key(code))}
    entered = _latest_headcounts(list(keys.values()), organization, year, today)
    figures = _counted([code for code in codes if code not in keys], organization, year, today)
    return {
        code: (
            _headcount_operand(keys[code], entered.get(keys[code], {}), year)
            if code in keys
            else _figure_operand(code, figures.get(code))
        )
        for code in codes
    }


def both_known(
    above: Operand, below: Operand, institutions: list[int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Numerators and denominators of the institutions that have both."""
    numerators, denominators = above.over(institutions), below.over(institutions)
    known = [pk for pk in institutions if pk in numerators and pk in denominators]
    return {pk: numerators[pk] for pk in known}, {pk: denominators[pk] for pk in known}


def why_not(above: Operand, below: Operand, numerator: int | None, denominator: int | None) -> str:
    """Why the two cannot be divided; nothing when they can."""
    if above.counts is None:
        return above.unknown
    if denominator is None:
        return below.unknown
    if denominator == 0:
        return below.empty
    return TOO_MANY if numerator is not None and numerator > denominator else ""


def missing_headcounts(
    operands: Iterable[str], institutions: list[int], year: SchoolYear, today: date
) -> dict[int, int]:
    """How many of the headcounts each institution lacks, in one statement; 0 is left out."""
    keys = {key for operand in operands if (key := headcount_key(operand))}
    if not keys:
        return {}
    kinds = {f"of_key_{n}": Count("pk", filter=key.lookup) for n, key in enumerate(keys)}
    entered = Headcount.objects.filter(
        organization__in=institutions, as_of__range=(year.starts_on, year.counted_on(today))
    )
    grouped = entered.order_by().values("organization").annotate(**kinds)
    rows = grouped.values_list("organization", *kinds)
    there = {pk: sum(map(bool, counts)) for pk, *counts in rows}
    lacking = {pk: len(keys) - there.get(pk, 0) for pk in institutions}
    return {pk: count for pk, count in lacking.items() if count}


def _latest_headcounts(
    keys: list[HeadcountKey], organization: Organization, year: SchoolYear, today: date
) -> dict[HeadcountKey, dict[int, int]]:
    if not keys:
        return {}
    parts = ("organization_id", "category", "age_from", "age_to", "experience_to")
    below = {"institution": "", "municipality": "__parent", "region": "__parent__parent"}
    rows = (
        Headcount.objects.filter(_any_of(keys))
        .filter(**{f"organization{below[organization.level]}": organization.pk})
        .filter(as_of__range=(year.starts_on, year.counted_on(today)))
        .order_by(*parts, "-as_of")
        .distinct(*parts)
    )
    found: dict[HeadcountKey, dict[int, int]] = {}
    for row in rows:
        found.setdefault(HeadcountKey.of(row), {})[row.organization_id] = row.value
    return found


def _any_of(keys: Iterable[HeadcountKey]) -> Q:
    wanted = Q()
    for key in keys:
        wanted |= key.lookup
    return wanted


def _headcount_operand(key: HeadcountKey, counts: dict[int, int], year: SchoolYear) -> Operand:
    return Operand(
        title=key.title,
        counts=counts,
        is_entered=True,
        counts_people=key.category != Headcount.Category.ENTERPRISE,
        unknown=f"нет численности {key.whose} на {year} учебный год",
        empty=f"численность {key.whose} равна нулю",
    )


def _counted(
    codes: Iterable[str], organization: Organization, year: SchoolYear, today: date
) -> dict[str, dict[int, int]]:
    """Counts by institution of the figures that are known, in one statement."""
    known = {code: key for code in codes if (key := FigureKey.parsed(code)).is_known}
    asked = [Asked(FIGURES[key.code], key.asked) for key in known.values()]
    counts = counts_by_institution(asked, organization, year, today)
    return dict(zip(known, counts, strict=True))


def _figure_operand(code: str, counts: dict[int, int] | None) -> Operand:
    key = FigureKey.parsed(code)
    if counts is None:
        return Operand(code, None, False, True, f"величина «{code}» в системе не описана", "")
    figure = FIGURES[key.code]
    return Operand(
        title=key.title,
        counts=counts,
        is_entered=False,
        counts_people=figure.counts_people,
        unknown="",
        empty="ещё никто не ответил на анкету" if code in COVERAGE else f"нет: {key.title}",
    )
