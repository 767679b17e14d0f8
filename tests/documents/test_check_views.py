import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from mentorship.documents import services
from mentorship.documents.downloads import download_of
from mentorship.documents.layouts import layout_of
from mentorship.documents.models import CheckCode
from mentorship.documents.rendering import render
from tests.documents.conftest import FIELDS
from tests.documents.issuing import correct, director_of, issue

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(draft):
    return director_of(draft)


@pytest.fixture
def order(draft, director):
    return issue(draft, director)


def address(order):
    return f"/documents/check/{order.check_code.code}/"


def sent(content):
    return {"file": SimpleUploadedFile("приказ.pdf", content)}


def test_stranger_sees_what_the_paper_says_and_no_names(order, client):
    response = client.get(address(order))
    page = response.content.decode()

    assert "№ 204-ОД от 03.10.2022" in page
    assert order.organization.name in page
    assert order.files.get(role="pdf").sha256 in page
    surnames = {name.split()[0] for pair in FIELDS["rows"] for name in pair} | {"Лебедева"}
    assert [name for name in surnames if name in page] == []
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_amending_orders_are_told_by_number_and_date(order, director, client):
    correct(order, director, "amending_order")

    assert "внесены приказом № 210-ОД от 01.12.2022" in client.get(address(order)).content.decode()


def test_title_that_may_name_a_person_is_not_told(draft, director, client):
    draft.title = "О поощрении Седых Надежды Алексеевны"
    draft.save()

    assert "Седых" not in client.get(address(issue(draft, director))).content.decode()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("amending_order", "действует с изменениями"),
        ("superseding_order", "утратил силу"),
        ("cancelling_order", "отменён"),
    ],
)
def test_state_follows_later_orders(order, director, client, kind, words):
    correct(order, director, kind)

    assert f">{words}</span>" in client.get(address(order)).content.decode()


@pytest.mark.parametrize("role", ["pdf", "docx"])
def test_file_that_was_registered_is_the_same(order, client, role):
    content = download_of(order, role).content

    assert client.post(address(order), sent(content)).context["is_same"] is True


def test_changed_file_is_not_the_same(order, client):
    content = download_of(order, "pdf").content + b"\n"

    response = client.post(address(order), sent(content))

    assert response.context["is_same"] is False
    assert "Файл не совпадает" in response.content.decode()


def test_file_of_more_than_20_mb_is_refused(order, client):
    response = client.post(address(order), sent(b"0" * (20 * 1024 * 1024 + 1)))

    assert response.context["form"].errors["file"] == ["Файл больше 20 МБ."]


def test_code_is_long_random_and_of_one_document(order, director, make_draft):
    issue(make_draft(organization=order.organization), director, "205-ОД")

    codes = set(CheckCode.objects.values_list("code", flat=True))
    assert sorted(map(len, codes)) == [16, 16]


def test_wrong_codes_are_counted_and_stopped(order, client):
    answers = [client.get(f"/documents/check/nothing{n}/").status_code for n in range(21)]

    assert answers == [404] * 20 + [429]
    assert client.get(address(order)).status_code == 429


def test_files_are_compared_sixty_times_at_most(order, client):
    answers = [client.post(address(order), sent(b"%PDF")) for _ in range(61)]

    assert [bool(answer.context["form"].errors) for answer in answers] == [False] * 60 + [True]


def test_registered_pdf_and_word_carry_the_code_on_the_first_page(order):
    pdf, docx = (download_of(order, role).content for role in ("pdf", "docx"))
    bottom = lowest_right(PdfReader(io.BytesIO(pdf)).pages)

    names = zipfile.ZipFile(io.BytesIO(docx)).namelist()
    assert bottom == [True, False]
    assert [name for name in names if name.endswith(".png")] == ["word/media/image1.png"]
    assert order.context["text"].count('class="check-code"') == 1


def lowest_right(pages):
    """Per page: whether anything is drawn in the right part of the bottom margin."""
    return [b"cm" in page.get_contents().get_data() and has_squares(page) for page in pages]


def has_squares(page):
    data = page.get_contents().get_data()
    return data.count(b" l\n") + data.count(b" l ") > 100


def test_switched_off_code_leaves_the_paper_alone(draft, director):
    settings = layout_of(draft.organization)
    settings.shows_qr = False
    settings.save()

    order = issue(draft, director)

    assert 'class="check-code"' not in order.context["text"]
    assert CheckCode.objects.filter(document=order).exists()


def test_draft_has_no_code(draft):
    assert 'class="check-code"' not in render(draft).body


def test_hash_of_the_page_is_that_of_the_bytes(order, client):
    content = download_of(order, "docx").content

    hashes = client.get(address(order)).context["hashes"]
    assert hashes["Word"] == hashlib.sha256(content).hexdigest()


def test_journal_of_a_cancelled_order_is_still_confirmed(order, director, client):
    services.cancel(document=order, member=director, reason="Ошибка в составе: Седых Н. А.")

    page = client.get(address(order)).content.decode()
    assert (">отменён</span>" in page, "Седых" in page) == (True, False)
