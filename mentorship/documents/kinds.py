"""Kinds of documents: this room owns the registry, the rooms whose rows they name fill it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorship.core.registry import Registry
from mentorship.documents.contexts import DocumentContext
from mentorship.documents.forms import KindForm
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear

# Parts of the page «Подготовить документ», in the order of the year.
GROUPS = {
    "model": "Внедрение целевой модели",
    "banks": "Базы, отбор и обучение",
    "pairs": "Пары и группы",
    "partners": "Партнёры",
    "results": "Итоги и поощрение",
    "letters": "Письма и распоряжения",
}
INSTITUTIONS = frozenset({Organization.Level.INSTITUTION})
# The order book of an organization: all its orders take their numbers from one series.
ORDERS = "orders"


def nothing_missing(context: Any) -> list[str]:
    return []


def day_is_good(document: Document, dated_on: date) -> list[str]:
    return []


def untitled(fields: Mapping[str, Any]) -> str:
    return ""


def nobody_named(document: Document) -> Iterable[int]:
    return []


def nothing_follows(document: Document, member: Membership) -> None:
    """A kind that changes no other row when it is registered or cancelled."""


def signed_by_head(data: Mapping[str, Any]) -> list[str]:
    """Who signs a paper by its stored context: the head of the organization."""
    signatory = data.get("signatory") or {}
    return [signatory["name"]] if signatory.get("name") else []


def nothing_chosen(member: Membership, year: SchoolYear) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Kind:
    """What the engine must know of a kind; its text is `templates/documents/<folder>/body.html`.

    `build` reads the rows the document speaks of and gives the context its text is rendered from;
    `missing` names what forbids registration, `remarks` what is only worth a look.
    `people` gives the pks of the persons the text names: whoever opens it is noted (reading log).
    `initial` chooses the first fields of a new draft (for instance the pairs that await an order).
    `on_registered` and `on_cancelled` run in the same transaction; a DomainError undoes all of it.
    """

    code: str
    title: str
    subject: str
    folder: str
    form: type[KindForm]
    # One of GROUPS.
    group: str
    build: Callable[[Document], DocumentContext]
    # At which levels of the tree it is drawn up.
    levels: frozenset[Organization.Level] = INSTITUTIONS
    series: str = ORDERS
    # Numbers are the system's also where the organization keeps its own book of orders.
    always_own: bool = False
    number_pattern: str = ""
    number_hint: str = "Как в книге приказов, например 204-ОД."
    # The title of a document by what was typed; where it is empty, `subject` stays.
    titled: Callable[[Mapping[str, Any]], str] = untitled
    missing: Callable[[Any], list[str]] = nothing_missing
    remarks: Callable[[Any], list[str]] = nothing_missing
    # What speaks against the day it is to be registered with; asked about once, never forbidden.
    day_doubts: Callable[[Document, date], list[str]] = day_is_good
    initial: Callable[[Membership, SchoolYear], dict[str, Any]] = nothing_chosen
    people: Callable[[Document], Iterable[int]] = nobody_named
    on_registered: Callable[[Document, Membership], None] = nothing_follows
    on_cancelled: Callable[[Document, Membership], None] = nothing_follows
    # Who has signed, by the stored context: for the journal.
    signers: Callable[[Mapping[str, Any]], list[str]] = signed_by_head
    # Address, telephone and ИНН of the organization stand in the text.
    prints_requisites: bool = False
    hint: str = ""
    # The document a group begins with stands first on the page of kinds.
    opens_group: bool = False

    @property
    def group_title(self) -> str:
        return GROUPS[self.group]


KINDS: Registry[Kind] = Registry()


def register(kind: Kind) -> Kind:
    return KINDS.register(kind.code, kind)


def kinds_for(member: Membership) -> list[Kind]:
    """The kinds a member's organization draws up, group by group."""
    places = list(GROUPS)
    found = [kind for kind in KINDS if member.organization.level in kind.levels]
    return sorted(found, key=lambda kind: (places.index(kind.group), not kind.opens_group))


def kind_of(document: Document) -> Kind:
    """The kind of a document; a code nobody registered is a programming error (KeyError)."""
    return KINDS[document.kind]
