from datetime import date

import pytest

from mentorship.organizations.models import Signatory
from tests.factories.organizations import HeadcountFactory, MembershipFactory, SignatoryFactory

pytestmark = pytest.mark.django_db
OWN = {
    "name": "Школа",
    "short_name": "Школа",
    "order_numbering": "own",
    "order_number_pattern": "{n}-ОД",
}
DIRECTOR = {
    "full_name": "Кравцова  Анна Николаевна",
    "position": "Директор",
    "starts_on": "01.09.2022",
}


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"order_number_pattern": "ОД"}, "order_number_pattern"), ({"inn": "7707083894"}, "inn")],
)
def test_faulty_requisites_are_refused(sign_in, changes, field):
    page = sign_in(MembershipFactory()).post("/organizations/own/edit/", OWN | changes)

    assert list(page.context["form"].errors) == [field]


def test_own_requisites_are_changed(sign_in):
    member = MembershipFactory()

    sign_in(member).post("/organizations/own/edit/", OWN | {"inn": "7707 083893"})

    member.organization.refresh_from_db()
    assert (member.organization.short_name, member.organization.inn) == ("Школа", "7707083893")


def test_own_organization_page_shows_who_signs(sign_in):
    member = MembershipFactory()
    SignatoryFactory(organization=member.organization, full_name="Кравцова Анна Николаевна")

    page = sign_in(member).get("/organizations/own/").content.decode()

    assert "Кравцова Анна Николаевна" in page


def test_own_organization_page_says_which_headcounts_the_year_lacks(sign_in):
    headcount = HeadcountFactory()
    member = MembershipFactory(organization=headcount.organization)

    context = sign_in(member, 2022).get("/organizations/own/").context

    assert context["headcounts"] == [headcount]
    assert [key.whose for key in context["missing"]] == [
        "обучающихся 15–19 лет",
        "педагогов со стажем до 3 лет",
        "предприятий территории",
    ]


def test_signatory_is_added_for_ones_own_school(sign_in):
    member = MembershipFactory()

    sign_in(member).post("/organizations/own/signatories/new/", DIRECTOR)

    written = Signatory.objects.get()
    assert (written.organization, written.full_name, written.ends_on) == (
        member.organization,
        "Кравцова Анна Николаевна",
        None,
    )


def test_signatory_is_given_an_end(sign_in):
    signatory = SignatoryFactory()
    member = MembershipFactory(organization=signatory.organization, role="director")
    form = DIRECTOR | {"ends_on": "31.08.2026"}

    sign_in(member).post(f"/organizations/own/signatories/{signatory.pk}/", form)

    assert Signatory.objects.get().ends_on == date(2026, 8, 31)


def test_end_before_the_beginning_is_refused(sign_in):
    form = DIRECTOR | {"ends_on": "31.08.2022"}

    page = sign_in(MembershipFactory()).post("/organizations/own/signatories/new/", form)

    assert page.context["form"].errors["ends_on"] == ["Последний день раньше первого."]


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_office_above_names_who_signs_its_own_orders(sign_in, role):
    member = MembershipFactory(role=role)
    card = f"/organizations/{member.organization_id}/"
    client = sign_in(member)

    assert f'href="{card}"' in client.get("/organizations/").text
    answer = client.post("/organizations/own/signatories/new/", DIRECTOR)

    assert answer["Location"] == card
    assert Signatory.objects.get().organization == member.organization
    assert "Кравцова Анна Николаевна" in client.get(card).text


def test_methodist_does_not_reach_who_signs_in_a_school(sign_in):
    signatory = SignatoryFactory()
    methodist = MembershipFactory(role="methodist", organization=signatory.organization.parent)

    page = sign_in(methodist).get(f"/organizations/own/signatories/{signatory.pk}/")

    assert page.status_code == 404


def test_foreign_signatory_is_not_there(sign_in):
    foreign = SignatoryFactory()

    page = sign_in(MembershipFactory()).get(f"/organizations/own/signatories/{foreign.pk}/")

    assert page.status_code == 404


def test_genitive_of_the_name_is_proposed(sign_in):
    member = MembershipFactory(
        organization__short_name="МОУ гимназия № 7", organization__short_name_genitive=""
    )

    form = sign_in(member).get("/organizations/own/edit/").context["form"]

    assert form["short_name_genitive"].value() == "МОУ гимназии № 7"
