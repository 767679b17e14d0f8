"""Which kinds are drawn up many at once: the rooms whose rows they name register it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    # In the name of the file of this row; the label where it is empty.
    short: str = ""


def nothing_known(
    member: Membership, year: SchoolYear, keys: Sequence[str]
) -> Mapping[str, Mapping[str, Any]]:
    return {}


@dataclass(frozen=True)
class Offer:
    """How documents of a kind are drawn up many at once.

    `rows` gives what can be chosen in a year; `source` narrows it (the pk of an order) or is empty.
    `fields` is asked again when the work is done: the first fields of each draft, or in words why
    there is none any more (no consent, foreign, gone). Both take only the member's own rows.
    `people` gives the keys of the persons these rows name, for the reading log.
    `typed` are fields of the kind's form that every row needs for itself: a row is chosen by
    filling them, and `known` gives what was typed for it before. `shared` are typed once for all,
    with whether they must be. `source_kind` is the kind of orders whose pages lead here.
    """

    kind: str
    title: str
    rows: Callable[[Membership, SchoolYear, str], list[Row]]
    fields: Callable[[Membership, SchoolYear, Sequence[str]], Mapping[str, Mapping[str, Any] | str]]
    people: Callable[[Membership, Sequence[str]], Iterable[int]]
    source_kind: str = ""
    source_title: str = ""
    # Why there is not a single row in the year.
    nobody: str = "В этом учебном году нет ни одной подходящей строки."
    typed: tuple[str, ...] = ()
    shared: Mapping[str, bool] = field(default_factory=dict)
    known: Callable[[Membership, SchoolYear, Sequence[str]], Mapping[str, Mapping[str, Any]]] = (
        nothing_known
    )


OFFERS: Registry[Offer] = Registry()


def register(offer: Offer) -> Offer:
    return OFFERS.register(offer.kind, offer)
