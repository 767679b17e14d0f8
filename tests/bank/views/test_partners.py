from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentorship.bank.models import Agreement, Partner
from tests.factories.bank import AgreementFactory, MentorEntryFactory, PartnerFactory, PersonFactory

pytestmark = pytest.mark.django_db
URL = "/bank/partners/"
AGREEMENT = {"number": "12/2022", "signed_on": "01.09.2022", "subject": "наставничество"}


@pytest.fixture
def partner(curator):
    return PartnerFactory(institution=curator.organization)


def mentor_of(partner, **kwargs):
    return MentorEntryFactory(
        institution=partner.institution, person__partner=partner, **kwargs
    ).person


def test_list_shows_own_partners_with_as_many_mentors_as_their_page(sign_in, curator, partner):
    mentor = mentor_of(partner)
    without = PersonFactory(institution=curator.organization, partner=partner)
    MentorEntryFactory(institution=curator.organization, person=without)
    PartnerFactory()
    client = sign_in(curator, 2022)

    (row,) = client.get(URL).context["page_obj"]
    listed = client.get(f"{URL}{partner.pk}/").context["mentors"]

    assert (row, row.mentors_count, listed) == (partner, 1, [mentor])


def test_list_asks_as_many_questions_for_more_rows(
    sign_in, curator, partner, django_assert_max_num_queries
):
    client = sign_in(curator)
    client.get(URL)
    with django_assert_max_num_queries(20) as before:
        client.get(URL)
    PartnerFactory.create_batch(2, institution=curator.organization)

    with django_assert_max_num_queries(len(before)):
        client.get(URL)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (None, "без срока"),
        (timedelta(days=-1), "закончился"),
        (timedelta(days=10), "tag warn"),
        (timedelta(days=100), "tag good"),
    ],
)
def test_list_says_how_long_a_partner_is_covered(sign_in, curator, partner, ends, words):
    until = ends and timezone.localdate() + ends
    AgreementFactory(partner=partner, valid_until=until)

    assert words in sign_in(curator).get(URL).content.decode()


def test_create_belongs_to_the_member(sign_in, curator):
    typed = {"name": "ООО «Приречье»", "inn": "4500 000013"}

    response = sign_in(curator).post(f"{URL}new/", typed)

    partner = Partner.objects.get()
    assert (response.url, partner.institution) == (
        partner.get_absolute_url(),
        curator.organization,
    )
    assert partner.inn == "4500000013"


@pytest.mark.parametrize(("changes", "field"), [({"inn": "45"}, "inn"), ({"name": ""}, "name")])
def test_create_refuses(sign_in, curator, changes, field):
    response = sign_in(curator).post(f"{URL}new/", {"name": "ООО"} | changes)

    assert list(response.context["form"].errors) == [field]


def test_update_saves(sign_in, curator, partner):
    sign_in(curator).post(f"{URL}{partner.pk}/edit/", {"name": "АО «Завод»"})

    partner.refresh_from_db()
    assert partner.name == "АО «Завод»"


@pytest.mark.parametrize("page", ["", "edit/", "agreements/new/"])
def test_foreign_partner_is_not_there(sign_in, curator, page):
    partner = PartnerFactory()

    assert sign_in(curator).get(f"{URL}{partner.pk}/{page}").status_code == 404


def test_partner_has_several_agreements(sign_in, curator, partner):
    AgreementFactory(partner=partner)

    response = sign_in(curator).post(f"{URL}{partner.pk}/agreements/new/", AGREEMENT)

    assert (response.url, partner.agreements.count()) == (partner.get_absolute_url(), 2)
    assert str(partner.agreements.get(number="12/2022")) == "№ 12/2022 от 01.09.2022"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": "", "signed_on": ""}, "number"),
        ({"valid_until": "31.08.2022"}, "valid_until"),
        ({"scan": SimpleUploadedFile("договор.pdf", b"MZ nothing of the kind")}, "scan"),
    ],
)
def test_agreement_refuses(sign_in, curator, partner, changes, field):
    response = sign_in(curator).post(f"{URL}{partner.pk}/agreements/new/", AGREEMENT | changes)

    assert list(response.context["form"].errors) == [field]


def test_scan_is_kept_when_the_agreement_is_changed(sign_in, curator, partner):
    client = sign_in(curator)
    scan = SimpleUploadedFile("Договор с фамилией.pdf", b"%PDF-1.4 scan")
    client.post(f"{URL}{partner.pk}/agreements/new/", AGREEMENT | {"scan": scan})
    agreement = Agreement.objects.get()

    client.post(f"/bank/agreements/{agreement.pk}/edit/", AGREEMENT | {"number": "13"})

    response = client.get(f"/bank/agreements/{agreement.pk}/scan/")
    assert (b"".join(response.streaming_content), "фамил" in agreement.scan.name) == (
        b"%PDF-1.4 scan",
        False,
    )


def test_agreement_without_scan_has_none_to_give(sign_in, curator, partner):
    agreement = AgreementFactory(partner=partner)

    assert sign_in(curator).get(f"/bank/agreements/{agreement.pk}/scan/").status_code == 404


def test_agreement_entered_by_mistake_is_removed(sign_in, curator, partner):
    agreement = AgreementFactory(partner=partner)

    response = sign_in(curator).post(f"/bank/agreements/{agreement.pk}/delete/")

    assert (response.url, partner.agreements.exists()) == (partner.get_absolute_url(), False)


@pytest.mark.parametrize(("page", "method"), [("edit", "get"), ("delete", "post"), ("scan", "get")])
def test_foreign_agreement_is_not_there(sign_in, curator, page, method):
    agreement = AgreementFactory()

    response = getattr(sign_in(curator), method)(f"/bank/agreements/{agreement.pk}/{page}/")

    assert response.status_code == 404
