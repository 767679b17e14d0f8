import pytest

from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


def test_switch_to_a_role_of_somebody_else_is_refused(sign_in):
    member, other = MembershipFactory(), MembershipFactory()

    response = sign_in(member).post("/organizations/switch/", {"membership": other.pk})

    assert response.status_code == 400


def test_switch_changes_the_role_of_the_session(sign_in):
    member = MembershipFactory()
    second = MembershipFactory(user=member.user, role="director")
    client = sign_in(member)

    client.post("/organizations/switch/", {"membership": second.pk})

    assert client.get("/").wsgi_request.membership == second


@pytest.mark.parametrize("year", ["", "abc", "1999", "2022x"])
def test_year_that_does_not_exist_is_refused(sign_in, year):
    response = sign_in(MembershipFactory()).post("/organizations/year/", {"year": year})

    assert response.status_code == 400


@pytest.mark.parametrize(
    ("back", "url"),
    [("/bank/consents/", "/bank/consents/"), ("https://other.example/", "/"), ("", "/")],
)
def test_year_leads_back_to_a_page_of_ours(sign_in, back, url):
    client = sign_in(MembershipFactory())

    response = client.post("/organizations/year/", {"year": "2022", "next": back})

    assert response.url == url


def test_year_is_kept_for_the_session(sign_in):
    client = sign_in(MembershipFactory())

    client.post("/organizations/year/", {"year": "2022"})

    assert str(client.get("/").wsgi_request.school_year) == "2022/2023"
