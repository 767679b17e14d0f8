import pytest

from mentorship.organizations.search import Hit, read
from mentorship.organizations.tree_search import find_organizations, show_organizations
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def methodist():
    return MembershipFactory(role="methodist")


@pytest.mark.parametrize("text", ["гимназия 7", "мишк гимн", "гимн заозер", "№ 7"])
def test_institution_is_found_by_parts_of_names_and_place(methodist, text):
    school = InstitutionFactory(
        parent=methodist.organization,
        name="Мишкинская гимназия № 7",
        short_name="Гимназия № 7",
        locality="с. Заозёрное",
    )
    InstitutionFactory(name="Мишкинская гимназия № 7", short_name="Гимназия № 7")

    assert show_organizations(methodist, find_organizations(methodist, read(text))) == [
        Hit(
            "Гимназия № 7",
            f"{methodist.organization} · с. Заозёрное",
            f"/organizations/{school.pk}/",
        )
    ]


def test_institution_does_not_look_for_organizations():
    curator = MembershipFactory()

    assert list(find_organizations(curator, read("школа"))) == []
