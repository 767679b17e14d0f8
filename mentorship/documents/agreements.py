"""What agreements have in common: sides, sections as points, signatures side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mentorship.core.names import Case, guess_sex, initials_before
from mentorship.documents.contexts import (
    DocumentContext,
    NameInCase,
    as_signed,
    lines_of,
    requisites,
    signatory_on,
)
from mentorship.documents.models import Document
from mentorship.documents.names import Declension
from mentorship.documents.point_forms import PointsForm
from mentorship.documents.points import Point, points_of


@dataclass(frozen=True)
class Party:
    """A side as it signs: its word in the text, its full name, what stands above the signature.

    An empty name is a blank to be filled by hand; `signed_by` is «Н. Н. Власова».
    """

    word: str
    name: str
    lines: tuple[str, ...] = ()
    position: str = ""
    signed_by: str = ""


@dataclass(frozen=True)
class Representative:
    """«в лице директора Кравцовой Анны Николаевны»: who acts for an organization."""

    position: NameInCase
    name: NameInCase

    @property
    def acting(self) -> str:
        """«действующего», «действующей»; both endings where the name does not tell the sex."""
        words = {"m": "действующего", "f": "действующей"}
        return words.get(guess_sex(self.name.nominative), "действующего(ей)")


@dataclass(frozen=True, kw_only=True)
class AgreementContext(DocumentContext):
    """An agreement of any kind; `left_out` names people who have no consent to be named."""

    points: tuple[Point, ...]
    parties: tuple[Party, ...]
    left_out: tuple[str, ...] = ()

    @property
    def rows_of_parties(self) -> list[tuple[Party | None, Party | None]]:
        """Two signatures a row; the last may stand alone."""
        listed: list[Party | None] = [*self.parties, *[None] * (len(self.parties) % 2)]
        return list(zip(listed[::2], listed[1::2], strict=True))


def agreement_values(document: Document, form: type[PointsForm]) -> dict[str, Any]:
    """The fields of AgreementContext that follow from the document and its form."""
    points = points_of(document.fields, form.points_offered())
    return {**requisites(document), "points": points}


def organization_party(document: Document, word: str) -> Party:
    """The side of the document's own organization, signed by who is in office on its day."""
    organization, signatory = document.organization, signatory_on(document)
    inn = f"ИНН {organization.inn}" if organization.inn else ""
    lines = (organization.address, inn, organization.contacts)
    return Party(
        word=word,
        name=organization.name,
        lines=tuple(line for line in lines if line),
        position=as_signed(signatory.position) if signatory else "",
        signed_by=initials_before(signatory.full_name) if signatory else "",
    )


def representative_of(document: Document, names: Declension) -> Representative | None:
    """Who acts for the document's organization, in the genitive; None where nobody is named."""
    if (signatory := signatory_on(document)) is None:
        return None
    return representative(names, signatory.position, signatory.full_name)


def representative(names: Declension, position: str, full_name: str) -> Representative:
    """In the genitive and inside a sentence: a job title begins with a small letter there."""
    small = position[:1].lower() + position[1:]
    return Representative(
        names.position(small, Case.GENITIVE), names.name(full_name, Case.GENITIVE)
    )


def signed_by_parties(data: Mapping[str, Any]) -> list[str]:
    """Everybody who signs an agreement, by its stored context."""
    return [party["signed_by"] for party in data.get("parties") or () if party["signed_by"]]


def typed_lines(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Lines of a typed text, each without the stop that the text sets itself."""
    return tuple(line.rstrip(";. ") for line in lines_of(fields.get(name) or ""))


def lacking(wanted: Mapping[str, Any], left_out: tuple[str, ...] = ()) -> list[str]:
    """What forbids registration: words whose value is empty, and people without a consent."""
    found = [words for words, value in wanted.items() if not value]
    return found + [f"не может быть назван(а) в документе: {words}" for words in left_out]
