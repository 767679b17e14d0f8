from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Occurrence, Task
from roadmaps.occurrences import (
    NEVER_HELD,
    complete_occurrence,
    drop_occurrence,
    occurrences_of,
    renew_occurrences,
    reopen_occurrence,
)
from roadmaps.services import update_task
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db

YEAR = SchoolYear(2022)


def a_recurring_task(text="ежеквартально", **fields):
    task = TaskFactory(deadline_text="", due_on=None, **fields)
    member = MembershipFactory(organization=task.organization)
    return reread(task, member, text), member


def reread(task, member, text):
    return update_task(task=task, member=member, number="1", title=task.title, deadline_text=text)


def due(task):
    return [f"{row.due_on:%m.%y} {row.state}" for row in Occurrence.objects.filter(task=task)]


def turn(task, place):
    return Occurrence.objects.filter(task=task)[place]


def test_a_recurring_task_gets_its_turns_and_is_due_on_the_first():
    task, _ = a_recurring_task()

    assert due(task) == ["09.22 planned", "12.22 planned", "03.23 planned", "06.23 planned",
                         "08.23 planned"]  # fmt: skip
    assert task.due_on == date(2022, 9, 30)


def test_turns_of_a_school_year_are_those_due_in_it():
    task, _ = a_recurring_task("ежегодно октябрь", section__roadmap__ends_on=date(2024, 8, 31))

    found = occurrences_of(task, SchoolYear(2023))

    assert [row.due_on for row in found] == [date(2023, 10, 31)]


def test_a_turn_done_puts_the_due_date_forward():
    task, member = a_recurring_task()

    row = complete_occurrence(
        occurrence=turn(task, 0), member=member, done_on=date(2022, 9, 20), note="Собрание"
    )

    task.refresh_from_db()
    assert (row.state, row.done_on, row.note) == ("done", date(2022, 9, 20), "Собрание")
    assert (task.progress, task.due_on) == (Task.Progress.STARTED, date(2022, 12, 31))


def test_the_last_turn_done_makes_the_task_done_and_taken_back_opens_it():
    task, member = a_recurring_task("раз в полугодие")
    drop_occurrence(occurrence=turn(task, 1), member=member, note="Карантин")

    complete_occurrence(occurrence=turn(task, 0), member=member, done_on=date(2022, 12, 5))
    task.refresh_from_db()
    assert (task.progress, task.done_on) == (Task.Progress.DONE, date(2022, 12, 5))

    reopen_occurrence(occurrence=turn(task, 0), member=member)
    task.refresh_from_db()
    assert (task.progress, task.due_on) == (Task.Progress.STARTED, date(2022, 12, 31))


def test_a_task_of_which_no_turn_was_held_is_dropped_and_not_late():
    task, member = a_recurring_task("раз в полугодие")
    for place in (0, 1):
        drop_occurrence(occurrence=turn(task, place), member=member, note="Карантин")

    task.refresh_from_db()
    assert (task.progress, task.report_text) == ("dropped", NEVER_HELD)
    assert not task.is_overdue(date(2030, 1, 1))

    reopen_occurrence(occurrence=turn(task, 1), member=member)
    task.refresh_from_db()
    assert (task.progress, task.report_text) == ("started", "")


def test_a_done_turn_stays_when_the_deadline_is_read_anew():
    task, member = a_recurring_task()
    complete_occurrence(occurrence=turn(task, 1), member=member, done_on=date(2022, 12, 1))

    reread(task, member, "раз в полугодие")

    assert due(task) == ["12.22 done", "05.23 planned"]


def test_a_deadline_without_recurrence_keeps_only_what_was_said():
    task, member = a_recurring_task()
    complete_occurrence(occurrence=turn(task, 0), member=member, done_on=date(2022, 9, 1))

    reread(task, member, "до 20.03.2023")

    task.refresh_from_db()
    assert (due(task), task.due_on) == (["09.22 done"], date(2023, 3, 20))


def test_making_turns_again_changes_nothing(django_assert_num_queries):
    task, _ = a_recurring_task()
    before = list(Occurrence.objects.values_list("pk", flat=True))

    with django_assert_num_queries(3):  # one reading between two savepoints
        renew_occurrences(task.section.roadmap, [task])

    assert list(Occurrence.objects.values_list("pk", flat=True)) == before


def test_dates_by_hand_keep_the_recurrence():
    task, member = a_recurring_task("ежегодно октябрь", section__roadmap__ends_on=date(2024, 8, 31))

    task = update_task(
        task=task, member=member, number="1", title="Анкета", deadline_text="ежегодно октябрь",
        dates=(date(2022, 11, 1), date(2022, 11, 20)),
    )  # fmt: skip

    assert due(task) == ["11.22 planned", "10.23 planned"]


def test_refusals_say_why_in_words():
    task, member = a_recurring_task()
    complete_occurrence(occurrence=turn(task, 0), member=member, done_on=date(2022, 9, 1))

    with pytest.raises(DomainError, match=r"уже отмечено: выполнено 01\.09\.2022"):
        complete_occurrence(occurrence=turn(task, 0), member=member)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(DomainError, match="ещё не наступила"):
        complete_occurrence(occurrence=turn(task, 1), member=member, done_on=tomorrow)
    with pytest.raises(DomainError, match="почему"):
        drop_occurrence(occurrence=turn(task, 1), member=member, note=" ")


def test_strangers_and_archived_roadmaps_are_refused():
    task, member = a_recurring_task()
    with pytest.raises(PermissionDenied):
        complete_occurrence(occurrence=turn(task, 0), member=MembershipFactory())

    task.section.roadmap.archived_on = date(2023, 1, 1)
    task.section.roadmap.save()
    with pytest.raises(DomainError, match="в архиве"):
        complete_occurrence(occurrence=turn(task, 0), member=member)


def test_open_turns_are_planned_ones_of_open_tasks_in_use():
    task, member = a_recurring_task("раз в полугодие")
    other, _ = a_recurring_task("раз в полугодие")
    complete_occurrence(occurrence=turn(task, 0), member=member, done_on=date(2022, 12, 1))

    seen = Occurrence.objects.visible_to(member)

    assert [row.due_on for row in seen.open()] == [date(2023, 5, 31)]
    assert [row.is_overdue(date(2023, 6, 1)) for row in seen] == [False, True]
    assert seen.overdue(date(2023, 5, 31)).count() == 0
    assert Occurrence.objects.filter(task=other).of_year(YEAR).count() == 2


def test_the_database_holds_a_turn_once():
    task, _ = a_recurring_task("раз в полугодие")
    again = turn(task, 0)
    again.pk = None

    with pytest.raises(IntegrityError, match="occurrence_once"):
        again.save()


def test_task_written_before_turns_were_kept_gets_them_once():
    """The data migration makes what reading the deadline again would make."""
    task, _ = a_recurring_task()
    usual = due(task)
    Occurrence.objects.filter(task=task).delete()
    Task.objects.filter(pk=task.pk).update(due_on=date(2023, 8, 31))
    migration = import_module("roadmaps.migrations.0009_turns_of_older_tasks")

    for _ in range(2):
        migration.make_turns(apps, connection.schema_editor())

    task.refresh_from_db()
    assert (due(task), task.due_on) == (usual, date(2022, 9, 30))
