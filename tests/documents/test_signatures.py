import base64
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.documents import services, signatures
from mentorship.documents.attention import orders_not_signed
from mentorship.documents.models import Document
from tests.documents.issuing import director_of, issue
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
OID = bytes.fromhex("06092a864886f70d010702")
BODY = OID + b"\xa0\x80" + b"\x01" * 200
DER = b"\x30\x81" + bytes([len(BODY)]) + BODY
LONG = OID + b"\x01" * 70_000
GOOD = {
    "der": DER,
    "long": b"\x30\x83" + len(LONG).to_bytes(3) + LONG,
    "indefinite": b"\x30\x80" + OID + b"\xa0\x80" + b"\x01" * 20 + b"\0\0",
    "pem": b"-----BEGIN PKCS7-----\n" + base64.encodebytes(DER) + b"-----END PKCS7-----\n",
    "cms": b"-----BEGIN CMS-----\r\n" + base64.encodebytes(DER) + b"-----END CMS-----\r\n",
    "base64": base64.encodebytes(DER),
}
BAD = {
    "empty": b"",
    "pdf": b"%PDF-1.4 text",
    "cut": DER[:-1],
    "appended": DER + b"<script>",
    "sequence of another kind": b"\x30\x0b" + bytes.fromhex("06092a864886f70d010701"),
    "length of nothing": b"\x30\x84",
    "text": "подпись".encode(),
    "pem of a certificate": b"-----BEGIN CERTIFICATE-----\nMAsGCQ==\n-----END CERTIFICATE-----",
    "large": DER + b"0" * 1024 * 1024,
}


@pytest.fixture
def director(draft):
    return director_of(draft)


@pytest.fixture
def order(draft, director):
    return issue(draft, director)


def signed(order):
    found = Document.objects.with_signature().filter(pk=order.pk)
    return found.values_list("signed", flat=True).get()


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_detached_signature_is_kept_as_it_came(order, director, content):
    stored = signatures.attach_signature(document=order, member=director, signature=content)

    with stored.file.open() as file:
        assert file.read() == content
    assert signed(order) == "electronic"


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_what_is_no_signature_is_refused(order, director, content):
    with pytest.raises(DomainError, match="подписи"):
        signatures.attach_signature(document=order, member=director, signature=content)

    assert (order.files.count(), signed(order)) == (2, "not_yet")


def test_signed_file_is_kept_beside_its_signature(order, director):
    signatures.attach_signature(
        document=order, member=director, signature=DER, signed=b"%PDF-1.7 signed"
    )

    roles = order.files.order_by("pk").values_list("role", flat=True)
    assert list(roles)[2:] == ["signed", "sig"]


def test_signed_file_of_another_kind_is_refused_with_its_signature(order, director):
    with pytest.raises(DomainError, match="PDF или Word"):
        signatures.attach_signature(
            document=order, member=director, signature=DER, signed=b"<html>"
        )

    assert order.files.count() == 2


def test_draft_takes_no_signature(draft, director):
    with pytest.raises(DomainError, match="документ черновик"):
        signatures.attach_signature(document=draft, member=director, signature=DER)


def test_signature_is_attached_by_those_who_prepare_documents(order):
    reader = MembershipFactory(role="council", organization=order.organization)

    with pytest.raises(PermissionDenied):
        signatures.attach_signature(document=order, member=reader, signature=DER)


def test_page_takes_the_signature_and_gives_it_back(order, director, sign_in, year):
    desk = sign_in(director, year.first)
    file = SimpleUploadedFile("приказ.pdf.sig", DER)

    desk.post(f"{order.get_absolute_url()}signatures/", {"signature": file})
    given = desk.get(f"{order.get_absolute_url()}files/sig/")

    assert (given.content, given["Content-Type"]) == (DER, "application/pkcs7-signature")
    page = desk.get(order.get_absolute_url()).content.decode()
    assert "подписан электронно" in page


def test_director_is_told_of_orders_without_a_signature(order, director, year, make_draft):
    today = timezone.localdate()
    found = orders_not_signed(director, year, today)

    assert (found.count, found.text) == (1, "приказ № 204-ОД не подписан")
    assert (found.url, found.since) == (order.get_absolute_url(), date(2022, 10, 3))
    services.attach_scan(document=order, member=director, content=b"%PDF-1.4 scan")
    assert orders_not_signed(director, year, today) is None


def test_unsigned_orders_are_counted_where_the_line_leads(
    order, director, make_draft, sign_in, year
):
    issue(make_draft(organization=order.organization), director, "205-ОД")
    found = orders_not_signed(director, year, timezone.localdate())

    page = sign_in(director, year.first).get(found.url)

    assert found.count == len(page.context["rows"]) == 2


def test_curator_has_no_line_about_signatures(order, year):
    curator = MembershipFactory(role="curator", organization=order.organization)

    assert orders_not_signed(curator, year, timezone.localdate()) is None
