from django.db.models import Q

from mentorship.documents.models import Document
from mentorship.documents.numbering import number_key
from mentorship.organizations.models import Membership
from mentorship.organizations.search import Hit

MOST_HITS = 10


def matching(text: str) -> Q:
    """Documents whose number, however it is spelled, or title contains the text."""
    found = Q(title__icontains=text)
    return found | Q(number_key__contains=number_key(text)) if number_key(text) else found


def find_documents(member: Membership, text: str) -> list[Hit]:
    """Documents by number or title, the newest first."""
    documents = Document.objects.visible_to(member).filter(matching(text))
    return [
        Hit(
            str(document),
            f"{document.get_state_display()}"
            + (f", {document.dated_on:%d.%m.%Y}" if document.dated_on else ""),
            document.get_absolute_url(),
        )
        for document in documents.order_by("-created_at", "-pk")[:MOST_HITS]
    ]
