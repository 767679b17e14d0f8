from datetime import date

import pytest
from django.utils import timezone

from mentorship.first_steps import first_steps
from mentorship.organizations.models import Participation
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory
from tests.factories.organizations import (
    HeadcountFactory,
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    SignatoryFactory,
)
from tests.factories.pairs import PairFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db
YEAR, TODAY = SchoolYear(2022), date(2022, 11, 22)
NEW_SCHOOL = {"locality": "", "short_name_genitive": ""}


def steps(member):
    found = first_steps(member, YEAR, TODAY)
    return {step.title: str(step.standing) for step in found.steps} if found else None


def links(member):
    return {step.title: step.url for step in first_steps(member, YEAR, TODAY).steps}


@pytest.fixture
def curator():
    return MembershipFactory(organization=InstitutionFactory(**NEW_SCHOOL))


def test_new_school_is_led_from_the_beginning(curator):
    assert steps(curator) == {
        "Проверить реквизиты": "open",
        "Указать, кто подписывает приказы": "open",
        "Пригласить сотрудников": "open",
        "Внести численность": "open",
        "Загрузить базы наставников и наставляемых": "open",
        "Собрать согласия": "later",
        "Загрузить дорожную карту": "open",
        "Составить первую пару": "later",
    }


def fill(school):
    school.locality, school.address, school.short_name_genitive = "с. Новое", "ул. 1", "Школы № 1"
    school.save()
    SignatoryFactory(organization=school)
    MembershipFactory(organization=school, role="director")
    for bounds in ({"age_from": 10, "age_to": 19}, {"age_from": 15, "age_to": 19}):
        HeadcountFactory(organization=school, **bounds)
    none = {"age_from": None, "age_to": None}
    HeadcountFactory(organization=school, category="teacher", experience_to=3, **none)
    HeadcountFactory(organization=school, category="enterprise", **none)
    MentorEntryFactory(institution=school)
    MenteeEntryFactory(institution=school)
    RoadmapFactory(organization=school)


def test_every_step_is_done_by_what_is_there(curator):
    fill(curator.organization)

    assert set(steps(curator).values()) == {"done", "open"}
    assert [title for title, standing in steps(curator).items() if standing == "open"] == [
        "Составить первую пару"
    ]


def test_consents_wait_for_people_and_are_counted(curator):
    fill(curator.organization)
    MenteeEntryFactory(
        institution=curator.organization, person=PersonFactory(institution=curator.organization)
    )

    step = next(s for s in first_steps(curator, YEAR, TODAY).steps if s.title == "Собрать согласия")

    assert (str(step.standing), step.detail) == ("open", "Без согласия 1\xa0человек.")


def test_list_is_gone_with_the_first_pair():
    pair = PairFactory()

    assert steps(MembershipFactory(organization=pair.institution)) is None


@pytest.mark.parametrize("role", ["council", "psychologist", "mentor"])
def test_others_have_no_first_steps(role):
    assert steps(MembershipFactory(role=role)) is None


def test_director_is_not_sent_where_only_the_curator_may_go(curator):
    director = MembershipFactory(organization=curator.organization, role="director")

    closed = {title for title, url in links(director).items() if not url}

    assert closed == {
        "Загрузить базы наставников и наставляемых",
        "Собрать согласия",
        "Загрузить дорожную карту",
        "Составить первую пару",
    }


def test_empty_region_is_led_to_its_methodists():
    coordinator = MembershipFactory(role="coordinator")

    assert list(steps(coordinator).values()) == ["open", "open", "open", "later", "later"]
    assert links(coordinator)["Проверить название региона и часовой пояс"] == (
        f"/organizations/{coordinator.organization_id}/edit/"
    )


def test_region_that_has_everything_has_no_list():
    coordinator = MembershipFactory(role="coordinator", organization__locality="г. Курган")
    city = MunicipalityFactory(parent=coordinator.organization)
    MembershipFactory(organization=city, role="methodist")
    Participation.objects.create(institution=InstitutionFactory(parent=city), year=2022)

    assert steps(coordinator) is None


def test_municipality_without_a_methodist_is_counted():
    coordinator = MembershipFactory(role="coordinator")
    MunicipalityFactory.create_batch(2, parent=coordinator.organization)

    found = first_steps(coordinator, YEAR, TODAY).steps

    assert found[3].detail == "Никого нет в 2\xa0муниципалитетах."


def test_schools_without_anybody_are_counted_in_the_right_case():
    methodist = MembershipFactory(role="methodist", organization__locality="с. Новое")
    InstitutionFactory.create_batch(2, parent=methodist.organization)

    details = [step.detail for step in first_steps(methodist, YEAR, TODAY).steps]

    assert details.count("Никого нет в 2\xa0организациях.") == 1


def test_empty_municipality_is_led_to_its_schools():
    methodist = MembershipFactory(role="methodist")

    assert steps(methodist) == {
        "Добавить организации": "open",
        "Пригласить руководителей и кураторов": "later",
        "Загрузить дорожную карту муниципалитета": "open",
    }


def test_municipality_that_has_everything_has_no_list():
    methodist = MembershipFactory(role="methodist")
    MembershipFactory(organization=InstitutionFactory(parent=methodist.organization))
    RoadmapFactory(organization=methodist.organization)

    assert steps(methodist) is None


def test_methodist_of_listed_institutions_waits_for_the_coordinator():
    methodist = MembershipFactory(role="methodist")
    methodist.institutions.add(InstitutionFactory(parent=methodist.organization, closed_on=TODAY))

    detail = first_steps(methodist, YEAR, TODAY).steps[0].detail

    assert detail == "Их закрепляет за вами координатор."


def test_home_of_a_new_school_shows_its_first_steps(sign_in, curator):
    page = sign_in(curator).get("/").content.decode()

    assert ("Первые шаги" in page, "На сегодня всё" in page) == (True, False)


def test_home_costs_the_same_whatever_the_steps(sign_in, django_assert_max_num_queries):
    member = MembershipFactory(role="coordinator")
    client = sign_in(member, SchoolYear.containing(timezone.localdate()).first)
    MunicipalityFactory.create_batch(3, parent=member.organization)

    with django_assert_max_num_queries(43):
        assert client.get("/").status_code == 200
