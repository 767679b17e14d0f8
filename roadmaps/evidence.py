"""Evidence files of tasks: what may be kept, and the services that keep and remove it."""

import secrets
import zipfile
from typing import IO

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from roadmaps.models import Evidence, Task
from roadmaps.workflow import can_report

LARGEST = 10 * 1024 * 1024  # bytes
MOST_FILES = 20  # a task
HEAD = 16  # bytes that tell the kind
SIGNATURES = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
# Office files are archives; the part inside tells which.
PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
LOST = (
    "Файла нет в хранилище: он утрачен. Приложите его ещё раз или попросите администратора "
    "восстановить его из резервной копии."
)
ALLOWED = "PDF, DOCX, XLSX, PPTX, ODT, ODS, JPG, PNG"


def kind_of(file: IO[bytes]) -> str:
    """The extension that the bytes deserve, whatever the name says; DomainError for any other.

    Files with macros are refused: evidence is opened by people, and nothing in it has to run.
    """
    file.seek(0)
    head = file.read(HEAD)
    for signature, kind in SIGNATURES.items():
        if head.startswith(signature):
            return kind
    kind = _office_kind(file) if head.startswith(b"PK\x03\x04") else ""
    if not kind:
        raise DomainError(f"Такой файл не принимается. Подойдут: {ALLOWED}.")
    return kind


def _office_kind(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                raise DomainError("В файле есть макросы. Сохраните его без макросов или в PDF.")
            for part, kind in PARTS.items():
                if part in names:
                    return kind
            return _open_document_kind(archive) if "mimetype" in names else ""
    # RuntimeError: the library's word for a packing or a password it does not know.
    except (zipfile.BadZipFile, EOFError, RuntimeError, ValueError) as error:
        raise DomainError("Файл повреждён: он не открывается.") from error


def _open_document_kind(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as part:
        return OPEN_DOCUMENTS.get(part.read(100), "")


@transaction.atomic
def add_evidence(*, task: Task, member: Membership, name: str, file: UploadedFile) -> Evidence:
    """Keep a file that shows a task done; its kind is told by its bytes, not by its name."""
    if not can_report(member, task):
        raise PermissionDenied
    if (file.size or 0) > LARGEST:
        raise DomainError("Файл больше 10 МБ. Сожмите его или разделите.")
    _refuse_more(task)
    kind = kind_of(file)
    file.seek(0)
    stem = name.strip() or (file.name or "").rpartition(".")[0] or "Подтверждение"
    evidence = Evidence(organization=task.organization, task=task, name=stem[:255])
    evidence.file.save(f"{secrets.token_hex(16)}.{kind}", file, save=False)
    evidence.save()
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, member: Membership) -> Evidence:
    """Take a file off the task; it stays restorable."""
    return _set_archived(evidence, member, removed=True)


@transaction.atomic
def restore_evidence(*, evidence: Evidence, member: Membership) -> Evidence:
    """Put a removed file back, within the limits of an added one."""
    return _set_archived(evidence, member, removed=False)


def _refuse_more(task: Task) -> None:
    if task.section.roadmap.archived_on:
        raise DomainError("Дорожная карта в архиве. Сначала верните её из архива.")
    if Evidence.objects.in_use().filter(task=task).count() >= MOST_FILES:
        raise DomainError(f"К мероприятию уже приложено {MOST_FILES} файлов.")


def _set_archived(evidence: Evidence, member: Membership, *, removed: bool) -> Evidence:
    if not can_report(member, evidence.task):
        raise PermissionDenied
    if not removed and evidence.archived_on:
        _refuse_more(evidence.task)
    evidence.archived_on = timezone.localdate() if removed else None
    evidence.save(update_fields=["archived_on"])
    return evidence
