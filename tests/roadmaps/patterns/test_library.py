from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mentorship.core.exceptions import DomainError
from mentorship.reference import load_reference
from roadmaps.models import Occurrence, RoadmapTemplate, Task, TaskBinding
from roadmaps.patterns import library
from roadmaps.patterns.library import (
    archive_template,
    make_template,
    plan_from_template,
    restore_template,
)
from roadmaps.patterns.shifting import period_from
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.roadmaps import RoadmapFactory, TaskFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NEW = {"title": "План", "starts_on": date(2026, 9, 1), "ends_on": date(2027, 8, 31)}


def a_template(member=None, level="institution", **fields):
    member = member or MembershipFactory()
    told = {"deadline_text": "до 20.10.2022 г.", "report_text": "Сделано", "progress": "started"}
    task = TaskFactory(organization=member.organization, **told | fields)
    roadmap = task.section.roadmap
    return make_template(member=member, roadmap=roadmap, title="Образец", level=level, today=TODAY)


def seen_by(organization, role="curator"):
    member = MembershipFactory(organization=organization, role=role)
    shared = RoadmapTemplate.objects.shared_with(member).in_use()
    return list(shared.exclude(organization=None))


def test_built_in_templates_hold_every_task_of_their_sources_and_load_twice():
    load_reference()
    load_reference()

    found = RoadmapTemplate.objects.filter(organization=None).order_by("code")
    assert [(row.code, row.level, row.tasks_total) for row in found] == [
        ("municipal-s000", "municipality", 37),
        ("pupils-s002", "institution", 37),
        ("teachers-s003", "institution", 7),
    ]
    assert all(row.source and row.checked_on for row in found)


@pytest.mark.parametrize("code", ["pupils-s002", "teachers-s003"])
def test_every_built_in_template_becomes_a_plan_of_the_year(code):
    load_reference()
    template, member = RoadmapTemplate.objects.get(code=code), MembershipFactory()
    starts_on, ends_on = period_from((template.starts_on, template.ends_on), date(2026, 9, 1))

    roadmap = plan_from_template(
        member=member, template=template, title="План", starts_on=starts_on, ends_on=ends_on
    )

    tasks = Task.objects.filter(section__roadmap=roadmap)
    assert tasks.count() == template.tasks_total
    dated = [row.due_on for row in tasks if row.due_on]
    assert [day for day in dated if not starts_on <= day <= ends_on] == []
    assert TaskBinding.objects.filter(task__in=tasks).count() > 5


def test_plan_keeps_words_and_takes_neither_reports_nor_states():
    member = MembershipFactory()
    template = a_template(member, is_mandatory=True)

    roadmap = plan_from_template(member=member, template=template, **NEW)

    [task] = Task.objects.filter(section__roadmap=roadmap)
    assert (task.title, task.deadline_text, task.due_on) == (
        "Издание приказа о назначении куратора",
        "до 20.10.2026 г.",
        date(2026, 10, 20),
    )
    assert (task.report_text, task.progress, task.is_mandatory) == ("", "planned", True)
    assert roadmap.source_name == "образец: Образец"


def test_recurring_tasks_get_their_turns_and_days_off_are_moved():
    member = MembershipFactory()
    template = a_template(member, deadline_text="до 20.03.2023 г., далее ежегодно")
    period = {"starts_on": date(2026, 9, 1), "ends_on": date(2029, 8, 31)}

    roadmap = plan_from_template(
        member=member, template=template, **NEW | period, move_days_off=True
    )

    [task] = Task.objects.filter(section__roadmap=roadmap)
    assert task.starts_on is None or task.starts_on < date(2027, 3, 20)
    assert task.unclear[-1].startswith("Срок выпадал на выходной (20.03.2027)")
    assert Occurrence.objects.filter(task=task).exists()


def test_typed_dates_of_a_recurring_task_come_along_with_its_turns():
    """However far the plan has come: its due date is only that of the next turn."""
    member = MembershipFactory()
    template = a_template(
        member, deadline_text="по плану", deadline_kind="manual", confidence=1,
        recurrence="monthly", windows=[["2022-09-01", "2023-05-31"]], due_on=date(2023, 2, 28),
    )  # fmt: skip

    roadmap = plan_from_template(member=member, template=template, **NEW)

    [task] = Task.objects.filter(section__roadmap=roadmap)
    days = list(Occurrence.objects.filter(task=task).values_list("due_on", flat=True))
    assert (len(days), days[0], days[-1]) == (9, date(2026, 9, 30), date(2027, 5, 31))


def test_template_is_shared_with_everybody_below_and_nobody_else():
    methodist = MembershipFactory(role="methodist")
    template = a_template(methodist)

    school = InstitutionFactory(parent=methodist.organization)
    assert seen_by(school) == [template]
    assert seen_by(InstitutionFactory()) == []


def test_plan_made_into_a_template_again_is_the_next_version():
    member = MembershipFactory()
    first = a_template(member)
    roadmap = Task.objects.get().section.roadmap

    second = make_template(
        member=member, roadmap=roadmap, title="Новый", level="institution", today=TODAY
    )

    assert (second.version, seen_by(member.organization)) == (2, [second])
    first.refresh_from_db()
    assert first.archived_on == TODAY


def test_archived_template_makes_no_plan_until_it_is_restored():
    member = MembershipFactory()
    template = archive_template(member=member, template=a_template(member))
    with pytest.raises(DomainError, match="в архиве"):
        plan_from_template(member=member, template=template, **NEW)

    template = restore_template(member=member, template=template)
    plan_from_template(member=member, template=template, **NEW)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends_on": date(2020, 1, 1)}, library.UPSIDE_DOWN),
        ({"ends_on": date(2040, 1, 1)}, library.TOO_LONG),
    ],
)
def test_periods_that_make_no_plan_are_refused(change, words):
    member = MembershipFactory()
    with pytest.raises(DomainError) as refusal:
        plan_from_template(member=member, template=a_template(member), **NEW | change)
    assert str(refusal.value) == words


def test_other_levels_strangers_and_empty_plans_are_refused():
    curator, methodist = MembershipFactory(), MembershipFactory(role="methodist")
    with pytest.raises(DomainError, match="другого уровня"):
        plan_from_template(member=methodist, template=a_template(curator), **NEW)
    with pytest.raises(PermissionDenied):
        archive_template(member=methodist, template=a_template())
    with pytest.raises(PermissionDenied):
        a_template(curator, level="region")
    empty = RoadmapFactory(organization=curator.organization)
    with pytest.raises(DomainError, match="нет мероприятий"):
        make_template(
            member=curator, roadmap=empty, title="Образец", level="institution", today=TODAY
        )


def test_shared_template_never_changes():
    template = a_template()
    template.content = {"sections": []}
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        template.save()
