"""Documents with a long annex: registered by a job, the annex also as a table of Excel."""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from mentorship.core.exceptions import DomainError
from mentorship.core.spreadsheets.writing import Column, Table, write_workbook
from mentorship.documents import blocks, services
from mentorship.documents.models import Document
from mentorship.documents.rendering import render, stored_text
from mentorship.jobs.models import Job
from mentorship.jobs.progress import Progress
from mentorship.jobs.services import enqueue
from mentorship.organizations.models import Membership

REGISTER = "documents.register"


def register_later(
    *, document: Document, member: Membership, dated_on: date, number: str = ""
) -> Job:
    """Ask the worker to register a document whose files take long."""
    params = {
        "document": document.pk,
        "membership": member.pk,
        "dated_on": dated_on.isoformat(),
        "number": number,
    }
    title = f"Регистрация: {document.title}"[:200]
    return enqueue(kind=REGISTER, title=title, member=member, params=params)


def register_document(params: dict[str, Any], progress: Progress) -> tuple[dict[str, Any], str]:
    """Register it; rights are asked now, and registered already is left as it is."""
    member = Membership.objects.select_related("organization").get(pk=params["membership"])
    document = Document.objects.visible_to(member).filter(pk=params["document"]).first()
    if document is None:
        raise DomainError("Документ не найден: возможно, сменилась роль или проект удалён.")
    progress.step(0, 1, "Строю PDF и Word: длинное приложение занимает до минуты")
    progress.begin_writing()
    done = services.register(
        document=document,
        member=member,
        dated_on=date.fromisoformat(params["dated_on"]),
        number=params["number"],
        prints_first=True,
    )
    return {"number": done.number}, done.get_absolute_url()


def annex_workbook(document: Document) -> bytes:
    """Tables of the document that have a head, each a sheet; b"" when there is none."""
    text = render(document).body if document.is_draft else stored_text(document)
    tables = list(_tables(text))
    return write_workbook(tables) if tables else b""


def _tables(text: str) -> Iterator[Table[list[str]]]:
    sheets = blocks.read_blocks(text)
    found = (b for s in sheets for b in s.blocks if isinstance(b, blocks.Table))
    with_head = (table for table in found if any(row.is_head for row in table.rows))
    for number, table in enumerate(with_head, 1):
        lines = [[cell.text for cell in row.cells] for row in table.rows]
        head = next(line for line, row in zip(lines, table.rows, strict=True) if row.is_head)
        rows = [line for line, row in zip(lines, table.rows, strict=True) if not row.is_head]
        columns: list[Column[list[str]]] = [
            Column(heading, itemgetter(place), max(width * 1.2, 6))
            for place, (heading, width) in enumerate(zip(head, table.widths, strict=True))
        ]
        yield Table(f"Приложение {number}", columns, rows)
