from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from mentorship.organizations.school_year import SchoolYear
from roadmaps.cascade.accepting import NO_REASON, accept_tasks, proposals_for
from roadmaps.cascade.addressing import NOBODY, address_task
from roadmaps.cascade.attention import undecided_proposals
from roadmaps.models import Task, TaskAddress, TaskLink
from roadmaps.services import report_task, update_task
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.roadmaps import TaskFactory
from tests.roadmaps.cascade.plans import YEAR, a_plan, a_tree

pytestmark = pytest.mark.django_db


def follow(client, url, **data):
    page = client.post(url, data, follow=True)
    return [str(message) for message in page.context["messages"]]


def test_methodist_confirms_what_the_texts_suggest(sign_in):
    tree = a_tree(addressed=False)
    client = sign_in(tree.methodist, YEAR)
    url = f"/roadmaps/{tree.roadmap.pk}/addresses/"

    page = client.get(url)
    said = follow(client, f"{url}confirm/", task=tree.task.pk)

    assert [bool(row.suggestion) for row in page.context["rows"]] == [True]
    assert said == ["Поручено мероприятий: 1. Организации видят их у себя."]
    assert follow(client, f"{url}confirm/") == [
        "Отметьте мероприятия, которые нужно поручить организациям."
    ]


def test_methodist_chooses_institutions_and_takes_the_task_back(sign_in):
    tree = a_tree(addressed=False)
    client = sign_in(tree.methodist, YEAR)
    url = f"/roadmaps/tasks/{tree.task.pk}/address/"

    refused = client.post(url, {"institutions": [tree.school.pk]})
    client.post(url, {"recipients": ["curator"], "institutions": [tree.school.pk]})
    again = client.get(url).context["form"].initial
    follow(client, f"{url}delete/")

    assert refused.context["form"].non_field_errors() == [NOBODY]
    assert again["recipients"] == ["curator"]
    assert again["institutions"] == [tree.school.pk]
    assert not TaskAddress.objects.exists()


def test_curator_accepts_joins_and_declines(sign_in):
    tree = a_tree()
    second, third = (
        TaskFactory(section=tree.task.section, organization=tree.methodist.organization)
        for _ in range(2)
    )
    for task in (second, third):
        address_task(task=task, member=tree.methodist, recipients=["institution"])
    client = sign_in(tree.curator, YEAR)
    first, second, third = client.get("/roadmaps/proposals/").context["proposals"]

    assert follow(
        client, "/roadmaps/proposals/accept/", address=first.pk, roadmap=tree.plan.pk
    ) == ["В план приняты мероприятия: 1."]
    follow(client, f"/roadmaps/proposals/{second.pk}/join/", task=tree.own_task.pk)
    refused = client.post(f"/roadmaps/proposals/{third.pk}/decline/", {"reason": ""})
    follow(client, f"/roadmaps/proposals/{third.pk}/decline/", reason="Нет базы")

    assert refused.context["decline_form"].errors["reason"] == [NO_REASON]
    decided = TaskLink.objects.order_by("source").values_list("state", flat=True)
    assert list(decided) == ["accepted", "accepted", "declined"]


def test_a_refused_task_is_taken_after_all_from_the_page(sign_in):
    """And a due date outside of one's own plan is told at once."""
    tree = a_tree(due_on=date(2022, 10, 20))
    client = sign_in(tree.curator, YEAR)
    [address] = client.get("/roadmaps/proposals/").context["proposals"]
    follow(client, f"/roadmaps/proposals/{address.pk}/decline/", reason="Нет базы")
    tree.plan.starts_on = date(2023, 9, 1)
    tree.plan.save()

    page = client.get("/roadmaps/proposals/").content.decode()
    said = follow(client, "/roadmaps/proposals/accept/", address=address.pk, roadmap=tree.plan.pk)

    assert f'form="accept" value="{address.pk}"' in page
    assert 'id="accept"' in page
    assert said == [
        "В план приняты мероприятия: 1. Срок вне периода карты у мероприятий: 1. "
        "Проверьте их сроки."
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Выберите свою дорожную карту, в которую принять мероприятия."),
        ({"roadmap": "plan"}, "Отметьте мероприятия, которые принимаете в план."),
    ],
)
def test_accepting_nothing_says_what_to_choose(sign_in, data, said):
    tree = a_tree()
    chosen = dict.fromkeys(data, tree.plan.pk)

    assert follow(sign_in(tree.curator, YEAR), "/roadmaps/proposals/accept/", **chosen) == [said]


