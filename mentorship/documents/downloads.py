"""Files of a document: a draft is rendered now, an issued one gives its stored bytes."""

from dataclasses import dataclass
from pathlib import PurePath

from mentorship.documents.files import CONTENT_TYPES
from mentorship.documents.kinds import kind_of
from mentorship.documents.models import Document, StoredFile
from mentorship.documents.rendering import render
from mentorship.documents.uploaded.services import has_pdf, word_of


@dataclass(frozen=True)
class Download:
    name: str
    content: bytes
    content_type: str


def download_of(document: Document, role: str) -> Download | None:
    """The file in a role (pdf, docx, scan), None when there is none.

    DomainError when the PDF of a draft cannot be made. The latest scan is the one given.
    """
    content = _rendered(document, role) if document.is_draft else _stored(document, role)
    if content is None:
        return None
    extension, data = content
    return Download(f"{_stem(document)}.{extension}", data, CONTENT_TYPES[extension])


def _rendered(document: Document, role: str) -> tuple[str, bytes] | None:
    if role == StoredFile.Role.DOCX:
        return "docx", word_of(document, render(document))
    if role == StoredFile.Role.PDF and has_pdf(document):
        return "pdf", render(document).pdf()
    return None


def _stored(document: Document, role: str) -> tuple[str, bytes] | None:
    row = document.files.filter(role=role).order_by("-pk").first()
    if row is None:
        return None
    with row.file.open() as stored:
        return PurePath(str(row.file.name)).suffix[1:], stored.read()


def _stem(document: Document) -> str:
    """«Приказ_…_204-ОД_от_03.10.2022»; a draft is called so in its name too."""
    title = kind_of(document).title
    if document.is_draft:
        return f"{title} проект".replace(" ", "_")
    return f"{title} {document.number} от {document.dated_on:%d.%m.%Y}".replace(" ", "_")
