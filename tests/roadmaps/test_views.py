from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from mentorship.documents.models import Document
from mentorship.documents.starting import Start
from mentorship.organizations.school_year import SchoolYear
from roadmaps.starting import starts_of
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    RegionFactory,
)
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

pytestmark = pytest.mark.django_db
YEAR = 2022


def tasks_of(organization, count=1, **fields):
    roadmap = RoadmapFactory(organization=organization)
    section = SectionFactory(roadmap=roadmap)
    return TaskFactory.create_batch(count, section=section, organization=organization, **fields)


def pages_of(task):
    roadmap = task.section.roadmap
    return [
        f"/roadmaps/{roadmap.pk}/",
        f"/roadmaps/{roadmap.pk}/export/",
        f"/roadmaps/tasks/{task.pk}/",
        f"/roadmaps/?organization={task.organization_id}",
        f"/roadmaps/tasks/?organization={task.organization_id}",
    ]


def chain():
    """A task of a school with the people of the school and above it."""
    [task] = tasks_of(InstitutionFactory())
    school = task.organization
    people = {
        "curator": MembershipFactory(organization=school),
        "director": MembershipFactory(organization=school, role="director"),
        "methodist": MembershipFactory(organization=school.parent, role="methodist"),
        "coordinator": MembershipFactory(organization=school.parent.parent, role="coordinator"),
    }
    return task, people


@pytest.mark.parametrize("role", ["curator", "director", "methodist", "coordinator"])
def test_pages_of_a_roadmap_open_to_the_school_and_above(sign_in, role):
    task, people = chain()
    client = sign_in(people[role], YEAR)

    assert [client.get(url).status_code for url in pages_of(task)] == [200] * 5


@pytest.mark.parametrize("role", ["curator", "methodist", "coordinator"])
def test_pages_of_a_foreign_roadmap_are_not_found(sign_in, role):
    [task] = tasks_of(InstitutionFactory())
    client = sign_in(MembershipFactory(role=role), YEAR)

    assert [client.get(url).status_code for url in pages_of(task)] == [404] * 5


