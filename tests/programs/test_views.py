from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.bank.models import Consent
from mentorship.programs.models import Program
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.pairs import PairFactory
from tests.factories.programs import ActivityFactory, ProgramFactory

LIST, CREATE = "/programs/", "/programs/new/"


@pytest.fixture
def curator(db):
    return MembershipFactory()


@pytest.fixture
def desk(sign_in, curator):
    return sign_in(curator, 2022)


@pytest.fixture
def pair(curator):
    return PairFactory(institution=curator.organization)


@pytest.fixture
def program(pair):
    return ProgramFactory(pair=pair)


def filled(pair, **changes):
    return {
        "pair": pair.pk,
        "goal": "Подготовка к олимпиаде",
        "starts_on": "01.10.2022",
        "ends_on": "31.05.2023",
    } | changes


def test_program_list_shows_programs_of_own_pairs(desk, program):
    ProgramFactory()

    response = desk.get(LIST)

    assert list(response.context["page_obj"]) == [program]
    assert response.context["without"] == 0


def test_program_list_total_equals_the_menu(desk, program):
    response = desk.get(LIST)

    entries = response.context["navigation"].groups[0]["entries"]
    counts = {entry["title"]: entry["count"] for entry in entries}
    assert response.context["page_obj"].paginator.count == counts["Программы"] == 1


def test_program_list_query_count_is_independent_of_rows(desk, curator):
    def statements():
        desk.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        return len(captured)

    ProgramFactory(pair__institution=curator.organization)
    one = statements()
    for _ in range(2):
        ProgramFactory(pair__institution=curator.organization)

    assert statements() == one


def test_program_is_made_for_a_pair(desk, pair, curator):
    response = desk.post(CREATE, filled(pair))

    program = Program.objects.get()
    assert response.url == program.get_absolute_url()
    assert (program.pair, program.institution) == (pair, curator.organization)


def test_program_form_opens_with_the_period_of_the_pair(desk, pair):
    form = desk.get(CREATE, {"pair": pair.pk}).context["form"]

    assert [form[name].value() for name in ("pair", "starts_on", "ends_on")] == [
        pair.pk,
        pair.starts_on,
        pair.ends_on,
    ]


@pytest.mark.parametrize("number", ["", "нет", "99999999999999999999"])
def test_program_form_opens_without_a_pair(desk, pair, number):
    assert desk.get(CREATE, {"pair": number}).status_code == 200


@pytest.mark.parametrize(
    ("ends_on", "warnings"), [("27.12.2022", 1), ("28.12.2022", 0), ("02.10.2023", 1)]
)
def test_program_outside_3_to_12_months_is_warned_and_saved(desk, pair, ends_on, warnings):
    response = desk.post(CREATE, filled(pair, ends_on=ends_on), follow=True)

    tags = [message.level_tag for message in response.context["messages"]]
    assert tags.count("warning") == warnings
    assert Program.objects.count() == 1


def test_program_that_ends_before_it_begins_is_refused(desk, pair):
    response = desk.post(CREATE, filled(pair, ends_on="01.09.2022"))

    assert response.context["form"].errors == {"ends_on": ["Дата окончания раньше даты начала."]}


@pytest.mark.parametrize("state", ["draft", "proposed", "accepted"])
def test_pair_has_one_program(desk, program, state):
    response = desk.post(CREATE, filled(program.pair))

    assert list(response.context["form"].errors) == ["pair"]


def test_foreign_pair_gets_no_program(desk):
    assert list(desk.post(CREATE, filled(PairFactory())).context["form"].errors) == ["pair"]


def test_program_is_changed(desk, program):
    desk.post(f"/programs/{program.pk}/edit/", filled(program.pair, goal="Новая цель"))

    program.refresh_from_db()
    assert program.goal == "Новая цель"


def test_activity_is_added_at_the_end(desk, program):
    ActivityFactory(program=program)

    desk.post(
        f"/programs/{program.pk}/activities/new/",
        {"title": "Пробный тур", "due_on": "15.11.2022", "planned_result": "10 задач"},
    )

    assert [(a.title, a.due_on) for a in program.activities.all()] == [
        ("Разбор задач прошлых лет", None),
        ("Пробный тур", date(2022, 11, 15)),
    ]


def test_actual_result_is_marked(desk, program):
    activity = ActivityFactory(program=program)

    response = desk.post(
        f"/programs/activities/{activity.pk}/",
        {"title": activity.title, "actual_result": "решено 12 задач"},
    )

    activity.refresh_from_db()
    assert (response.url, activity.actual_result) == (
        program.get_absolute_url(),
        "решено 12 задач",
    )


def test_program_page_shows_the_plan(desk, program):
    activity = ActivityFactory(program=program)

    response = desk.get(program.get_absolute_url())

    assert list(response.context["program"].activities.all()) == [activity]


@pytest.mark.parametrize("path", ["", "edit/", "activities/new/"])
def test_foreign_program_is_not_there(desk, path):
    assert desk.get(f"/programs/{ProgramFactory().pk}/{path}").status_code == 404


def test_foreign_activity_is_not_there(desk):
    assert desk.get(f"/programs/activities/{ActivityFactory().pk}/").status_code == 404


@pytest.mark.parametrize("path", ["edit/", "activities/new/"])
def test_mentors_school_reads_and_changes_nothing(sign_in, curator, path):
    neighbour = InstitutionFactory(parent=curator.organization.parent)
    pair = PairFactory(institution=curator.organization, mentor_institution=neighbour)
    program = ProgramFactory(pair=pair)
    client = sign_in(MembershipFactory(organization=neighbour))

    assert client.get(program.get_absolute_url()).status_code == 200
    assert client.get(f"/programs/{program.pk}/{path}").status_code == 403


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_nobody_above_the_school_reads_programs(sign_in, program, role):
    assert sign_in(MembershipFactory(role=role)).get(LIST).status_code == 403


def test_program_is_closed_without_everybodys_consent(desk, program):
    activity = ActivityFactory(program=program, title="Решать задачи")
    other = PairFactory(institution=program.institution)
    Consent.objects.all().delete()

    page = desk.get(f"/programs/{program.pk}/")

    assert (page.context["may_edit"], activity.title in page.text) == (False, False)
    assert desk.get(f"/programs/{program.pk}/edit/").status_code == 403
    assert desk.get(f"/programs/activities/{activity.pk}/").status_code == 403
    refused = desk.post(CREATE, filled(other)).context["form"]
    assert list(refused.errors) == ["pair"]
