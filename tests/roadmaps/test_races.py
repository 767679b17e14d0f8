"""Several people at one plan at once: one is first, the others read why, nothing is lost."""

from datetime import date
from threading import Event

import pytest
from django.db import connection, transaction

from roadmaps.cascade.accepting import accept_tasks
from roadmaps.cascade.linking import link_plans, rests_on
from roadmaps.editing.services import GONE, add_task, remove_task
from roadmaps.models import PlanLink, Remark, Review, Roadmap, Task, Version
from roadmaps.parsing import parse
from roadmaps.positions import Place
from roadmaps.review.services import recall_roadmap, submit_roadmap
from roadmaps.review.verdicts import Notes, decide_review, take_review
from roadmaps.services import import_roadmap, report_task, update_task
from roadmaps.work import bulk
from roadmaps.workflow import LOCKED
from tests.conftest import wait_until
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.pairs.test_races import outcomes
from tests.roadmaps.cascade.plans import a_tree
from tests.roadmaps.review.plans import a_case, submitted, taken
from tests.roadmaps.test_renewal import OLD, PERIOD, all_keys, applied, drafted

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def test_one_of_many_methodists_takes_the_plan():
    case = submitted(a_case())
    colleagues = MembershipFactory.create_batch(AT_ONCE, organization=case.city, role="methodist")

    def taking(member):
        return lambda: take_review(review=case.review(), member=member)

    results = outcomes([taking(member) for member in colleagues])

    assert results.count(True) == 1
    refused = {words for words in results if words is not True}
    assert refused == {"Эту карту уже проверяет другой методист."}
    assert case.review().taken_by == colleagues[results.index(True)]


def test_verdicts_of_two_windows_at_once_give_one():
    case = taken(a_case())
    review = case.review()
    remarks = Notes({case.first.pk: "Нет вида документа"})
    keys = {"review": review, "member": case.methodist}

    results = outcomes(
        [
            lambda: decide_review(**keys, action="return", notes=remarks),
            lambda: decide_review(**keys, action="agree"),
        ]
    )

    won = ("returned", "Карта уже возвращена на доработку.", 1)
    if results[1] is True:
        won = ("agreed", "Карта уже согласована.", 0)
    assert results.count(True) == 1
    refusal = next(words for words in results if words is not True)
    assert (case.review().state, refusal, Remark.objects.count()) == won
    assert case.state() == won[0]


def test_plan_is_either_recalled_or_taken():
    case = submitted(a_case())
    review = case.review()

    results = outcomes(
        [
            lambda: recall_roadmap(roadmap=case.roadmap, member=case.curator),
            lambda: take_review(review=review, member=case.methodist),
        ]
    )

    assert results.count(True) == 1
    recalled, opened = (Review.State.RECALLED, "draft"), (Review.State.OPEN, "in_review")
    left = recalled if results[0] is True else opened
    assert (case.review().state, case.state()) == left


def test_plan_submitted_many_times_at_once_is_in_the_queue_once():
    case = a_case()

    results = outcomes(
        [lambda: submit_roadmap(roadmap=case.roadmap, member=case.curator)] * AT_ONCE
    )

    assert results.count(True) == 1
    assert (Review.objects.count(), Version.objects.count()) == (1, 1)


def moving(case, days):
    seen = {task.pk: bulk.mark_of(task) for task in Task.objects.all()}
    keys = {"roadmap": case.roadmap, "member": case.curator, "seen": seen}
    return lambda: bulk.move_dates(**keys, days=days)


def test_of_bulk_changes_of_the_same_rows_one_is_written_whole():
    case = a_case()
    day = date(2022, 10, 20)
    Task.objects.update(due_on=day, windows=[[None, day.isoformat()]])

    results = outcomes([moving(case, days) for days in range(1, AT_ONCE + 1)])

    assert results.count(True) == 1
    moved = results.index(True) + 1
    assert {(due - day).days for due in Task.objects.values_list("due_on", flat=True)} == {moved}
    assert sum("Ничего не записано" in words for words in results if words is not True) == 5


