"""A plan changed by hand, through its pages."""

from datetime import date

import pytest

from roadmaps.editing.services import GONE
from roadmaps.models import Occurrence, RemovedTask, Roadmap, Section, Task
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """«1 Подготовка» with 1.1 and 1.2, «2 Отбор» with 2.1."""
    roadmap = RoadmapFactory()
    for number, title, count in (("1", "Подготовка", 2), ("2", "Отбор", 1)):
        section = SectionFactory(
            roadmap=roadmap, number=number, title=title, position=int(number) * 2
        )
        for position in range(1, count + 1):
            TaskFactory(
                section=section,
                organization=roadmap.organization,
                position=position * 3,
                number=f"{number}.{position}",
            )
    return roadmap


@pytest.fixture
def client(sign_in, plan):
    return sign_in(MembershipFactory(organization=plan.organization))


def table(roadmap):
    rows = Task.objects.filter(section__roadmap=roadmap)
    rows = rows.order_by("section__position", "position", "pk")
    return [f"{task.section.title}: {task.number}" for task in rows.select_related("section")]


def the_section(title):
    return Section.objects.get(title=title, roadmap__archived_on=None)


def added(client, plan, **typed):
    return client.post(f"/roadmaps/{plan.pk}/tasks/new/", {"title": "Новое"} | typed)


def test_task_is_added_in_its_place_and_its_turns_are_made(client, plan):
    first = Task.objects.get(number="1.1")
    answer = added(
        client, plan, place=f"{first.section_id}-{first.pk}", number="1.1а",
        deadline_text="ежемесячно", responsible="Куратор", expected_result="Справка",
    )  # fmt: skip

    task = Task.objects.get(number="1.1а")
    assert answer.url == plan.get_absolute_url()
    assert table(plan) == [
        "Подготовка: 1.1", "Подготовка: 1.1а", "Подготовка: 1.2", "Отбор: 2.1",
    ]  # fmt: skip
    assert (task.organization, task.recurrence) == (plan.organization, "monthly")
    assert (task.responsible, task.expected_result) == ("Куратор", "Справка")
    assert Occurrence.objects.filter(task=task).count() == 12
    assert task.due_on == date(2022, 9, 30)


def test_doubtful_and_outside_deadline_of_a_new_task_is_asked_and_told(client, plan):
    place = f"{the_section('Отбор').pk}-0"
    doubtful = added(client, plan, place=place, deadline_text="до 35.13.2022")
    outside = added(client, plan, place=place, deadline_text="до 20.10.2024", more="yes")

    page = client.get(outside.url)
    assert doubtful.url == f"/roadmaps/{plan.pk}/deadlines/"
    assert [str(message) for message in page.context["messages"]][-1] == (
        "1\N{NO-BREAK SPACE}срок выходит за период карты 01.09.2022 – 31.08.2023."
    )
    section = the_section("Отбор")
    last = section.tasks.order_by("position").last()
    assert page.context["form"]["place"].value() == f"{section.pk}-{last.pk}"


def test_place_that_is_gone_keeps_what_was_typed(client, plan):
    first = Task.objects.get(number="1.1")
    place = f"{first.section_id}-{first.pk}"
    client.post(f"/roadmaps/tasks/{first.pk}/remove/", {"reason": ""})

    page = added(client, plan, place=place, deadline_text="май 2023")

    assert page.context["form"].errors.keys() == {"place"}
    assert 'value="май 2023"' in page.content.decode()
    assert Task.objects.filter(title="Новое").count() == 0


def test_removed_task_is_kept_with_its_report_and_comes_back(client, plan):
    task = Task.objects.get(number="1.2")
    Task.objects.filter(pk=task.pk).update(report_text="Собрано 55 анкет")
    url = f"/roadmaps/tasks/{task.pk}/remove/"

    refused = client.post(url, {"reason": " "})
    client.post(url, {"reason": "Проводит муниципалитет"})
    again = client.post(url, {"reason": "Ещё раз"})

    removed = RemovedTask.objects.get()
    assert refused.context["form"].errors.keys() == {"reason"}
    assert again.context["form"].errors["__all__"] == [GONE]
    assert (removed.task, removed.reason) == (task, "Проводит муниципалитет")
    assert table(plan) == ["Подготовка: 1.1", "Отбор: 2.1"]
    page = client.get("/roadmaps/?all=yes")
    assert (list(page.context["object_list"]), page.context["hidden"]) == ([plan], 0)

    client.post(f"/roadmaps/removed/{removed.pk}/restore/")
    task.refresh_from_db()
    assert table(plan) == ["Подготовка: 1.1", "Подготовка: 1.2", "Отбор: 2.1"]
    assert task.report_text == "Собрано 55 анкет"


def test_sections_are_added_renamed_and_put_elsewhere(client, plan):
    select = the_section("Отбор")
    client.post(f"/roadmaps/tasks/{Task.objects.get(number='2.1').pk}/remove/")

    answer = client.post(
        f"/roadmaps/{plan.pk}/sections/new/",
        {"number": "1а", "title": "Обучение", "after": the_section("Подготовка").pk},
    )
    client.post(
        f"/roadmaps/sections/{select.pk}/edit/", {"number": "0", "title": "Отбор пар", "after": ""}
    )
    client.post(f"/roadmaps/removed/{RemovedTask.objects.get().pk}/restore/")

    names = [f"{row.number} {row.title}" for row in Section.objects.filter(roadmap=plan)]
    assert answer.url.startswith(f"/roadmaps/{plan.pk}/tasks/new/?section=")
    assert names == ["0 Отбор пар", "1 Подготовка", "1а Обучение"]
    assert table(plan)[0] == "Отбор пар: 2.1"


