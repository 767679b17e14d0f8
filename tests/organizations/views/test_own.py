import pytest

from tests.factories.organizations import MembershipFactory, SignatoryFactory

pytestmark = pytest.mark.django_db


def test_pattern_of_numbers_needs_its_place_for_the_number(sign_in):
    member = MembershipFactory()
    form = {
        "name": "Школа",
        "short_name": "Школа",
        "order_numbering": "own",
        "order_number_pattern": "ОД",
    }

    page = sign_in(member).post("/organizations/own/edit/", form)

    assert list(page.context["form"].errors) == ["order_number_pattern"]


def test_own_organization_page_shows_who_signs(sign_in):
    member = MembershipFactory()
    SignatoryFactory(organization=member.organization, full_name="Кравцова Анна Николаевна")

    page = sign_in(member).get("/organizations/own/").content.decode()

    assert "Кравцова Анна Николаевна" in page