def test_change_is_in_the_version_or_refused():
    case = a_case()
    change = {"task": case.first, "member": case.curator, "number": "4.2", "deadline_text": ""}

    results = outcomes(
        [
            lambda: update_task(**change, title="Иначе"),
            lambda: submit_roadmap(roadmap=case.roadmap, member=case.curator),
        ]
    )

    assert results[1] is True
    assert results[0] in {True, LOCKED[Roadmap.State.SUBMITTED]}
    frozen = Version.objects.get().content[0]["tasks"][0]["title"]
    assert frozen == ("Иначе" if results[0] is True else "Обучение наставников")
    assert Task.objects.get(pk=case.first.pk).title == frozen


def test_plans_linked_at_once_close_no_circle():
    curator = MembershipFactory()
    plans = RoadmapFactory.create_batch(4, organization=curator.organization)
    bases = [*plans[1:], plans[0]]

    def linking(roadmap, parent):
        return lambda: link_plans(member=curator, roadmap=roadmap, parent=parent)

    results = outcomes([linking(*pair) for pair in zip(plans, bases, strict=True)])

    assert (results.count(True), PlanLink.objects.count()) == (3, 3)
    links = PlanLink.objects.values_list("parent", "roadmap")
    assert not any(rests_on(parent, roadmap) for parent, roadmap in links)


def test_proposed_task_is_accepted_into_the_plan_once():
    tree = a_tree()
    address = tree.task.address
    colleague = MembershipFactory(organization=tree.school)

    def accepting(member):
        return lambda: accept_tasks(member=member, roadmap=tree.plan, addresses=[address])

    assert outcomes([accepting(tree.curator), accepting(colleague)] * 3) == [True] * 6
    assert Task.objects.filter(section__roadmap=tree.plan, title=tree.task.title).count() == 1


def test_report_that_is_being_written_is_kept_by_a_new_edition():
    curator = MembershipFactory()
    told = {"organization": curator.organization, "title": "Карта", **PERIOD}
    roadmap = import_roadmap(parsed=parse(OLD), **told)
    draft = drafted(curator)
    task = Task.objects.get(number="1.2")
    reported = Event()

    def report():
        with transaction.atomic():
            report_task(task=task, member=curator, progress="started", report_text="Обучены 5")
            reported.set()
            wait_until(somebody_waits, "the edition waits for the report")

    def renew():
        reported.wait(timeout=30)
        applied(roadmap, curator, draft, taken=all_keys(roadmap))

    told, refusal = outcomes([report, renew])
    task.refresh_from_db()
    assert (told, task.progress, task.report_text) == (True, "started", "Обучены 5")
    assert refusal.startswith("Пока вы смотрели, карту изменил другой сотрудник.")


def somebody_waits():
    with connection.cursor() as cursor:
        # Else a transaction sees its first look at the others again and again.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0]


def test_changes_by_hand_at_once_lose_nothing_and_number_the_rows():
    """Tasks put into one place, one taken out twice, and reports written meanwhile."""
    case = a_case()
    place = Place(case.section.pk, case.first.pk)
    keys = {"member": case.curator, "reason": ""}

    def add(number):
        return lambda: add_task(
            roadmap=case.roadmap, member=case.curator, place=place, title="Новое", number=number
        )

    def report():
        return report_task(
            task=case.first, member=case.curator, progress="started", report_text="Идёт"
        )

    removals = [lambda: remove_task(task=case.second, **keys)] * 2
    results = outcomes([*map(add, "абвг"), *removals, report])

    rows = Task.objects.filter(section=case.section).order_by("position")
    case.first.refresh_from_db()
    assert [words for words in results if words is not True] == [GONE]
    assert list(rows.values_list("position", flat=True)) == [1, 2, 3, 4, 5]
    assert (rows[0], case.first.report_text) == (case.first, "Идёт")
    assert {task.number for task in rows[1:]} == set("абвг")
