"""What the page of a document shows beside its frame."""

from typing import Any

from mentorship.documents.checks import led, missing_of, remarks_of
from mentorship.documents.drafts import differences, edits_now, last_save, new_editor, version
from mentorship.documents.forms import KindForm
from mentorship.documents.issued import issued_page
from mentorship.documents.kinds import kind_of
from mentorship.documents.lengths import is_long
from mentorship.documents.models import Document
from mentorship.documents.rendering import render
from mentorship.documents.uploaded.services import chosen_for, has_pdf
from mentorship.documents.workflow import can_dispatch, can_edit, moves_open_to
from mentorship.organizations.models import Membership


def page_of(
    document: Document,
    member: Membership,
    *,
    form: KindForm | None = None,
    seen: str = "",
    editor: str = "",
    is_stale: bool = False,
) -> dict[str, Any]:
    """The context of the page; a bound `form` shows what was typed, saved or not.

    `seen` and `editor` are those the page had; `is_stale` shows the saved text beside the typed.
    """
    page: dict[str, Any] = {
        "object": document,
        "kind": kind_of(document),
        "moves": moves_open_to(member, document),
        "can_edit": can_edit(member, document),
        "can_dispatch": can_dispatch(member, document),
        "template": chosen_for(document),
    }
    if document.is_draft:
        page |= _saving(document, member, seen, editor)
        page |= _draft(document, member, form, is_stale)
    else:
        page |= issued_page(document, member)
    return page | {"is_long": is_long(page["sheets"])}


def _saving(document: Document, member: Membership, seen: str, editor: str) -> dict[str, Any]:
    """Which version the page has, when it was saved, and who else is at it."""
    save = last_save(document)
    return {
        "seen": seen or version(document),
        "editor": editor or new_editor(),
        "save": save,
        "other_editor": save.saved_by.user if save and edits_now(save, editor, member) else None,
    }


def _draft(
    document: Document, member: Membership, form: KindForm | None, is_stale: bool
) -> dict[str, Any]:
    kind, conflict, current = kind_of(document), None, version(document)
    if form is None:
        form = kind.form(member=member, document=document)
    elif form.is_bound:
        typed = form.as_fields()
        conflict = differences(form, document.fields, typed) if is_stale else None
        document.fields = document.fields | typed
    rendered = render(document, with_corrections=can_edit(member, document))
    return {
        "form": form,
        "conflict": conflict,
        "current": current,
        "sheets": rendered.body,
        "missing": led(missing_of(document, rendered.context), document, member),
        "remarks": led(remarks_of(document, rendered.context), document, member),
        "has_pdf": has_pdf(document),
    }
