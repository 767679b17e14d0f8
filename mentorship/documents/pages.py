"""What the page of a document shows beside its frame."""

from typing import Any

from mentorship.documents.forms import KindForm, ScanForm
from mentorship.documents.kinds import kind_of
from mentorship.documents.models import Document
from mentorship.documents.rendering import render, stored_text
from mentorship.documents.services import version
from mentorship.documents.uploaded.services import chosen_for, has_pdf
from mentorship.documents.workflow import can_attach_scan, can_edit, moves_open_to
from mentorship.organizations.models import Membership


def page_of(
    document: Document, member: Membership, *, form: KindForm | None = None
) -> dict[str, Any]:
    """The context of the page; a bound `form` shows what was typed, saved or not."""
    page = {
        "object": document,
        "kind": kind_of(document),
        "moves": moves_open_to(member, document),
        "can_edit": can_edit(member, document),
        "scan_form": ScanForm() if can_attach_scan(member, document) else None,
    }
    shown = _draft(document, member, form) if document.is_draft else _issued(document)
    return page | shown


def _draft(document: Document, member: Membership, form: KindForm | None) -> dict[str, Any]:
    kind, seen = kind_of(document), version(document)
    if form is None:
        form = kind.form(member=member, document=document)
    elif form.is_bound:
        document.fields = document.fields | form.as_fields()
    rendered = render(document, with_corrections=can_edit(member, document))
    return {
        "form": form,
        "seen": seen,
        "sheets": rendered.body,
        "missing": kind.missing(rendered.context),
        "remarks": kind.remarks(rendered.context),
        "has_pdf": has_pdf(document),
        "template": chosen_for(document),
    }


def _issued(document: Document) -> dict[str, Any]:
    files = list(document.files.order_by("pk"))
    return {
        "sheets": stored_text(document),
        "files": files,
        "has_pdf": any(file.role == "pdf" for file in files),
        "template": chosen_for(document),
    }
