"""What every document is rendered from: requisites in the order of ГОСТ Р 7.0.97 (domain E4)."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from mentorship.core.names import initials_before
from mentorship.documents.codes import check_address
from mentorship.documents.layouts import PageLayout, layout_of, page_layout
from mentorship.documents.models import Document
from mentorship.organizations.models import Signatory

_FULL_STOP = re.compile(r"(?<!\bг)\.$")


@dataclass(frozen=True)
class NameInCase:
    """A name or a job title put into a case; corrected by hand or declined by the program."""

    nominative: str
    case: str
    text: str
    is_corrected: bool = False


@dataclass(frozen=True)
class Signature:
    """The signature line: position in the nominative, «Н. Н. Власова»."""

    position: str
    name: str


@dataclass(frozen=True, kw_only=True)
class DocumentContext:
    """Letterhead, number and date (empty in a draft: blanks are printed), place, signature."""

    layout: PageLayout
    above_name: tuple[str, ...]
    organization: str
    below_name: tuple[str, ...]
    locality: str
    number: str
    dated_on: date | None
    school_year: str
    signatory: Signature | None
    # What the QR code on the first page holds; empty in a draft and where it is switched off.
    check_address: str = ""

    def snapshot(self) -> dict[str, Any]:
        """The context as JSON, kept with the registered document."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), cls=DjangoJSONEncoder))
        return plain


def requisites(document: Document) -> dict[str, Any]:
    """The fields of DocumentContext that every kind takes from the document itself."""
    organization = document.organization
    settings = layout_of(organization)
    contacts = ", ".join(filter(None, [organization.address, organization.contacts]))
    return {
        "layout": page_layout(settings),
        "above_name": lines_of(settings.above_name),
        "organization": organization.name,
        "below_name": lines_of(settings.below_name or contacts),
        "locality": organization.locality,
        "number": document.number,
        "dated_on": document.dated_on,
        "school_year": f"{document.school_year}/{document.school_year + 1}",
        "signatory": signature_on(document),
        "check_address": check_address(document) if settings.shows_qr else "",
    }


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a typed text without empty ones and doubled spaces."""
    stripped = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in stripped if line)


def without_stop(text: str) -> str:
    """A typed piece that the sentence goes on after: no full stop, but «2022 г.» keeps its own."""
    return _FULL_STOP.sub("", text.strip())


def signatory_on(document: Document) -> Signatory | None:
    """Who signs on the document's day (today for a draft): the director or one acting for them."""
    day = document.dated_on or timezone.localdate()
    signatories = Signatory.objects.filter(organization=document.organization_id)
    return signatories.in_office(day).order_by("-starts_on", "-pk").first()


def signature_on(document: Document) -> Signature | None:
    """The line they sign on."""
    person = signatory_on(document)
    if person is None:
        return None
    return Signature(as_signed(person.position), initials_before(person.full_name))


def as_signed(position: str) -> str:
    """A job title as it begins the signature line: with a capital, whatever was typed."""
    return position[:1].upper() + position[1:]
