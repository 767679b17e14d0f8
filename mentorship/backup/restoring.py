"""Restoring a copy into an empty installation, bringing its schema forward."""

import subprocess
import zipfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from psycopg2 import sql

from mentorship.backup.archive import DUMP, Manifest, check, reading, take_out
from mentorship.backup.making import Step, row_counts
from mentorship.backup.programs import access, program, server_version
from mentorship.core.exceptions import DomainError
from mentorship.jobs.models import Job
from mentorship.schema import bring_forward

RESTORING = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
_FILLED = (
    "Восстановить можно только в пустую систему, а здесь уже есть {}. Укажите другую папку данных "
    "(MENTORSHIP_DATA) или другую базу данных (DATABASE_URL, DATABASE_OWNER_URL)."
)
INTERRUPTED = "Система восстановлена из резервной копии: начните задание заново."


def restore_backup(path: Path, step: Step) -> Manifest:
    """Fill an empty database and an empty folder from a copy and bring the schema forward.

    A database that was only set up counts as empty. The file is read through and compared with its
    sums before anything is touched; the database comes back whole or not at all, and then the
    files are taken away again. Raises DomainError with the reason and what to do.
    """
    media = Path(settings.MEDIA_ROOT)
    with reading(path) as (archive, manifest):
        refuse_newer(manifest)
        _refuse_filled(media)
        check(archive, manifest, step)
        _place_files(archive, manifest, media, step)
        try:
            step("Восстанавливаю базу данных…")
            _drop_everything()
            _load(archive)
        except BaseException:
            _remove(media)
            raise
    _refuse_other_rows(manifest)
    step("Довожу базу данных до этой версии…")
    bring_forward(step)
    _finish_jobs()
    if not settings.PRODUCTION:
        settings.WITHOUT_DEMO.touch()
    return manifest


def refuse_newer(manifest: Manifest) -> None:
    """A schema that knows more than this code cannot be led anywhere."""
    steps = MigrationLoader(connection).disk_migrations
    known = set(steps).union(*(step.replaces for step in steps.values()))
    newer = [".".join(name) for name in manifest.migrations if tuple(name) not in known]
    if newer:
        raise DomainError(
            f"Копия сделана более новой версией системы ({newer[0]}): сначала обновите программу."
        )


def _refuse_filled(media: Path) -> None:
    if media.is_dir() and any(path.is_file() for path in media.rglob("*")):
        raise DomainError(_FILLED.format(f"файлы (папка «{media}»)"))
    for table, what in (
        ("organizations_organization", "организации"),
        ("accounts_user", "учётные записи"),
    ):
        if _has_rows(table):
            raise DomainError(_FILLED.format(what))


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [table])
        if cursor.fetchone() == (None,):
            return False
        query = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table))
        cursor.execute(query.as_string(cursor.cursor))
        return bool(cursor.fetchone()[0])


def _place_files(archive: zipfile.ZipFile, manifest: Manifest, media: Path, step: Step) -> None:
    """Write the files beside and give the folder its name at once."""
    draft = media.with_name(f"{media.name}.restoring")
    _remove(draft)
    step("Восстанавливаю файлы…")
    try:
        draft.mkdir(mode=0o700, parents=True)
        take_out(archive, manifest, draft)
        _remove(media)
        draft.rename(media)
    except BaseException:
        _remove(draft)
        raise


def _remove(folder: Path) -> None:
    if folder.is_dir():
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()


@transaction.atomic
def _drop_everything() -> None:
    """Empty a database that was only set up: its tables may be of a later schema than the copy."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL client_min_messages = warning")
        for query, statement in (
            (_TABLES, "DROP TABLE IF EXISTS {} CASCADE"),
            (_FUNCTIONS, "DROP FUNCTION IF EXISTS {} CASCADE"),
        ):
            cursor.execute(query)
            for (name,) in cursor.fetchall():
                cursor.execute(statement.format(name))


# The catalogue quotes what it names; what belongs to an extension stays.
_OWN = "NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e')"
_TABLES = (
    "SELECT o.oid::regclass::text FROM pg_class o WHERE o.relkind IN ('r', 'p')"  # noqa: S608 -- ours
    f" AND o.relnamespace = 'public'::regnamespace AND {_OWN}"
)
_FUNCTIONS = (
    "SELECT o.oid::regprocedure::text FROM pg_proc o"  # noqa: S608 -- ours
    f" WHERE o.pronamespace = 'public'::regnamespace AND {_OWN}"
)


def _load(archive: zipfile.ZipFile) -> None:
    database = str(connection.settings_dict["NAME"])
    command = [str(program("pg_restore", server_version())), *RESTORING, f"--dbname={database}"]
    connection.close()
    with archive.open(DUMP) as source:
        process = subprocess.Popen(
            command, env=access(), stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )
        said = _feed(process, source)
    if process.returncode != 0:
        raise DomainError(f"База данных не восстановлена, pg_restore сообщает: {said}")


def _feed(process: "subprocess.Popen[bytes]", source: Any) -> str:
    if process.stdin is None or process.stderr is None:
        raise DomainError("Программа pg_restore не запустилась.")
    try:
        while block := source.read(1 << 20):
            process.stdin.write(block)
        process.stdin.close()
    except BrokenPipeError:
        pass  # it says why, below
    said = process.stderr.read().decode(errors="replace").strip()
    process.wait()
    return said


def _refuse_other_rows(manifest: Manifest) -> None:
    """Every table has as many rows as were counted in the moment of the copy."""
    found = row_counts()
    if other := sorted(name for name, count in manifest.rows.items() if found.get(name) != count):
        raise DomainError(f"Восстановлено не всё: не сходится число строк ({', '.join(other)}).")


def _finish_jobs() -> None:
    """Nothing starts by itself after a restore: a letter would be sent twice."""
    Job.objects.filter(state__in=Job.OPEN).update(
        state=Job.State.FAILED, error=INTERRUPTED, finished_at=timezone.now()
    )
