"""Files of a document: a draft is rendered now, an issued one gives its stored bytes."""

from dataclasses import dataclass
from pathlib import PurePath

from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.writing import CONTENT_TYPE
from mentorship.documents.files import CONTENT_TYPES
from mentorship.documents.kinds import kind_of
from mentorship.documents.lengths import MOST_AT_ONCE, is_long
from mentorship.documents.long_documents import annex_workbook
from mentorship.documents.models import Document, StoredFile
from mentorship.documents.rendering import render
from mentorship.documents.uploaded.services import has_pdf, word_of

TABLES = "xlsx"
_LONG_DRAFT = (
    f"В приложениях больше {MOST_AT_ONCE} строк: PDF строится при регистрации, в фоне. Проект "
    "скачайте в Word, приложение – в Excel."
)


@dataclass(frozen=True)
class Download:
    name: str
    content: bytes
    content_type: str


def download_of(document: Document, role: str) -> Download | None:
    """The file in a role (pdf, docx, scan, xlsx for its tables), None when there is none.

    DomainError when the PDF of a draft cannot be made. The latest scan is the one given.
    """
    if role == TABLES:
        tables = annex_workbook(document)
        return Download(f"{name_of(document)}.xlsx", tables, CONTENT_TYPE) if tables else None
    content = _rendered(document, role) if document.is_draft else _stored(document, role)
    if content is None:
        return None
    extension, data = content
    return Download(f"{name_of(document)}.{extension}", data, CONTENT_TYPES[extension])


def contents_of(document: Document) -> dict[str, bytes]:
    """Word and, where there is one, PDF of a document, rendered from one text at most once."""
    if not document.is_draft:
        stored = {role: _stored(document, role) for role in ("docx", "pdf")}
        return {role: found[1] for role, found in stored.items() if found}
    rendered = render(document)
    contents = {"docx": word_of(document, rendered)}
    if has_pdf(document):
        contents["pdf"] = rendered.pdf()
    return contents


def _rendered(document: Document, role: str) -> tuple[str, bytes] | None:
    if role == StoredFile.Role.DOCX:
        return "docx", word_of(document, render(document))
    if role == StoredFile.Role.PDF and has_pdf(document):
        rendered = render(document)
        if is_long(rendered.body):
            raise DomainError(_LONG_DRAFT)
        return "pdf", rendered.pdf()
    return None


def _stored(document: Document, role: str) -> tuple[str, bytes] | None:
    row = document.files.filter(role=role).order_by("-pk").first()
    if row is None:
        return None
    with row.file.open() as stored:
        return PurePath(str(row.file.name)).suffix[1:], stored.read()


def name_of(document: Document) -> str:
    """«Приказ_…_204-ОД_от_03.10.2022»; a draft is called so in its name too."""
    title = kind_of(document).title
    if document.is_draft:
        return f"{title} проект".replace(" ", "_")
    return f"{title} {document.number} от {document.dated_on:%d.%m.%Y}".replace(" ", "_")
