from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from roadmaps.evidence import LOST, add_evidence
from roadmaps.models import Evidence, Occurrence, Task
from roadmaps.occurrences import renew_occurrences
from roadmaps.services import archive_roadmap, report_mark, report_task
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)


def a_file(content=PNG, name="скан.png"):
    return SimpleUploadedFile(name, content)


def a_task(**fields):
    task = TaskFactory(**fields)
    return task, MembershipFactory(organization=task.organization)


def methodist_over(task):
    return MembershipFactory(role="methodist", organization=task.organization.parent)


def test_report_is_saved_and_the_page_shown_again(sign_in):
    task, member = a_task()
    answer = sign_in(member).post(
        f"/roadmaps/tasks/{task.pk}/report/",
        {"progress": "done", "done_on": "19.10.2022", "report_text": "Издан приказ"},
    )

    task.refresh_from_db()
    assert answer.url == task.get_absolute_url()
    assert (task.progress, task.done_on, task.report_text) == (
        "done",
        date(2022, 10, 19),
        "Издан приказ",
    )


def test_done_without_a_day_is_done_today(sign_in):
    task, member = a_task()

    sign_in(member).post(f"/roadmaps/tasks/{task.pk}/report/", {"progress": "done"})

    task.refresh_from_db()
    assert task.done_on == timezone.localdate()


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (
            {"progress": "dropped"},
            "__all__",
            "Напишите в отчёте, почему мероприятие не проводится.",
        ),
        (
            {"progress": "done", "done_on": "31.02.2022", "report_text": "Текст"},
            "done_on",
            "Даты «31.02.2022» не бывает: проверьте день и месяц.",
        ),
        (
            {"progress": "done", "done_on": "01.01.2099", "report_text": "Текст"},
            "__all__",
            "Дата выполнения ещё не наступила.",
        ),
    ],
)
def test_refused_report_keeps_what_was_typed(sign_in, typed, field, words):
    task, member = a_task()

    page = sign_in(member).post(f"/roadmaps/tasks/{task.pk}/report/", typed)

    form = page.context["report_form"]
    assert (page.status_code, form.errors[field]) == (200, [words])
    assert form["report_text"].value() == typed.get("report_text")
    task.refresh_from_db()
    assert task.progress == "planned"


def test_report_over_a_newer_one_asks_and_then_saves(sign_in):
    task, member = a_task()
    client, url = sign_in(member), f"/roadmaps/tasks/{task.pk}/report/"
    typed = {"progress": "started", "report_text": "Второй", "seen": report_mark(task)}
    report_task(task=task, member=member, progress="started", report_text="Первый")

    page = client.post(url, typed)
    form = page.context["report_form"]
    client.post(url, typed | {"seen": form["seen"].value()})

    task.refresh_from_db()
    assert ["Первый" in error for error in form.non_field_errors()] == [True]
    assert task.report_text == "Второй"


def test_above_the_school_a_task_is_read_only(sign_in):
    task, _ = a_task(report_text="Издан приказ")
    client, url = sign_in(methodist_over(task)), f"/roadmaps/tasks/{task.pk}/"

    page = client.get(url)
    refusals = [
        client.post(f"{url}report/", {"progress": "started"}).status_code,
        client.post(f"{url}report/", {}).status_code,
        client.get(f"{url}edit/").status_code,
        client.post(f"{url}evidence/", {"file": a_file()}).status_code,
        client.post(f"{url}evidence/", {}).status_code,
    ]

    assert refusals == [403] * 5
    assert (page.context["may_edit"], page.content.decode().count("Издан приказ")) == (False, 1)


def test_director_reads_and_cannot_report(sign_in):
    task, member = a_task()
    director = MembershipFactory(role="director", organization=member.organization)
    client = sign_in(director)

    assert client.get(f"/roadmaps/tasks/{task.pk}/").status_code == 200
    assert client.post(f"/roadmaps/tasks/{task.pk}/report/", {}).status_code == 403


