"""The journal of registration as it is kept on paper: issued documents in order of their dates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT, KeyTransform
from django.utils import timezone

from mentorship.core.spreadsheets.writing import Column, write_table
from mentorship.documents.journal import title_of
from mentorship.documents.kinds import KINDS, ORDERS
from mentorship.documents.layouts import layout_of, page_layout
from mentorship.documents.models import Document, DocumentLink
from mentorship.documents.rendering import Printout, printed
from mentorship.organizations.models import Membership

_MARKS = {
    DocumentLink.Kind.AMENDS: "Изменён: № {} от {:%d.%m.%Y}",
    DocumentLink.Kind.SUPERSEDES: "Утратил силу: № {} от {:%d.%m.%Y}",
}


@dataclass(frozen=True)
class Line:
    """A line of the journal: date, number, what it is about, who signed, what became of it."""

    kind: str
    dated_on: date | None
    number: str
    kind_title: str
    title: str
    signatory: str
    registrar: str
    marks: tuple[str, ...]


def printed_journal(member: Membership, rows: QuerySet[Document]) -> Printout:
    """Every issued document among the rows; drafts have no number and are in no journal."""
    lines = list(_lines(rows))
    organization = member.organization
    values = {
        "organization": organization,
        "title": _title(lines),
        "lines": lines,
        "begins_on": lines[0].dated_on if lines else None,
        "ends_on": lines[-1].dated_on if lines else None,
        "printed_on": timezone.localdate(),
    }
    return Printout(
        title=_title(lines),
        author=organization.short_name,
        body=printed("documents/registration_journal.html", values),
        layout=page_layout(layout_of(organization)),
    )


COLUMNS: list[Column[Line]] = [
    Column("Дата", lambda line: line.dated_on, 12),
    Column("Номер", lambda line: line.number, 16),
    Column("Вид", lambda line: line.kind_title, 40),
    Column("Заголовок", lambda line: line.title, 60),
    Column("Подписал", lambda line: line.signatory, 30),
    Column("Зарегистрировал", lambda line: line.registrar, 30),
    Column("Отметки", lambda line: "; ".join(line.marks), 40),
]


def journal_workbook(member: Membership, rows: QuerySet[Document]) -> bytes:
    """The journal as .xlsx: the rows and columns of the printed one."""
    lines = list(_lines(rows))
    today, organization = timezone.localdate(), member.organization
    heading = f"{_title(lines)}, {organization.short_name}, {today:%d.%m.%Y}"
    return write_table("Журнал", COLUMNS, lines, heading=heading)


def _title(lines: Iterable[Line]) -> str:
    """Of orders alone it is their book; of papers of all kinds a journal of documents."""
    kinds = {line.kind for line in lines}
    are_orders = kinds and all(kind in KINDS and KINDS[kind].series == ORDERS for kind in kinds)
    return "Журнал регистрации приказов" if are_orders else "Журнал регистрации документов"


def _signers(row: Any) -> str:
    if row.kind not in KINDS:
        return row.signatory or ""
    kept = {
        "signatory": {"name": row.signatory},
        "mentor": {"name": row.mentor},
        "initiator": row.initiator,
        "parties": row.parties,
    }
    return ", ".join(KINDS[row.kind].signers(kept))


def _lines(rows: QuerySet[Document]) -> Iterator[Line]:
    issued = rows.exclude(state=Document.State.DRAFT).order_by("dated_on", "registered_at", "pk")
    # The text of each document lies in `context` too: the names of who signed alone are read.
    named = issued.annotate(
        signatory=KT("context__data__signatory__name"),
        mentor=KT("context__data__mentor__name"),
        initiator=KT("context__data__initiator"),
        parties=KeyTransform("parties", KeyTransform("data", "context")),
    ).defer("context", "fields")
    related = named.select_related("registered_by__user")
    for row in related.prefetch_related("followers__document"):
        registrar = row.registered_by.user.full_name if row.registered_by else ""
        yield Line(
            row.kind,
            row.dated_on,
            row.number,
            title_of(row),
            row.title,
            _signers(row),
            registrar,
            tuple(_marks(row, row.followers.all())),
        )


def _marks(document: Document, followers: Iterable[DocumentLink]) -> Iterator[str]:
    if document.state == Document.State.CANCELLED:
        yield (
            document.cancel_reason
            if document.cancel_reason.startswith("Отменён")
            else f"Отменён: {document.cancel_reason}"
        )
    for link in followers:
        if words := _MARKS.get(DocumentLink.Kind(link.kind)):
            yield words.format(link.document.number, link.document.dated_on)
