import pytest

from mentorship.organizations.models import Headcount
from tests.factories.organizations import (
    HeadcountFactory,
    InstitutionFactory,
    MembershipFactory,
    SignatoryFactory,
)

pytestmark = pytest.mark.django_db
HEADCOUNT = {
    "category": "pupil",
    "age_from": "15",
    "age_to": "19",
    "value": "34",
    "as_of": "1 сентября 2022",
    "source": "ОО-1",
}


def test_headcount_is_written_for_ones_own_school(sign_in):
    member = MembershipFactory()

    sign_in(member).post("/organizations/own/headcounts/new/", HEADCOUNT)

    written = Headcount.objects.get()
    assert (written.organization, written.value) == (member.organization, 34)


def test_headcount_of_ages_upside_down_is_refused_and_kept_in_the_form(sign_in):
    form = HEADCOUNT | {"age_from": "19", "age_to": "15"}

    page = sign_in(MembershipFactory()).post("/organizations/own/headcounts/new/", form)

    assert page.context["form"].errors["age_to"] == ["Верхняя граница возраста меньше нижней."]
    assert 'value="1 сентября 2022"' in page.content.decode()


def test_same_headcount_twice_is_a_message(sign_in):
    member = MembershipFactory()
    HeadcountFactory(organization=member.organization, age_from=15)

    page = sign_in(member).post("/organizations/own/headcounts/new/", HEADCOUNT)

    assert page.status_code == 200
    assert Headcount.objects.count() == 1


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


def test_year_is_kept_for_the_session(sign_in):
    client = sign_in(MembershipFactory())

    client.post("/organizations/year/", {"year": "2022"})

    assert str(client.get("/").wsgi_request.school_year) == "2022/2023"


@pytest.mark.parametrize("count", [1, 3])
def test_organization_list_query_count(sign_in, django_assert_max_num_queries, count):
    member = MembershipFactory(role="methodist")
    InstitutionFactory.create_batch(count, parent=member.organization)
    client = sign_in(member)

    with django_assert_max_num_queries(12):
        page = client.get("/organizations/")

    assert len(page.context["page_obj"]) == count


def test_own_organization_page_shows_who_signs(sign_in):
    member = MembershipFactory()
    SignatoryFactory(organization=member.organization, full_name="Кравцова Анна Николаевна")

    page = sign_in(member).get("/organizations/own/").content.decode()

    assert "Кравцова Анна Николаевна" in page
