from datetime import date

import pytest

from mentorship.organizations.attention import ATTENTION
from mentorship.organizations.school_year import SchoolYear
from roadmaps.attention import (
    institutions_overdue,
    institutions_without_roadmap,
    overdue_tasks,
    short,
    tasks_due_soon,
    tasks_in_charge,
)
from roadmaps.models import Task, TaskResponsible
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)
TODAY = date(2022, 10, 24)


def test_lines_are_registered():
    lines = [function for _, function in ATTENTION.items()]

    own = {overdue_tasks, tasks_due_soon, tasks_in_charge}
    own |= {institutions_overdue, institutions_without_roadmap}
    assert own - set(lines) == set()


def test_overdue_line_names_the_oldest_task_and_leads_to_all_of_them(sign_in):
    member = MembershipFactory()
    TaskFactory(organization=member.organization)
    TaskFactory(
        organization=member.organization, title="Обучение наставников", due_on=date(2022, 10, 10)
    )

    line = overdue_tasks(member, YEAR, TODAY)

    assert (line.count, line.text) == (2, "мероприятия дорожной карты просрочены")
    assert line.detail == "самое раннее – «Обучение наставников», срок был 10 октября 2022 г."
    assert (line.tag, line.tone, line.since) == (
        "14\N{NO-BREAK SPACE}дней",
        "bad",
        date(2022, 10, 10),
    )
    page = sign_in(member, 2022).get(line.url)
    assert page.context["page_obj"].paginator.count == line.count


@pytest.mark.parametrize(
    "fields",
    [
        {"due_on": TODAY},
        {"due_on": None},
        {"progress": "done", "done_on": TODAY},
        {"progress": "dropped"},
        {"section__roadmap__archived_on": TODAY},
        {
            "section__roadmap__ends_on": date(2022, 8, 1),
            "section__roadmap__starts_on": TODAY.replace(year=2021),
        },
    ],
)
def test_what_is_not_late_is_no_line(fields):
    member = MembershipFactory()
    TaskFactory(organization=member.organization, **fields)

    assert overdue_tasks(member, YEAR, TODAY) is None


def test_overdue_line_of_a_municipality_is_about_its_own_plan():
    municipality = MunicipalityFactory()
    TaskFactory(organization=InstitutionFactory(parent=municipality))
    member = MembershipFactory(role="methodist", organization=municipality)

    assert overdue_tasks(member, YEAR, TODAY) is None


def test_methodist_is_told_of_late_institutions(sign_in):
    municipality = MunicipalityFactory()
    late, fine = InstitutionFactory.create_batch(2, parent=municipality)
    TaskFactory.create_batch(2, organization=late)
    TaskFactory(organization=fine, due_on=None)
    TaskFactory()
    member = MembershipFactory(role="methodist", organization=municipality)

    line = institutions_overdue(member, YEAR, TODAY)

    assert (line.count, line.text) == (1, "организация с просроченными мероприятиями")
    assert line.detail == "2\N{NO-BREAK SPACE}мероприятия позже срока"
    page = sign_in(member, 2022).get(line.url)
    assert [row.organization for row in page.context["page_obj"]] == [late.pk]


def test_methodist_is_told_of_institutions_without_a_roadmap(sign_in):
    municipality = MunicipalityFactory()
    missing = InstitutionFactory.create_batch(2, parent=municipality)
    TaskFactory(organization=InstitutionFactory(parent=municipality))
    member = MembershipFactory(role="methodist", organization=municipality)

    line = institutions_without_roadmap(member, YEAR, TODAY)

    assert (line.count, line.text) == (2, "организации без дорожной карты")
    page = sign_in(member, 2022).get(line.url)
    assert {row.organization for row in page.context["page_obj"]} == {row.pk for row in missing}


@pytest.mark.parametrize("line", [institutions_overdue, institutions_without_roadmap])
@pytest.mark.parametrize("role", ["curator", "mentor"])
def test_an_institution_is_told_nothing_of_others(line, role):
    assert line(MembershipFactory(role=role), YEAR, TODAY) is None


def test_mentor_is_told_nothing():
    member = MembershipFactory(role="mentor")
    TaskFactory(organization=member.organization)

    assert overdue_tasks(member, YEAR, TODAY) is None


def test_long_titles_are_cut_at_a_word():
    assert short("слово " * 30) == "слово " * 14 + "слово…"


def test_soon_line_names_the_nearest_task_and_the_last_working_day(sign_in):
    member = MembershipFactory()
    TaskFactory(organization=member.organization, due_on=date(2022, 10, 30), title="Отчёт")
    TaskFactory(organization=member.organization, due_on=date(2022, 11, 1))

    line = tasks_due_soon(member, YEAR, TODAY)

    assert (line.count, line.text) == (
        1,
        "мероприятие дорожной карты со сроком в ближайшие 7 дней",
    )
    assert line.detail == (
        "ближайшее – «Отчёт», 30 октября 2022 г.: выходной; последний рабочий день –"
        " 28 октября 2022 г."
    )


@pytest.mark.parametrize(
    ("role", "count"), [("curator", 1), ("director", None), ("psychologist", None)]
)
def test_soon_line_is_for_who_keeps_the_plan(role, count):
    member = MembershipFactory(role=role)
    TaskFactory(organization=member.organization, due_on=TODAY)

    line = tasks_due_soon(member, YEAR, TODAY)

    assert (line and line.count) == count


def test_line_of_who_is_in_charge_counts_own_tasks_alone(sign_in):
    member = MembershipFactory(role="psychologist")
    late, _other, far = TaskFactory.create_batch(3, organization=member.organization)
    Task.objects.filter(pk=far.pk).update(due_on=date(2099, 1, 1))
    for task in (late, far):
        TaskResponsible.objects.create(task=task, membership=member, confirmed_by=member)

    line = tasks_in_charge(member, YEAR, TODAY)

    assert (line.count, line.text, line.since) == (
        1,
        "мероприятие поручено вам: срок прошёл или подходит",
        date(2022, 10, 20),
    )
    page = sign_in(member, 2022).get(line.url)
    assert page.context["page_obj"].paginator.count == line.count