def test_changed_task_is_taken_or_kept(sign_in):
    tree = a_tree()
    accept_tasks(member=tree.curator, roadmap=tree.plan, addresses=proposals_for(tree.school))
    update_task(task=tree.task, member=tree.methodist, number="", title="Новое", deadline_text="")
    client = sign_in(tree.curator, YEAR)
    [change] = client.get("/roadmaps/proposals/").context["changes"]
    url = f"/roadmaps/changes/{change.link.pk}/"

    nothing = follow(client, url, how="take", seen=change.mark)
    done = follow(client, url, how="take", seen=change.mark, column="title")
    kept = follow(client, url, how="keep", seen=change.mark)

    assert nothing == ["Отметьте, что принять, или оставьте своё."]
    assert done == ["Изменения приняты в план."]
    assert kept == ["Ваш план оставлен без изменений."]
    assert Task.objects.filter(organization=tree.school, title="Новое").count() == 1


def test_line_of_today_counts_proposals_and_changes():
    tree = a_tree()
    year, today = SchoolYear(YEAR), date(2022, 10, 1)

    line = undecided_proposals(tree.curator, year, today)
    nobody = undecided_proposals(tree.methodist, year, today)

    assert (line.count, line.detail) == (1, "новых мероприятий – 1, изменений принятых – 0")
    assert nobody is None


def test_table_shows_each_cell_with_its_day_and_opens_it(sign_in):
    tree = a_tree()
    other = InstitutionFactory(parent=tree.methodist.organization, short_name="Ясная школа")
    [task] = accept_tasks(
        member=tree.curator, roadmap=tree.plan, addresses=proposals_for(tree.school)
    )
    report_task(task=task, member=tree.curator, progress="done", done_on=date(2022, 10, 5))
    client = sign_in(tree.methodist, YEAR)

    page = client.get(f"/roadmaps/{tree.roadmap.pk}/completion/")
    cell = f"/roadmaps/tasks/{tree.task.pk}/completion/"

    rows = {row.pk: row.cells[0] for row in page.context["rows"]}
    assert (rows[tree.school.pk].state, rows[tree.school.pk].day) == ("done", date(2022, 10, 5))
    assert rows[other.pk].state == "waiting"
    [(_, total)] = page.context["tasks"]
    assert (total.asked, total.done, total.waiting) == (2, 1, 1)
    assert client.get(f"{cell}{tree.school.pk}/").context["link"].task == task
    assert client.get(f"{cell}{other.pk}/").context["is_asked"] is True
    assert client.get(f"{cell}{InstitutionFactory().pk}/").status_code == 404


def test_late_filter_and_workbook_say_the_same(sign_in):
    tree = a_tree()
    InstitutionFactory(parent=tree.methodist.organization)
    accept_tasks(member=tree.curator, roadmap=tree.plan, addresses=proposals_for(tree.school))
    client = sign_in(tree.methodist, YEAR)
    url = f"/roadmaps/{tree.roadmap.pk}/completion/"

    late = client.get(f"{url}?show=late").context["rows"]
    sheet = load_workbook(BytesIO(client.get(f"{url}export/").content)).active

    assert [(row.pk, row.cells[0].state) for row in late] == [(tree.school.pk, "late")]
    words = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"просрочено, срок 20.10.2022", "не принято в план"} <= words


def test_query_counts_do_not_grow_with_schools_and_tasks(sign_in):
    tree = a_tree()
    table = (sign_in(tree.methodist, YEAR), f"/roadmaps/{tree.roadmap.pk}/completion/")
    proposals = (sign_in(tree.curator, YEAR), "/roadmaps/proposals/")
    pages = [table, proposals]
    for client, url in pages:
        client.get(url)
    before = [queries_of(*page) for page in pages]
    for _ in range(3):
        take_all(InstitutionFactory(parent=tree.methodist.organization))
        task = TaskFactory(section=tree.task.section, organization=tree.roadmap.organization)
        address_task(task=task, member=tree.methodist, recipients=["head"])

    assert [queries_of(*page) for page in pages] == before


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def take_all(school):
    """A new school takes everything it is asked."""
    plan, _ = a_plan(school)
    curator = MembershipFactory(organization=school)
    accept_tasks(member=curator, roadmap=plan, addresses=proposals_for(school))


@pytest.mark.parametrize("role", ["methodist", "curator"])
def test_base_of_a_plan_is_chosen_and_a_circle_is_told_at_the_field(sign_in, role):
    tree = a_tree()
    member = getattr(tree, role)
    mine = tree.plan if role == "curator" else tree.roadmap
    client, other = sign_in(member, YEAR), a_plan(member.organization)[0]

    client.post(f"/roadmaps/{mine.pk}/base/", {"parent": other.pk})
    refused = client.post(f"/roadmaps/{other.pk}/base/", {"parent": mine.pk})
    cleared = client.post(f"/roadmaps/{mine.pk}/base/", {"parent": ""})

    assert refused.context["form"].errors["parent"][0].startswith("Круговая связь: план")
    assert cleared.status_code == 302