def test_mentor_has_no_roadmaps(sign_in):
    [task] = tasks_of(InstitutionFactory())
    mentor = MembershipFactory(role="mentor", organization=task.organization)

    assert sign_in(mentor).get(f"/roadmaps/tasks/{task.pk}/").status_code == 403


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "²"])
def test_list_of_a_made_up_place_is_not_found(sign_in, key):
    client = sign_in(MembershipFactory(role="methodist"), YEAR)

    answers = [
        client.get("/roadmaps/", {"organization": key}),
        client.get("/roadmaps/tasks/", {"municipality": key}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_own_list_shows_roadmaps_of_the_chosen_year(sign_in):
    member = MembershipFactory()
    ours = RoadmapFactory(organization=member.organization)
    RoadmapFactory(
        organization=member.organization, starts_on=date(2020, 9, 1), ends_on=date(2021, 8, 31)
    )
    RoadmapFactory(organization=member.organization, archived_on=date(2022, 10, 1))

    context = sign_in(member, YEAR).get("/roadmaps/").context

    assert (list(context["object_list"]), context["hidden"]) == ([ours], 2)


def test_own_list_shows_other_years_when_asked(sign_in):
    member = MembershipFactory()
    RoadmapFactory(organization=member.organization, archived_on=date(2022, 10, 1))

    context = sign_in(member, YEAR).get("/roadmaps/?all=yes").context

    assert (len(context["object_list"]), context["hidden"]) == (1, 0)


def test_methodist_sees_every_institution_with_its_progress(sign_in):
    municipality = MunicipalityFactory()
    late, empty = InstitutionFactory.create_batch(2, parent=municipality)
    tasks_of(late, 2)
    tasks_of(late, progress="done", done_on=date(2022, 10, 1))
    member = MembershipFactory(role="methodist", organization=municipality)

    rows = sign_in(member, YEAR).get("/roadmaps/").context["page_obj"]

    assert [(row.name, row.with_roadmap, row.total, row.done, row.overdue) for row in rows] == [
        (late.short_name, 1, 3, 1, 2),
        (empty.short_name, 0, 0, 0, 0),
    ]


@pytest.mark.parametrize(("shown", "expected"), [("overdue", 0), ("missing", 1), ("x", None)])
def test_methodist_narrows_to_the_late_or_the_missing(sign_in, shown, expected):
    municipality = MunicipalityFactory()
    schools = InstitutionFactory.create_batch(2, parent=municipality)
    tasks_of(schools[0])
    member = MembershipFactory(role="methodist", organization=municipality)

    rows = sign_in(member, YEAR).get("/roadmaps/", {"show": shown}).context["page_obj"]

    named = [row.organization for row in rows]
    assert named == ([s.pk for s in schools] if expected is None else [schools[expected].pk])


def test_coordinator_sees_sums_of_municipalities(sign_in):
    region = RegionFactory()
    municipalities = MunicipalityFactory.create_batch(2, parent=region)
    for municipality in municipalities:
        for school in InstitutionFactory.create_batch(2, parent=municipality):
            tasks_of(school)
    member = MembershipFactory(role="coordinator", organization=region)

    context = sign_in(member, YEAR).get("/roadmaps/").context

    rows = [(row.name, row.institutions, row.total) for row in context["page_obj"]]
    assert rows == [(municipality.short_name, 2, 2) for municipality in municipalities]
    listed = sign_in(member, YEAR).get(context["tasks_below"]).context["page_obj"]
    assert context["total"].total == listed.paginator.count == 4


def test_numbers_of_a_municipality_lead_to_as_many_tasks(sign_in):
    municipality = MunicipalityFactory()
    tasks_of(municipality)
    tasks_of(InstitutionFactory(parent=municipality, closed_on=date(2022, 9, 2)))
    tasks_of(InstitutionFactory(parent=municipality), 2)
    tasks_of(InstitutionFactory(parent=municipality), progress="done", done_on=date(2022, 10, 1))
    member = MembershipFactory(role="methodist", organization=municipality)
    client = sign_in(member, YEAR)
    context = client.get("/roadmaps/").context
    total = context["total"]

    def listed(shown):
        page = client.get(f"{context['tasks_below']}&show={shown}")
        return page.context["page_obj"].paginator.count

    assert [listed(""), listed("done"), listed("overdue")] == [
        total.total,
        total.done,
        total.overdue,
    ]


def test_detail_counts_are_the_rows_they_lead_to(sign_in):
    member = MembershipFactory()
    [task] = tasks_of(member.organization)
    tasks = [
        {"due_on": None, "deadline_text": ""},
        {"due_on": None, "deadline_text": "как получится", "confidence": 0},
        {"due_on": timezone.localdate()},
        {"progress": "done", "done_on": date(2022, 10, 1)},
        {"progress": "dropped"},
    ]
    for fields in tasks:
        TaskFactory(section=task.section, organization=member.organization, **fields)
    client, url = sign_in(member, YEAR), f"/roadmaps/{task.section.roadmap.pk}/"

    choices = client.get(url).context["choices"]

    shown = {
        choice.code: client.get(url, {"show": choice.code}).context["count"] for choice in choices
    }
    assert shown == {choice.code: choice.count for choice in choices}
    assert (shown["overdue"], shown["undated"]) == (1, 2)


def test_detail_query_count_does_not_grow_with_tasks(sign_in, django_assert_max_num_queries):
    member = MembershipFactory()
    [few] = tasks_of(member.organization)
    many = tasks_of(member.organization, 3)[0]
    client = sign_in(member, YEAR)

    for task in (few, many):
        with django_assert_max_num_queries(20):
            client.get(f"/roadmaps/{task.section.roadmap.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_methodist_list_query_count(sign_in, django_assert_max_num_queries, count):
    municipality = MunicipalityFactory()
    for school in InstitutionFactory.create_batch(count, parent=municipality):
        tasks_of(school)
    client = sign_in(MembershipFactory(role="methodist", organization=municipality), YEAR)

    with django_assert_max_num_queries(16):
        client.get("/roadmaps/")


def test_export_gives_the_table_of_the_order(sign_in):
    member = MembershipFactory()
    [task] = tasks_of(
        member.organization, report_text="Издан приказ № 5-ОД", responsible="Директор"
    )

    answer = sign_in(member).get(f"/roadmaps/{task.section.roadmap.pk}/export/")

    sheet = load_workbook(BytesIO(answer.content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["№ п/п", "Мероприятия", "Сроки", "Ответственный", "Исполнение"],
        [None, "Подготовка условий", None, None, None],
        ["1", task.title, task.deadline_text, "Директор", "Издан приказ № 5-ОД"],
    ]


def test_archive_and_back(sign_in):
    member = MembershipFactory()
    roadmap = RoadmapFactory(organization=member.organization)
    client, url = sign_in(member, YEAR), f"/roadmaps/{roadmap.pk}/"

    archived = client.post(f"{url}archive/", follow=True)
    listed = list(client.get("/roadmaps/").context["object_list"])
    client.post(f"{url}restore/")

    assert archived.context["roadmap"].archived_on == timezone.localdate()
    assert listed == []
    assert list(client.get("/roadmaps/").context["object_list"]) == [roadmap]


@pytest.mark.parametrize(
    ("role", "levels_up", "expected"),
    [("director", 0, 403), ("methodist", 1, 403), ("coordinator", 2, 403)],
)
def test_archive_is_refused_to_everyone_but_the_owner(sign_in, role, levels_up, expected):
    roadmap = RoadmapFactory()
    place = roadmap.organization
    for _ in range(levels_up):
        place = place.parent
    client = sign_in(MembershipFactory(role=role, organization=place))

    assert client.post(f"/roadmaps/{roadmap.pk}/archive/").status_code == expected


def test_methodist_edits_the_municipal_roadmap(sign_in):
    member = MembershipFactory(role="methodist")
    roadmap = RoadmapFactory(organization=member.organization)

    page = sign_in(member, YEAR).get(f"/roadmaps/{roadmap.pk}/")

    assert page.context["may_edit"] is True


def test_current_year_list_of_a_school_without_a_roadmap_offers_the_import(sign_in):
    member = MembershipFactory()

    page = sign_in(member, SchoolYear.containing(timezone.localdate()).first).get("/roadmaps/")

    assert page.context["is_empty"] is True
    assert page.content.decode().count('href="/roadmaps/import/"') == 1


def test_button_of_the_page_begins_the_execution_report(sign_in):
    member = MembershipFactory()
    [task] = tasks_of(member.organization)
    roadmap = task.section.roadmap
    client = sign_in(member, YEAR)

    starts = client.get(f"/roadmaps/{roadmap.pk}/").context["starts"]
    client.post("/documents/new/execution_report/", {"roadmap": roadmap.pk})

    assert starts == [Start("execution_report", "roadmap", roadmap.pk)]
    assert Document.objects.get().fields["roadmap"] == roadmap.pk


def test_only_own_plans_in_use_offer_a_report():
    director, council = MembershipFactory(role="director"), MembershipFactory(role="council")
    [task], [read] = tasks_of(director.organization), tasks_of(council.organization)
    methodist = MembershipFactory(role="methodist", organization=director.organization.parent)
    roadmap = task.section.roadmap

    assert starts_of(methodist, roadmap) == []
    assert starts_of(council, read.section.roadmap) == []
    roadmap.archived_on = timezone.localdate()
    assert starts_of(director, roadmap) == []
