import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from mentorship.documents import services
from mentorship.documents.forms import NameCorrectionForm
from mentorship.documents.models import Document, NameForm
from mentorship.documents.pdf import pdf_is_available
from tests.documents.conftest import FIELDS
from tests.documents.texts import text_of_docx, text_of_pdf
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TYPED = {
    "basis": "Положением о системе наставничества",
    "curator": "Белова Анна Ильинична",
    "programs_due_on": "31 октября 2022",
    "control": "self",
}


@pytest.fixture
def director(draft):
    return MembershipFactory(role="director", organization=draft.organization)


@pytest.fixture
def desk(director, sign_in, year):
    return sign_in(director, year.first)


@pytest.fixture
def registered(draft, director):
    return services.register(
        document=draft, member=director, number="204-ОД", dated_on=date(2022, 10, 3)
    )


def url(document, tail=""):
    return f"/documents/{document.pk}/{tail}"


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_empty_journal_offers_the_one_next_step(sign_in, year):
    response = sign_in(MembershipFactory(), year.first).get("/documents/")

    assert response.context["rows"] == []
    assert 'href="/documents/new/"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("?state=draft", 1),
        ("?state=registered", 0),
        ("?year=2021", 0),
        ("?year=all", 1),
        ("?kind=pairs_order", 1),
        ("?q=закреплении", 1),
        ("?q=204", 0),
    ],
)
def test_journal_is_filtered(desk, draft, query, found):
    assert len(desk.get(f"/documents/{query}").context["rows"]) == found


