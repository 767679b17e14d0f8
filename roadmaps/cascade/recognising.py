"""Whom a printed «Ответственный» of a municipal plan asks to act: a suggestion, never a fact."""

import re
from dataclasses import dataclass

from mentorship.organizations.models import Organization
from roadmaps.models import TaskAddress

Recipient = TaskAddress.Recipient
Type = Organization.Type

# S000 writes «Сапунова Н.В. Руководители ОО» in one breath: parts are found by words, not commas.
_PLACE = (
    r"(?:оо|доу|моу|мбоу|маоу|образовательн\w+|общеобразовательн\w+|школ\w*|учрежден\w+"
    r"|детск\w+\s+сад\w*)"
)
_CURATOR = re.compile(rf"\bкуратор\w*(?:\s+\w+){{0,5}}?\s+(?:в\s+)?{_PLACE}\b|\bкуратор\w*")
_HEAD = re.compile(
    rf"\b(?:руководител\w+|директор\w*|заведующ\w+)\s+(?:всех\s+|муниципальн\w+\s+)?{_PLACE}\b"
    rf"(?:\s+(?:организац\w+|учрежден\w+))?"
)
_INSTITUTION = re.compile(
    r"\b(?:оо|доу|моу|мбоу|маоу|соо)\b|\b(?:обще)?образовательн\w+\s+(?:организац|учрежден)\w+"
    r"|\bшкол[аы]?\b|\bдетск\w+\s+сад\w*|\bколледж\w*|\bтехникум\w*"
)
_TYPES = {
    Type.SCHOOL: re.compile(r"\bшкол|\bобщеобразовательн|\bсош\b|\bгимнази|\bлице[йея]"),
    Type.KINDERGARTEN: re.compile(r"\bдоу\b|\bдетск\w+\s+сад|\bдошкольн"),
    Type.COLLEGE: re.compile(r"\bспо\b|\bколледж|\bтехникум|\bпрофессиональн\w+\s+образовательн"),
    Type.SUPPLEMENTARY: re.compile(r"\bдополнительного\s+образования\b|\bудо\b"),
}


@dataclass(frozen=True)
class Suggestion:
    """Recipients and institution types read from a text; no recipients: nobody below is asked."""

    recipients: tuple[str, ...] = ()
    institution_types: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.recipients)


def suggest_address(responsible: str) -> Suggestion:
    """Read «ОО», «Руководители ОО», «Кураторы внедрения ЦМН в ОО»; types where they are named."""
    text = " ".join(responsible.casefold().split())
    found = []
    for recipient, pattern in ((Recipient.CURATOR, _CURATOR), (Recipient.HEAD, _HEAD)):
        text, times = pattern.subn(" ; ", text)
        if times:
            found.append(recipient)
    if _INSTITUTION.search(text):
        found.append(Recipient.INSTITUTION)
    ordered = tuple(recipient for recipient in Recipient.values if recipient in found)
    whole = responsible.casefold()
    types = tuple(code.value for code, pattern in _TYPES.items() if pattern.search(whole))
    return Suggestion(ordered, types if ordered else ())
