import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Correction, CycleMark, CycleStage
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.roadmaps import TaskFactory

pytestmark = pytest.mark.django_db
YEAR = 2022


def test_curator_sees_what_is_next_and_marks_what_only_people_know(sign_in):
    member = MembershipFactory()
    client = sign_in(member, YEAR)
    stage = CycleStage.objects.get(cycle="s004", number=1)
    url = f"/roadmaps/cycle/stages/{stage.pk}/mark/"

    page = client.get("/roadmaps/cycle/")
    answer = client.post(url, {"item": "s004-1-5", "done": "yes"})
    wrong = client.post(url, {"item": "x", "done": "yes"}, follow=True)

    assert page.context["next"].stage == stage
    assert answer["Location"] == "/roadmaps/cycle/?cycle=s004#stage-1"
    assert CycleMark.objects.get().organization == member.organization
    assert next(str(m) for m in wrong.context["messages"]).startswith("Такого документа")


def test_next_thing_leads_to_where_it_is_done(sign_in):
    """The first item not done is a paper: its draft is begun from the note at the top."""
    page = sign_in(MembershipFactory(), YEAR).get("/roadmaps/cycle/").content.decode()
    note = page[page.index("Дальше:") : page.index('id="stage-1"')]

    assert 'action="/documents/new/team_order/"' in note


@pytest.mark.parametrize(("query", "count"), [("", 8), ("?cycle=s001", 7), ("?cycle=x", 8)])
def test_both_cycles_are_shown(sign_in, query, count):
    page = sign_in(MembershipFactory(), YEAR).get(f"/roadmaps/cycle/{query}")

    assert len(page.context["stages"]) == count


def test_methodist_looks_at_a_school_and_changes_nothing(sign_in):
    school = InstitutionFactory()
    client = sign_in(MembershipFactory(role="methodist", organization=school.parent), YEAR)

    page = client.get(f"/roadmaps/cycle/?organization={school.pk}")

    assert (page.context["place"], page.context["may_mark"]) == (school, False)
    assert client.get(f"/roadmaps/cycle/?organization={InstitutionFactory().pk}").status_code == 404


def test_correction_is_begun_and_answered(sign_in):
    member = MembershipFactory()
    task = TaskFactory(organization=member.organization)
    client = sign_in(member, YEAR)

    client.post(f"/roadmaps/{task.section.roadmap_id}/correction/")
    correction = Correction.objects.get()
    page = client.get(correction.get_absolute_url())
    client.post(correction.get_absolute_url(), {f"late-{task.pk}": "Срок перенесён"})

    correction.refresh_from_db()
    assert [shown for _, shown, _ in page.context["rows"] if shown] == [task]
    assert correction.answered == 1


def test_answers_of_two_people_at_once_are_both_kept(sign_in):
    member = MembershipFactory()
    first = TaskFactory(organization=member.organization)
    second = TaskFactory(organization=member.organization, section=first.section)
    client = sign_in(member, YEAR)
    client.post(f"/roadmaps/{first.section.roadmap_id}/correction/")
    url = Correction.objects.get().get_absolute_url()
    mine, theirs = f"late-{first.pk}", f"late-{second.pk}"
    blank = {f"seen-{mine}": "", f"seen-{theirs}": "", mine: "", theirs: ""}

    client.post(url, blank | {theirs: "Срок перенесён"})
    client.post(url, blank | {mine: "Проведено"})
    clash = client.post(url, blank | {theirs: "Исключено", mine: "Проведено"})

    answers = {row["code"]: row["answer"] for row in Correction.objects.get().findings}
    assert answers == {mine: "Проведено", theirs: "Срок перенесён"}
    shown = clash.content.decode()
    assert "другой сотрудник ответил иначе: «Срок перенесён»" in shown
    assert f'name="{theirs}" value="Исключено"' in shown

    client.post(url, {f"seen-{theirs}": "Срок перенесён", theirs: "Исключено"})
    assert {row["answer"] for row in Correction.objects.get().findings} == {
        "Проведено", "Исключено",
    }  # fmt: skip


def test_correction_of_another_year_says_so(sign_in):
    member = MembershipFactory()
    task = TaskFactory(organization=member.organization)
    client = sign_in(member, 2030)

    page = client.post(f"/roadmaps/{task.section.roadmap_id}/correction/", follow=True)

    assert [str(message) for message in page.context["messages"]] == [
        "Дорожная карта не относится к этому учебному году: выберите другую."
    ]


def test_query_count_of_the_correction_does_not_grow(sign_in):
    member = MembershipFactory()
    task = TaskFactory(organization=member.organization)
    client = sign_in(member, YEAR)
    counts = []
    for _ in range(2):
        client.post(f"/roadmaps/{task.section.roadmap_id}/correction/")
        with CaptureQueriesContext(connection) as queries:
            client.get(Correction.objects.get().get_absolute_url())
        counts.append(len(queries))
        TaskFactory.create_batch(3, organization=member.organization, section=task.section)

    assert counts[0] == counts[1]
