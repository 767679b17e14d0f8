from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from roadmaps.difference import ChangeKind, compare, mark_of, tasks_to_compare
from roadmaps.drafts import save_draft
from roadmaps.models import Occurrence, RemovedTask, Roadmap, Task
from roadmaps.occurrences import complete_occurrence
from roadmaps.parsing import parse
from roadmaps.removals import remove_tasks, restore_task
from roadmaps.renewal import Choice, StaleDifferenceError, apply_difference
from roadmaps.services import archive_roadmap, import_roadmap, report_task, restore_roadmap
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db

HEADING = "№ п/п\tМероприятия\tСроки\tОтветственный\n"
OLD = HEADING + (
    "1\tПодготовка условий\t\t\n"
    "1.1\tИздание приказа\tдо 20.10.2022\tДиректор\n"
    "1.2\tОбучение наставников\tмай 2023\tКуратор\n"
    "1.3\tСбор анкет\tмай 2023\tКуратор\n"
    "2\tФормирование базы\t\t\n"
    "2.1\tСписок наставников\tсентябрь 2022\tКуратор\n"
)
NEW = HEADING + (
    "1\tПодготовка условий\t\t\n"
    "1.1\tИздание приказа\tдо 20.10.2022\tДиректор\n"
    "1.2\tОбучение всех наставников\tапрель 2023\tКуратор\n"
    "1.3\tКонкурс лучших пар\tмай 2023\tКуратор\n"
    "2\tФормирование базы\t\t\n"
    "2.1\tСписок наставников\tсентябрь 2022\tКуратор\n"
)
PERIOD = {"starts_on": date(2022, 9, 1), "ends_on": date(2023, 8, 31)}


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def roadmap(member):
    return import_roadmap(
        organization=member.organization, parsed=parse(OLD), title="Карта", **PERIOD
    )


def drafted(member, text=NEW, **fields):
    told = {"title": "Карта", "parsed": parse(text)} | PERIOD | fields
    return save_draft(member=member, **told)


def differences(roadmap, text=NEW):
    return compare(parse(text), tasks_to_compare(roadmap))


def applied(roadmap, member, draft, **choice):
    told = {"taken": frozenset(), "removed": {}} | choice
    seen = mark_of(roadmap, tasks_to_compare(roadmap))
    return apply_difference(
        draft=draft, roadmap=roadmap, member=member, choice=Choice(**told), seen=seen
    )


def all_keys(roadmap, text=NEW):
    return frozenset(change.key for change in differences(roadmap, text))


def table(roadmap):
    tasks = Task.objects.filter(section__roadmap=roadmap)
    return list(tasks.values_list("section__title", "number", "title", "deadline_text"))


def the_task(title):
    return Task.objects.get(title=title)


def test_difference_names_every_task_once(roadmap):
    found = [(str(change.kind), change.title) for change in differences(roadmap)]

    assert found == [
        ("same", "Издание приказа"),
        ("changed", "Обучение всех наставников"),
        ("added", "Конкурс лучших пар"),
        ("same", "Список наставников"),
        ("gone", "Сбор анкет"),
    ]


def test_changed_task_shows_old_and_new_words(roadmap):
    changed = next(c for c in differences(roadmap) if c.kind is ChangeKind.CHANGED)

    assert [(field.title, field.old, field.new) for field in changed.fields] == [
        ("Мероприятие", "Обучение наставников", "Обучение всех наставников"),
        ("Срок", "май 2023", "апрель 2023"),
    ]


def test_the_same_table_differs_in_nothing_even_with_repeated_rows(member):
    twice = OLD + "2.1\tСписок наставников\tсентябрь 2022\tКуратор\n"
    roadmap = import_roadmap(
        organization=member.organization, parsed=parse(twice), title="Карта", **PERIOD
    )

    kinds = {change.kind for change in differences(roadmap, twice)}

    assert kinds == {ChangeKind.SAME}


