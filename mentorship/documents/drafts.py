"""Drafts that save themselves: versions, who is editing now, and both texts when they differ.

And how a draft is begun: once, however often the button was pressed.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents.models import Document, DraftSave, DraftStart
from mentorship.documents.points import PointsField
from mentorship.organizations.models import Membership

# So long after a saving the other editor is told «Сейчас правит …».
EDITING_NOW = timedelta(minutes=1)


class StaleDraftError(DomainError):
    """The page shows an older version than the one that is saved."""


@dataclass(frozen=True)
class Difference:
    """A field in which the saved text and the typed one differ, both in words."""

    label: str
    saved: str
    typed: str


def new_start() -> str:
    """The name of one press of a button; the page that shows the button is never cached."""
    return secrets.token_hex(16)


def begun_once(draft: Document, start: str) -> Document:
    """Save the draft, or find the one that the same press has begun already.

    A second request waits at the unique token until the first one ends. PermissionDenied for a
    token of another organization or kind: nobody came by it honestly.
    """
    if not start:
        draft.save(force_insert=True)
        return draft
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
            DraftStart.objects.create(token=start, document=draft)
    except IntegrityError as error:
        if "draftstart" not in str(error):
            raise
    else:
        return draft
    same = Document.objects.filter(organization=draft.organization_id, kind=draft.kind)
    if begun := same.filter(start__token=start).first():
        return begun
    raise PermissionDenied


def version(document: Document) -> str:
    """Tells two states of a draft's fields apart, for the editor that comes late."""
    fields = json.dumps(document.fields, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(fields.encode()).hexdigest()[:16]


def new_editor() -> str:
    """The name of a page that is opened now; no other page has it."""
    return secrets.token_hex(8)


def saved_last(document: Document, editor: str) -> bool:
    """Whether nobody else has saved since this page did: it can overwrite nothing of others."""
    return bool(editor) and DraftSave.objects.filter(document=document, editor=editor).exists()


def note_save(document: Document, member: Membership, editor: str) -> None:
    """Remember who saved and when, in the transaction of the saving."""
    said = {"editor": editor[:32], "saved_at": timezone.now(), "saved_by": member}
    DraftSave.objects.update_or_create(document=document, defaults=said)


def last_save(document: Document) -> DraftSave | None:
    saves = DraftSave.objects.select_related("saved_by__user")
    return saves.filter(document=document.pk).first()


def edits_now(save: DraftSave | None, editor: str, member: Membership) -> bool:
    """Whether the last saving is another person's, or of another page, within a minute."""
    if save is None or save.editor == editor or save.saved_at < timezone.now() - EDITING_NOW:
        return False
    return bool(editor) or save.saved_by.user_id != member.user_id


def differences(
    form: forms.Form, saved: Mapping[str, Any], typed: Mapping[str, Any]
) -> list[Difference]:
    """Fields whose saved value is not the typed one, in the order of the form."""
    found = []
    for name, field in form.fields.items():
        before = _kept(field, saved.get(name, field.initial))
        if name in typed and before != _kept(field, typed[name]):
            words = in_words(field, before), in_words(field, typed[name])
            found.append(Difference(str(field.label), *words))
    return found


def _kept(field: forms.Field, value: Any) -> Any:
    """A value as a saved form keeps it: nothing chosen yet means the standard points."""
    if isinstance(field, PointsField):
        return field.clean(value)
    return value or None


def in_words(field: forms.Field, value: Any) -> str:
    """A kept value as a reader knows it: titles of points and rows, days, «да» and «нет»."""
    if isinstance(field, PointsField):
        rows: Iterable[dict[str, str]] = value or []
        return "\n".join(
            f"{number}. {row['text'] or field.standard.get(row['code'], '')}"
            for number, row in enumerate(rows, 1)
        )
    if isinstance(field, forms.ModelMultipleChoiceField):
        offered: Any = field.queryset
        rows_of = offered.filter(pk__in=value or [])
        return "\n".join(str(field.label_from_instance(row)) for row in rows_of)
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(value, value or ""))
    if isinstance(value, bool):
        return "да" if value else "нет"
    return "" if value is None else str(value)
