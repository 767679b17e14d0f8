"""Headings that sort: what every list of the bank is made of."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from mentorship.core.tables import address


@dataclass(frozen=True)
class Heading:
    """A column of a list; without `fields` it does not sort."""

    code: str
    title: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class SortLink:
    """A heading as the page shows it: where a click leads and what `aria-sort` says."""

    title: str
    url: str = ""
    direction: str = ""

    @property
    def arrow(self) -> str:
        return {"ascending": "▲", "descending": "▼"}.get(self.direction, "")


class Sorting:
    """Reads `?sort=-place`; an unknown value means the first heading."""

    def __init__(self, headings: list[Heading], query: QueryDict) -> None:
        self.headings, self.query = headings, query
        wanted = query.get("sort", "")
        by_code = {heading.code: heading for heading in headings if heading.fields}
        self.is_descending = wanted.startswith("-")
        code = wanted.lstrip("-")
        if code not in by_code:
            code, self.is_descending = next(iter(by_code)), False
        self.heading = by_code[code]

    @property
    def order(self) -> list[str]:
        """Arguments of `order_by`, always down to the key."""
        sign = "-" if self.is_descending else ""
        tail = [name for name in ("person__sort_name", "pk") if name not in self.heading.fields]
        return [f"{sign}{name}" for name in self.heading.fields] + tail

    @property
    def links(self) -> list[SortLink]:
        return [self._link(heading) for heading in self.headings]

    def _link(self, heading: Heading) -> SortLink:
        if not heading.fields:
            return SortLink(heading.title)
        is_current = heading == self.heading
        flipped = "-" if is_current and not self.is_descending else ""
        direction = ("descending" if self.is_descending else "ascending") if is_current else ""
        url = address(self.query, sort=f"{flipped}{heading.code}", page=None)
        return SortLink(heading.title, url, direction)


class EntryPaginator(Paginator):
    """Counts entries without their people; a page is a walk along the index of people by name."""

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        entries: Any = self.object_list
        return Page(entries.by_names()[first : first + self.per_page], number, self)