def test_section_under_another_name_is_the_same_section(roadmap, member):
    text = OLD.replace("Подготовка условий", "Создание условий для запуска")
    sections = list(roadmap.sections.values_list("pk", flat=True))

    kinds = {change.kind for change in differences(roadmap, text)}
    applied(roadmap, member, drafted(member, text))

    assert kinds == {ChangeKind.SAME}
    assert table(roadmap)[0][0] == "Создание условий для запуска"
    assert list(roadmap.sections.values_list("pk", flat=True)) == sections


def test_task_in_another_section_moves_when_chosen(roadmap, member):
    moved = "2.2\tСбор анкет\tмай 2023\tКуратор\n"
    text = OLD.replace("1.3\tСбор анкет\tмай 2023\tКуратор\n", "") + moved

    changed = [change for change in differences(roadmap, text) if change.kind != "same"]
    applied(roadmap, member, drafted(member, text), taken=all_keys(roadmap, text))

    assert [[field.title for field in change.fields] for change in changed] == [["Номер", "Раздел"]]
    assert table(roadmap)[-1][:3] == ("Формирование базы", "2.2", "Сбор анкет")


def test_chosen_changes_are_written_and_rows_stay_themselves(roadmap, member):
    before = {task.title: task.pk for task in Task.objects.all()}

    applied(roadmap, member, drafted(member), taken=all_keys(roadmap),
            removed={before["Сбор анкет"]: "Нет в новой редакции плана."})  # fmt: skip

    assert table(roadmap) == [
        ("Подготовка условий", "1.1", "Издание приказа", "до 20.10.2022"),
        ("Подготовка условий", "1.2", "Обучение всех наставников", "апрель 2023"),
        ("Подготовка условий", "1.3", "Конкурс лучших пар", "май 2023"),
        ("Формирование базы", "2.1", "Список наставников", "сентябрь 2022"),
    ]
    changed = the_task("Обучение всех наставников")
    assert (changed.pk, changed.due_on) == (before["Обучение наставников"], date(2023, 4, 30))


def test_what_is_not_chosen_stays_as_it_was(roadmap, member):
    before = table(roadmap)

    applied(roadmap, member, drafted(member))

    assert table(roadmap) == before


def test_head_is_taken_only_when_asked(roadmap, member):
    other = {"title": "Новая карта", "ends_on": date(2024, 8, 31)}

    applied(roadmap, member, drafted(member, **other), takes_head=True)

    roadmap.refresh_from_db()
    assert (roadmap.title, roadmap.ends_on) == ("Новая карта", date(2024, 8, 31))


def test_reports_stay_and_reported_tasks_are_taken_out_with_a_reason(roadmap, member):
    task = the_task("Сбор анкет")
    report_task(task=task, member=member, progress="done", done_on=date(2023, 5, 3),
                report_text="Собрано 55")  # fmt: skip
    (gone,) = [change for change in differences(roadmap) if change.kind is ChangeKind.GONE]

    with pytest.raises(DomainError, match="почему"):
        applied(roadmap, member, drafted(member), removed={task.pk: " "})
    applied(roadmap, member, drafted(member), removed={task.pk: "Вошло в 1.2"})

    task.refresh_from_db()
    removed = RemovedTask.objects.get()
    assert gone.has_report
    assert (task.report_text, task.progress) == ("Собрано 55", Task.Progress.DONE)
    assert (removed.reason, removed.roadmap, removed.section_title) == (
        "Вошло в 1.2", roadmap, "Подготовка условий",
    )  # fmt: skip
    assert not Task.objects.filter(section__roadmap__archived_on=None, pk=task.pk).exists()


