from datetime import date

import pytest
from django.utils import timezone

from roadmaps.models import Occurrence, Task, TaskComment, TaskResponsible
from roadmaps.work.bulk import mark_of
from roadmaps.work.comments import add_comment
from roadmaps.work.responsible import wordings
from tests.factories.organizations import MembershipFactory, UserFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db
VIEWS = ["", "strip/", "calendar/"]


@pytest.fixture
def member():
    return MembershipFactory()


@pytest.fixture
def tasks(member):
    first = TaskFactory(
        organization=member.organization, title="Приказ", windows=[[None, "2022-10-20"]]
    )
    second = TaskFactory(
        organization=member.organization,
        section=first.section,
        title="Обучение",
        windows=[["2022-10-01", "2022-10-31"]],
        due_on=date(2022, 10, 31),
        progress="done",
        done_on=date(2022, 10, 30),
    )
    return [first, second]


@pytest.fixture
def path(tasks):
    return f"/roadmaps/{tasks[0].section.roadmap.pk}/"


@pytest.fixture
def browser(sign_in, member):
    return sign_in(member, 2022)


@pytest.mark.parametrize("view", VIEWS)
def test_filter_is_kept_by_all_three_views(browser, path, view):
    page = browser.get(f"{path}{view}?show=done&month=2022-10")

    text = page.content.decode()
    assert ("Обучение" in text, ">Приказ<" in text) == (True, False)
    links = [f'href="{path}{other}?show=done&amp;month=2022-10"' for other in VIEWS]
    assert [link for link in links if link not in text] == []


@pytest.mark.parametrize("view", VIEWS)
def test_own_tasks_are_shown_in_all_three_views(browser, path, tasks, member, view):
    TaskResponsible.objects.create(task=tasks[0], membership=member, confirmed_by=member)

    page = browser.get(f"{path}{view}?who=me&month=2022-10")

    assert page.context["choices"][0].count == 1
    assert [person.code for person in page.context["people"]] == ["me"]


@pytest.mark.parametrize("view", VIEWS[1:])
def test_query_count_does_not_grow_with_tasks(
    browser, path, tasks, member, django_assert_max_num_queries, view
):
    for _ in range(2):
        with django_assert_max_num_queries(19):
            browser.get(f"{path}{view}?month=2022-10")
        for task in TaskFactory.create_batch(3, organization=member.organization):
            Task.objects.filter(pk=task.pk).update(section=tasks[0].section)
            TaskResponsible.objects.create(task=task, membership=member, confirmed_by=member)


def test_strip_shows_the_year_of_the_address(browser, path):
    page = browser.get(f"{path}strip/?year=2030")

    assert (page.context["year"].first, page.context["strip"].shown) == (2022, 2)


def test_above_the_institution_nobody_is_named(sign_in, tasks, path, member):
    someone = MembershipFactory(
        organization=member.organization, user=UserFactory(full_name="Ёлкина Ольга Петровна")
    )
    TaskResponsible.objects.create(task=tasks[0], membership=someone, confirmed_by=member)
    add_comment(task=tasks[0], member=someone, text="Секретно")
    methodist = sign_in(
        MembershipFactory(role="methodist", organization=member.organization.parent), 2022
    )

    pages = [methodist.get(f"{path}{view}") for view in VIEWS]
    pages += [methodist.get(f"/roadmaps/tasks/{tasks[0].pk}/")]

    told = [page for page in pages if any(w in page.content.decode() for w in ("Ёлкина", "Секр"))]
    assert told == []


def bulk(browser, path, action, *tasks, **fields):
    seen = [f"{task.pk}:{mark_of(Task.objects.get(pk=task.pk))}" for task in tasks]
    return browser.post(f"{path}tasks/", {"action": action, "seen": seen} | fields)


def test_bulk_action_first_shows_the_rows_and_writes_nothing(browser, path, tasks):
    page = bulk(browser, path, "done", *tasks)

    assert [row[0].title for row in page.context["rows"]] == ["Приказ", "Обучение"]
    assert Task.objects.filter(progress="done").count() == 1


