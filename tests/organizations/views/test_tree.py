from datetime import date

import pytest

from mentorship.organizations.models import Organization
from tests.factories.organizations import (
    HeadcountFactory,
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)

pytestmark = pytest.mark.django_db
SCHOOL = {
    "institution_type": "school",
    "name": "Муниципальное бюджетное учреждение «Средняя школа № 5»",
    "short_name": "МБОУ «СОШ № 5»",
    "inn": "7707083893",
}


def names(page):
    return [row.short_name for row in page.context["page_obj"]]


@pytest.fixture
def coordinator():
    return MembershipFactory(role="coordinator")


@pytest.fixture
def city(coordinator):
    return MunicipalityFactory(parent=coordinator.organization, code="surgut")


def test_coordinator_adds_a_municipality(sign_in, coordinator):
    form = {"name": "Мишкинский муниципальный округ", "short_name": "Мишкинский округ"}

    response = sign_in(coordinator).post("/organizations/municipalities/new/", form)

    added = Organization.objects.municipalities().get()
    assert response["Location"] == f"/organizations/{added.pk}/"
    assert (added.parent, added.code) == (coordinator.organization, "mishkinskiy-okrug")


def test_coordinator_adds_an_institution_with_a_proposed_code(sign_in, coordinator, city):
    sign_in(coordinator).post("/organizations/new/", SCHOOL | {"parent": city.pk})

    added = Organization.objects.institutions().get()
    assert (added.parent, added.code, added.inn) == (city, "mbou-sosh-5", "7707083893")


def test_methodist_adds_to_their_own_municipality_whatever_the_form_says(sign_in, city):
    member = MembershipFactory(role="methodist")

    sign_in(member).post("/organizations/new/", SCHOOL | {"parent": city.pk})

    assert Organization.objects.institutions().get().parent == member.organization


