"""What a document lacks, what is worth a look, and the pages where it is mended."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from mentorship.core.registry import Registry
from mentorship.documents.contexts import DocumentContext, signatory_on
from mentorship.documents.kinds import kind_of
from mentorship.documents.models import Document
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right

_NO_HEAD = "не указан руководитель"
_LACKS = "в реквизитах организации не указаны"


@dataclass(frozen=True)
class Way:
    """Lines that hold these words are mended on a page; None where the page is not there."""

    words: str
    title: str
    right: Right
    address: Callable[[Document], str | None]


@dataclass(frozen=True)
class Line:
    """A line of what is lacking, and the page that mends it."""

    words: str
    address: str = ""
    title: str = ""


WAYS: Registry[Way] = Registry()


def missing_of(document: Document, context: DocumentContext) -> list[str]:
    """What forbids registration; a day before anybody's term is told as what it is."""
    found = kind_of(document).missing(context)
    why = _term_words(document)
    return [f"{words} ({why})" if why and words.startswith(_NO_HEAD) else words for words in found]


def remarks_of(document: Document, context: DocumentContext) -> list[str]:
    """What is worth a look, and requisites that letters and contracts print."""
    kind = kind_of(document)
    lacking = _requisites(document) if kind.prints_requisites else ""
    return kind.remarks(context) + ([lacking] if lacking else [])


def led(lines: Iterable[str], document: Document, member: Membership) -> list[Line]:
    """The lines with the pages that mend them, where the member may open those."""
    return [_led(words, document, member) for words in lines]


def _led(words: str, document: Document, member: Membership) -> Line:
    ways = (way for way in WAYS if way.words in words and member.may(way.right))
    for way in ways:
        if address := way.address(document):
            return Line(words, address, way.title)
    return Line(words)


def _term_words(document: Document) -> str:
    """Why nobody signs on the document's day although somebody does on another one."""
    if document.dated_on is None or signatory_on(document):
        return ""
    first = document.organization.signatories.order_by("starts_on", "pk").first()
    if first is None:
        return ""
    day = f"{document.dated_on:%d.%m.%Y}"
    if first.starts_on > document.dated_on:
        return f"дата {day} раньше его полномочий: они записаны с {first.starts_on:%d.%m.%Y}"
    return f"на дату {day} полномочия ни у кого не записаны"


def _requisites(document: Document) -> str:
    organization: Any = document.organization
    wanted = {"адрес": organization.address, "телефон": organization.contacts}
    lacking = [*(name for name, value in wanted.items() if not value)]
    lacking += [] if organization.inn else ["ИНН"]
    return f"{_LACKS} {', '.join(lacking)}" if lacking else ""


def register_ways() -> None:
    """Those of the organization itself; rooms above add the pages of their rows."""
    own = ("Реквизиты организации", Right.ORGANIZATION_EDIT, lambda _: reverse(_OWN))
    head = ("Подписывающие лица", Right.DOCUMENTS_REGISTER, lambda _: reverse(_SIGNATORY))
    orders = ("Подготовить приказ", Right.DOCUMENTS_DRAFT, lambda _: reverse(_KINDS))
    WAYS.register("requisites", Way(_LACKS, *own))
    WAYS.register("head", Way(_NO_HEAD, *head))
    WAYS.register("approving", Way("не указан приказ, которым", *orders))


_OWN, _SIGNATORY = "organizations:own_update", "organizations:signatory_create"
_KINDS = "documents:kind_list"
