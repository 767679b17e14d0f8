from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from mentorship.audit.grants import grant_application_role
from mentorship.core.exceptions import DomainError
from mentorship.core.names import Case
from mentorship.documents import services
from mentorship.documents.downloads import download_of
from mentorship.documents.files import sha256_of
from mentorship.documents.models import Document, NameForm, StoredFile, TakenNumber
from mentorship.documents.names import declined
from mentorship.documents.rendering import stored_text, template_version
from tests.documents.texts import text_of_docx, text_of_pdf
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 3)


@pytest.fixture
def director(draft):
    return MembershipFactory(role="director", organization=draft.organization)


@pytest.fixture
def registered(draft, director):
    return services.register(document=draft, member=director, number="204-ОД", dated_on=DAY)


def register_another(make_draft, director, number, day=DAY):
    draft = make_draft(organization=director.organization)
    return services.register(document=draft, member=director, number=number, dated_on=day)


def test_create_draft_takes_the_kinds_first_fields(order_kind, year):
    curator = MembershipFactory(role="curator")

    draft = services.create_draft(member=curator, kind=order_kind, year=year)

    assert draft.fields["curator"] == curator.user.full_name
    assert draft.fields["basis"] == "Положением о системе наставничества"
    assert (draft.state, draft.school_year) == ("draft", 2022)


@pytest.mark.parametrize("role", ["methodist", "coordinator", "council", "mentor"])
def test_create_draft_of_a_school_is_for_curator_and_director(order_kind, year, role):
    with pytest.raises(PermissionDenied):
        services.create_draft(member=MembershipFactory(role=role), kind=order_kind, year=year)


def test_update_draft_replaces_what_was_typed(draft, director):
    services.update_draft(
        document=draft, member=director, fields={"curator": "Белова Анна Ильинична"}
    )

    draft.refresh_from_db()
    assert draft.fields["curator"] == "Белова Анна Ильинична"
    assert draft.fields["basis"] == "Положением о системе наставничества"


def test_update_draft_refuses_an_older_version(draft, director):
    seen = services.version(draft)
    services.update_draft(document=draft, member=director, fields={"curator": "А"}, seen=seen)

    with pytest.raises(DomainError, match="Запись изменена"):
        services.update_draft(document=draft, member=director, fields={"curator": "Б"}, seen=seen)

    draft.refresh_from_db()
    assert draft.fields["curator"] == "А"


def test_register_keeps_number_files_context_and_template(registered, director, followed):
    files = {row.role: row for row in registered.files.all()}

    assert (registered.state, registered.number, registered.number_key) == (
        "registered",
        "204-ОД",
        "204ОД",
    )
    assert registered.registered_by == director
    assert registered.template_version == template_version(registered)
    assert registered.context["data"]["curator"]["text"] == "Лебедевой Марии Ивановне"
    assert {role: sha256_of(row) for role, row in files.items()} == {
        role: row.sha256 for role, row in files.items()
    }
    assert set(files) == {"pdf", "docx"}
    assert followed == [("registered", "204-ОД")]


def test_register_twice_gives_one_number(registered, director, followed):
    again = services.register(document=registered, member=director, number="205-ОД", dated_on=DAY)

    assert again.number == "204-ОД"
    assert TakenNumber.objects.count() == 1
    assert len(followed) == 1


def test_reprint_is_equal_to_the_byte_after_the_data_changed(registered):
    before = {role: download_of(registered, role).content for role in ("pdf", "docx")}
    organization = registered.organization
    organization.name = "Переименованное учреждение"
    organization.save()
    registered = Document.objects.get(pk=registered.pk)

    assert {role: download_of(registered, role).content for role in before} == before
    assert "Переименованное" not in stored_text(registered)


def test_another_template_leaves_the_registered_document_alone(registered, order_kind):
    before = {role: download_of(registered, role).content for role in ("pdf", "docx")}
    text, version = stored_text(registered), registered.template_version

    object.__setattr__(order_kind, "folder", "cancelling_order")
    registered = Document.objects.get(pk=registered.pk)

    assert template_version(registered) != registered.template_version == version
    assert stored_text(registered) == text
    assert {role: download_of(registered, role).content for role in before} == before


def test_stored_pdf_and_docx_carry_the_same_text(registered):
    pdf, docx = (download_of(registered, role).content for role in ("pdf", "docx"))

    assert text_of_pdf(pdf) == text_of_docx(docx)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"rows": []}, "не выбрана ни одна пара или группа"),
        ({"curator": ""}, "не указан куратор"),
        ({"basis": " "}, "не указано основание"),
        ({"programs_due_on": None}, "не указан срок разработки программ"),
    ],
)
def test_register_refuses_what_is_missing_and_takes_no_number(
    draft, director, make_draft, fields, words
):
    draft.fields |= fields
    draft.save()

    with pytest.raises(DomainError, match=words):
        services.register(document=draft, member=director, number="1", dated_on=DAY)

    draft.refresh_from_db()
    assert (draft.state, draft.number, TakenNumber.objects.count()) == ("draft", "", 0)


def test_register_refuses_without_a_signatory(draft, director):
    draft.organization.signatories.all().delete()

    with pytest.raises(DomainError, match="не указан руководитель"):
        services.register(document=draft, member=director, number="1", dated_on=DAY)


def test_register_refuses_a_day_to_come(draft, director):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(DomainError, match="позже сегодняшней"):
        services.register(document=draft, member=director, number="1", dated_on=tomorrow)


@pytest.mark.parametrize("number", ["", "№ -", "9" * 41])
def test_register_refuses_a_number_that_is_none(draft, director, number):
    with pytest.raises(DomainError, match="омер"):
        services.register(document=draft, member=director, number=number, dated_on=DAY)


