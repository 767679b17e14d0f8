import pytest

from mentorship.organizations.models import Headcount
from tests.factories.organizations import HeadcountFactory, MembershipFactory

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
