import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentorship.documents.models import UploadedTemplate
from tests.documents.uploaded.conftest import TEXT, word


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

    assert "Это не документ Word (.docx)." in page.text
    assert not UploadedTemplate.objects.exists()


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
