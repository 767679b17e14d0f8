import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from roadmaps import evidence
from roadmaps.evidence import add_evidence, kind_of, remove_evidence, restore_evidence
from roadmaps.models import Evidence
from roadmaps.services import archive_roadmap
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import TaskFactory

PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


def archive(*names, mimetype=b""):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as parts:
        for name in names:
            parts.writestr(name, "x")
        if mimetype:
            parts.writestr("mimetype", mimetype)
    return content.getvalue()


def a_file(content=PNG, name="Приказ № 5.png"):
    return SimpleUploadedFile(name, content)


def a_task():
    task = TaskFactory()
    return task, MembershipFactory(organization=task.organization)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0 jfif", "jpg"),
        (archive("word/document.xml"), "docx"),
        (archive("xl/workbook.xml"), "xlsx"),
        (archive("ppt/presentation.xml"), "pptx"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "odt"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "ods"),
    ],
)
def test_kind_is_told_by_the_bytes(content, kind):
    assert kind_of(io.BytesIO(content)) == kind


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "не принимается"),
        (b"MZ\x90\x00 program", "не принимается"),
        (b"<html><script>", "не принимается"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "не принимается"),
        (archive("anything.txt"), "не принимается"),
        (archive(mimetype=b"application/epub+zip"), "не принимается"),
        (archive("word/document.xml", "word/vbaProject.bin"), "макросы"),
        (b"PK\x03\x04 cut short", "повреждён"),
    ],
)
def test_other_files_are_refused_in_words(content, words):
    with pytest.raises(DomainError, match=words):
        kind_of(io.BytesIO(content))


@pytest.mark.django_db
def test_evidence_is_kept_under_a_name_of_our_own():
    task, member = a_task()

    kept = add_evidence(task=task, member=member, name="", file=a_file(name="../../x.exe"))

    assert (kept.name, kept.organization) == ("x", task.organization)
    assert kept.file.name.startswith("evidence/")
    assert kept.file.name.endswith(".png")
    with kept.file.open() as stored:
        assert stored.read() == PNG


@pytest.mark.django_db
def test_evidence_over_the_size_is_refused(monkeypatch):
    task, member = a_task()
    monkeypatch.setattr(evidence, "LARGEST", 10)

    with pytest.raises(DomainError, match="больше 10 МБ"):
        add_evidence(task=task, member=member, name="", file=a_file())


@pytest.mark.django_db
def test_evidence_has_a_most_that_removed_files_do_not_fill(monkeypatch):
    task, member = a_task()
    monkeypatch.setattr(evidence, "MOST_FILES", 1)
    kept = add_evidence(task=task, member=member, name="", file=a_file())
    with pytest.raises(DomainError, match="уже приложено"):
        add_evidence(task=task, member=member, name="", file=a_file())

    remove_evidence(evidence=kept, member=member)

    assert add_evidence(task=task, member=member, name="Ещё", file=a_file()).name == "Ещё"
    with pytest.raises(DomainError, match="уже приложено"):
        restore_evidence(evidence=kept, member=member)


@pytest.mark.django_db
def test_removed_evidence_can_be_restored():
    task, member = a_task()
    kept = add_evidence(task=task, member=member, name="Приказ", file=a_file())

    removed_on = remove_evidence(evidence=kept, member=member).archived_on
    in_use = Evidence.objects.in_use().count()
    restore_evidence(evidence=kept, member=member)

    assert (removed_on, in_use) == (timezone.localdate(), 0)
    assert list(Evidence.objects.in_use()) == [kept]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["methodist", "director"])
def test_only_an_editor_of_the_organization_adds_and_removes(role):
    task, member = a_task()
    kept = add_evidence(task=task, member=member, name="Приказ", file=a_file())
    place = task.organization.parent if role == "methodist" else task.organization
    other = MembershipFactory(role=role, organization=place)

    with pytest.raises(PermissionDenied):
        add_evidence(task=task, member=other, name="", file=a_file())
    with pytest.raises(PermissionDenied):
        remove_evidence(evidence=kept, member=other)


@pytest.mark.django_db
def test_archived_roadmap_takes_no_evidence():
    task, member = a_task()
    archive_roadmap(roadmap=task.section.roadmap, member=member)
    task.section.roadmap.refresh_from_db()

    with pytest.raises(DomainError, match="в архиве"):
        add_evidence(task=task, member=member, name="", file=a_file())
