from collections.abc import Sequence

from mentorship.documents.models import Dispatch, DispatchQuerySet, Document
from mentorship.documents.search import matching
from mentorship.organizations.models import Membership
from mentorship.organizations.search import Hit, Query, Source


def find_received(member: Membership, query: Query) -> DispatchQuerySet:
    """What was sent to the member's organization, by number, title, date or year."""
    found = Document.objects.filter(matching(query))
    received = Dispatch.objects.received_by(member).filter(document__in=found)
    return received.select_related("document__organization").order_by("-sent_at", "-pk")


def show_received(member: Membership, rows: Sequence[Dispatch]) -> list[Hit]:
    return [
        Hit(
            str(row.document),
            f"{row.document.organization.short_name}, {row.document.dated_on:%d.%m.%Y}"
            + ("" if row.read_at else ", не прочитано"),
            row.get_absolute_url(),
        )
        for row in rows
    ]


RECEIVED = Source("Входящие", 31, (find_received,), show_received)
