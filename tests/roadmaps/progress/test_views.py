import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.audit.models import Reading
from roadmaps.models import TaskBinding
from roadmaps.services import report_mark
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import MeetingFactory, PairFactory
from tests.factories.roadmaps import TaskFactory
from tests.factories.surveys import taken_in

pytestmark = pytest.mark.django_db
YEAR = 2022
TITLE = "Выявление запросов от потенциальных наставляемых"


def signed(sign_in, **fields):
    task = TaskFactory(title=TITLE, **fields)
    member = MembershipFactory(organization=task.organization)
    return task, sign_in(member, YEAR)


def answer(school):
    person = PersonFactory(institution=school, consented=True)
    taken_in(person)
    return person


def test_task_is_bound_and_its_report_written_from_the_page(sign_in):
    task, client = signed(sign_in)
    url = f"/roadmaps/tasks/{task.pk}/progress/"

    suggested = client.get(url).context["form"].initial["code"]
    client.post(f"{url}bind/", {"code": suggested})
    page = client.get(url)
    client.post(f"{url}write/", {"seen": page.context["mark"]})

    task.refresh_from_db()
    assert suggested == "mentees_surveyed"
    assert task.report_text == page.context["progress"].text


def test_stale_page_and_unknown_binding_are_told(sign_in):
    task, client = signed(sign_in)
    url = f"/roadmaps/tasks/{task.pk}/progress/"

    unknown = client.post(f"{url}bind/", {"code": "weather"}, follow=True)
    client.post(f"{url}bind/", {"code": "pairs"})
    stale = client.post(f"{url}write/", {"seen": "old"}, follow=True)

    said = [[str(m) for m in page.context["messages"]] for page in (unknown, stale)]
    assert said[0] == ["Такой связи с данными нет: обновите страницу."]
    assert said[1][-1].startswith("Пока вы смотрели, отчёт изменил другой сотрудник")


def test_lines_the_numbers_did_not_reach_are_shown(sign_in):
    task, client = signed(sign_in)
    url = f"/roadmaps/tasks/{task.pk}/progress/"
    client.post(f"{url}bind/", {"code": "mentees_surveyed"})
    client.post(f"{url}write/", {"seen": report_mark(task)})
    task.refresh_from_db()
    task.report_text = task.report_text.replace("анкетирование – 0", "анкетирование – никто", 1)
    task.save()
    answer(task.organization)

    page = client.post(f"{url}write/", {"seen": report_mark(task)}, follow=True)

    said = [str(message) for message in page.context["messages"]]
    assert said[-1].startswith("Строку вы меняли, числа в ней проверьте сами")


def test_number_opens_as_the_list_it_counts_and_the_reading_is_noted(sign_in):
    task, client = signed(sign_in)
    person = answer(task.organization)

    page = client.get("/roadmaps/figures/mentee_pupils_surveyed/")

    [row] = page.context["page_obj"]
    assert row.text.startswith(person.full_name)
    assert Reading.objects.filter(kind="rows").count() == 1


def test_part_of_a_number_opens_as_its_own_list(sign_in):
    task, client = signed(sign_in)
    pair = PairFactory(institution=task.organization)
    MeetingFactory(pair=pair, stage="first")
    MeetingFactory(pair=pair, stage="first", direction="values")
    url = "/roadmaps/figures/meetings_first/"

    counts = [len(client.get(f"{url}{query}").context["page_obj"]) for query in ("", "?of=values")]

    assert counts == [2, 1]
    assert client.get("/roadmaps/figures/mentees_in_bank/?of=x").status_code == 404
    assert client.get(f"{url}?of=%00").status_code == 404


@pytest.mark.parametrize(
    ("role", "code"), [("curator", "weather"), ("methodist", "mentees_in_bank")]
)
def test_lists_are_of_known_figures_and_never_above_the_institution(sign_in, role, code):
    client = sign_in(MembershipFactory(role=role), YEAR)

    assert client.get(f"/roadmaps/figures/{code}/").status_code == 404


def test_live_numbers_of_a_school_are_seen_in_it_alone(sign_in):
    """What it has reported is read above it, what has changed since is not."""
    task, client = signed(sign_in)
    url = f"/roadmaps/tasks/{task.pk}/"
    client.post(f"{url}progress/bind/", {"code": "mentees_surveyed"})
    client.post(f"{url}progress/write/", {"seen": report_mark(task)})
    answer(task.organization)
    cycle = f"/roadmaps/cycle/?cycle=s001&organization={task.organization_id}"
    own = [client.get(page).content.decode() for page in (url, cycle)]
    city = task.organization.parent
    client = sign_in(MembershipFactory(role="methodist", organization=city), YEAR)
    above = [client.get(page).content.decode() for page in (url, cycle)]

    changed = [("сейчас 1" in page, ": 1</small>" in page) for page in (*own, *above)]
    assert changed == [(True, False), (False, True), (False, False), (False, False)]
    assert "есть чем подтвердить" in above[0]
    assert f'href="{url}progress/"' not in above[0]
    assert client.get(f"{url}progress/").status_code == 404


def test_query_count_does_not_grow_with_people(sign_in):
    task, client = signed(sign_in)
    TaskBinding.objects.create(organization=task.organization, task=task, code="mentees_surveyed")
    url = f"/roadmaps/tasks/{task.pk}/progress/"
    counts = []
    for _ in range(2):
        answer(task.organization)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))

    assert counts[0] == counts[1]
