"""What the page of a registered document shows: files, signature, links, who has read it."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from mentorship.documents.batches.offers import OFFERS
from mentorship.documents.codes import check_address
from mentorship.documents.corrections import ACTIONS, correctable
from mentorship.documents.forms import AcquaintanceForm, ScanForm, SignatureForm
from mentorship.documents.models import Document, DocumentLink, StoredFile
from mentorship.documents.rendering import stored_text
from mentorship.documents.workflow import can_attach_scan, can_correct, can_note_acquaintance
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear

# How a link is told on the page of the order that is changed.
_PASSIVE = {
    DocumentLink.Kind.AMENDS: "Изменён",
    DocumentLink.Kind.CANCELS: "Отменён",
    DocumentLink.Kind.SUPERSEDES: "Утратил силу",
}


def issued_page(document: Document, member: Membership) -> dict[str, Any]:
    """The context of the page of a registered or cancelled document."""
    files = list(document.files.order_by("pk"))
    lines = list(document.acquaintances.select_related("noted_by"))
    may_note = can_note_acquaintance(member, document) and any(
        line.acquainted_on is None for line in lines
    )
    may_attach = can_attach_scan(member, document)
    return {
        "sheets": stored_text(document),
        "files": files,
        "has_pdf": any(file.role == "pdf" for file in files),
        "signed": signed_how(files),
        "scan_form": ScanForm() if may_attach else None,
        "signature_form": SignatureForm() if may_attach else None,
        "check_address": check_address(document),
        "lines": lines,
        "acquaintance_form": AcquaintanceForm() if may_note else None,
        "in_force": is_in_force(document),
        "at_once": at_once(document, member),
    } | links_of(document, member)


def at_once(document: Document, member: Membership) -> list[tuple[str, str]]:
    """Papers that can be drawn up for all rows of a registered order: words and addresses."""
    is_open = document.state == Document.State.REGISTERED and member.may(Right.DOCUMENTS_DRAFT)
    if not is_open:
        return []
    year, source = SchoolYear(document.school_year), str(document.pk)
    offers = [offer for offer in OFFERS if offer.source_kind == document.kind]
    found = [offer for offer in offers if offer.rows(member, year, source)]
    pages = [reverse("documents:batch_create", args=[offer.kind]) for offer in found]
    return [
        (offer.source_title, f"{page}?source={source}")
        for offer, page in zip(found, pages, strict=True)
    ]


def links_of(document: Document, member: Membership) -> dict[str, Any]:
    """Orders that this one changes and that change it, drafts of such, and the buttons."""
    drafts = Document.objects.visible_to(member).drafts().filter(kind__in=ACTIONS)
    followers = document.followers.select_related("document").order_by("document__dated_on", "pk")
    found = correctable(Document.objects.filter(pk=document.pk))
    return {
        "links": document.links.select_related("target").order_by("pk"),
        "followers": [(_PASSIVE[DocumentLink.Kind(link.kind)], link) for link in followers],
        "drafts_about": drafts.filter(fields__target=document.pk).order_by("pk"),
        "corrections": ACTIONS.items() if can_correct(member, document) and found else (),
    }


def signed_how(files: Iterable[StoredFile]) -> Document.Signed:
    """How the signature came, by the files that are kept."""
    roles = {file.role for file in files}
    if StoredFile.Role.SIGNATURE in roles:
        return Document.Signed.ELECTRONIC
    return Document.Signed.PAPER if StoredFile.Role.SCAN in roles else Document.Signed.NOT_YET


def is_in_force(document: Document) -> bool:
    """Whether the document stands today."""
    standing = Document.objects.in_force_on(timezone.localdate())
    return standing.filter(pk=document.pk).exists()
