"""One text of a document for the page, the PDF and the Word file."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from mentorship.documents.codes import qr_paragraph
from mentorship.documents.contexts import DocumentContext
from mentorship.documents.kinds import kind_of
from mentorship.documents.layouts import PageLayout
from mentorship.documents.lengths import LONG_SECONDS, is_long
from mentorship.documents.models import Document
from mentorship.documents.pdf import PDF, pdf_is_available
from mentorship.documents.word import word_file

__all__ = [
    "Printout",
    "Rendered",
    "pdf_is_available",
    "pdf_of_many",
    "printed",
    "render",
    "stored_text",
    "template_version",
]

# XML cannot hold these, and direction marks would turn a name around in print.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
# A number sign stays with its number, a day with its month, the year with its «г.», and a blank
# for a date is one piece: a line never ends between them.
_TOGETHER = re.compile(
    r"(?<=№) (?=[\d_])|(?<=[\d_]) (?=г\.)|(?<=__») (?=__)|(?<=__) (?=20__)"
    r"|(?<=\d) (?=(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября"
    r"|декабря)\b)"
)
_FIRST_SHEET = re.compile(r"<section[^>]*>")
_TEMPLATES = Path(settings.BASE_DIR) / "templates" / "documents"
_STYLES = Path(settings.BASE_DIR) / "static" / "css" / "document.css"


@dataclass(frozen=True)
class Printout:
    """A text in the vocabulary of documents, and the look of the organization's papers."""

    title: str
    author: str
    body: SafeString
    layout: PageLayout

    def pdf(self) -> bytes:
        """PDF through WeasyPrint; DomainError when it cannot be made, ask `pdf_is_available`."""
        styles = _STYLES.read_text() + self.layout.css()
        seconds = LONG_SECONDS if is_long(self.body) else None
        return PDF.render(_page(self.title, self.body), styles, seconds=seconds)

    def docx(self) -> bytes:
        """A usual Word file with the same text."""
        return word_file(self.body, title=self.title, author=self.author, layout=self.layout)


@dataclass(frozen=True)
class Rendered(Printout):
    """A document at this moment: its context and the text rendered from it."""

    context: DocumentContext


def render(document: Document, *, with_corrections: bool = False) -> Rendered:
    """Render the document as it stands; `with_corrections` makes declined names links (preview)."""
    kind = kind_of(document)
    context = kind.build(document)
    values = {"context": context, "corrected_in": document if with_corrections else None}
    body = printed(f"documents/{kind.folder}/body.html", values)
    if context.check_address:
        body = _with_code(body, context.check_address)
    author = document.organization.short_name
    return Rendered(document.title, author, body, context.layout, context)


def _with_code(body: SafeString, address: str) -> SafeString:
    """The QR stands in the first sheet; the styles put it into the lower right corner."""
    start = _FIRST_SHEET.search(body)
    place = start.end() if start else 0
    return mark_safe(f"{body[:place]}{qr_paragraph(address)}{body[place:]}")  # noqa: S308 -- escaped


def printed(template: str, values: dict[str, Any]) -> SafeString:
    """The text of a template under `documents/`, with everything that cannot be printed taken out.

    Rooms above use it for papers that are no documents of the journal (sheets of consents).
    """
    text = _UNPRINTABLE.sub("", render_to_string(template, values))
    return mark_safe(_TOGETHER.sub("\N{NO-BREAK SPACE}", text))  # noqa: S308 -- escaped just now


def pdf_of_many(title: str, parts: Iterable[str]) -> bytes:
    """One PDF of many texts laid out part by part, so that long work can tell how far it is.

    `parts` may be a generator that notes its progress. DomainError as of a single document.
    """
    return PDF.render_many((_page(title, part) for part in parts), _STYLES.read_text())


def _page(title: str, body: str) -> str:
    return render_to_string(
        "documents/pdf_page.html",
        {"title": title, "body": mark_safe(body)},  # noqa: S308 -- a rendered text
    )


def stored_text(document: Document) -> SafeString:
    """The text of a registered document as it was registered, never rendered again."""
    return mark_safe(document.context["text"])  # noqa: S308 -- escaped when it was rendered


def template_version(document: Document) -> str:
    """SHA-256 over the texts and styles a document of this kind is made of."""
    digest = hashlib.sha256()
    folder = _TEMPLATES / kind_of(document).folder
    for path in [*sorted(folder.glob("*.html")), *sorted(_TEMPLATES.glob("_*.html")), _STYLES]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
