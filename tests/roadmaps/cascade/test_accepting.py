from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mentorship.core.exceptions import DomainError
from roadmaps.cascade import accepting
from roadmaps.cascade.accepting import (
    accept_tasks,
    changes_for,
    decide_change,
    decline_task,
    declined_by,
    join_task,
    proposals_for,
)
from roadmaps.cascade.summaries import asked_tasks, completion_rows, places, totals
from roadmaps.models import PlanLink, Task, TaskLink
from roadmaps.removals import remove_tasks
from roadmaps.services import archive_roadmap, update_task
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.cascade.plans import a_plan, a_tree

pytestmark = pytest.mark.django_db


def taken(tree):
    [task] = accept_tasks(
        member=tree.curator, roadmap=tree.plan, addresses=proposals_for(tree.school)
    )
    return task, TaskLink.objects.select_related("source", "task").get(task=task)


def change_source(tree, **fields):
    now = {"number": "1.6", "title": tree.task.title, "deadline_text": tree.task.deadline_text}
    update_task(task=tree.task, member=tree.methodist, **now | fields)


def test_accepted_task_stands_in_the_section_of_its_name_without_foreign_names():
    tree = a_tree(responsible="Сапунова Н.В. Руководители ОО")

    task, _ = taken(tree)

    assert (task.section, task.number, task.responsible) == (
        tree.own_task.section,
        "1.6",
        "Руководитель",
    )
    assert (task.deadline_text, task.due_on) == ("до 20.10.2022 г.", date(2022, 10, 20))
    assert proposals_for(tree.school) == []
    assert PlanLink.objects.get(roadmap=tree.plan).parent == tree.roadmap


def test_accepting_twice_makes_one_task():
    tree = a_tree()
    addresses = proposals_for(tree.school)
    taken(tree)

    assert accept_tasks(member=tree.curator, roadmap=tree.plan, addresses=addresses) == []
    assert Task.objects.filter(organization=tree.school).count() == 2


def test_joined_task_keeps_its_own_words():
    tree = a_tree()
    [address] = proposals_for(tree.school)

    link = join_task(member=tree.curator, address=address, task=tree.own_task)

    assert (link.task.title, link.state) == ("Собрание родителей", "accepted")
    assert changes_for(tree.school) == []


def test_refusal_needs_a_reason_and_can_be_taken_back():
    tree = a_tree()
    [address] = proposals_for(tree.school)
    with pytest.raises(DomainError) as refusal:
        decline_task(member=tree.curator, address=address, reason="  ")

    decline_task(member=tree.curator, address=address, reason="Нет наставников")
    [link] = declined_by(tree.school)
    accept_tasks(member=tree.curator, roadmap=tree.plan, addresses=[address])

    assert str(refusal.value) == accepting.NO_REASON
    assert (link.reason, declined_by(tree.school)) == ("Нет наставников", [])
    assert TaskLink.objects.get().state == "accepted"


def test_change_of_the_source_is_a_proposal_with_its_difference():
    tree = a_tree()
    task, _ = taken(tree)
    change_source(tree, deadline_text="до 01.11.2022 г.")

    [change] = changes_for(tree.school)

    assert [(row.title, row.before, row.offered, row.own) for row in change.differences] == [
        ("Срок, как в плане", "до 20.10.2022 г.", "до 01.11.2022 г.", "до 20.10.2022 г."),
        ("Срок по календарю", "до 20.10.2022", "до 01.11.2022", "до 20.10.2022"),
    ]
    task.refresh_from_db()
    assert task.due_on == date(2022, 10, 20)


def test_accepted_change_takes_the_ticked_columns_and_keeps_the_others():
    tree = a_tree()
    task, link = taken(tree)
    change_source(tree, title="Приказ о кураторе", deadline_text="до 01.11.2022 г.")
    [change] = changes_for(tree.school)

    decide_change(
        member=tree.curator, link=link, seen=change.mark, columns=["deadline_text", "position"]
    )

    task.refresh_from_db()
    assert (task.title, task.due_on) == ("Назначение куратора", date(2022, 11, 1))
    assert changes_for(tree.school) == []


def test_own_words_stay_when_the_change_is_refused():
    tree = a_tree()
    task, link = taken(tree)
    change_source(tree, title="Приказ о кураторе")
    [change] = changes_for(tree.school)

    decide_change(member=tree.curator, link=link, seen=change.mark, columns=None)

    task.refresh_from_db()
    assert (task.title, changes_for(tree.school)) == ("Назначение куратора", [])


def test_decision_about_an_older_wording_is_refused():
    tree = a_tree()
    _, link = taken(tree)
    change_source(tree, title="Приказ о кураторе")
    [change] = changes_for(tree.school)
    change_source(tree, title="Приказ о кураторе и заместителе")

    with pytest.raises(DomainError) as refusal:
        decide_change(member=tree.curator, link=link, seen=change.mark, columns=["title"])

    assert str(refusal.value) == accepting.MOVED_ON


