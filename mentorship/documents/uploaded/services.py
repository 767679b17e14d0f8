"""Uploading, accepting and filling templates of organizations (D1)."""

import base64
import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.core.limited import run_limited
from mentorship.core.spreadsheets.archive import ArchiveError, inspect_archive
from mentorship.documents.codes import qr_png
from mentorship.documents.kinds import Kind
from mentorship.documents.models import Document, UploadedTemplate
from mentorship.documents.rendering import Rendered, pdf_is_available
from mentorship.documents.uploaded.words import CHECK_CODE, accepted_names, names_of, values_of
from mentorship.organizations.access import locked_among
from mentorship.organizations.models import Membership, Organization
from mentorship.organizations.roles import Right

LARGEST = 2 * 1024 * 1024
_CHILD = Path(__file__).with_name("child.py")
_EMBEDDED = ("word/embeddings/", "word/activex/", "word/afchunk")
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "Откройте файл в Word, сохраните как «Документ Word (.docx)» и загрузите ещё раз."
_REFUSED = {
    "damaged": f"Файл повреждён. {_SAVE_AGAIN}",
    "locked": "Файл защищён паролем: снимите защиту и загрузите ещё раз.",
    "odd": f"Файл устроен необычно: ЧТО. {_SAVE_AGAIN}",
    "too_big": "Файл слишком велик: ЧТО. Уменьшите или удалите рисунки.",
    "syntax": "Поле записано с ошибкойЧТО. Проверьте скобки: поле пишется так: {{ номер }}, "
    "повтор – {%p for пункт in пункты %} и {%p endfor %}.",
    "language": "В шаблоне есть действие, которое здесь не выполняется: оставьте поля и повторы.",
    "reaches_out": "В файле есть ЧТО. Такой документ обращался бы к чужим файлам: удалите это "
    "место и загрузите файл ещё раз.",
}
_BROKEN = DomainError("Шаблон не удалось прочитать: он слишком сложен или повреждён.")


@dataclass(frozen=True)
class FieldCheck:
    """The fields of a template: those a kind has, those it has not, and those left unused."""

    known: Sequence[str]
    unknown: Sequence[str]
    unused: Sequence[str]


def check_fields(kind: Kind, fields: Sequence[str]) -> FieldCheck:
    """Compare what a file names with what the kind gives; unknown fields would print as nothing."""
    given, accepted = names_of(kind), accepted_names(kind)
    return FieldCheck(
        known=[name for name in fields if name in accepted],
        unknown=[name for name in fields if name not in accepted],
        unused=[name for name in given if name not in fields],
    )


def upload(*, member: Membership, kind: Kind, content: bytes) -> UploadedTemplate:
    """Keep a Word file as the next version, pending until accepted.

    Raises DomainError for what is no clean .docx: macros, embedded objects, outer links, fields
    that cannot be read.
    """
    _refuse_without_right(member)
    _refuse_unclean(content)
    fields = _ask("fields", content)["fields"]
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=member.organization_id)
        kept = UploadedTemplate.objects.filter(organization=member.organization_id, kind=kind.code)
        last = kept.aggregate(last=Max("version"))["last"] or 0
        template = UploadedTemplate(
            organization=member.organization,
            kind=kind.code,
            version=last + 1,
            sha256=hashlib.sha256(content).hexdigest(),
            fields=fields,
            uploaded_by=member,
        )
        template.file.save(f"{secrets.token_hex(16)}.docx", ContentFile(content), save=False)
        template.save(force_insert=True)
    return template


@transaction.atomic
def accept(*, member: Membership, template: UploadedTemplate, kind: Kind) -> UploadedTemplate:
    """Put a version into use instead of the one before it; DomainError while a field is unknown."""
    template = _own(member, template)
    if template.accepted_at or template.retired_at:
        return template
    if unknown := check_fields(kind, template.fields).unknown:
        words = ", ".join(unknown)
        raise DomainError(f"В шаблоне есть неизвестные поля: {words}. Исправьте и загрузите снова.")
    now = timezone.now()
    in_use = UploadedTemplate.objects.in_use().filter(
        organization=template.organization_id, kind=template.kind
    )
    in_use.update(retired_at=now, retired_by=member)
    template.accepted_at, template.accepted_by = now, member
    template.save(update_fields=["accepted_at", "accepted_by"])
    return template


