"""Making a copy: everything as it is at one moment, while people go on working."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction
from psycopg2 import sql

from mentorship.backup.archive import DUMP, MEDIA, Manifest, writing
from mentorship.backup.programs import access, program, server_version
from mentorship.core.exceptions import DomainError

Step = Callable[[str], None]
# Sign-ins that are going on, one-time ways to a password, attempts to sign in: nobody wants them
# back, and whoever steals a copy must not find them. The tables come back empty.
SECRETS = (
    "django_session",
    "accounts_passwordlink",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
)
# Kept for a day and made anew by whoever wants them.
PASSING = ("exports",)
DUMPING = ("--format=custom", "--no-owner", "--no-privileges", "--no-comments")


def make_backup(path: Path, step: Step) -> Manifest:
    """Write database and stored files into one file; the site goes on.

    The dump, the counts and the list of documents are of one snapshot. Files are copied after it:
    a file is on the disk before its row, and those of documents are never deleted. Raises
    DomainError with the reason; no half of a file is left.
    """
    manifest = Manifest(version=_version(), made_at=datetime.now(UTC).isoformat(timespec="seconds"))
    with writing(path, manifest) as writer:
        with _snapshot() as snapshot:
            manifest.server, manifest.migrations = server_version(), migrations()
            manifest.rows, kept = row_counts(), _documents()
            step("Копирую базу данных…")
            with _dump(snapshot) as stream:
                writer.add(DUMP, stream)
        step("Копирую файлы…")
        for file in _stored_files():
            name = file.relative_to(settings.MEDIA_ROOT).as_posix()
            try:
                with file.open("rb") as source:
                    found = writer.add(f"{MEDIA}{name}", source)
            except FileNotFoundError:
                continue  # a passing file went while we were on the way to it
            if kept.pop(name, found) != found:
                step(f"Внимание: файл документа «{name}» изменён (см. bin/manage verify)")
        for name in kept:
            step(f"Внимание: файла документа «{name}» нет на диске (см. bin/manage verify)")
    return manifest


def migrations() -> list[list[str]]:
    """The state of the schema; empty in a database that was never set up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations')")
        if cursor.fetchone() == (None,):
            return []
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [list(row) for row in cursor.fetchall()]


def row_counts() -> dict[str, int]:
    """How many rows each table has, but for those whose rows are not copied."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        counts = {}
        for table in tables:
            if table not in SECRETS:
                count = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
                cursor.execute(count.as_string(cursor.cursor))
                (counts[table],) = cursor.fetchone()
        return counts


@contextmanager
def _snapshot() -> Iterator[str]:
    """A moment of the database that pg_dump can share: everything is read as it was then."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # A large database takes longer than any page may.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL statement_timeout = 0")
        if not migrations():
            raise DomainError("База данных пуста: копировать нечего.")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


@contextmanager
def _dump(snapshot: str) -> Iterator[IO[bytes]]:
    command = [str(program("pg_dump", server_version())), *DUMPING, f"--snapshot={snapshot}"]
    command += [f"--exclude-table-data=public.{table}" for table in SECRETS]
    with subprocess.Popen(
        command, env=access(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        if process.stdout is None or process.stderr is None:
            raise DomainError("Программа pg_dump не запустилась.")
        yield process.stdout
        said = process.stderr.read().decode(errors="replace").strip()
        if process.wait() != 0:
            raise DomainError(f"База данных не скопирована, pg_dump сообщает: {said}")


def _documents() -> dict[str, str]:
    """Names and hashes of the files of registered documents at the moment of the snapshot."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT file, sha256 FROM documents_storedfile")
        return dict(cursor.fetchall())


def _stored_files() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        is_passing = path.relative_to(root).parts[0] in PASSING or path.suffix == ".part"
        if path.is_file() and not path.is_symlink() and not is_passing:
            yield path


def _version() -> str:
    try:
        return version("mentorship")
    except PackageNotFoundError:
        return ""
