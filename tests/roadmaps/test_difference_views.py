from datetime import date

import pytest

from roadmaps.models import ImportDraft, RemovedTask, Task
from roadmaps.parsing import parse
from roadmaps.services import import_roadmap, report_task
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import RoadmapFactory
from tests.roadmaps.test_renewal import NEW, OLD, table

pytestmark = pytest.mark.django_db

TYPED = {"title": "Карта", "starts_on": "01.09.2022", "ends_on": "31.08.2023", "text": NEW}


@pytest.fixture
def shown(sign_in):
    """A curator's client on the page of the difference, and the roadmap with a reported task."""
    member = MembershipFactory()
    roadmap = import_roadmap(
        organization=member.organization, parsed=parse(OLD), title="Карта",
        starts_on=date(2022, 9, 1), ends_on=date(2023, 8, 31),
    )  # fmt: skip
    task = Task.objects.get(title="Сбор анкет")
    report_task(task=task, member=member, progress="started", report_text="Собрано 10")
    client = sign_in(member)
    page = client.post(f"/roadmaps/import/?roadmap={roadmap.pk}", TYPED, follow=True)
    return client, roadmap, page


def choice(page, **fields):
    form = page.context["form"]
    return {"take": form["take"].value(), "seen": form["seen"].value()} | fields


def test_new_table_of_a_roadmap_leads_to_its_difference(shown):
    _, roadmap, page = shown

    draft = ImportDraft.objects.get()
    assert page.redirect_chain[-1][0] == f"/roadmaps/import/{draft.pk}/difference/{roadmap.pk}/"
    assert [count for _, _, count in page.context["kinds"]] == [1, 1, 1, 2]
    assert [row.is_taken for row in page.context["rows"]] == [True, True, False]


def test_reported_task_stays_unless_a_reason_is_given(shown):
    client, roadmap, page = shown
    url, gone = page.request["PATH_INFO"], f"t{Task.objects.get(title='Сбор анкет').pk}"
    taken = [*page.context["form"]["take"].value(), gone]

    refused = client.post(url, choice(page, take=taken))
    done = client.post(
        url, choice(page, take=taken) | {f"reason_{gone}": "Вошло в 1.2"}, follow=True
    )

    assert list(refused.context["form"].errors) == [f"reason_{gone}"]
    assert [row.is_taken for row in refused.context["rows"]] == [True, True, True]
    assert [row.reason for row in done.context["removed"]] == ["Вошло в 1.2"]
    assert "Сбор анкет" not in [row[2] for row in table(roadmap)]


def test_stale_difference_is_shown_anew_with_the_choice(shown):
    client, _, page = shown
    url = page.request["PATH_INFO"]
    Task.objects.filter(title="Издание приказа").update(responsible="Завуч")

    refused = client.post(url, choice(page, take=[]))
    again = client.post(url, choice(refused, take=[]))

    assert "показана заново" in refused.context["refusal"]
    assert refused.context["form"]["take"].value() == []
    assert [count for _, _, count in refused.context["kinds"]] == [1, 2, 1, 1]
    assert again.status_code == 302


def test_task_taken_out_is_put_back_from_the_page(shown):
    client, roadmap, page = shown
    gone = f"t{Task.objects.get(title='Сбор анкет').pk}"
    client.post(page.request["PATH_INFO"], choice(page, take=[gone]) | {f"reason_{gone}": "Ошибка"})

    client.post(f"/roadmaps/removed/{RemovedTask.objects.get().pk}/restore/")

    assert "Сбор анкет" in [row[2] for row in table(roadmap)]


def test_preview_of_a_table_with_a_known_title_offers_the_difference(shown):
    client, roadmap, _ = shown

    page = client.post("/roadmaps/import/", TYPED, follow=True)

    draft = page.context["draft"]
    assert f"/roadmaps/import/{draft.pk}/difference/{roadmap.pk}/" in page.content.decode()


def test_roadmap_of_strangers_is_not_renewed(shown):
    client, _, _ = shown
    draft = ImportDraft.objects.get()
    foreign = RoadmapFactory()

    pages = [
        client.get(f"/roadmaps/import/{draft.pk}/difference/{foreign.pk}/"),
        client.get(f"/roadmaps/import/?roadmap={foreign.pk}"),
        client.get("/roadmaps/import/?roadmap=x"),
    ]

    assert [each.status_code for each in pages] == [404, 404, 404]


@pytest.mark.parametrize("rows", [1, 20])
def test_difference_costs_the_same_for_any_number_of_rows(
    shown, rows, django_assert_max_num_queries
):
    client, roadmap, _ = shown
    more = "".join(f"3.{n}\tМероприятие {n}\tмай 2023\tКуратор\n" for n in range(1, rows + 1))
    told = TYPED | {"text": NEW + more}
    page = client.post(f"/roadmaps/import/?roadmap={roadmap.pk}", told, follow=True)

    with django_assert_max_num_queries(14):
        client.get(page.request["PATH_INFO"])