def test_own_words_are_shown_beside_what_is_offered():
    tree = a_tree()
    task, _ = taken(tree)
    update_task(task=task, member=tree.curator, number="1", title="Своё", deadline_text="")
    change_source(tree, title="Приказ о кураторе")

    [difference] = changes_for(tree.school)[0].differences

    assert (difference.own, difference.is_own_changed) == ("Своё", True)


def test_foreign_plans_and_tasks_are_refused():
    tree = a_tree()
    [address] = proposals_for(tree.school)
    other = RoadmapFactory(organization=a_tree().school)
    with pytest.raises(DomainError, match="своей организации"):
        accept_tasks(member=tree.curator, roadmap=other, addresses=[address])
    with pytest.raises(PermissionDenied):
        accept_tasks(member=tree.methodist, roadmap=tree.plan, addresses=[address])
    foreign = a_tree()
    with pytest.raises(DomainError) as refusal:
        accept_tasks(
            member=tree.curator, roadmap=tree.plan, addresses=proposals_for(foreign.school)
        )
    assert str(refusal.value) == accepting.GONE


def test_one_own_task_answers_one_task_above():
    tree = a_tree()
    task, _ = taken(tree)
    _, second = a_plan(tree.methodist.organization)
    accepting.TaskAddress.objects.create(
        organization=tree.methodist.organization,
        task=second,
        recipients=["head"],
        confirmed_by=tree.methodist,
    )
    [address] = proposals_for(tree.school)

    with pytest.raises(DomainError) as refusal:
        join_task(member=tree.curator, address=address, task=task)

    assert str(refusal.value) == accepting.TAKEN_ALREADY


def test_database_refuses_a_link_outside_the_tree():
    tree, other = a_tree(), a_tree()
    told = {"institution": tree.school, "state": "accepted", "decided_by": tree.curator}
    for source, task in ((other.task, tree.own_task), (tree.task, other.own_task)):
        with pytest.raises(IntegrityError, match="outside its tree"), transaction.atomic():
            TaskLink.objects.create(source=source, task=task, taken_mark="x", **told)


def cells(tree):
    [asked], today = asked_tasks(tree.roadmap), date(2022, 12, 1)
    [place] = places(tree.methodist, tree.roadmap, today)
    [row] = completion_rows([asked], [place], today)
    [total] = totals(tree.roadmap, [asked], [place], today)
    return row.cells[0].state, total.late, total.waiting


def archived(tree, task):
    archive_roadmap(roadmap=tree.plan, member=tree.curator)


def taken_out(tree, task):
    remove_tasks(roadmap=tree.plan, member=tree.curator, reasons={task: "По ошибке"})


@pytest.mark.parametrize("put_away", [archived, taken_out])
def test_a_task_out_of_use_below_is_asked_again_and_counts_as_not_decided(put_away):
    tree = a_tree()
    task, link = taken(tree)
    before = cells(tree)

    put_away(tree, task)
    after, again = cells(tree), proposals_for(tree.school)
    plan, _ = a_plan(tree.school)
    [anew] = accept_tasks(member=tree.curator, roadmap=plan, addresses=again)

    link.refresh_from_db()
    assert (before, after, link.task) == (("late", 1, 0), ("waiting", 0, 1), anew)
    assert (cells(tree), proposals_for(tree.school)) == (("late", 1, 0), [])


@pytest.mark.parametrize(
    ("due_on", "asked"), [(date(2022, 10, 20), 0), (date(2029, 10, 20), 1), (None, 1)]
)
def test_a_task_of_an_ended_plan_is_asked_again_if_it_goes_on_after_it(due_on, asked):
    """The municipal plan of 2022–2030, a school's plan of one year (S003)."""
    tree = a_tree()
    taken(tree)
    tree.plan.ends_on = date(2023, 8, 31)
    tree.plan.save()
    Task.objects.filter(pk=tree.task.pk).update(due_on=due_on)

    assert len(proposals_for(tree.school)) == asked


@pytest.mark.parametrize("text", ["В течение всего периода", "ежемесячно"])
def test_the_period_of_a_taken_task_is_that_of_the_own_plan(text):
    tree = a_tree()
    change_source(tree, deadline_text=text)
    tree.plan.starts_on, tree.plan.ends_on = date(2023, 9, 1), date(2024, 8, 31)
    tree.plan.save()

    task, _ = taken(tree)

    assert task.due_on == {"В течение всего периода": date(2024, 8, 31)}.get(
        text, date(2023, 9, 30)
    )
    assert (tree.task.pk, changes_for(tree.school)) == (task.source_link.source_id, [])