@pytest.mark.parametrize("page", ["report", "evidence"])
def test_foreign_task_is_not_found_by_a_post(sign_in, page):
    task, _ = a_task()

    answer = sign_in(MembershipFactory()).post(f"/roadmaps/tasks/{task.pk}/{page}/")

    assert answer.status_code == 404


def test_task_of_an_archived_roadmap_offers_no_forms(sign_in):
    task, member = a_task()
    archive_roadmap(roadmap=task.section.roadmap, member=member)
    client = sign_in(member)

    page = client.get(f"/roadmaps/tasks/{task.pk}/")
    answer = client.post(f"/roadmaps/tasks/{task.pk}/report/", {"progress": "started"})

    assert page.context["may_edit"] is False
    assert ["в архиве" in text for text in answer.context["report_form"].non_field_errors()] == [
        True
    ]


def test_update_reads_the_new_deadline(sign_in):
    task, member = a_task()
    typed = {"title": "Приказ", "deadline_text": "Ноябрь 2022 г.", "due_on": "20.10.2022"}

    answer = sign_in(member).post(f"/roadmaps/tasks/{task.pk}/edit/", typed)

    task.refresh_from_db()
    assert answer.url == task.get_absolute_url()
    assert (task.title, task.due_on) == ("Приказ", date(2022, 11, 30))


def test_update_with_typed_dates_keeps_the_printed_deadline(sign_in):
    task, member = a_task()
    typed = {"title": "Приказ", "deadline_text": task.deadline_text, "due_on": "1 декабря 2022"}

    sign_in(member).post(f"/roadmaps/tasks/{task.pk}/edit/", typed)

    task.refresh_from_db()
    assert (task.deadline_text, task.due_on) == ("до 20.10.2022 г.", date(2022, 12, 1))
    assert task.deadline_kind == "manual"


def test_update_refuses_dates_in_the_wrong_order(sign_in):
    task, member = a_task()
    typed = {"title": "Приказ", "starts_on": "02.12.2022", "due_on": "01.12.2022"}

    page = sign_in(member).post(f"/roadmaps/tasks/{task.pk}/edit/", typed)

    assert page.context["form"].non_field_errors() == ["Срок заканчивается раньше, чем начинается."]
    assert page.context["form"]["starts_on"].value() == "02.12.2022"


def test_evidence_is_added_and_downloaded(sign_in):
    task, member = a_task()
    client = sign_in(member)

    client.post(f"/roadmaps/tasks/{task.pk}/evidence/", {"file": a_file(), "name": "Приказ № 5"})
    answer = client.get(f"/roadmaps/evidence/{Evidence.objects.get().pk}/")

    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%D0%9F%D1%80%D0%B8%D0%BA%D0%B0%D0%B7%20%E2%84%96%205.png"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_refused_evidence_keeps_its_name(sign_in):
    task, member = a_task()

    page = sign_in(member).post(
        f"/roadmaps/tasks/{task.pk}/evidence/",
        {"file": a_file(b"MZ program", "x.pdf"), "name": "Приказ"},
    )

    form = page.context["evidence_form"]
    assert (list(form.errors), form["name"].value()) == (["file"], "Приказ")
    assert Evidence.objects.count() == 0


