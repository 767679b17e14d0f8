from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from mentorship.core.exceptions import DomainError
from roadmaps.models import Roadmap, Task
from roadmaps.parsing import parse
from roadmaps.services import (
    archive_roadmap,
    import_roadmap,
    report_mark,
    report_task,
    restore_roadmap,
    tells_of_done,
    update_task,
)
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.roadmaps import RoadmapFactory, TaskFactory

pytestmark = pytest.mark.django_db

PLAN = """Дорожная карта школы на 2022-2023 уч. год

№ п/п\tМероприятия\tСроки\tОтветственный\tИсполнение
1\tПодготовка условий\t\t\t
1.1\tИздание приказа\tдо 20.10.2022 г.\tДиректор\tИздан приказ № 5-ОД
1.2\tОбучение наставников\tВ течение всего периода реализации\tКуратор\tЗапланировано на май
1.3\tСбор анкет\tПо отдельному графику\tКуратор\t
"""


def imported(**fields):
    told = {
        "organization": InstitutionFactory(),
        "parsed": parse(PLAN),
        "title": "Дорожная карта",
        "starts_on": date(2022, 9, 1),
        "ends_on": date(2023, 8, 31),
    }
    return import_roadmap(**told | fields)


def rows(roadmap, *names):
    tasks = Task.objects.filter(section__roadmap=roadmap).order_by("position")
    return list(tasks.values_list(*names))


def a_task(**fields):
    task = TaskFactory(**fields)
    return task, MembershipFactory(organization=task.organization)


def test_import_writes_sections_and_tasks_in_order():
    roadmap = imported()

    assert [section.title for section in roadmap.sections.all()] == ["Подготовка условий"]
    assert rows(roadmap, "number", "title", "responsible") == [
        ("1.1", "Издание приказа", "Директор"),
        ("1.2", "Обучение наставников", "Куратор"),
        ("1.3", "Сбор анкет", "Куратор"),
    ]


def test_import_reads_deadlines_against_the_period():
    roadmap = imported()

    assert rows(roadmap, "deadline_text", "starts_on", "due_on", "windows") == [
        ("до 20.10.2022 г.", None, date(2022, 10, 20), [[None, "2022-10-20"]]),
        (
            "В течение всего периода реализации",
            date(2022, 9, 1),
            date(2023, 8, 31),
            [["2022-09-01", "2023-08-31"]],
        ),
        ("По отдельному графику", None, None, []),
    ]


def test_import_keeps_reports_and_leaves_tasks_planned_unless_asked():
    assert rows(imported(), "progress", "report_text") == [
        ("planned", "Издан приказ № 5-ОД"),
        ("planned", "Запланировано на май"),
        ("planned", ""),
    ]


def test_import_marks_reported_tasks_done_when_asked():
    roadmap = imported(mark_reported_done=True)

    assert rows(roadmap, "progress", "done_on") == [
        ("done", date(2022, 10, 20)),
        ("planned", None),
        ("planned", None),
    ]


def test_day_of_a_done_task_without_a_deadline_is_never_in_the_future():
    plan = PLAN.replace("до 20.10.2022 г.", "Постоянно")
    today = timezone.localdate()

    roadmap = imported(
        parsed=parse(plan), ends_on=today + timedelta(days=90), mark_reported_done=True
    )

    assert rows(roadmap, "done_on")[0] == (today,)


def test_import_keeps_dropped_rows_and_warnings():
    numbered = PLAN.replace("1\tПодготовка", "1\t2\t3\t4\t5\n1\tПодготовка")

    roadmap = imported(parsed=parse(numbered.replace("1.3\t", "1.2\t")))

    assert [row["row"] for row in roadmap.dropped] == [3, 4]
    assert [row["row"] for row in roadmap.warnings if "повторяется" in row["message"]] == [8]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ends_on": date(2022, 1, 1)}, "раньше, чем начинается"),
        ({"parsed": replace(parse(PLAN), sections=())}, "ни одного мероприятия"),
    ],
)
def test_refused_import_writes_nothing(fields, words):
    with pytest.raises(DomainError, match=words):
        imported(**fields)

    assert Roadmap.objects.count() == 0


def test_import_that_fails_in_the_middle_leaves_nothing(monkeypatch):
    parsed = parse(PLAN)
    broken = replace(parsed.sections[0].tasks[-1], title="строка\x00с нулём")
    section = replace(parsed.sections[0], tasks=(*parsed.sections[0].tasks, broken))

    with pytest.raises(ValueError, match="NUL"):
        imported(parsed=replace(parsed, sections=(section,)))

    assert Roadmap.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Издан приказ ОО от 10.01.2023 г. № 05-ОД", True),
        ("Программа не завершена, но 33 из 59 довольны", False),
        ("  Запланировано: 1. Проведение конкурса", False),
        ("«Планируется в ноябре»", False),
        ("Проведутся встречи (рабочие) наставника", False),
        ("Информация будет предоставляться", False),
        ("Проведена встреча: " + "направления, " * 9 + "далее будут ещё", True),
        ("", False),
    ],
)
def test_tells_of_done_by_its_first_words(text, expected):
    assert tells_of_done(text) is expected