@transaction.atomic
def retire(*, member: Membership, template: UploadedTemplate) -> UploadedTemplate:
    """Take a version out of use; documents printed from it stay as they are."""
    template = _own(member, template)
    if template.retired_at is None:
        template.retired_at, template.retired_by = timezone.now(), member
        template.save(update_fields=["retired_at", "retired_by"])
    return template


def nearest(organization: Organization, kind: Kind) -> UploadedTemplate | None:
    """The template in use of the organization itself, else of the nearest one above it."""
    node: Organization | None = organization
    while node is not None:
        own = UploadedTemplate.objects.in_use().filter(organization=node, kind=kind.code).first()
        if own:
            return own
        node = node.parent
    return None


def sorted_out(templates: Sequence[UploadedTemplate]) -> dict[str, list[UploadedTemplate]]:
    """What counts now, and what is history: retired versions, and pending ones before the last."""
    pending = {
        template.organization_id: template.pk
        for template in sorted(templates, key=lambda row: row.version)
        if not template.accepted_at and not template.retired_at
    }
    found: dict[str, list[UploadedTemplate]] = {"now": [], "earlier": []}
    for template in templates:
        is_last = pending.get(template.organization_id) == template.pk
        is_in_use = bool(template.accepted_at and not template.retired_at)
        found["now" if is_in_use or is_last else "earlier"].append(template)
    return found


def chosen_for(document: Document) -> UploadedTemplate | None:
    """The template a document is printed from; None for the text of the system."""
    pk = document.fields.get("template") or None
    return UploadedTemplate.objects.filter(pk=pk, kind=document.kind).first() if pk else None


def has_pdf(document: Document) -> bool:
    """Whether a PDF can be made: a document by an uploaded template is a Word file only."""
    return pdf_is_available() and chosen_for(document) is None


def word_of(document: Document, rendered: Rendered) -> bytes:
    """The Word file of a document: by the template it was given, else by the system's text."""
    template = chosen_for(document)
    return filled(template, rendered) if template else rendered.docx()


def filled(template: UploadedTemplate, rendered: Rendered) -> bytes:
    """The Word file of a document by an uploaded template; DomainError when it cannot be made."""
    values = values_of(rendered)
    if address := values.get(CHECK_CODE):
        values[CHECK_CODE] = {"png": base64.b64encode(qr_png(address)).decode()}
    with template.file.open() as stored:
        answer = _ask("fill", stored.read(), values)
    return base64.b64decode(answer["docx"])


def _ask(action: str, content: bytes, values: dict[str, Any] | None = None) -> dict[str, Any]:
    part = json.dumps(values or {}, ensure_ascii=False).encode()
    question = len(part).to_bytes(8, "big") + part + content
    (answer,) = run_limited(_CHILD, question, action, refusal=_BROKEN)
    if code := answer.get("refused"):
        what = answer["what"]
        if code == "syntax":
            what = f" в строке «{what}»" if what else ": повтор или условие не закрыты"
        raise _refused(code, what)
    return answer


def _refused(code: str, what: str = "") -> DomainError:
    return DomainError(_REFUSED[code].replace("ЧТО", what))


def _refuse_unclean(content: bytes) -> None:
    if len(content) > LARGEST:
        raise DomainError("Шаблон больше 2 МБ: уменьшите или удалите рисунки.")
    if content.startswith(_OLD_WORD):
        raise DomainError(f"Это файл старого Word (.doc) или файл с паролем. {_SAVE_AGAIN}")
    if not content.startswith(b"PK\x03\x04"):
        raise DomainError(f"Это не документ Word (.docx). {_SAVE_AGAIN}")
    try:
        names = {part.filename.lower() for part in inspect_archive(content)}
    except ArchiveError as error:
        raise _refused(error.kind, error.what) from None
    if "word/document.xml" not in names:
        raise DomainError(f"Это не документ Word (.docx). {_SAVE_AGAIN}")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise DomainError(f"В файле есть макросы: с ними шаблон не принимается. {_SAVE_AGAIN}")
    if any(name.startswith(_EMBEDDED) for name in names):
        raise DomainError(
            "В файле есть вложенные объекты (таблица Excel, элемент управления): удалите их."
        )


def _own(member: Membership, template: UploadedTemplate) -> UploadedTemplate:
    _refuse_without_right(member)
    return locked_among(UploadedTemplate.objects.visible_to(member), template)


def _refuse_without_right(member: Membership) -> None:
    if not member.may(Right.TEMPLATES_EDIT):
        raise PermissionDenied
