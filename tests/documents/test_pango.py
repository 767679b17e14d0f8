import pytest

from mentorship.documents.pango import check_pango, pdf_is_missing
from tests.factories.organizations import MembershipFactory


@pytest.fixture
def no_pango(monkeypatch):
    """The same word reaches everybody who asks."""
    for place in ("pango", "rendering", "uploaded.services"):
        monkeypatch.setattr(f"mentorship.documents.{place}.pdf_is_available", lambda: False)


def test_administrator_is_told_by_the_system_check(no_pango):
    (said,) = check_pango()

    assert (said.id, "sudo apt-get install" in said.hint) == ("documents.W001", True)


def test_server_with_pango_has_nothing_to_tell(year):
    assert check_pango() == []


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "count"), [("coordinator", 1), ("curator", 0), ("methodist", 0)])
def test_line_on_the_home_page_is_the_coordinators(no_pango, year, role, count):
    line = pdf_is_missing(MembershipFactory(role=role), year, year.starts_on)

    assert (line.count if line else 0) == count


@pytest.mark.django_db
def test_coordinator_with_pango_sees_no_line(year):
    assert pdf_is_missing(MembershipFactory(role="coordinator"), year, year.starts_on) is None


@pytest.mark.django_db
def test_word_and_print_stay_without_pango(no_pango, draft, sign_in):
    member = MembershipFactory(role="director", organization=draft.organization)
    client = sign_in(member)
    page = client.get(f"/documents/{draft.pk}/")

    word = client.get(f"/documents/{draft.pk}/files/docx/")
    client.post(f"/documents/{draft.pk}/register/", {"number": "7", "dated_on": "03.10.2022"})

    assert (word.content[:2], client.get(f"/documents/{draft.pk}/files/pdf/").status_code) == (
        b"PK",
        404,
    )
    assert "не установлена библиотека Pango" in page.text
    assert "data-print" in page.text
    assert [file.role for file in draft.files.all()] == ["docx"]
