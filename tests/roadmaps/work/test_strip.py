from datetime import date

import pytest

from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import Occurrence, Section
from roadmaps.work.month import chosen_month, month_page
from roadmaps.work.strip import strip_of
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db

YEAR = SchoolYear(2022)
TODAY = date(2022, 11, 15)
SECTION = Section(number="1", title="Подготовка")


def a_task(*windows, turns=(), **fields):
    task = TaskFactory(windows=windows, **{"due_on": None} | fields)
    for due_on, state in turns:
        day = date.fromisoformat(due_on)
        Occurrence.objects.create(
            organization=task.organization,
            task=task,
            starts_on=day.replace(day=1),
            due_on=day,
            state=state,
            done_on=day if state == "done" else None,
        )
    return task


def drawn(task):
    """«сен: …» for every month that is taken up, and where the task went otherwise."""
    strip = strip_of(YEAR, [(SECTION, [task])], TODAY)
    lines = [line for block in strip.blocks for line in block.lines]
    cells = [cell for line in lines for cell in line.cells if cell.is_on]
    words = [f"{cell.month.short} {cell.words}".strip() for cell in cells]
    return words, len(strip.band), strip.elsewhere


@pytest.mark.parametrize(
    ("windows", "cells"),
    [
        ([(None, "2022-10-20")], ["окт до 20"]),
        ([("2022-10-01", "2022-10-31")], ["окт"]),
        ([("2022-10-15", "2022-12-10")], ["окт с 15", "ноя", "дек до 10"]),
        ([("2022-09-15", "2022-09-30")], ["сен 15–30"]),
        ([("2022-09-15", "2022-09-15")], ["сен 15"]),
        ([("2022-05-01", "2022-09-10")], ["сен до 10"]),
        ([("2022-10-01", "2022-10-31"), ("2023-04-01", "2023-04-30")], ["окт", "апр"]),
        ([("2023-02-01", "2023-02-28")], ["фев"]),
    ],
)
def test_dated_task_takes_up_its_months(windows, cells):
    assert drawn(a_task(*windows)) == (cells, 0, 0)


@pytest.mark.parametrize(
    ("windows", "kind"),
    [
        ([("2022-09-01", "2023-08-31")], "period"),
        ([("2021-01-01", "2024-12-31")], "years"),
        ([], "schedule"),
        ([("2022-10-01", None)], "open"),
        ([], ""),
    ],
    ids=["period", "years", "schedule", "open end", "nothing"],
)
def test_task_without_days_of_its_own_stands_in_the_band(windows, kind):
    assert drawn(a_task(*windows, deadline_kind=kind)) == ([], 1, 0)


def test_turns_of_a_recurring_task_are_drawn_each_in_its_own_colour():
    turns = [("2022-09-30", "done"), ("2022-10-31", "planned"), ("2022-12-31", "planned")]
    task = a_task(("2022-09-01", "2023-08-31"), turns=turns, deadline_kind="period")

    strip = strip_of(YEAR, [(SECTION, [task])], TODAY)

    cells = [cell for cell in strip.blocks[0].lines[0].cells if cell.is_on]
    assert [(cell.month.short, cell.tone, cell.said) for cell in cells] == [
        ("сен", "good", "выполнено"),
        ("окт", "bad", "просрочено"),
        ("дек", "", "запланировано"),
    ]


def test_nobody_waits_for_a_turn_of_a_task_that_is_done():
    task = a_task(turns=[("2022-09-30", "planned")], progress="done", done_on=date(2022, 9, 1))

    strip = strip_of(YEAR, [(SECTION, [task])], TODAY)

    assert strip.blocks[0].lines[0].cells[0].tone == "good"


def test_task_of_another_year_is_only_counted():
    assert drawn(a_task((None, "2024-10-20"))) == ([], 0, 1)


def test_dates_by_hand_without_windows_are_drawn_too():
    assert drawn(a_task(due_on=date(2022, 10, 20))) == (["окт до 20"], 0, 0)


def test_month_shows_what_is_due_and_what_goes_on():
    due, long, other = (
        a_task(("2022-11-01", "2022-11-04")),
        a_task(("2022-10-01", "2022-12-20")),
        a_task((None, "2022-12-01")),
    )

    page = month_page(date(2022, 11, 1), [due, long, other], TODAY)

    days = {day.date.day: day for week in page.weeks for day in week if day.is_inside}
    assert (len(page.weeks), len(days), page.due) == (5, 30, 1)
    [row] = days[4].due
    assert (row.task, row.tone, row.said) == (due, "bad", "просрочено")
    assert (days[4].is_off, days[4].remark, days[4].holiday) == (
        True,
        "последний рабочий день – 03.11",
        "День народного единства",
    )
    assert page.going_on == (long,)
    assert (page.previous, page.next) == (date(2022, 10, 1), date(2022, 12, 1))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2022-11", date(2022, 11, 1)),
        ("2022-13", date(2023, 8, 1)),
        ("0001-01", date(2023, 8, 1)),
        ("", date(2023, 8, 1)),
    ],
)
def test_month_of_the_address_or_the_nearest_of_the_plan(text, month):
    period = date(2022, 9, 1), date(2023, 8, 31)

    assert chosen_month(text, period, date(2026, 11, 22)) == month