def test_evidence_opens_inside_the_school_only(sign_in):
    task, member = a_task()
    kept = add_evidence(task=task, member=member, name="Приказ", file=a_file())
    url, client = f"/roadmaps/evidence/{kept.pk}/", sign_in(methodist_over(task))

    page = client.get(f"/roadmaps/tasks/{task.pk}/")
    answers = [client.get(url), client.post(f"{url}delete/"), client.post(f"{url}restore/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert (page.context["evidence"], page.context["evidence_count"]) == ([], 1)


def test_evidence_lost_from_the_disk_is_told_in_words(sign_in):
    task, member = a_task()
    kept = add_evidence(task=task, member=member, name="Приказ", file=a_file())
    kept.file.storage.delete(kept.file.name)

    page = sign_in(member).get(f"/roadmaps/evidence/{kept.pk}/", follow=True)

    assert page.redirect_chain == [(task.get_absolute_url(), 302)]
    assert [str(message) for message in page.context["messages"]] == [LOST]


def test_evidence_is_removed_and_restored(sign_in):
    task, member = a_task()
    kept = add_evidence(task=task, member=member, name="Приказ", file=a_file())
    client, url = sign_in(member), f"/roadmaps/evidence/{kept.pk}/"

    client.post(f"{url}delete/")
    page = client.get(f"/roadmaps/tasks/{task.pk}/")
    client.post(f"{url}restore/")

    assert (page.context["evidence"], page.context["evidence_count"]) == ([kept], 0)
    assert Evidence.objects.in_use().get() == kept


@pytest.mark.parametrize("count", [1, 3])
def test_task_list_query_count(sign_in, django_assert_max_num_queries, count):
    member = MembershipFactory()
    TaskFactory.create_batch(count, organization=member.organization)
    client = sign_in(member, 2022)

    with django_assert_max_num_queries(16):
        page = client.get("/roadmaps/tasks/")

    rows = list(page.context["page_obj"])
    assert len(rows) == count
    assert rows[0].section.roadmap.get_deferred_fields() == {"dropped", "warnings"}


@pytest.mark.parametrize("count", [1, 3])
def test_task_page_query_count(sign_in, django_assert_max_num_queries, count):
    task, member = a_task()
    for _ in range(count):
        add_evidence(task=task, member=member, name="Приказ", file=a_file())
    client = sign_in(member, 2022)

    with django_assert_max_num_queries(20):
        client.get(f"/roadmaps/tasks/{task.pk}/")


def test_dates_outside_the_plan_are_told_wherever_they_are_typed(sign_in):
    task, member = a_task()
    client, words = sign_in(member), "1\N{NO-BREAK SPACE}срок выходит за период карты"
    typed = {"title": task.title, "deadline_text": "до 20.10.2025", "due_on": "20.10.2022"}

    saved = client.post(f"/roadmaps/tasks/{task.pk}/edit/", typed)
    assert words in [str(m)[: len(words)] for m in client.get(saved.url).context["messages"]]

    Task.objects.filter(pk=task.pk).update(deadline_text="летом", confidence=0)
    roadmap = task.section.roadmap
    url = f"/roadmaps/{roadmap.pk}/deadlines/"
    [row] = client.get(url).context["form"].rows()
    answer = {f"due_{task.pk}": "20.10.2031", f"mark_{task.pk}": row.question.mark}
    client.post(url, answer)
    shown = client.get(roadmap.get_absolute_url()).context["messages"]
    assert words in [str(message)[: len(words)] for message in shown]


def test_typed_day_with_a_new_text_ends_the_recurrence(sign_in):
    task, member = a_task(deadline_text="ежемесячно", recurrence="monthly", due_on=None)
    renew_occurrences(task.section.roadmap, [task])

    sign_in(member).post(
        f"/roadmaps/tasks/{task.pk}/edit/",
        {"title": task.title, "deadline_text": "до 25.12.2022", "due_on": "25.12.2022"},
    )

    task.refresh_from_db()
    assert (task.recurrence, task.due_on) == ("", date(2022, 12, 25))
    assert task.occurrences.count() == 0


@pytest.mark.parametrize("is_listed", [True, False])
def test_turn_marked_meanwhile_keeps_the_note(sign_in, year, is_listed):
    """Also a turn of another school year than the menu's, which is not listed."""
    task, member = a_task(recurrence="monthly")
    due = year.starts_on if is_listed else date(2021, 9, 30)
    turn = Occurrence.objects.create(
        organization=task.organization, task=task, starts_on=due, due_on=due, state="dropped"
    )

    page = (
        sign_in(member)
        .post(f"/roadmaps/turns/{turn.pk}/", {f"turn-{turn.pk}-note": "Встретились 5 пар"})
        .content.decode()
    )

    assert "За этот срок уже отмечено: не проводилось" in page
    assert "Встретились 5 пар</textarea>" in page
