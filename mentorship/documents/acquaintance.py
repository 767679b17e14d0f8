"""The acquaintance list of a registered order: who is named, who has read it, and when."""

from django.utils import timezone

from mentorship.documents.contexts import DocumentContext
from mentorship.documents.layouts import layout_of, page_layout
from mentorship.documents.models import Acquaintance, Document
from mentorship.documents.rendering import Printout, printed
from mentorship.organizations.models import Membership


def open_list(document: Document, context: DocumentContext) -> list[Acquaintance]:
    """Write the lines of everyone the order acquaints, in the registering transaction."""
    listed = getattr(context, "listed", ())
    accounts = _accounts(document, [person.full_name for person in listed]) if listed else {}
    return Acquaintance.objects.bulk_create(
        Acquaintance(
            document=document,
            full_name=person.full_name,
            position=person.position,
            user_id=accounts.get(person.full_name),
        )
        for person in listed
    )


def printed_list(document: Document) -> Printout:
    """«Лист ознакомления» with the dates that are known; empty lines are for pen and paper."""
    values = {
        "document": document,
        "lines": document.acquaintances.order_by("pk"),
    }
    return Printout(
        title=f"Лист ознакомления с приказом № {document.number}",
        author=document.organization.short_name,
        body=printed("documents/acquaintance_sheet.html", values),
        layout=page_layout(layout_of(document.organization)),
    )


def _accounts(document: Document, names: list[str]) -> dict[str, int]:
    """Accounts of the organization by full name; namesakes have none, they sign on paper."""
    today = timezone.localdate()
    working = Membership.objects.active_on(today).filter(
        organization=document.organization_id, user__full_name__in=names
    )
    found: dict[str, set[int]] = {}
    for name, user in working.values_list("user__full_name", "user"):
        found.setdefault(name, set()).add(user)
    return {name: users.pop() for name, users in found.items() if len(users) == 1}