def test_report_marks_a_task_done_and_keeps_the_text():
    task, member = a_task()

    report_task(
        task=task,
        member=member,
        progress="done",
        done_on=date(2022, 10, 19),
        report_text="Издан приказ № 5-ОД",
    )

    task.refresh_from_db()
    assert (task.progress, task.done_on, task.report_text) == (
        "done",
        date(2022, 10, 19),
        "Издан приказ № 5-ОД",
    )


def test_report_taken_back_loses_its_day():
    task, member = a_task(progress="done", done_on=date(2022, 10, 19))

    report_task(task=task, member=member, progress="started", done_on=date(2022, 10, 19))

    task.refresh_from_db()
    assert (task.progress, task.done_on) == ("started", None)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ({"progress": "done"}, "Укажите дату выполнения"),
        ({"progress": "done", "done_on": date(2999, 1, 1)}, "ещё не наступила"),
        ({"progress": "dropped", "report_text": "  "}, "почему мероприятие не проводится"),
    ],
)
def test_report_that_contradicts_itself_is_refused(report, words):
    task, member = a_task()

    with pytest.raises(DomainError, match=words):
        report_task(task=task, member=member, **report)

    task.refresh_from_db()
    assert task.progress == "planned"


def test_report_does_not_overwrite_what_another_wrote_meanwhile():
    task, member = a_task()
    seen = report_mark(task)
    report_task(task=task, member=member, progress="started", report_text="Первый текст")

    with pytest.raises(DomainError, match="Первый текст"):
        report_task(task=task, member=member, progress="started", report_text="Второй", seen=seen)

    task.refresh_from_db()
    assert task.report_text == "Первый текст"


def test_update_reads_a_changed_deadline_anew():
    task, member = a_task()

    update_task(
        task=task, member=member, number="1", title=task.title, deadline_text="Ноябрь 2022 г."
    )

    task.refresh_from_db()
    assert (task.starts_on, task.due_on) == (date(2022, 11, 1), date(2022, 11, 30))
    assert task.deadline_kind == "month"


def test_update_takes_dates_typed_by_hand_and_keeps_the_text():
    task, member = a_task(deadline_text="По отдельному графику", due_on=None)

    update_task(
        task=task,
        member=member,
        number="1",
        title=task.title,
        deadline_text=task.deadline_text,
        dates=(None, date(2022, 12, 1)),
    )

    task.refresh_from_db()
    assert (task.deadline_text, task.due_on) == ("По отдельному графику", date(2022, 12, 1))
    assert (task.confidence, task.deadline_kind, task.unclear) == (1.0, "manual", [])


def test_update_without_a_new_deadline_leaves_typed_dates():
    task, member = a_task(due_on=date(2022, 12, 1), deadline_kind="manual", confidence=1)

    update_task(
        task=task, member=member, number="", title="Иначе", deadline_text=task.deadline_text
    )

    task.refresh_from_db()
    assert (task.title, task.due_on, task.deadline_kind) == (
        "Иначе",
        date(2022, 12, 1),
        "manual",
    )


def test_update_refuses_dates_in_the_wrong_order():
    task, member = a_task()

    with pytest.raises(DomainError, match="раньше, чем начинается"):
        update_task(
            task=task,
            member=member,
            number="1",
            title=task.title,
            deadline_text="",
            dates=(date(2022, 12, 2), date(2022, 12, 1)),
        )


def test_stranger_can_neither_report_nor_update():
    task, stranger = TaskFactory(), MembershipFactory()

    with pytest.raises(PermissionDenied):
        report_task(task=task, member=stranger, progress="started")
    with pytest.raises(PermissionDenied):
        update_task(task=task, member=stranger, number="1", title="x", deadline_text="")


def test_archived_roadmap_refuses_reports_until_it_is_restored():
    task, member = a_task()
    roadmap = archive_roadmap(roadmap=task.section.roadmap, member=member)
    with pytest.raises(DomainError, match="в архиве"):
        report_task(task=task, member=member, progress="started")

    restore_roadmap(roadmap=roadmap, member=member)

    assert report_task(task=task, member=member, progress="started").progress == "started"


def test_archive_belongs_to_the_owner():
    roadmap = RoadmapFactory()
    methodist = MembershipFactory(role="methodist", organization=roadmap.organization.parent)

    with pytest.raises(PermissionDenied):
        archive_roadmap(roadmap=roadmap, member=methodist)