def test_coordinator_is_offered_only_their_own_municipalities(sign_in, coordinator, city):
    MunicipalityFactory()
    MunicipalityFactory(parent=coordinator.organization, closed_on=date(2020, 1, 1))

    page = sign_in(coordinator).get("/organizations/new/")

    assert list(page.context["form"].fields["parent"].queryset) == [city]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"inn": "7707083894"}, "inn"),
        ({"inn": "семь"}, "inn"),
        ({"code": "школа"}, "code"),
        ({"code": "surgut"}, "code"),
        ({"short_name": ""}, "short_name"),
        ({"institution_type": "region"}, "institution_type"),
        ({"parent": "0"}, "parent"),
        ({"parent": ""}, "parent"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_faulty_institution_is_refused_and_kept_in_the_form(
    sign_in, coordinator, city, changes, field
):
    form = SCHOOL | {"parent": city.pk} | changes

    page = sign_in(coordinator).post("/organizations/new/", form)

    assert list(page.context["form"].errors) == [field]
    assert Organization.objects.institutions().count() == 0


def test_second_institution_of_the_same_name_is_refused(sign_in, coordinator, city):
    InstitutionFactory(parent=city, short_name="мбоу «сош № 5»")

    page = sign_in(coordinator).post("/organizations/new/", SCHOOL | {"parent": city.pk})

    assert page.context["form"].errors["short_name"] == [
        "Здесь уже есть организация с таким названием."
    ]


def test_changed_institution_keeps_its_municipality(sign_in, coordinator, city):
    school = InstitutionFactory(parent=city)
    other = MunicipalityFactory(parent=coordinator.organization)
    form = SCHOOL | {"code": school.code, "parent": other.pk}

    sign_in(coordinator).post(f"/organizations/{school.pk}/edit/", form)

    school.refresh_from_db()
    assert (school.parent, school.short_name) == (city, "МБОУ «СОШ № 5»")


def test_coordinator_sets_the_time_zone_of_the_region(sign_in, coordinator, city):
    region = coordinator.organization
    form = {"name": region.name, "short_name": region.short_name, "time_zone": "Asia/Omsk"}

    sign_in(coordinator).post(f"/organizations/{region.pk}/edit/", form)

    assert Organization.objects.get(pk=city.pk).time_zone == "Asia/Omsk"


def test_methodist_does_not_edit_the_municipality(sign_in):
    member = MembershipFactory(role="methodist")

    page = sign_in(member).get(f"/organizations/{member.organization_id}/edit/")

    assert page.status_code == 403


@pytest.mark.parametrize("path", ["", "edit/", "close/"])
def test_foreign_organization_is_not_there(sign_in, coordinator, path):
    foreign = InstitutionFactory()

    assert sign_in(coordinator).get(f"/organizations/{foreign.pk}/{path}").status_code == 404


def test_institution_outside_the_narrowing_is_not_there(sign_in):
    member = MembershipFactory(role="methodist", institution_types=["kindergarten"])
    school = InstitutionFactory(parent=member.organization)

    assert sign_in(member).get(f"/organizations/{school.pk}/").status_code == 404


def test_closed_institution_leaves_the_list_and_comes_back(sign_in, coordinator, city):
    school = InstitutionFactory(parent=city)
    client = sign_in(coordinator)

    client.post(f"/organizations/{school.pk}/close/", {"closed_on": "01.07.2026"})
    lists = [names(client.get("/organizations/")), names(client.get("/organizations/?state=all"))]
    client.post(f"/organizations/{school.pk}/reopen/")

    assert lists == [[], [school.short_name]]
    assert names(client.get("/organizations/")) == [school.short_name]


def test_municipality_with_institutions_is_refused_at_the_field(sign_in, coordinator, city):
    InstitutionFactory(parent=city)

    page = sign_in(coordinator).post(
        f"/organizations/{city.pk}/close/", {"closed_on": "01.07.2026"}
    )

    assert list(page.context["form"].errors) == ["closed_on"]


def test_reopening_under_a_closed_municipality_is_a_message(sign_in, coordinator):
    closed = MunicipalityFactory(parent=coordinator.organization, closed_on=date(2020, 1, 1))
    school = InstitutionFactory(parent=closed, closed_on=date(2020, 1, 1))

    page = sign_in(coordinator).post(f"/organizations/{school.pk}/reopen/", follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["error"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=берёзка", ["Детский сад «Березка»"]),
        ("q=САД+берез", ["Детский сад «Березка»"]),
        ("q=7707083893", ["Гимназия"]),
        ("q=(", []),
        ("type=kindergarten", ["Детский сад «Березка»"]),
        ("curator=yes", ["Гимназия"]),
        ("curator=no", ["Детский сад «Березка»"]),
        ("municipality=0", ["Гимназия", "Детский сад «Березка»"]),
        ("state=closed", ["Старая школа"]),
        ("q=%00", ["Гимназия", "Детский сад «Березка»"]),
    ],
)
def test_list_is_searched_and_filtered(sign_in, coordinator, city, query, found):
    gymnasium = InstitutionFactory(
        parent=city, name="Гимназия", short_name="Гимназия", inn="7707083893"
    )
    kindergarten = {"institution_type": "kindergarten", "short_name": "Детский сад «Березка»"}
    InstitutionFactory(parent=city, name="Сад", **kindergarten)
    InstitutionFactory(parent=city, short_name="Старая школа", closed_on=date(2020, 1, 1))
    MembershipFactory(organization=gymnasium)

    assert names(sign_in(coordinator).get(f"/organizations/?{query}")) == found


def test_municipality_list_counts_open_institutions_and_methodists(sign_in, coordinator, city):
    InstitutionFactory.create_batch(2, parent=city)
    InstitutionFactory(parent=city, closed_on=date(2020, 1, 1))
    MembershipFactory(organization=city, role="methodist")

    page = sign_in(coordinator).get("/organizations/municipalities/")

    assert [(row.institutions, row.staff) for row in page.context["page_obj"]] == [(2, 1)]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["", "municipalities/"])
def test_lists_cost_the_same_whatever_their_length(
    sign_in, coordinator, city, django_assert_max_num_queries, count, path
):
    for _ in range(count):
        MembershipFactory(organization=InstitutionFactory(parent=city))
        MunicipalityFactory(parent=coordinator.organization)
    client = sign_in(coordinator)

    with django_assert_max_num_queries(14):
        assert client.get(f"/organizations/{path}").status_code == 200


def test_card_says_numbers_and_no_names(sign_in, coordinator, city):
    school = InstitutionFactory(parent=city)
    MembershipFactory(organization=school, user__full_name="Яшина Ольга Олеговна")
    year = {"organization": school, "as_of": date(2022, 9, 1)}
    HeadcountFactory(**year, value=4)
    HeadcountFactory(**year, age_from=15, value=34)

    page = sign_in(coordinator, 2022).get(f"/organizations/{school.pk}/")

    assert page.context["staff"] == [("куратор", 1)]
    shown = page.content.decode()
    assert ("меньше 5" in shown, ">34<" in shown, "Яшина" in shown) == (True, True, False)


def test_empty_region_is_told_what_to_add(sign_in, coordinator):
    page = sign_in(coordinator).get("/organizations/municipalities/").content.decode()

    assert "Добавить муниципалитет" in page
