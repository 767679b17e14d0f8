from datetime import date

import pytest

from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Roadmap, Task
from roadmaps.selection import choices, conditions, narrow
from roadmaps.summaries import by_municipality, progress_by_institution, summed
from tests.factories.organizations import (
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
    RegionFactory,
)
from tests.factories.roadmaps import RoadmapFactory, TaskFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)
TODAY = date(2022, 10, 24)


def region_with_tasks():
    """Two municipalities with two schools each; every school has one late and one done task."""
    region = RegionFactory()
    for municipality in MunicipalityFactory.create_batch(2, parent=region):
        for school in InstitutionFactory.create_batch(2, parent=municipality):
            TaskFactory(organization=school)
            TaskFactory(organization=school, progress="done", done_on=TODAY)
    return region


def test_progress_is_one_statement(django_assert_num_queries):
    member = MembershipFactory(role="coordinator", organization=region_with_tasks())

    with django_assert_num_queries(1):
        rows = progress_by_institution(member, YEAR, TODAY)

    assert [(row.with_roadmap, row.total, row.done, row.overdue) for row in rows] == [
        (1, 2, 1, 1)
    ] * 4


def test_municipalities_add_up_their_institutions():
    member = MembershipFactory(role="coordinator", organization=region_with_tasks())

    rows = by_municipality(progress_by_institution(member, YEAR, TODAY))

    assert [(row.institutions, row.total, row.done, row.overdue) for row in rows] == [
        (2, 4, 2, 2),
        (2, 4, 2, 2),
    ]
    assert summed([]).total == 0


def test_progress_leaves_out_other_years_archives_and_closed_institutions():
    school = InstitutionFactory()
    InstitutionFactory(parent=school.parent, closed_on=date(2022, 9, 1))
    TaskFactory(organization=school, section__roadmap__archived_on=TODAY)
    TaskFactory(
        organization=school,
        section__roadmap__starts_on=date(2020, 9, 1),
        section__roadmap__ends_on=date(2021, 8, 31),
    )
    member = MembershipFactory(role="methodist", organization=school.parent)

    [row] = progress_by_institution(member, YEAR, TODAY)

    assert (row.organization, row.total, row.without_roadmap) == (school.pk, 0, 1)


def test_progress_of_a_narrowed_methodist_leaves_out_other_types():
    school = InstitutionFactory()
    InstitutionFactory(parent=school.parent, institution_type="kindergarten")
    member = MembershipFactory(
        role="methodist", organization=school.parent, institution_types=["school"]
    )

    rows = progress_by_institution(member, YEAR, TODAY)

    assert [row.organization for row in rows] == [school.pk]


def test_progress_can_be_asked_for_one_municipality():
    region = region_with_tasks()
    member = MembershipFactory(role="coordinator", organization=region)
    municipality = region.children.first()

    rows = progress_by_institution(member, YEAR, TODAY, municipality=municipality.pk)

    assert {row.municipality for row in rows} == {municipality.pk}


def test_conditions_of_the_lists_agree_with_the_model():
    tasks = [
        TaskFactory(),
        TaskFactory(due_on=TODAY),
        TaskFactory(due_on=None, deadline_text=""),
        TaskFactory(progress="done", done_on=TODAY),
        TaskFactory(progress="dropped"),
        TaskFactory(confidence=0.9),
    ]
    everything = Task.objects.all()

    assert set(narrow(everything, "overdue", TODAY)) == {
        task for task in tasks if task.is_overdue(TODAY)
    }
    assert set(narrow(everything, "open", TODAY)) == {task for task in tasks if task.is_open}
    assert set(narrow(everything, "doubtful", TODAY)) == {
        task for task in tasks if task.is_doubtful and task.is_open
    }


def test_choices_leave_out_empty_filters():
    TaskFactory(confidence=1)

    assert [(choice.code, choice.count) for choice in choices(Task.objects.all(), TODAY)] == [
        ("", 1),
        ("overdue", 1),
        ("open", 1),
    ]


def test_progress_of_a_roadmap_agrees_with_the_lists():
    roadmap = RoadmapFactory()
    for fields in [{}, {"progress": "done", "done_on": TODAY}, {"due_on": None}]:
        TaskFactory(organization=roadmap.organization, section__roadmap=roadmap, **fields)

    [row] = Roadmap.objects.with_progress(TODAY)

    rules = conditions(TODAY)
    counts = [Task.objects.filter(rules[code]).count() for code in ("", "done", "overdue")]
    assert [row.tasks_total, row.tasks_done, row.tasks_overdue] == counts == [3, 1, 1]