def test_number_is_taken_in_another_spelling(registered, director, make_draft):
    with pytest.raises(DomainError, match="уже занят: № 204-ОД от"):
        register_another(make_draft, director, "204 od")


def test_number_is_free_in_another_year_and_organization(registered, director, make_draft):
    next_year = register_another(make_draft, director, "204-ОД", date(2023, 1, 9))
    foreign = make_draft()
    colleague = MembershipFactory(role="director", organization=foreign.organization)

    other = services.register(document=foreign, member=colleague, number="204-ОД", dated_on=DAY)

    assert (next_year.number, other.number) == ("204-ОД", "204-ОД")


def test_number_of_a_cancelled_document_stays_taken(registered, director, make_draft):
    services.cancel(document=registered, member=director, reason="Ошибка в составе")

    with pytest.raises(DomainError, match="отменён"):
        register_another(make_draft, director, "204-ОД")


def test_own_series_counts_by_year(director, make_draft):
    director.organization.order_numbering = "own"
    director.organization.save()
    days = [DAY, DAY, date(2023, 1, 9)]

    numbers = [register_another(make_draft, director, "", day).number for day in days]

    assert numbers == ["1-ОД", "2-ОД", "1-ОД"]


def test_refusal_of_the_hook_undoes_everything(draft, director, order_kind):
    def refuse(document, member):
        raise DomainError("Пара уже в другом приказе.")

    object.__setattr__(order_kind, "on_registered", refuse)

    with pytest.raises(DomainError, match="в другом приказе"):
        services.register(document=draft, member=director, number="1", dated_on=DAY)

    assert (Document.objects.drafts().count(), StoredFile.objects.count()) == (1, 0)


def test_cancel_needs_a_reason_and_keeps_the_files(registered, director, followed):
    with pytest.raises(DomainError, match="причину"):
        services.cancel(document=registered, member=director, reason=" ")

    cancelled = services.cancel(document=registered, member=director, reason="Ошибка в составе")

    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "Ошибка в составе")
    assert cancelled.files.count() == 2
    assert followed[-1] == ("cancelled", "204-ОД")


def test_delete_draft_removes_it_and_registered_stays(draft, director):
    services.delete_draft(document=draft, member=director)

    assert Document.objects.count() == 0


def test_registered_document_is_not_deleted(registered, director):
    with pytest.raises(DomainError, match="документ зарегистрирован"):
        services.delete_draft(document=registered, member=director)


STATEMENTS = [
    "UPDATE documents_document SET title = 'другой'",
    "UPDATE documents_document SET state = 'draft'",
    "UPDATE documents_document SET context = '{}'",
    "DELETE FROM documents_document",
    "UPDATE documents_storedfile SET sha256 = ''",
    "DELETE FROM documents_storedfile",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_database_refuses_changes_of_registered_documents_as_the_application(registered, statement):
    grant_application_role("mentorship_app")
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE mentorship_app")
        with pytest.raises(DatabaseError, match=r"registered|Cannot"), transaction.atomic():
            cursor.execute(statement)
        cursor.execute("RESET ROLE")


def test_scan_is_kept_beside_the_files(registered, director):
    first = services.attach_scan(document=registered, member=director, content=b"%PDF-1.4 one")
    services.attach_scan(document=registered, member=director, content=b"\xff\xd8\xff two")

    assert download_of(registered, "scan").content == b"\xff\xd8\xff two"
    assert sha256_of(first) == first.sha256


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"<html>", b"", b"%PDF-" + b"0" * 10_485_760])
def test_scan_of_another_kind_or_size_is_refused(registered, director, content):
    with pytest.raises(DomainError, match=r"[сС]кан"):
        services.attach_scan(document=registered, member=director, content=content)

    assert registered.files.count() == 2


def test_scan_of_a_draft_is_refused(draft, director):
    with pytest.raises(DomainError, match="документ черновик"):
        services.attach_scan(document=draft, member=director, content=b"%PDF-1.4")


@pytest.mark.parametrize("fails_at", [1, 2, 3, 4])
def test_full_disk_registers_nothing_and_leaves_no_file(draft, director, monkeypatch, fails_at):
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == fails_at:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DomainError, match="нет места"):
        services.register(document=draft, member=director, number="1", dated_on=DAY)

    assert Document.objects.drafts().count() == 1
    assert [path for path in Path(default_storage.location).rglob("*") if path.is_file()] == []


def test_correction_of_a_name_wins_for_the_organization(draft, director):
    name = "Непомнящая Ольга Ивановна"
    services.correct_name(
        member=director, nominative=name, case=Case.GENITIVE, text="Непомнящей  Ольги Ивановны"
    )

    here = declined(draft.organization, name, Case.GENITIVE, "f")
    elsewhere = declined(MembershipFactory().organization, name, Case.GENITIVE, "f")

    assert (here.text, here.is_corrected) == ("Непомнящей Ольги Ивановны", True)
    assert elsewhere.is_corrected is False
    assert NameForm.objects.count() == 1


def test_foreign_member_may_do_nothing(draft, registered, make_draft):
    stranger = MembershipFactory(role="director")
    foreign = make_draft()

    with pytest.raises(PermissionDenied):
        services.register(document=foreign, member=stranger, number="1", dated_on=DAY)
    with pytest.raises(PermissionDenied):
        services.cancel(document=registered, member=stranger, reason="нет")
    with pytest.raises(PermissionDenied):
        services.update_draft(document=foreign, member=stranger, fields={})
