"""Every write of the room that is more than saving one form."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.core.names import Case
from mentorship.documents import files
from mentorship.documents.acquaintance import open_list
from mentorship.documents.codes import give_code
from mentorship.documents.drafts import StaleDraftError, begun_once, note_save, saved_last, version
from mentorship.documents.kinds import Kind, kind_of
from mentorship.documents.locking import locked, refuse_unless
from mentorship.documents.models import Document, NameForm, StoredFile
from mentorship.documents.printing import numbered_print
from mentorship.documents.rendering import Rendered, template_version
from mentorship.documents.uploaded.services import chosen_for, nearest
from mentorship.documents.workflow import MOVES, can_attach_scan, can_edit, may_move
from mentorship.organizations.models import Membership
from mentorship.organizations.roles import Right
from mentorship.organizations.school_year import SchoolYear


class DayError(DomainError):
    """The day cannot be given; it is told beside the date."""


@transaction.atomic
def create_draft(
    *,
    member: Membership,
    kind: Kind,
    year: SchoolYear,
    fields: dict[str, Any] | None = None,
    start: str = "",
) -> Document:
    """Draft a document of the member's organization with the kind's own first choice of fields.

    `start` names the press of the button: sent twice, the second finds the draft of the first.
    """
    if not member.may(Right.DOCUMENTS_DRAFT) or member.organization.level not in kind.levels:
        raise PermissionDenied
    form = kind.form(member=member)
    defaults = {name: field.initial for name, field in form.fields.items() if field.initial}
    if template := nearest(member.organization, kind):
        defaults["template"] = str(template.pk)
    chosen = defaults | kind.initial(member, year) | (fields or {})
    draft = Document(
        organization=member.organization,
        kind=kind.code,
        title=kind.titled(chosen) or kind.subject,
        school_year=year.first,
        fields=chosen,
        created_by=member,
    )
    return begun_once(draft, start)


@transaction.atomic
def update_draft(
    *,
    document: Document,
    member: Membership,
    fields: dict[str, Any],
    seen: str | None = None,
    editor: str = "",
) -> Document:
    """Replace the typed fields; `seen` is the `version` the page had, `editor` names the page.

    Raises StaleDraftError when somebody else saved the draft since then, DomainError when it is no
    draft any more.
    """
    document = locked(document)
    refuse_unless(can_edit(member, document), member, Right.DOCUMENTS_DRAFT, document, "изменить")
    if seen is not None and seen != version(document) and not saved_last(document, editor):
        raise StaleDraftError(
            "Запись изменена: пока вы правили проект, его сохранил кто-то ещё. Ваш текст не "
            "потерян: сравните его с сохранённым и выберите, какой оставить."
        )
    if document.fields | fields != document.fields:
        document.fields = document.fields | fields
        document.title = kind_of(document).titled(document.fields) or document.title
        document.save(update_fields=["fields", "title"])
        note_save(document, member, editor)
    return document


@transaction.atomic
def register(
    *,
    document: Document,
    member: Membership,
    dated_on: date,
    number: str = "",
    prints_first: bool = False,
) -> Document:
    """Give the document its number and date and store what was printed; asked twice, done once.

    PDF and DOCX are rendered once and kept with their hashes, the context and the template's hash;
    without Pango only DOCX is kept. Raises DomainError with all that is missing, nothing is left.
    `prints_first` is for what takes long to print: others may take numbers meanwhile.
    """
    document = locked(document)
    is_done = may_move(member, document, "cancel")
    allowed = is_done or may_move(member, document, "register")
    refuse_unless(allowed, member, MOVES["register"].right, document, "зарегистрировать")
    if is_done:
        return document
    if dated_on > timezone.localdate():
        raise DayError("Дата документа не может быть позже сегодняшней.")
    kind = kind_of(document)
    document.dated_on = dated_on
    give_code(document)
    rendered, contents = numbered_print(document, kind, number, prints_first=prints_first)
    _freeze(document, rendered, member)
    kind.on_registered(document, member)
    open_list(document, rendered.context)
    files.store_all(document, contents)
    return document


@transaction.atomic
def cancel(*, document: Document, member: Membership, reason: str) -> Document:
    """Cancel a registered document with a reason; its number and files stay for ever."""
    document = locked(document)
    allowed = may_move(member, document, "cancel")
    refuse_unless(allowed, member, MOVES["cancel"].right, document, "отменить")
    if not reason.strip():
        raise DomainError("Укажите причину отмены.")
    document.state = Document.State.CANCELLED
    document.cancelled_at, document.cancelled_by = timezone.now(), member
    document.cancel_reason = reason.strip()
    document.save(update_fields=["state", "cancelled_at", "cancelled_by", "cancel_reason"])
    kind_of(document).on_cancelled(document, member)
    return document


@transaction.atomic
def delete_draft(*, document: Document, member: Membership) -> None:
    """Delete a draft: it has no number and nobody signed it."""
    document = locked(document)
    allowed = may_move(member, document, "drop")
    refuse_unless(allowed, member, MOVES["drop"].right, document, "удалить")
    document.delete()


@transaction.atomic
def attach_scan(*, document: Document, member: Membership, content: bytes) -> StoredFile:
    """Keep a scan of the signed paper beside the printed files; an earlier scan stays too.

    Raises DomainError for a draft and for what is no PDF, JPEG or PNG.
    """
    document = locked(document)
    allowed = can_attach_scan(member, document)
    refuse_unless(allowed, member, Right.DOCUMENTS_DRAFT, document, "дополнить сканом")
    extension = files.scan_extension(content)
    return files.store(document, StoredFile.Role.SCAN, content, extension)


@transaction.atomic
def correct_name(*, member: Membership, nominative: str, case: Case, text: str) -> NameForm:
    """Remember how a name or a title is declined in this organization; it wins from now on."""
    if not member.may(Right.DOCUMENTS_DRAFT):
        raise PermissionDenied
    form, _created = NameForm.objects.update_or_create(
        organization=member.organization,
        nominative=nominative,
        case=case.value,
        defaults={"text": " ".join(text.split())},
    )
    return form


def _freeze(document: Document, rendered: Rendered, member: Membership) -> None:
    document.state = Document.State.REGISTERED
    document.registered_at, document.registered_by = timezone.now(), member
    document.context = {"data": rendered.context.snapshot(), "text": str(rendered.body)}
    template = chosen_for(document)
    document.template_version = template.sha256 if template else template_version(document)
    document.save()
