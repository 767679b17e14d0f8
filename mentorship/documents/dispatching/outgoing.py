"""What the sender sees: whom a document went to, who has read it, who is late."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone

from mentorship.core.spreadsheets.writing import Column, write_table
from mentorship.documents.models import Dispatch, DispatchQuerySet, Document, DocumentQuerySet
from mentorship.organizations.models import Membership

# Value of the filter → words of its tab.
SHOWN = {"": "Все", "unread": "Не прочли", "awaited": "Не ознакомились", "late": "Просрочили"}


@dataclass(frozen=True)
class Line:
    """A recipient as of a day; `days_late` of an acknowledgement that came late counts too."""

    dispatch: Dispatch
    days_late: int


def narrowed(rows: DispatchQuerySet, shown: str, today: date) -> DispatchQuerySet:
    """The recipients a tab shows; what is no tab shows all."""
    found = {
        "unread": rows.filter(read_at=None),
        "awaited": rows.awaited(),
        "late": rows.overdue(today),
    }
    return found.get(shown, rows)


def counts_of(rows: DispatchQuerySet, today: date) -> dict[str, int]:
    """How many recipients each tab shows, in one statement."""
    stands = Q(document__state=Document.State.REGISTERED)
    awaited = Q(due_on__isnull=False, acknowledged_on=None) & stands
    numbers: dict[str, int] = rows.aggregate(
        all=Count("pk"),
        unread=Count("pk", filter=Q(read_at=None)),
        awaited=Count("pk", filter=awaited),
        late=Count("pk", filter=awaited & Q(due_on__lt=today)),
    )
    return {"": numbers.pop("all"), **numbers}


def lines_of(rows: DispatchQuerySet, today: date) -> list[Line]:
    """The recipients in the order of their names: municipalities, then their institutions."""
    named = rows.select_related(
        "document", "organization__parent", "acknowledged_by__user", "read_by__user"
    )
    ordered = named.order_by("organization__parent__name", "organization__name", "pk")
    return [Line(row, row.days_late(today)) for row in ordered]


def sent_documents(member: Membership, today: date) -> DocumentQuerySet:
    """The member's documents that were sent, each with its numbers; the latest first."""
    mine = Q(dispatches__in=Dispatch.objects.visible_to(member))
    stands = mine & Q(state=Document.State.REGISTERED)
    awaited = stands & Q(dispatches__due_on__isnull=False, dispatches__acknowledged_on=None)
    return (
        Document.objects.visible_to(member)
        .filter(mine)
        .annotate(
            sent=Count("dispatches"),
            last_sent_at=Max("dispatches__sent_at"),
            read=Count("dispatches", filter=Q(dispatches__read_at__isnull=False)),
            acknowledged=Count("dispatches", filter=Q(dispatches__acknowledged_on__isnull=False)),
            late=Count("dispatches", filter=awaited & Q(dispatches__due_on__lt=today)),
        )
        .order_by("-last_sent_at", "-pk")
    )


def _reader(line: Line) -> str:
    return line.dispatch.read_by.user.full_name if line.dispatch.read_by else ""


def _acknowledger(line: Line) -> str:
    person = line.dispatch.acknowledged_by
    return person.user.full_name if person else ""


COLUMNS: list[Column[Line]] = [
    Column("Организация", lambda line: line.dispatch.organization.short_name, 40),
    Column("Территория", lambda line: str(line.dispatch.organization.parent or ""), 30),
    Column("Отправлено", lambda line: line.dispatch.sent_at, 18),
    Column("Прочитано", lambda line: line.dispatch.read_at, 18),
    Column("Прочитал", _reader, 30),
    Column("Ознакомиться до", lambda line: line.dispatch.due_on, 16),
    Column("Ознакомились", lambda line: line.dispatch.acknowledged_on, 16),
    Column("Отметил", _acknowledger, 30),
    Column("Опоздание, дней", lambda line: line.days_late or None, 16),
    Column("Входящий номер, примечание", lambda line: line.dispatch.note, 40),
]


def dispatch_workbook(document: Document, rows: DispatchQuerySet) -> bytes:
    """Who has read the document and who has not, as .xlsx: the same rows as the page."""
    today = timezone.localdate()
    heading = f"Рассылка: {document}, на {today:%d.%m.%Y}"
    return write_table("Рассылка", COLUMNS, lines_of(rows, today), heading=heading)