def test_bulk_action_is_done_by_its_button(browser, path, tasks):
    answer = bulk(browser, path, "done", *tasks, confirmed="yes", done_on="19.10.2022")

    assert answer.url == path
    assert Task.objects.get(pk=tasks[0].pk).done_on == date(2022, 10, 19)


def test_bulk_move_tells_of_days_off_and_of_the_period(browser, path, tasks):
    bulk(browser, path, "move", tasks[0], confirmed="yes", days="2")
    page = browser.get(path)
    assert [str(message) for message in page.context["messages"]] == [
        "Сдвинуть сроки: 1\N{NO-BREAK SPACE}мероприятие.",
        "1\N{NO-BREAK SPACE}срок попал на выходной: в таблице сказан последний рабочий день.",
    ]
    assert "выходной; последний рабочий день 21.10" in page.content.decode()


@pytest.mark.parametrize(
    "sent",
    [{}, {"action": "done"}, {"action": "burn", "seen": "1:a"}, {"action": "done", "seen": "x"}],
)
def test_bulk_action_without_rows_goes_back(browser, path, sent):
    assert browser.post(f"{path}tasks/", sent).url == path


def test_stale_row_is_shown_as_it_stands_now(browser, path, tasks):
    seen = f"{tasks[0].pk}:stale"
    page = browser.post(
        f"{path}tasks/",
        {"action": "done", "seen": seen, "confirmed": "yes", "done_on": "19.10.2022"},
    )

    [(task, mark, is_stale)] = page.context["rows"]
    assert (mark, is_stale) == (f"{task.pk}:{mark_of(task)}", True)
    assert page.context["form"]["done_on"].value() == "19.10.2022"
    assert Task.objects.get(pk=task.pk).progress == "planned"


def test_printed_wordings_are_confirmed_on_one_screen(browser, path, tasks, member):
    assert browser.get(f"{path}responsible/").status_code == 200
    [row] = wordings(tasks[0].section.roadmap)
    sent = {"wording": row.digest, f"people-{row.digest}": str(member.pk)}

    answer = browser.post(f"{path}responsible/", sent)

    assert (answer.url, TaskResponsible.objects.count()) == (path, 2)


def test_responsible_of_a_task_are_confirmed_on_its_page(browser, tasks, member):
    browser.post(f"/roadmaps/tasks/{tasks[0].pk}/responsible/", {"people": member.pk})

    page = browser.get(f"/roadmaps/tasks/{tasks[0].pk}/")
    assert page.context["in_charge"] == [member]


def test_stranger_chosen_on_the_page_is_refused_in_words(browser, tasks):
    answer = browser.post(
        f"/roadmaps/tasks/{tasks[0].pk}/responsible/",
        {"people": MembershipFactory().pk},
        follow=True,
    )

    assert [str(message) for message in answer.context["messages"]] == [
        "Назначить можно только сотрудника своей организации с действующей ролью."
    ]


def test_comment_is_written_removed_and_brought_back(browser, tasks):
    address = f"/roadmaps/tasks/{tasks[0].pk}/"
    browser.post(f"{address}comments/", {"text": "Ждём приказ"})
    comment = TaskComment.objects.get()
    assert [row.text for row, _ in browser.get(address).context["comments"]] == ["Ждём приказ"]

    browser.post(f"/roadmaps/comments/{comment.pk}/delete/")
    page = browser.get(address)
    assert (page.context["comments"], page.context["removed_comments"]) == ([], [comment])

    browser.post(f"/roadmaps/comments/{comment.pk}/restore/")
    assert TaskComment.objects.in_use().count() == 1


def test_empty_comment_is_refused_on_the_page(browser, tasks):
    page = browser.post(f"/roadmaps/tasks/{tasks[0].pk}/comments/", {"text": " "})

    assert page.context["comment_form"].errors["text"] == ["Напишите комментарий."]


