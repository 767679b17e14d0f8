from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from roadmaps.models import Task, TaskResponsible
from roadmaps.occurrences import renew_occurrences
from roadmaps.services import archive_roadmap
from roadmaps.work import bulk
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db
DAY = date(2022, 10, 19)


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def tasks(member):
    first = TaskFactory(organization=member.organization, windows=[[None, "2022-10-20"]])
    second = TaskFactory(
        organization=member.organization,
        section=first.section,
        number="2",
        starts_on=date(2022, 9, 1),
        due_on=date(2022, 9, 30),
        windows=[["2022-09-01", "2022-09-30"]],
        confidence=0.3,
        unclear=["год не назван"],
    )
    return [first, second]


@pytest.fixture
def chosen(member, tasks):
    seen = {task.pk: bulk.mark_of(task) for task in tasks}
    return {"roadmap": tasks[0].section.roadmap, "member": member, "seen": seen}


def test_chosen_open_tasks_become_done(chosen, tasks):
    Task.objects.filter(pk=tasks[1].pk).update(progress="done", done_on=date(2022, 9, 9))
    chosen["seen"][tasks[1].pk] = bulk.mark_of(Task.objects.get(pk=tasks[1].pk))

    bulk.mark_done(**chosen, done_on=DAY)

    days = Task.objects.order_by("pk").values_list("progress", "done_on")
    assert list(days) == [("done", DAY), ("done", date(2022, 9, 9))]


def recurring(tasks, **fields):
    """A task of each month from September on, with its turns."""
    task = TaskFactory(
        organization=tasks[0].organization,
        section=tasks[0].section,
        windows=[["2022-09-01", "2023-08-31"]],
        recurrence="monthly",
        **fields,
    )
    renew_occurrences(task.section.roadmap, [task])
    return task


def test_of_a_recurring_task_the_turns_that_had_begun_are_done(member, tasks):
    task = recurring(tasks)

    bulk.mark_done(
        roadmap=task.section.roadmap, member=member, seen={task.pk: bulk.mark_of(task)}, done_on=DAY
    )

    task.refresh_from_db()
    held = task.occurrences.filter(state="done").values_list("due_on", flat=True)
    assert list(held) == [date(2022, 9, 30), date(2022, 10, 31)]
    assert (task.progress, task.due_on) == ("started", date(2022, 11, 30))


def test_recurring_task_that_has_not_begun_stops_all(member, tasks, chosen):
    task = recurring(tasks)
    chosen["seen"][task.pk] = bulk.mark_of(task)

    with pytest.raises(DomainError, match="Следующий раз ещё не наступил"):
        bulk.mark_done(**chosen, done_on=date(2022, 8, 1))
    assert Task.objects.filter(progress="done").count() == 0


def test_dates_are_moved_with_their_windows(chosen, tasks):
    bulk.move_dates(**chosen, days=-7)

    first, second = Task.objects.order_by("pk")
    assert (first.starts_on, first.due_on, first.windows) == (
        None,
        date(2022, 10, 13),
        [[None, "2022-10-13"]],
    )
    assert (second.starts_on, second.due_on) == (date(2022, 8, 25), date(2022, 9, 23))
    assert (second.confidence, second.unclear, second.deadline_text) == (
        1.0,
        [],
        tasks[1].deadline_text,
    )


def test_dates_are_set_and_the_text_stays(chosen, tasks):
    dates = bulk.Dates(date(2022, 11, 1), date(2022, 11, 30))

    bulk.set_dates(**chosen, dates=dates)

    rows = Task.objects.values_list("due_on", "windows", "deadline_kind", "deadline_text")
    line = (dates.due_on, [["2022-11-01", "2022-11-30"]], "manual", "до 20.10.2022 г.")
    assert list(rows) == [line, line]


def test_members_are_put_in_charge_of_all(chosen, tasks, member):
    bulk.put_in_charge(**chosen, people=[member])

    assert [list(task.responsibles.values_list("membership", flat=True)) for task in tasks] == [
        [member.pk],
        [member.pk],
    ]


@pytest.mark.parametrize(
    ("action", "fields", "words"),
    [
        (bulk.mark_done, {"done_on": date(2099, 1, 1)}, "ещё не наступила"),
        (bulk.move_dates, {"days": 0}, "Сдвиг – от 1"),
        (bulk.move_dates, {"days": 4000}, "Сдвиг – от 1"),
        (bulk.set_dates, {"dates": bulk.Dates(None, None)}, "хотя бы одну дату"),
        (bulk.set_dates, {"dates": bulk.Dates(DAY, date(2022, 1, 1))}, "раньше, чем начинается"),
    ],
)
def test_senseless_change_is_refused(chosen, action, fields, words):
    with pytest.raises(DomainError, match=words):
        action(**chosen, **fields)


