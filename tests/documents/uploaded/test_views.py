import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentorship.documents.models import UploadedTemplate
from mentorship.documents.uploaded.services import accept, upload
from tests.documents.uploaded.conftest import TEXT, word
from tests.factories.organizations import MembershipFactory


@pytest.fixture
def client(sign_in, draft):
    return sign_in(draft.created_by)


def test_template_is_uploaded_looked_at_and_accepted(client, draft):
    file = SimpleUploadedFile("blank.docx", word(*TEXT, "{{ лишнее }}"))
    page = client.post("/documents/templates/pairs_order/new/", {"file": file}, follow=True)
    assert "<code>лишнее</code>" in page.text
    assert "Принять" not in page.text

    client.post(
        "/documents/templates/pairs_order/new/",
        {"file": SimpleUploadedFile("blank.docx", word(*TEXT))},
    )
    second = UploadedTemplate.objects.get(version=2)
    client.post(f"/documents/templates/{second.pk}/accept/")
    second.refresh_from_db()
    assert second.accepted_at is not None


def test_refused_file_says_why_at_the_field(client):
    file = SimpleUploadedFile("old.doc", b"\xd0\xcf\x11\xe0")
    page = client.post("/documents/templates/pairs_order/new/", {"file": file})

    assert "Это файл старого Word (.doc) или файл с паролем." in page.text
    assert not UploadedTemplate.objects.exists()


def test_earlier_versions_stand_apart_from_what_counts(client, draft, kind):
    first, second, third = (
        upload(member=draft.created_by, kind=kind, content=word(*TEXT, str(n))) for n in range(3)
    )
    accept(member=draft.created_by, template=second, kind=kind)

    rows = dict(client.get("/documents/templates/").context["kinds"])[kind]

    assert {name: {row.pk for row in found} for name, found in rows.items()} == {
        "now": {second.pk, third.pk},
        "earlier": {first.pk},
    }


def test_fields_are_explained_beside_the_form(client):
    page = client.get("/documents/templates/curator_order/new/").text

    assert '<td data-label="Например">Лебедеву Марию Ивановну</td>' in page


def test_two_versions_are_compared(client, uploaded, draft, kind):
    client.post(
        "/documents/templates/pairs_order/new/",
        {"file": SimpleUploadedFile("b.docx", word(TEXT[0], "Новая строка"))},
    )
    second = UploadedTemplate.objects.get(version=2)

    page = client.get(f"/documents/templates/{second.pk}/?with={uploaded.pk}").text

    assert "<ins>Новая строка</ins>" in page
    assert "<del>{{ основание }}</del>" in page


def test_draft_offers_the_choice(client, draft, uploaded):
    page = client.get(f"/documents/{draft.pk}/").text

    assert "типовым текстом системы" in page
    assert f"по шаблону: {draft.organization.short_name}" in page


def test_template_of_the_region_is_compared_with_ones_own(client, uploaded, draft, kind):
    above = MembershipFactory(organization=draft.organization.parent.parent, role="coordinator")
    regional = upload(member=above, kind=kind, content=word(TEXT[0], "Текст региона"))
    address = f"/documents/templates/{uploaded.pk}/?with={regional.pk}"
    pending = client.get(address).status_code
    accept(member=above, template=regional, kind=kind)

    page = client.get(address)

    assert (pending, page.status_code) == (404, 200)
    assert "<del>Текст региона</del>" in page.text
    assert f"{above.organization.short_name}, версия 1" in page.text
    assert client.post(f"/documents/templates/{regional.pk}/retire/").status_code == 404
