"""Files that commands write."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from monitoring.workbooks.filling import FilledForm


def write_whole(path: Path, content: bytes) -> None:
    """The file appears complete or not at all; CommandError in Russian when it cannot."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".report-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CommandError(f"Файл «{path}» записать нельзя: {error.strerror}.") from None


def cells_of(filled: FilledForm) -> list[dict[str, Any]]:
    """The cells of a filled form for `--json`: what stands in each, or why nothing does."""
    return [
        {
            "cell": cell.key,
            "value": filled.values[cell.key],
            "state": cell.state,
            "reason": cell.reason,
        }
        for cell in filled.cells
    ]
