import pytest

from mentorship.organizations.models import Participation
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
LIST, RECORD = "/organizations/participation/", "/organizations/participation/record/"


@pytest.fixture
def coordinator():
    return MembershipFactory(role="coordinator")


def school_of(coordinator, **fields):
    return InstitutionFactory(parent__parent=coordinator.organization, **fields)


def test_list_of_the_chosen_year_is_recorded(sign_in, coordinator):
    school = school_of(coordinator)
    sent = {"shown": school.pk, "chosen": school.pk, "order": " № 203   от 01.09.2022 "}

    page = sign_in(coordinator, 2022).post(RECORD, sent | {"query": "type=school"}, follow=True)

    written = Participation.objects.get()
    assert (written.institution, written.year, written.order) == (
        school,
        2022,
        "№ 203 от 01.09.2022",
    )
    assert page.redirect_chain == [(f"{LIST}?type=school", 302)]
    assert (page.context["number"], [row.takes_part for row in page.context["page_obj"]]) == (
        1,
        [True],
    )


def test_foreign_institution_is_not_marked(sign_in, coordinator):
    foreign = InstitutionFactory()

    sign_in(coordinator).post(RECORD, {"shown": foreign.pk, "chosen": foreign.pk})

    assert Participation.objects.count() == 0


@pytest.mark.parametrize("value", ["", "x", "-1", "²", "9" * 30])
def test_strange_marks_mark_nobody(sign_in, coordinator, value):
    response = sign_in(coordinator).post(RECORD, {"shown": value, "chosen": value})

    assert (response.status_code, Participation.objects.count()) == (302, 0)


@pytest.mark.parametrize(
    ("query", "number"), [("part=yes", 1), ("part=no", 2), ("type=kindergarten", 1), ("", 3)]
)
def test_list_is_filtered(sign_in, coordinator, query, number):
    Participation.objects.create(institution=school_of(coordinator), year=2022)
    school_of(coordinator, institution_type="kindergarten")
    school_of(coordinator)

    page = sign_in(coordinator, 2022).get(f"{LIST}?{query}")

    assert page.context["page_obj"].paginator.count == number


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_whatever_its_length(
    sign_in, coordinator, django_assert_max_num_queries, count
):
    for _ in range(count):
        Participation.objects.create(institution=school_of(coordinator), year=2022)
    client = sign_in(coordinator, 2022)

    with django_assert_max_num_queries(16):
        assert client.get(LIST).status_code == 200
