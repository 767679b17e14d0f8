import json
import zipfile
from pathlib import Path

import psycopg2
import pytest
from django.core.management import CommandError, call_command

from mentorship.backup import archive
from mentorship.backup.archive import Manifest
from mentorship.backup.restoring import refuse_newer
from mentorship.core.exceptions import DomainError
from mentorship.documents.models import Document, StoredFile
from mentorship.jobs.models import Job
from tests.engines.conftest import copy_in
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)
WHOLE = "Восстановлено, нарушений нет."
GUARDED = (
    "SELECT has_table_privilege('mentorship_app', 'audit_reading', 'INSERT')"
    " AND NOT has_table_privilege('mentorship_app', 'audit_reading', 'DELETE')"
)


def changed(file, **given):
    """The same archive with another manifest."""
    with zipfile.ZipFile(file) as old:
        content = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(content["manifest.json"]) | given
    content["manifest.json"] = json.dumps(manifest).encode()
    other = file.with_name("other.zip")
    with zipfile.ZipFile(other, "w") as new:
        for name, value in content.items():
            new.writestr(name, value)
    return other


def waiting_job():
    member = MembershipFactory()
    return Job.objects.create(
        kind="jobs.probe", title="", organization=member.organization, requested_by=member
    )


def test_copy_comes_back_in_another_database(document, make_target, tmp_path):
    """Files byte by byte; triggers and rights are back; nothing starts by itself."""
    waiting_job()
    call_command("backup", tmp_path / "copy.zip")
    target = make_target()

    done = target.manage("restore", tmp_path / "copy.zip")

    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, WHOLE), done.stderr
    for row in StoredFile.objects.all():
        restored = target.folder / "media" / row.file.name
        assert restored.read_bytes() == Path(row.file.path).read_bytes()
    assert target.ask("SELECT number FROM documents_document") == document.number
    assert target.ask("SELECT state FROM jobs_job") == "failed"
    assert target.ask(GUARDED)
    with pytest.raises(psycopg2.Error, match="is registered"):
        target.ask("UPDATE documents_document SET title = 'x' RETURNING 1")


def test_copy_comes_back_in_a_private_server(copy, document, tmp_path):
    """A new data folder with engines of its own, while somebody uses them already."""
    private = copy_in(tmp_path / "private")

    with private.hold() as holder:
        done = private.manage("restore", copy)
        holder.communicate()

    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, WHOLE), done.stderr
    assert private.manage("verify").stdout == "Нарушений нет.\n"
    assert private.manage("backup", tmp_path / "again.zip").returncode == 0


def test_older_copy_is_brought_forward(copy, make_target, tmp_path):
    older, newer = make_target(), make_target()
    older.manage("restore", copy)
    back = older.manage("migrate", "monitoring", "zero")
    made = older.manage("backup", tmp_path / "older.zip")

    done = newer.manage("restore", tmp_path / "older.zip")

    assert (back.returncode, made.returncode) == (0, 0), back.stderr + made.stderr
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, WHOLE), done.stderr
    assert newer.ask("SELECT count(*) FROM monitoring_indicator") > 0
    assert newer.manage("verify").stdout == "Нарушений нет.\n"


def test_steps_that_were_drawn_together_since_are_known():
    refuse_newer(Manifest(migrations=[["jobs", "0001_first_rooms"], ["jobs", "0002_of_nobody"]]))


def test_copy_of_a_newer_schema_is_refused(copy):
    with zipfile.ZipFile(copy) as opened:
        known = json.loads(opened.read("manifest.json"))["migrations"]

    with pytest.raises(CommandError, match=r"более новой версией системы \(documents.9999_x\)"):
        call_command("restore", changed(copy, migrations=[*known, ["documents", "9999_x"]]))


def test_folder_with_files_is_refused_and_stays_as_it_is(copy, document):
    before = [Path(row.file.path).read_bytes() for row in document.files.all()]

    with pytest.raises(CommandError, match="только в пустую систему, а здесь уже есть файлы"):
        call_command("restore", copy)

    assert [Path(row.file.path).read_bytes() for row in document.files.all()] == before


def test_filled_database_is_refused_beside_an_empty_folder(copy, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "elsewhere"

    with pytest.raises(CommandError, match="уже есть организации"):
        call_command("restore", copy)

    assert (Document.objects.count(), settings.MEDIA_ROOT.exists()) == (1, False)


def test_system_that_was_only_set_up_counts_as_empty(copy, make_target):
    target = make_target()
    setup = target.manage("setup")

    done = target.manage("restore", copy)

    assert (setup.returncode, done.returncode) == (0, 0), setup.stderr + done.stderr


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"PK\x05\x06" + b"\0" * 18])
def test_wrong_file_is_refused(content, tmp_path):
    file = tmp_path / "wrong.zip"
    file.write_bytes(content)

    with pytest.raises(CommandError, match="Это не резервная копия"):
        call_command("restore", file)


def test_missing_file_is_told(tmp_path):
    with pytest.raises(CommandError, match="нет такой папки или файла"):
        call_command("restore", tmp_path / "none.zip")


def test_damaged_copy_is_told(copy):
    content = bytearray(copy.read_bytes())
    content[content.index(b"PGDMP") + 5000] ^= 0xFF
    copy.write_bytes(bytes(content))

    with (
        archive.reading(copy) as (opened, manifest),
        pytest.raises(DomainError, match=r"Копия повреждена: «database\.dump»"),
    ):
        archive.check(opened, manifest, print)


@pytest.mark.parametrize("name", ["media/../../evil", "/etc/evil", "evil"])
def test_name_that_leads_elsewhere_is_refused(copy, name):
    with pytest.raises(CommandError, match=f"лишнее имя «{name}»"):
        call_command("restore", changed(copy, files={"database.dump": "0", name: "0"}))


def test_failed_load_takes_the_files_away_again(copy, make_target):
    target = make_target()
    with zipfile.ZipFile(copy) as old:
        content = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(content["manifest.json"])
    manifest["files"]["database.dump"] = (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    content |= {"manifest.json": json.dumps(manifest).encode(), "database.dump": b""}
    with zipfile.ZipFile(copy, "w") as new:
        for name, value in content.items():
            new.writestr(name, value)

    done = target.manage("restore", copy)

    assert (done.returncode, "pg_restore сообщает" in done.stderr) == (1, True), done.stderr
    assert not (target.folder / "media").exists()
