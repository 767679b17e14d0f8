"""The search over every room: what was typed, else the other keyboard layout, else what is near."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.http import urlencode

from mentorship.core.keyboard import other_layout
from mentorship.organizations.models import Membership
from mentorship.organizations.search import SEARCH, Hit, Query, Source, read, sources

SHORTEST = 2
PER_GROUP = 5
PER_PAGE = 25
SUGGESTED = 8
# Of one room among the suggestions, so that people do not push everything else out.
SUGGESTED_OF_ONE = 5


@dataclass(frozen=True)
class Group:
    """What one room found: the first lines, how many there are, and where they all are."""

    title: str
    hits: list[Hit]
    count: int
    url: str = ""


@dataclass(frozen=True)
class Found:
    """The results; `typed` is what was looked for when it is not what the box holds."""

    groups: list[Group] = field(default_factory=list)
    typed: str = ""
    is_similar: bool = False


def is_long_enough(text: str) -> bool:
    return len(text) >= SHORTEST


def look_everywhere(member: Membership, text: str) -> Found:
    """Groups of lines for a cleaned text; one or two statements for each room that has any."""
    for wanted in readings_of(text):
        groups = [
            group
            for code, source in sources()
            if (group := _group(member, code, source, read(wanted)))
        ]
        if groups:
            return Found(groups, typed=wanted if wanted != text else "")
    return _similar(member, text)


def look_in(member: Membership, code: str, text: str, page: str | None) -> Page:
    """One room's lines by pages; the same rows as its group counts."""
    source = SEARCH[code]
    query = read(text)
    rows, _first = _found(member, source, query, 1)
    shown = Paginator(rows, PER_PAGE).get_page(page)
    shown.object_list = source.show(member, list(shown.object_list))
    return shown


def suggest(member: Membership, text: str) -> list[Hit]:
    """The first lines for what is typed so far; rooms are asked until there are enough."""
    for wanted in readings_of(text):
        hits: list[Hit] = []
        for _code, source in sources():
            room = min(SUGGESTED_OF_ONE, SUGGESTED - len(hits))
            rows = _found(member, source, read(wanted), room)[1] if room else []
            hits += source.show(member, rows) if rows else []
        if hits:
            return hits
    return [hit for group in _similar(member, text).groups for hit in group.hits][:SUGGESTED]


def readings_of(text: str) -> Iterator[str]:
    """What was typed, then what the same keys give on the other layout."""
    yield text
    if switched := other_layout(text):
        yield switched


def _found(
    member: Membership, source: Source, query: Query, most: int
) -> tuple[QuerySet[Any], list[Any]]:
    """All rows of the first look that has any, and the first `most` of them."""
    for look in source.looks:
        rows = look(member, query)
        if first := list(rows[:most]):
            return rows, first
    return rows, []


def _group(member: Membership, code: str, source: Source, query: Query) -> Group | None:
    rows, first = _found(member, source, query, PER_GROUP + 1)
    if not first:
        return None
    count = rows.count() if len(first) > PER_GROUP else len(first)
    url = f"?{urlencode({'q': query.text, 'group': code})}" if count > PER_GROUP else ""
    return Group(source.title, source.show(member, first[:PER_GROUP]), count, url)


def _similar(member: Membership, text: str) -> Found:
    """Lines that are near to what was typed on either layout; nothing when nothing is."""
    for wanted in readings_of(text):
        query = read(wanted)
        groups = [
            Group(source.title, source.show(member, rows), len(rows))
            for _code, source in sources()
            if source.similar and (rows := list(source.similar(member, query)))
        ]
        if groups:
            return Found(groups, typed=wanted if wanted != text else "", is_similar=True)
    return Found()