def test_journal_finds_a_number_in_any_spelling(desk, registered):
    assert len(desk.get("/documents/?q=204 од").context["rows"]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_journal_query_count(desk, draft, make_draft, count):
    for _ in range(count - 1):
        make_draft(organization=draft.organization)
    desk.get("/documents/")

    with CaptureQueriesContext(connection) as queries:
        desk.get("/documents/")

    assert len(queries) == 10


def test_journal_is_exported_with_the_same_rows(desk, registered, make_draft):
    make_draft(organization=registered.organization)

    response = desk.get("/documents/export/?state=registered")
    rows = list(load_workbook(io.BytesIO(response.content)).active.values)

    assert "filename*=" in response["Content-Disposition"]
    assert [row[1] for row in rows[2:]] == ["204-ОД"]


def test_document_is_created_from_its_kind(desk, director):
    page = desk.get("/documents/new/")
    response = desk.post("/documents/new/pairs_order/")
    document = Document.objects.latest("pk")

    assert [kind.code for kind in page.context["kinds"]].count("pairs_order") == 1
    assert response.url == url(document)
    assert (document.created_by, document.school_year) == (director, 2022)


def test_unknown_kind_is_not_found(desk):
    assert desk.post("/documents/new/nothing/").status_code == 404


def test_draft_page_shows_form_and_sheet(desk, draft):
    page = desk.get(url(draft)).content.decode()

    assert page.count('class="sheet"') == 1
    assert page.count('class="sheet annex"') == 1
    assert page.count("<h1") == 1
    assert 'name="basis"' in page


def test_reader_sees_the_draft_without_form_and_moves(draft, sign_in, year):
    reader = MembershipFactory(role="council", organization=draft.organization)

    response = sign_in(reader, year.first).get(url(draft))

    assert response.context["moves"] == []
    assert 'name="basis"' not in response.content.decode()


def test_update_saves_what_was_typed(desk, draft):
    response = desk.post(url(draft, "edit/"), TYPED)

    draft.refresh_from_db()
    assert response.url == url(draft)
    assert draft.fields["curator"] == "Белова Анна Ильинична"
    assert draft.fields["programs_due_on"] == "2022-10-31"
    assert draft.fields["rows"] == FIELDS["rows"]


def test_update_leads_on_to_registration(desk, draft):
    response = desk.post(url(draft, "edit/"), TYPED | {"then": "register"})

    assert response.url == url(draft, "register/")


def test_refused_form_keeps_what_was_typed(desk, draft):
    response = desk.post(url(draft, "edit/"), TYPED | {"programs_due_on": "45 мая"})

    assert list(response.context["form"].errors) == ["programs_due_on"]
    assert 'value="45 мая"' in response.content.decode()


def test_late_editor_is_refused_and_keeps_the_text(desk, draft):
    response = desk.post(url(draft, "edit/"), TYPED | {"seen": "older"})

    draft.refresh_from_db()
    assert draft.fields["curator"] == FIELDS["curator"]
    assert 'value="Белова Анна Ильинична"' in response.content.decode()


def test_preview_shows_the_typed_and_saves_it(desk, draft):
    response = desk.post(url(draft, "preview/"), TYPED | {"curator": "Седых Ольга Ивановна"})

    draft.refresh_from_db()
    assert "Седых Ольге Ивановне" in response.content.decode()
    assert draft.fields["curator"] == "Седых Ольга Ивановна"


def test_correction_of_a_name_takes_no_markup():
    given = {"nominative": "Ким Олег Юрьевич", "case": "dative", "text": "<b>Киму</b>"}

    form = NameCorrectionForm(given)

    assert form.errors["text"] == ["Похоже, вставлено лишнее: уберите скобки < > { }."]


def test_preview_lists_what_is_missing(desk, draft):
    response = desk.post(url(draft, "preview/"), TYPED | {"curator": ""})

    assert [line.words for line in response.context["missing"]] == ["не указан куратор"]
    assert 'id="checks"' in response.content.decode()


@pytest.mark.parametrize(("role", "read"), [("docx", text_of_docx), ("pdf", text_of_pdf)])
def test_draft_file_is_rendered_now(desk, draft, role, read):
    response = desk.get(url(draft, f"files/{role}/"))

    assert "Лебедевой" in read(response.content)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")


@pytest.mark.parametrize("role", ["scan", "exe"])
def test_file_that_is_not_there_is_not_found(desk, draft, role):
    assert desk.get(url(draft, f"files/{role}/")).status_code == 404


def test_register_gives_number_and_leads_to_the_document(desk, draft):
    response = desk.post(
        url(draft, "register/"), {"number": "204-ОД", "dated_on": "03.10.2022"}, follow=True
    )

    assert messages_of(response) == ["Зарегистрирован № 204-ОД."]
    assert response.context["object"].state == "registered"


def test_double_click_registers_once(desk, draft):
    for number in ("204-ОД", "205-ОД"):
        desk.post(url(draft, "register/"), {"number": number, "dated_on": "03.10.2022"})

    assert list(Document.objects.values_list("number", flat=True)) == ["204-ОД"]


def test_register_says_the_counted_number_and_asks_only_the_date(desk, draft):
    draft.organization.order_numbering = "own"
    draft.organization.save()

    response = desk.get(url(draft, "register/"))

    assert response.context["next_number"] == "1-ОД"
    shown = [field.name for field in response.context["register_form"].visible_fields()]
    assert shown == ["dated_on"]


def test_taken_number_is_told_in_the_form(desk, registered, make_draft):
    draft = make_draft(organization=registered.organization)

    response = desk.post(url(draft, "register/"), {"number": "204 од", "dated_on": "10.10.2022"})

    assert "уже занят" in response.context["register_form"].errors["number"][0]


@pytest.mark.parametrize(
    ("number", "day", "field"),
    [("204-од", "03.10.2022", "number"), ("7", "03.10.2099", "dated_on")],
)
def test_refused_registration_is_told_at_the_field(
    desk, registered, make_draft, number, day, field
):
    draft = make_draft(organization=registered.organization)

    page = desk.post(url(draft, "register/"), {"number": number, "dated_on": day})

    assert list(page.context["register_form"].errors) == [field]


def test_kept_time_does_not_contradict_an_error(desk, draft):
    desk.post(url(draft, "preview/"), TYPED)

    refused = desk.post(url(draft, "preview/"), TYPED | {"programs_due_on": "32.13.2022"}).text
    mended = desk.post(url(draft, "preview/"), TYPED).text

    assert ("поля с ошибками не сохранены" in refused, 'id="form-errors"' in refused) == (
        True,
        False,
    )
    assert ("поля с ошибками не сохранены" in mended, 'id="form-errors"' in mended) == (False, True)


def test_registered_page_shows_the_stored_text_and_files(desk, registered):
    registered.organization.name = "Переименованное учреждение"
    registered.organization.save()

    page = desk.get(url(registered)).content.decode()

    assert "Переименованное" not in page
    assert page.count("SHA-256") == 2


def test_cancel_asks_for_the_reason(desk, registered):
    refused = desk.post(url(registered, "cancel/"), {"reason": ""})
    desk.post(url(registered, "cancel/"), {"reason": "Ошибка в составе"})

    registered.refresh_from_db()
    assert list(refused.context["form"].errors) == ["reason"]
    assert registered.state == "cancelled"


def test_draft_and_cancelled_are_not_cancelled(desk, draft):
    page = desk.get(url(draft, "cancel/"), follow=True)

    assert page.redirect_chain == [(draft.get_absolute_url(), 302)]
    assert "Нельзя отменить: документ черновик." in page.text


def test_draft_is_deleted_and_registered_stays(desk, registered, make_draft):
    draft = make_draft(organization=registered.organization)

    for document in (draft, registered):
        desk.post(url(document, "delete/"))

    assert list(Document.objects.all()) == [registered]


def test_scan_is_uploaded_and_given_back(desk, registered):
    desk.post(url(registered, "scans/"), {"scan": io.BytesIO(b"%PDF-1.4 signed")})

    assert desk.get(url(registered, "files/scan/")).content == b"%PDF-1.4 signed"


def test_upload_without_a_file_is_told(desk, registered):
    response = desk.post(url(registered, "scans/"), follow=True)

    assert messages_of(response) == ["Выберите файл со сканом."]


def test_corrected_name_appears_in_the_page(desk, draft):
    typed = {"nominative": "Лебедева Мария Ивановна", "case": "dative", "text": "Лебедевой М. И."}

    desk.post(url(draft, "names/"), typed)

    assert NameForm.objects.get().organization == draft.organization
    assert "Лебедевой М. И.</u>" in desk.get(url(draft)).content.decode()


def test_correction_by_htmx_asks_the_page_to_draw_itself_anew(desk, draft):
    typed = {"nominative": "Лебедева Мария Ивановна", "case": "dative", "text": "Лебедевой М. И."}

    response = desk.post(url(draft, "names/"), typed, headers={"HX-Request": "true"})

    assert (response["HX-Trigger"], response.content) == ("names-changed", b"")


@pytest.mark.parametrize("query", ["", "?nominative=А", "?nominative=А&case=vocative"])
def test_correction_of_nothing_is_not_found(desk, draft, query):
    assert desk.get(url(draft, f"names/{query}")).status_code == 404


GETS = ["", "files/docx/", "register/", "cancel/", "names/?nominative=А&case=dative"]
POSTS = ["edit/", "preview/", "register/", "cancel/", "delete/", "scans/", "names/"]


@pytest.mark.parametrize("tail", GETS)
def test_foreign_document_is_not_found(desk, make_draft, tail):
    assert desk.get(url(make_draft(), tail)).status_code == 404


@pytest.mark.parametrize("tail", POSTS)
def test_foreign_document_is_not_touched(desk, make_draft, tail):
    assert desk.post(url(make_draft(), tail)).status_code == 404


@pytest.mark.parametrize("tail", POSTS)
def test_reader_writes_nothing(draft, sign_in, tail):
    reader = MembershipFactory(role="council", organization=draft.organization)

    assert sign_in(reader).post(url(draft, tail)).status_code == 403


def test_without_pango_the_page_offers_word_and_print(desk, draft, monkeypatch):
    def missing(name):
        raise OSError(name)

    pdf_is_available.cache_clear()
    monkeypatch.setattr("ctypes.CDLL", missing)
    page = desk.get(url(draft)).content.decode()
    file = desk.get(url(draft, "files/pdf/"))
    desk.post(url(draft, "register/"), {"number": "1", "dated_on": "03.10.2022"})
    pdf_is_available.cache_clear()

    assert "files/docx/" in page
    assert "files/pdf/" not in page
    assert file.status_code == 404
    assert [stored.role for stored in draft.files.all()] == ["docx"]
