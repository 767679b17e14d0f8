import pytest

from mentorship.bank.models import Partner
from tests.factories.bank import PartnerFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_list_shows_own_partners_with_their_people(sign_in, curator):
    own = PartnerFactory(institution=curator.organization)
    PersonFactory(institution=curator.organization, partner=own)
    PartnerFactory()

    (partner,) = sign_in(curator).get("/bank/partners/").context["page_obj"]

    assert (partner, partner.people_count) == (own, 1)


def test_list_asks_as_many_questions_for_more_rows(sign_in, curator, django_assert_max_num_queries):
    client = sign_in(curator)
    PartnerFactory(institution=curator.organization)
    client.get("/bank/partners/")
    with django_assert_max_num_queries(20) as before:
        client.get("/bank/partners/")
    PartnerFactory.create_batch(2, institution=curator.organization)

    with django_assert_max_num_queries(len(before)):
        client.get("/bank/partners/")


def test_create_belongs_to_the_member(sign_in, curator):
    typed = {"name": "ООО «Приречье»", "inn": "4500 000000"}

    sign_in(curator).post("/bank/partners/new/", typed)

    partner = Partner.objects.get()
    assert (partner.institution, partner.inn) == (curator.organization, "4500000000")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"inn": "45"}, "inn"),
        ({"name": ""}, "name"),
    ],
)
def test_create_refuses(sign_in, curator, changes, field):
    response = sign_in(curator).post("/bank/partners/new/", {"name": "ООО"} | changes)

    assert list(response.context["form"].errors) == [field]


def test_update_saves(sign_in, curator):
    partner = PartnerFactory(institution=curator.organization)

    sign_in(curator).post(f"/bank/partners/{partner.pk}/edit/", {"name": "АО «Завод»"})

    partner.refresh_from_db()
    assert partner.name == "АО «Завод»"


def test_foreign_partner_is_not_there(sign_in, curator):
    partner = PartnerFactory()

    assert sign_in(curator).get(f"/bank/partners/{partner.pk}/edit/").status_code == 404
