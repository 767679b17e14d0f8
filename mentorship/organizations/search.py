"""The search box: what was typed as every room reads it, and where rooms look; they register."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mentorship.core.names import search_key
from mentorship.core.registry import Registry
from mentorship.core.wording import parse_date
from mentorship.organizations.models import Membership

LONGEST = 100
MOST_WORDS = 8
_CLASS = re.compile(
    r"(?<!\S)(1[01]|[1-9])\s*[-–—]?\s*[«\"“']?([а-яё])?[»\"”']?(?:\s*кл(?:асс[а-я]*|\.)?)?(?!\S)"
)
_DAY = re.compile(r"(?<!\S)\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\S)")
_YEAR = re.compile(r"(?<!\S)((?:19|20)\d\d)(?:[/–-](?:20)?(\d\d))?(?!\S)")


@dataclass(frozen=True)
class Query:
    """One request to the search: words in the key of names, and what else they may mean.

    `grade` is a class («7б», or «7» for all of them), `year` a year of four digits (of a school
    year its first, then `is_school_year`), `day` a whole date. What means one of these is no word.
    `tokens` are all pieces as they were typed, for numbers of documents.
    """

    text: str
    tokens: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    grade: str = ""
    year: int | None = None
    is_school_year: bool = False
    day: date | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.grade or self.year or self.day)


def cleaned(text: str) -> str:
    """What was typed without control signs, no longer than the box allows."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text[: 2 * LONGEST])
    return " ".join(printable.split())[:LONGEST].strip()


def read(text: str) -> Query:
    """Understand a cleaned text; nothing in it is an error."""
    rest = text.lower()
    day, rest = _day_in(rest)
    year = _YEAR.search(rest)
    rest = _YEAR.sub(" ", rest)
    grade = _CLASS.search(rest)
    rest = _CLASS.sub(" ", rest)
    return Query(
        text=text,
        tokens=tuple(text.split()[:MOST_WORDS]),
        words=tuple(dict.fromkeys(search_key(rest).split()))[:MOST_WORDS],
        grade=f"{grade[1]}{grade[2] or ''}" if grade else "",
        year=int(year[1]) if year else None,
        is_school_year=bool(year and year[2]),
        day=day,
    )


def _day_in(text: str) -> tuple[date | None, str]:
    found = _DAY.search(text)
    if not found:
        return None, text
    try:
        return parse_date(found[0]), _DAY.sub(" ", text)
    except ValueError:
        return None, text


@dataclass(frozen=True)
class Hit:
    """A line of the results; `people` are those it names, for the reading log."""

    text: str
    detail: str
    url: str
    people: frozenset[int] = field(default=frozenset())


Look = Callable[[Membership, Query], QuerySet[Any]]


@dataclass(frozen=True)
class Source:
    """Where a room looks: each of `looks` in turn until one finds a row.

    A look gives visible rows in their order, none where the role or the query is not for it.
    `position` orders the groups. `show` makes lines of the rows of
    one page, in as many statements for one as for many.
    `similar` gives a few rows that nearly fit, the nearest first; asked when nobody found anything.
    """

    title: str
    position: int
    looks: Sequence[Look]
    show: Callable[[Membership, Sequence[Any]], list[Hit]]
    similar: Callable[[Membership, Query], Iterable[Any]] | None = None


# Code of the group («people») → source.
SEARCH: Registry[Source] = Registry()


def sources() -> list[tuple[str, Source]]:
    """Sources with their codes in the order of the page."""
    return sorted(SEARCH.items(), key=lambda entry: entry[1].position)
