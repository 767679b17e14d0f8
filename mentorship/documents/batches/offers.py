"""Which kinds are drawn up many at once: the rooms whose rows they name register it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mentorship.core.registry import Registry
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear


@dataclass(frozen=True)
class Row:
    """A row a document can be made of: its key, and how a person tells it from the others.

    `remark` says why it is not ticked from the first («соглашение уже есть»).
    """

    key: str
    label: str
    remark: str = ""


@dataclass(frozen=True)
class Offer:
    """How documents of a kind are drawn up many at once.

    `rows` gives what can be chosen in a year; `source` narrows it (the pk of an order) or is empty.
    `fields` is asked again when the work is done: the first fields of each draft, or in words why
    there is none any more (no consent, foreign, gone). Both take only the member's own rows.
    `people` gives the keys of the persons these rows name, for the reading log.
    """

    kind: str
    title: str
    rows: Callable[[Membership, SchoolYear, str], list[Row]]
    fields: Callable[[Membership, SchoolYear, Sequence[str]], Mapping[str, Mapping[str, Any] | str]]
    people: Callable[[Membership, Sequence[str]], Iterable[int]]


OFFERS: Registry[Offer] = Registry()


def register(offer: Offer) -> Offer:
    return OFFERS.register(offer.kind, offer)