def test_section_changed_meanwhile_is_refused_with_both_texts(client, plan):
    section = the_section("Отбор")
    url = f"/roadmaps/sections/{section.pk}/edit/"
    seen = client.get(url).context["form"]["seen"].value()
    typed = {"number": "2", "title": "Отбор мой", "after": "", "seen": seen}
    Section.objects.filter(pk=section.pk).update(title="Отбор чужой")

    page = client.post(url, typed)
    assert "Сейчас записано: «2 Отбор чужой»" in page.context["form"].errors["__all__"][0]
    assert "Отбор мой" in page.content.decode()

    client.post(url, typed | {"seen": page.context["form"]["seen"].value()})
    section.refresh_from_db()
    assert section.title == "Отбор мой"


def test_section_removed_by_mistake_is_made_again_with_its_tasks(client, plan):
    section = the_section("Подготовка")
    client.post(f"/roadmaps/sections/{section.pk}/remove/", {"reason": "Лишний"})
    assert table(plan) == ["Отбор: 2.1"]
    assert not Section.objects.filter(pk=section.pk).exists()

    for removed in RemovedTask.objects.order_by("task__position"):
        client.post(f"/roadmaps/removed/{removed.pk}/restore/")

    assert table(plan) == ["Отбор: 2.1", "Подготовка: 1.1", "Подготовка: 1.2"]


def test_new_period_moves_what_was_read_and_keeps_what_was_typed(client, plan):
    place = f"{the_section('Отбор').pk}-0"
    for text in ("октябрь", "ежемесячно", "в течение всего периода реализации"):
        added(client, plan, place=place, deadline_text=text, number=text[:7])
    typed = Task.objects.get(number="1.1")
    Task.objects.filter(pk=typed.pk).update(deadline_kind="manual", confidence=1)

    answer = client.post(
        f"/roadmaps/{plan.pk}/edit/",
        {"title": "Карта  на год", "starts_on": "01.09.2023", "ends_on": "31.08.2024"},
    )

    plan.refresh_from_db()
    dues = {task.number: task.due_on for task in Task.objects.filter(section__roadmap=plan)}
    turns = Occurrence.objects.filter(task__number="ежемеся")
    assert (answer.url, plan.title) == (plan.get_absolute_url(), "Карта на год")
    assert plan.period == (date(2023, 9, 1), date(2024, 8, 31))
    assert (dues["октябрь"], dues["1.1"]) == (date(2023, 10, 31), date(2022, 10, 20))
    assert dues["в течен"] == date(2024, 8, 31)
    assert [turns.first().due_on, turns.last().due_on] == [date(2023, 9, 30), date(2024, 8, 31)]


def test_plan_changed_meanwhile_is_refused_with_both_texts(client, plan):
    url = f"/roadmaps/{plan.pk}/edit/"
    typed = {"title": "Моё", "starts_on": "01.09.2022", "ends_on": "31.08.2023"}
    typed["seen"] = client.get(url).context["form"]["seen"].value()
    Roadmap.objects.filter(pk=plan.pk).update(title="Чужое")

    page = client.post(url, typed)
    assert "«Чужое, 01.09.2022 – 31.08.2023»" in page.context["form"].errors["__all__"][0]
    client.post(url, typed | {"seen": page.context["form"]["seen"].value()})
    plan.refresh_from_db()
    assert plan.title == "Моё"


@pytest.mark.parametrize("state", ["submitted", "in_review", "agreed"])
def test_plan_under_review_is_not_changed_by_hand(client, plan, state):
    Roadmap.objects.filter(pk=plan.pk).update(state=state)
    before, section = table(plan), the_section("Отбор")
    task = section.tasks.get()

    for url, typed in {
        f"/roadmaps/{plan.pk}/tasks/new/": {"title": "Новое", "place": f"{section.pk}-0"},
        f"/roadmaps/{plan.pk}/sections/new/": {"title": "Новый"},
        f"/roadmaps/{plan.pk}/edit/": {
            "title": "Иное", "starts_on": "01.09.2022", "ends_on": "31.08.2023",
        },
        f"/roadmaps/sections/{section.pk}/edit/": {"title": "Иной"},
        f"/roadmaps/sections/{section.pk}/remove/": {"reason": "Лишний"},
        f"/roadmaps/tasks/{task.pk}/remove/": {"reason": "Лишнее"},
    }.items():  # fmt: skip
        assert client.get(url).url == plan.get_absolute_url()
        assert client.post(url, typed).context["form"].errors.keys() == {"__all__"}

    assert (table(plan), Roadmap.objects.get(pk=plan.pk).title) == (before, plan.title)
    assert "sections/" not in client.get(plan.get_absolute_url()).content.decode()


def test_task_is_moved_to_another_section(client, plan):
    task, section = Task.objects.get(number="1.1"), the_section("Отбор")
    url = f"/roadmaps/tasks/{task.pk}/edit/"
    form = client.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"due_on": "20.10.2022"}

    client.post(url, typed | {"place": f"{section.pk}-{section.tasks.get().pk}"})

    assert table(plan) == ["Подготовка: 1.2", "Отбор: 2.1", "Отбор: 1.1"]
