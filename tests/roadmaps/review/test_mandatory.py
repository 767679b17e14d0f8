import pytest
from django.core.exceptions import PermissionDenied

from roadmaps.models import Roadmap, TaskAddress, TaskLink
from roadmaps.review.content import content_of, sections_of, tasks_of
from roadmaps.review.mandatory import demanded_of, mark_mandatory
from roadmaps.review.rows import deadlines_of
from tests.factories.roadmaps import TaskFactory
from tests.roadmaps.review.plans import a_case, a_plan

pytestmark = pytest.mark.django_db


def demanded(case):
    return demanded_of(case.roadmap, tasks_of(sections_of(content_of(case.roadmap))))


def a_demand(case, title, **fields):
    _plan, section = a_plan(case.city)
    return TaskFactory(
        organization=case.city, section=section, title=title, is_mandatory=True, **fields
    )


def test_task_that_reads_alike_is_there_and_another_is_missing():
    case = a_case()
    a_demand(case, "Обучение   наставников.")
    missing = a_demand(case, "Внесение данных в формы статистического наблюдения")

    found = demanded(case)
    assert (found.present, found.total, found.missing) == (1, 2, (missing,))


def test_task_taken_from_the_municipal_one_is_there_in_any_words():
    case = a_case()
    source = a_demand(case, "Совсем другие слова")
    TaskLink.objects.create(
        source=source,
        institution=case.school,
        task=case.second,
        state="accepted",
        decided_by=case.curator,
    )

    assert demanded(case).missing == ()


def test_task_addressed_to_another_type_is_not_demanded():
    case = a_case()
    source = a_demand(case, "Только для детских садов")
    TaskAddress.objects.create(
        organization=case.city,
        task=source,
        recipients=["institution"],
        institution_types=["kindergarten"],
        confirmed_by=case.methodist,
    )

    assert demanded(case).total == 0


def test_optional_tasks_and_other_times_demand_nothing():
    case = a_case()
    a_demand(case, "Не то время")
    Roadmap.objects.filter(organization=case.city).update(
        starts_on="2019-09-01", ends_on="2020-08-31"
    )
    _plan, section = a_plan(case.city)
    TaskFactory(organization=case.city, section=section, title="Необязательное")

    assert demanded(case).total == 0


def test_stranger_marks_nothing():
    case = a_case()
    plan, _section = a_plan(case.city)

    with pytest.raises(PermissionDenied):
        mark_mandatory(roadmap=plan, member=case.curator, tasks=[])


def test_deadlines_worth_a_look_are_counted():
    case = a_case()
    whole = [[case.roadmap.starts_on.isoformat(), case.roadmap.ends_on.isoformat()]]
    TaskFactory(organization=case.school, section=case.section, windows=whole, due_on=None)
    TaskFactory(organization=case.school, section=case.section, recurrence="by_schedule")
    sunday = TaskFactory(organization=case.school, section=case.section, due_on="2022-11-06")

    found = deadlines_of(case.roadmap)
    sunday.refresh_from_db()
    assert (found.whole_period, found.by_schedule, found.days_off) == (1, 1, (sunday.due_on,))