def test_own_tasks_have_a_list_of_their_own(browser, tasks, member):
    TaskResponsible.objects.create(task=tasks[0], membership=member, confirmed_by=member)

    page = browser.get("/roadmaps/tasks/?who=me")

    assert [task.title for task in page.context["page_obj"]] == ["Приказ"]
    assert "<h1>Мои мероприятия</h1>" in page.content.decode()
    assert browser.get("/roadmaps/").context["mine"] == 1


def test_rhythm_of_letters_is_chosen(browser, member):
    assert browser.get("/roadmaps/digest/").context["form"].initial == {"rhythm": "weekly"}

    browser.post("/roadmaps/digest/", {"rhythm": "daily"})

    assert browser.get("/roadmaps/digest/").context["form"].initial == {"rhythm": "daily"}


def test_address_of_the_calendar_is_shown_once(browser):
    browser.post("/roadmaps/feed/create/")

    first, second = (browser.get("/roadmaps/feed/").context["address"] for _ in range(2))
    assert (first.endswith(".ics"), second) == (True, None)
    browser.post("/roadmaps/feed/revoke/")
    assert not browser.get("/roadmaps/feed/").context["feed"].link.is_open


def test_task_due_today_is_not_late_and_soon(browser, member):
    TaskFactory(organization=member.organization, due_on=timezone.localdate())

    shown = browser.get("/roadmaps/tasks/?show=soon").context["page_obj"]
    assert shown.paginator.count == 1


@pytest.fixture
def turn(tasks, member):
    return Occurrence.objects.create(
        organization=member.organization,
        task=tasks[0],
        starts_on=date(2022, 10, 1),
        due_on=date(2022, 10, 31),
    )


def test_turn_of_a_recurring_task_is_done_on_a_day_and_reopened(browser, turn):
    path = f"/roadmaps/turns/{turn.pk}/"

    browser.post(path, {f"turn-{turn.pk}-done_on": "28.10.2022", "action": "done"})
    turn.refresh_from_db()
    assert (turn.state, turn.done_on) == ("done", date(2022, 10, 28))

    browser.post(f"{path}reopen/")
    turn.refresh_from_db()
    assert turn.is_planned


def test_turn_not_held_wants_a_reason(browser, turn):
    page = browser.post(f"/roadmaps/turns/{turn.pk}/", {"action": "drop"})

    [(_, form, is_refused)] = page.context["turns"]
    assert (is_refused, form.non_field_errors()) == (
        True,
        ["Напишите, почему мероприятие в этот раз не проводилось."],
    )


def test_newer_words_of_the_plan_are_not_overwritten_unseen(browser, tasks):
    path = f"/roadmaps/tasks/{tasks[0].pk}/edit/"
    seen = browser.get(path).context["form"].initial["seen"]
    Task.objects.filter(pk=tasks[0].pk).update(title="Приказ и Положение", responsible="Директор")
    typed = {"title": "Распоряжение", "deadline_text": tasks[0].deadline_text, "seen": seen}

    page = browser.post(path, typed)

    [refusal] = page.context["form"].non_field_errors()
    said = "Сейчас записано: «1; Приказ и Положение; до 20.10.2022 г.; Директор»."
    assert refusal.startswith(f"Пока вы писали, мероприятие изменил другой сотрудник. {said}")
    assert page.context["form"]["title"].value() == "Распоряжение"
    browser.post(path, typed | {"seen": page.context["form"]["seen"].value()})
    assert Task.objects.get(pk=tasks[0].pk).title == "Распоряжение"


def test_named_days_near_holidays_of_a_year_without_a_decree_are_told(sign_in):
    """A month names no day, and a working day in April stands far from any holiday."""
    first = TaskFactory(deadline_kind="until", due_on=date(2031, 5, 8))
    for kind, day in (("month", date(2031, 4, 30)), ("until", date(2031, 4, 10))):
        own = {"section": first.section, "organization": first.organization}
        TaskFactory(**own, deadline_kind=kind, due_on=day)

    client = sign_in(MembershipFactory(organization=first.organization))
    page = client.get(first.section.roadmap.get_absolute_url())

    assert page.context["unsure"] == [date(2031, 5, 8)]
    assert "Рядом праздник" in client.get(first.get_absolute_url()).content.decode()
