from datetime import date

import pytest

from mentorship.programs.comparing import ADDED, CHANGED, REMOVED, differences
from mentorship.programs.content import as_template, content_of, due_day, weeks_between
from tests.factories.programs import (
    ActivityFactory,
    DifficultyFactory,
    ProgramFactory,
    activity_line,
    content,
)


@pytest.mark.parametrize(
    ("week", "weeks", "starts_on", "ends_on", "day"),
    [
        (1, 10, date(2022, 10, 3), date(2022, 12, 11), date(2022, 10, 10)),
        (10, 10, date(2022, 10, 3), date(2022, 12, 11), date(2022, 12, 9)),
        (5, 10, date(2022, 10, 3), date(2023, 2, 19), date(2022, 12, 12)),
        (99, 10, date(2022, 10, 3), date(2022, 12, 11), date(2022, 12, 9)),
        (1, 52, date(2022, 10, 8), date(2022, 10, 9), date(2022, 10, 8)),
        (None, 10, date(2022, 10, 3), date(2022, 12, 11), None),
    ],
    ids=["weekend", "last", "stretched", "beyond", "only a weekend", "no week"],
)
def test_day_of_a_week_is_a_working_day_inside_the_period(week, weeks, starts_on, ends_on, day):
    assert due_day(week, weeks, starts_on, ends_on) == day


@pytest.mark.parametrize(
    ("ends_on", "weeks"), [(date(2022, 10, 1), 1), (date(2022, 10, 7), 1), (date(2022, 10, 8), 2)]
)
def test_weeks_of_a_period_are_rounded_up(ends_on, weeks):
    assert weeks_between(date(2022, 10, 1), ends_on) == weeks


def test_same_contents_do_not_differ():
    assert differences(content(), content()) == []


def test_differences_name_what_was_added_removed_and_changed():
    after = content(
        goal="",
        tasks="Решать задачи",
        weeks=12,
        activities=[
            activity_line("a1", "Первая встреча", part="entering"),
            activity_line("a3", "Итог"),
        ],
    )

    found = [(line.kind, line.place, line.after) for line in differences(content(), after)]

    assert found == [
        (REMOVED, "Цель", ""),
        (ADDED, "Задачи", "Решать задачи"),
        (CHANGED, "Недель", "12"),
        (CHANGED, "Мероприятие", "Первая встреча; разобрано; вхождение в должность"),
        (REMOVED, "Мероприятие", ""),
        (ADDED, "Мероприятие", "Итог; разобрано"),
    ]


@pytest.mark.django_db
def test_template_of_a_program_has_neither_days_nor_results():
    program = ProgramFactory()
    difficulty = DifficultyFactory(program=program)
    ActivityFactory(
        program=program, difficulty=difficulty, due_on=date(2022, 10, 10), actual_result="Решено"
    )

    kept = as_template(content_of(program))

    assert kept["activities"] == [
        {
            "key": "a1",
            "part": "",
            "problem": "p1",
            "title": "Разбор задач прошлых лет",
            "planned_result": "",
            "week": 2,
        }
    ]
    assert "starts_on" not in kept


@pytest.mark.django_db
def test_changes_of_a_program_are_dated():
    program = ProgramFactory()
    row = ActivityFactory(program=program, due_on=date(2022, 10, 10))
    before = content_of(program)
    row.due_on, program.ends_on = date(2022, 10, 17), date(2023, 4, 30)
    row.save()

    found = [(line.place, line.after) for line in differences(before, content_of(program))]

    assert found == [
        ("Срок программы", "01.10.2022 – 30.04.2023"),
        ("Мероприятие", "Разбор задач прошлых лет; срок 17.10.2022"),
    ]
