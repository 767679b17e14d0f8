"""Stored files: bytes written once and whole, told by their hash, never written again."""

import hashlib
import os
import secrets
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage

from mentorship.core.exceptions import DomainError
from mentorship.documents.models import Document, StoredFile

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "sig": "application/pkcs7-signature",
    "jpg": "image/jpeg",
    "png": "image/png",
}
LARGEST_SCAN = 10 * 1024 * 1024
_BEGINNINGS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}


def store_all(document: Document, contents: dict[StoredFile.Role, bytes]) -> list[StoredFile]:
    """Store all files or none: what was written before a refusal is taken away again."""
    stored: list[StoredFile] = []
    try:
        for role, content in contents.items():
            stored.append(store(document, role, content, role.value))
    except BaseException:
        for row in stored:
            row.file.storage.delete(str(row.file.name))
        raise
    return stored


def store(document: Document, role: StoredFile.Role, content: bytes, extension: str) -> StoredFile:
    """Write the bytes under a name nobody can guess, then the row that tells their hash.

    The file is whole on the disk before the row exists; a refused row takes its file with it.
    Raises DomainError when the disk does not take the file.
    """
    row = StoredFile(document=document, role=role, sha256=hashlib.sha256(content).hexdigest())
    field = row._meta.get_field("file")
    name = field.generate_filename(row, f"{secrets.token_hex(16)}.{extension}")
    storage = row.file.storage
    try:
        row.file.name = _write(storage, name, content)
    except OSError as error:
        raise DomainError("Файл не удалось сохранить: нет места на диске.") from error
    try:
        row.save(force_insert=True)
    except BaseException:
        storage.delete(row.file.name)
        raise
    return row


def scan_extension(content: bytes) -> str:
    """The kind of an uploaded scan by its first bytes; DomainError in Russian for anything else."""
    if len(content) > LARGEST_SCAN:
        raise DomainError("Скан больше 10 МБ: сохраните его с меньшим разрешением.")
    for beginning, extension in _BEGINNINGS.items():
        if content.startswith(beginning):
            return extension
    raise DomainError("Это не скан: приложите файл PDF, JPEG или PNG.")


def sha256_of(row: StoredFile) -> str | None:
    """The hash of the bytes on the disk; None when the file is not there."""
    try:
        with row.file.storage.open(str(row.file.name)) as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _write(storage: Storage, name: str, content: bytes) -> str:
    """Temporary name, fsync, rename: a file under its final name is never half a file."""
    if not isinstance(storage, FileSystemStorage):
        return storage.save(name, ContentFile(content))
    final = Path(storage.path(name))
    final.parent.mkdir(parents=True, exist_ok=True)
    partial = final.with_suffix(f"{final.suffix}.part")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(final)
        _sync_folder(final.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        final.unlink(missing_ok=True)
        raise
    return name


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
