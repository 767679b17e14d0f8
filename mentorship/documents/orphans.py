"""Files without a row: a transaction that was rolled back at its very end leaves them behind."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import models
from django.utils import timezone

# A registration that is under way has its files before its row is committed.
KEPT_FOR = timedelta(days=1)
_FOLDER = "documents"
# Only names that `files.store` gives, whole or half written: nothing else is ever taken away.
_OURS = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{2,4}(\.part)?")


def orphans(*, older_than: timedelta = KEPT_FOR) -> list[str]:
    """Names of stored files that no row knows, relative to the storage, in order."""
    before = timezone.now() - older_than
    found = {name for name, changed_at in _files() if changed_at < before}
    return sorted(found.difference(*(_known(field, found) for field in _file_fields())))


def drop_orphans() -> int:
    """Take away files older than a day that no row knows; returns how many."""
    names = orphans()
    for name in names:
        default_storage.delete(name)
    return len(names)


def _file_fields() -> Iterator[models.FileField]:
    """Every column of the room that names a file: a new one is never swept by mistake."""
    for model in apps.get_app_config("documents").get_models():
        yield from (field for field in model._meta.fields if isinstance(field, models.FileField))


def _known(field: models.FileField, names: set[str]) -> set[str]:
    rows = field.model._default_manager.filter(**{f"{field.name}__in": names})
    return set(rows.values_list(field.name, flat=True))


def _files() -> Iterator[tuple[str, datetime]]:
    if not isinstance(default_storage, FileSystemStorage):
        return
    root = Path(default_storage.path(""))
    for path in root.glob(f"{_FOLDER}/*/*/*"):
        if path.is_file() and _OURS.fullmatch(path.name):
            changed_at = datetime.fromtimestamp(
                path.stat().st_mtime, tz=timezone.get_current_timezone()
            )
            yield str(path.relative_to(root)), changed_at
