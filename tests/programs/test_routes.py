from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.bank.lifecycle import Twins
from mentorship.bank.models import Consent
from mentorship.core.exceptions import DomainError
from mentorship.programs import merging, routes
from mentorship.programs.models import Route, RouteStage
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.programs import RouteFactory, RouteStageFactory

LIST, CREATE = "/programs/routes/", "/programs/routes/new/"


@pytest.fixture
def curator(db):
    return MembershipFactory()


@pytest.fixture
def desk(sign_in, curator):
    return sign_in(curator, 2022)


@pytest.fixture
def teacher(curator):
    return PersonFactory(institution=curator.organization, category="teacher", consented=True)


@pytest.fixture
def route(curator, teacher):
    return RouteFactory(institution=curator.organization, person=teacher)


def filled(teacher, **changes):
    words = {"title": "Цифровые инструменты", "goal": "Освоить"}
    years = {"first_year": 2026, "last_year": 2029}
    return {"person": teacher.pk} | words | years | changes


@pytest.mark.parametrize(
    ("last_year", "words"), [(2024, "короче"), (2025, ""), (2026, ""), (2027, "длиннее")]
)
def test_length_outside_4_and_5_years_is_warned_about(last_year, words):
    warning = Route(first_year=2022, last_year=last_year).length_warning

    assert (words in warning, bool(warning)) == (True, bool(words))


def test_route_is_made_and_warned_about(desk, teacher):
    response = desk.post(CREATE, filled(teacher, last_year=2027), follow=True)

    tags = [message.level_tag for message in response.context["messages"]]
    assert tags == ["warning", "success"]
    assert Route.objects.get().person == teacher


def test_route_that_ends_before_it_begins_is_refused(desk, teacher):
    form = desk.post(CREATE, filled(teacher, last_year=2025)).context["form"]

    assert form.errors == {"last_year": ["Последний год раньше первого."]}


def test_second_open_route_is_refused(curator, route):
    with pytest.raises(DomainError, match="уже есть открытый маршрут"):
        routes.save_route(
            member=curator,
            route=Route(person=route.person, title="Иной", goal="Иная"),
            values={"first_year": 2022, "last_year": 2025},
        )


def test_years_with_stages_are_not_cut_off(curator, route):
    RouteStageFactory(route=route, school_year=2025)

    with pytest.raises(DomainError, match="есть этапы"):
        routes.save_route(member=curator, route=route, values={"last_year": 2024})


def test_stage_outside_the_route_is_refused(curator, route):
    with pytest.raises(DomainError, match="за пределами"):
        routes.save_stage(
            member=curator,
            stage=RouteStage(route=route),
            values={"title": "Курсы", "school_year": 2030},
        )


def test_stages_stand_by_years_in_their_order(desk, route):
    for year, title in ((2023, "Аттестация"), (2022, "Курсы"), (2023, "Мастер-класс")):
        desk.post(
            f"{LIST}{route.pk}/stages/new/",
            {"school_year": year, "title": title, "planned_result": "", "actual_result": ""},
        )

    titles = [stage.title for stage in route.stages.all()]
    assert titles == ["Курсы", "Аттестация", "Мастер-класс"]


def test_stage_is_marked_and_then_stays(desk, route):
    stage = RouteStageFactory(route=route)

    desk.post(
        f"{LIST}stages/{stage.pk}/",
        {"school_year": 2022, "title": stage.title, "actual_result": "удостоверение"},
    )
    desk.post(f"{LIST}stages/{stage.pk}/remove/")

    assert route.stages.get().actual_result == "удостоверение"


def test_route_is_closed_without_consent(desk, route):
    stage = RouteStageFactory(route=route)
    Consent.objects.all().delete()

    page = desk.get(route.get_absolute_url())

    assert [word in page.text for word in (route.goal, stage.title)] == [False, False]
    assert desk.get(f"{LIST}{route.pk}/edit/").status_code == 403


def test_route_of_a_silent_teacher_is_not_written(curator, route):
    Consent.objects.all().delete()

    with pytest.raises(DomainError, match="Нет действующего согласия"):
        routes.save_route(member=curator, route=route, values={"goal": "Иная"})


def test_archived_route_is_read_and_comes_back(desk, route):
    desk.post(f"{LIST}{route.pk}/archive/")
    route.refresh_from_db()
    assert route.archived_on is not None
    assert desk.get(f"{LIST}{route.pk}/edit/").status_code == 403

    desk.post(f"{LIST}{route.pk}/archive/", {"off": "1"})

    route.refresh_from_db()
    assert route.archived_on is None


def test_archived_route_does_not_come_back_beside_a_newer_one(curator, route):
    old = RouteFactory(
        institution=route.institution, person=route.person, archived_on=date(2023, 1, 1)
    )

    with pytest.raises(DomainError, match="уже есть открытый"):
        routes.restore_route(member=curator, route=old)


def test_foreign_route_is_not_written(curator):
    with pytest.raises(PermissionDenied):
        routes.archive_route(member=curator, route=RouteFactory(), today=date(2023, 1, 1))


def test_list_query_count_is_independent_of_rows(desk, curator):
    def statements():
        desk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        return len(captured)

    RouteFactory(institution=curator.organization)
    one = statements()
    for _ in range(2):
        RouteFactory(institution=curator.organization)

    assert statements() == one


def test_routes_follow_the_card_that_stays(route, teacher):
    twin = PersonFactory(institution=teacher.institution, category="teacher")

    moved = merging.move_rows(Twins(keep=twin, drop=teacher))

    assert (moved, Route.objects.get().person) == ({"индивидуальные маршруты": 1}, twin)


def test_two_open_routes_forbid_the_merge(route, teacher):
    other = RouteFactory(institution=teacher.institution)

    assert len(merging.problems(Twins(keep=other.person, drop=teacher))) == 1
    assert merging.problems(Twins(keep=teacher, drop=PersonFactory())) == []
