"""Registered orders of the region, each with its number in the book and its file."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from docx import Document as WordDocument

from mentorship.core.copying import copy_rows
from mentorship.documents.models import Document, StoredFile, TakenNumber
from mentorship.documents.numbering import ORDERS, number_key
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.school_year import SchoolYear


@dataclass(frozen=True)
class Paper:
    """An order to be issued: by whom, of what kind, under which number of the organization."""

    organization: Organization
    member: Membership
    kind: str
    title: str
    number: str
    dated_on: date


def issue(papers: Sequence[Paper], year: SchoolYear) -> list[Document]:
    """Registered documents of invented text, in the order given; they say so themselves."""
    now = timezone.now()
    documents = copy_rows(
        Document(
            organization=paper.organization,
            kind=paper.kind,
            title=paper.title,
            school_year=year.first,
            state=Document.State.REGISTERED,
            number=paper.number,
            number_key=number_key(paper.number),
            dated_on=paper.dated_on,
            registered_at=now,
            registered_by=paper.member,
            created_by=paper.member,
        )
        for paper in papers
    )
    copy_rows(
        TakenNumber(
            organization=row.organization,
            year=row.dated_on.year,
            series=ORDERS,
            number_key=row.number_key,
            document=row,
        )
        for row in documents
        if row.dated_on
    )
    copy_rows(_stored(row) for row in documents)
    return documents


def _stored(document: Document) -> StoredFile:
    content = invented(document.title)
    return StoredFile(
        document=document,
        role=StoredFile.Role.DOCX,
        # A name as the room itself gives, so that a roll-back leaves nothing for ever.
        file=ContentFile(content, name=f"{secrets.token_hex(16)}.docx"),
        sha256=hashlib.sha256(content).hexdigest(),
    )


@cache
def invented(title: str) -> bytes:
    """A Word file of one line; one for all orders of a title."""
    paper = WordDocument()
    paper.add_paragraph(f"{title}. Вымышленный документ для проверки программы.")
    output = BytesIO()
    paper.save(output)
    return output.getvalue()