def test_task_taken_out_comes_back_to_its_section(roadmap, member):
    task = the_task("Сбор анкет")
    (removed,) = remove_tasks(roadmap=roadmap, member=member, reasons={task: "Ошибка"})
    store = Roadmap.objects.get(archived_on__isnull=False)

    with pytest.raises(DomainError, match="по одному"):
        restore_roadmap(roadmap=store, member=member)
    restore_task(removed=removed, member=member)

    assert [row[2] for row in table(roadmap)][:3] == [
        "Издание приказа", "Обучение наставников", "Сбор анкет",
    ]  # fmt: skip
    assert RemovedTask.objects.count() == 0
    assert not Roadmap.objects.filter(pk=store.pk).exists()


def test_report_of_the_table_never_overwrites_the_one_written_here(roadmap, member):
    report_task(task=the_task("Издание приказа"), member=member, progress="started",
                report_text="Готовится")  # fmt: skip
    heading = HEADING.replace("\n", "\tИсполнение\n")
    text = heading + "1.1\tИздание приказа\tдо 20.10.2022\tДиректор\tПриказ № 5\n"
    text += "1.3\tСбор анкет\tмай 2023\tКуратор\tСобрано 55\n"

    found = {change.title: change.keeps_report for change in differences(roadmap, text)}
    applied(roadmap, member, drafted(member, text), taken=all_keys(roadmap, text))

    assert (found["Издание приказа"], found["Сбор анкет"]) == (True, False)
    assert the_task("Издание приказа").report_text == "Готовится"
    assert the_task("Сбор анкет").report_text == "Собрано 55"


def test_done_turns_outlive_a_new_table(member):
    yearly = HEADING + "1\tСбор анкет\tраз в полугодие\tКуратор\n"
    roadmap = import_roadmap(
        organization=member.organization, parsed=parse(yearly), title="Карта", **PERIOD
    )
    first = Occurrence.objects.first()
    complete_occurrence(occurrence=first, member=member, done_on=date(2022, 12, 1))
    text = yearly.replace("раз в полугодие", "ежеквартально")

    applied(roadmap, member, drafted(member, text), taken=all_keys(roadmap, text))

    turns = Occurrence.objects.values_list("due_on", "state")
    assert list(turns)[:3] == [
        (date(2022, 9, 30), "planned"), (date(2022, 12, 31), "done"),
        (date(2023, 3, 31), "planned"),
    ]  # fmt: skip


def test_dates_set_by_hand_stay_when_the_printed_deadline_does(roadmap, member):
    Task.objects.filter(title="Обучение наставников").update(
        due_on=date(2023, 5, 5), deadline_kind="manual", confidence=1
    )
    text = OLD.replace("Обучение наставников", "Обучение всех наставников")

    applied(roadmap, member, drafted(member, text), taken=all_keys(roadmap, text))

    assert the_task("Обучение всех наставников").due_on == date(2023, 5, 5)


def test_stale_difference_is_refused_and_a_second_confirmation_writes_nothing(roadmap, member):
    draft, seen = drafted(member), mark_of(roadmap, tasks_to_compare(roadmap))
    Task.objects.filter(title="Сбор анкет").update(title="Сбор всех анкет")
    told = {"draft": draft, "roadmap": roadmap, "member": member, "choice": Choice(frozenset())}

    with pytest.raises(StaleDifferenceError, match="изменил другой сотрудник"):
        apply_difference(seen=seen, **told)
    applied(roadmap, member, draft, taken=all_keys(roadmap))
    before = table(roadmap)
    apply_difference(seen=seen, **told)

    assert table(roadmap) == before


def test_strangers_and_archived_roadmaps_are_refused(roadmap, member):
    stranger = MembershipFactory()
    with pytest.raises(PermissionDenied):
        applied(roadmap, stranger, drafted(stranger))
    with pytest.raises(PermissionDenied):
        remove_tasks(roadmap=roadmap, member=stranger, reasons={})

    archive_roadmap(roadmap=roadmap, member=member)
    with pytest.raises(DomainError, match="в архиве"):
        applied(roadmap, member, drafted(member))