def test_task_without_dates_stops_the_move_of_all(chosen, tasks):
    bare = TaskFactory(
        organization=tasks[0].organization, section=tasks[0].section, due_on=None, number="3"
    )
    chosen["seen"][bare.pk] = bulk.mark_of(bare)

    with pytest.raises(DomainError, match="Сдвигать нечего: нет дат, 3 «Издание приказа"):
        bulk.move_dates(**chosen, days=7)
    assert Task.objects.filter(due_on=date(2022, 10, 20)).count() == 1


@pytest.mark.parametrize(
    ("action", "fields"), [(bulk.mark_done, {"done_on": DAY}), (bulk.put_in_charge, {"people": []})]
)
def test_row_changed_meanwhile_is_named_and_nothing_written(chosen, tasks, member, action, fields):
    Task.objects.filter(pk=tasks[1].pk).update(report_text="Сделано наполовину")
    TaskResponsible.objects.create(task=tasks[0], membership=member, confirmed_by=member)

    with pytest.raises(bulk.StaleRows, match="кто-то изменил: 2 «Издание приказа") as refusal:
        action(**chosen, **fields)

    assert refusal.value.keys == {tasks[1].pk}
    assert Task.objects.filter(progress="done").count() == 0
    assert tasks[0].responsibles.count() == 1


def test_row_of_another_roadmap_is_refused(chosen):
    other = TaskFactory()
    chosen["seen"][other.pk] = bulk.mark_of(other)

    with pytest.raises(DomainError, match="уже убрана"):
        bulk.mark_done(**chosen, done_on=DAY)


def test_too_many_rows_are_refused(chosen, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_ROWS", 1)

    with pytest.raises(DomainError, match="не больше 1"):
        bulk.mark_done(**chosen, done_on=DAY)


def test_nothing_chosen_is_refused(chosen):
    with pytest.raises(DomainError, match="Не отмечено ни одного"):
        bulk.mark_done(**chosen | {"seen": {}}, done_on=DAY)


def test_archived_roadmap_is_not_changed(chosen, member):
    roadmap = archive_roadmap(roadmap=chosen["roadmap"], member=member)

    with pytest.raises(DomainError, match="в архиве"):
        bulk.mark_done(**chosen | {"roadmap": roadmap}, done_on=DAY)


def test_plan_under_review_keeps_its_dates_and_takes_reports(chosen, tasks):
    roadmap = chosen["roadmap"]
    roadmap.state = "in_review"
    roadmap.save()

    with pytest.raises(DomainError):
        bulk.move_dates(**chosen, days=7)
    assert Task.objects.get(pk=tasks[0].pk).due_on == date(2022, 10, 20)
    assert len(bulk.mark_done(**chosen, done_on=DAY)) == 2


def test_who_only_reads_changes_nothing(chosen, member):
    director = MembershipFactory(organization=member.organization, role="director")

    with pytest.raises(PermissionDenied):
        bulk.mark_done(**chosen | {"member": director}, done_on=DAY)


def test_today_is_a_good_day(chosen):
    assert len(bulk.mark_done(**chosen, done_on=timezone.localdate())) == 2


def test_done_and_dropped_tasks_among_the_chosen_stay_as_they_are(
    member, tasks, django_assert_max_num_queries
):
    """A dropped one keeps its planned turns, one done whose next turn is to come stops nothing."""
    dropped = recurring(tasks, progress="dropped", report_text="Нет пар")
    done = recurring(tasks, progress="done", done_on=DAY)
    done.occurrences.filter(starts_on__lte=DAY).delete()
    once = [recurring(tasks) for _ in range(3)]
    rows = [dropped, done, tasks[0], *once]
    plan = {"roadmap": done.section.roadmap, "member": member}

    with django_assert_max_num_queries(20):  # as many for one turn as for six
        changed = bulk.mark_done(
            **plan, seen={task.pk: bulk.mark_of(task) for task in rows}, done_on=DAY
        )

    states = {task.pk: task for task in Task.objects.all()}
    assert changed == [states[task.pk] for task in sorted([tasks[0], *once], key=lambda t: t.pk)]
    assert set(dropped.occurrences.values_list("state", flat=True)) == {"planned"}
    assert [states[task.pk].due_on for task in once] == [date(2022, 11, 30)] * 3
    assert (states[dropped.pk].progress, states[done.pk].progress) == ("dropped", "done")
    with pytest.raises(DomainError, match="Среди отмеченных всё уже выполнено"):
        bulk.mark_done(**plan, seen={done.pk: bulk.mark_of(states[done.pk])}, done_on=DAY)


def test_turns_that_follow_the_plan_are_not_moved(member, tasks):
    task = recurring(tasks)
    Task.objects.filter(pk=task.pk).update(windows=[])
    task.refresh_from_db()
    before = list(task.occurrences.values_list("due_on", flat=True))

    with pytest.raises(DomainError, match="Повторения идут по периоду карты"):
        bulk.move_dates(
            roadmap=task.section.roadmap, member=member,
            seen={task.pk: bulk.mark_of(task)}, days=7,
        )  # fmt: skip

    assert list(task.occurrences.values_list("due_on", flat=True)) == before
