"""What stands on a sheet of a consent, and its page, PDF and Word file.

Lines for the address, identity papers and authority are blanks to be filled by hand; nothing of
them is ever stored.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from mentorship.bank.consent_texts import Audience, Operator, Texts, operator_of, settings_of
from mentorship.bank.models import ConsentText, Person
from mentorship.core.names import decline
from mentorship.documents.rendering import printed
from mentorship.organizations.models import Organization


@dataclass(frozen=True)
class SheetContext:
    """One sheet: the text, the operator, and the names that are known already."""

    text: ConsentText
    operator: Operator
    person_name: str = ""
    place: str = ""
    representative_name: str = ""
    sex: str = ""

    @property
    def person_genitive(self) -> str:
        """«несовершеннолетней Степановой Марии»: the sheet names a minor in the genitive."""
        return decline(self.person_name, self.sex).genitive

    @property
    def parts(self) -> dict[str, Any]:
        parts: dict[str, Any] = self.text.parts
        return parts

    @property
    def data(self) -> str:
        return "; ".join(self.parts["data"]) + "."

    @property
    def is_adult(self) -> bool:
        return self.text.audience == Audience.ADULT

    @property
    def is_joint(self) -> bool:
        return self.text.audience == Audience.JOINT

    @property
    def signed_by(self) -> str:
        return self.person_name if self.is_adult else self.representative_name


def sheet_html(sheet: SheetContext) -> SafeString:
    """The sheet in the vocabulary of documents: the page, the PDF and the Word file are its."""
    return printed(f"documents/consent/{sheet.text.purpose}.html", {"sheet": sheet})


class Sheets:
    """Makes the sheets of one institution; its texts, operator and settings are read once."""

    def __init__(self, institution: Organization) -> None:
        self.institution = institution
        self._hashes: dict[int, str] = {}

    @cached_property
    def texts(self) -> Texts:
        return Texts(self.institution)

    @cached_property
    def operator(self) -> Operator:
        return operator_of(self.institution)

    @cached_property
    def asks_joint(self) -> bool:
        return settings_of(self.institution).asks_joint

    def sha256_of(self, text: ConsentText) -> str:
        """The hash of the sheet without the names: what was signed, word for word."""
        if text.pk not in self._hashes:
            blank = sheet_html(SheetContext(text, self.operator))
            self._hashes[text.pk] = hashlib.sha256(blank.encode()).hexdigest()
        return self._hashes[text.pk]

    def html_of(self, text: ConsentText, person: Person, place: str) -> SafeString:
        return sheet_html(
            SheetContext(
                text=text,
                operator=self.operator,
                person_name=person.full_name,
                place=place or "",
                representative_name=person.representative_name,
                sex=person.sex,
            )
        )
