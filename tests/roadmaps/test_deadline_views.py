from datetime import date

import pytest

from mentorship.organizations.attention import lines_for
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from roadmaps.models import ImportDraft, Task
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import RoadmapFactory, SectionFactory, TaskFactory

pytestmark = pytest.mark.django_db

PERIOD = {"starts_on": "01.09.2022", "ends_on": "31.08.2024"}
TABLE = (
    "№\tМероприятия\tСроки\tОтветственный\n"
    "1\tИздание приказа\tдо декабря 2022г.\tДиректор\n"
    "2\tСбор анкет\tСентябрь-октябрь 20222\tКуратор\n"
    "3\tОбучение\tдо 20.10.2022\tКуратор\n"
)


@pytest.fixture
def asked(sign_in):
    """A curator, her client, and two tasks of a roadmap whose deadlines are doubtful."""
    member = MembershipFactory()
    section = SectionFactory(
        roadmap=RoadmapFactory(organization=member.organization, ends_on=date(2024, 8, 31))
    )
    fields = {"section": section, "organization": member.organization, "due_on": None}
    tasks = [
        TaskFactory(title="Издание приказа", deadline_text="до декабря 2022г.", **fields),
        TaskFactory(title="Сбор анкет", deadline_text="когда-нибудь", **fields),
    ]
    return sign_in(member), section.roadmap, tasks


def told(task, choice, form, **dates):
    marks = {row.question.key: row.question.mark for row in form.rows()}
    answer = {f"choice_{task.pk}": choice, f"mark_{task.pk}": marks[str(task.pk)]}
    return answer | {f"{side}_{task.pk}": day for side, day in dates.items()}


def test_screen_asks_every_doubtful_deadline_with_its_readings(asked):
    client, roadmap, _ = asked

    form = client.get(f"/roadmaps/{roadmap.pk}/deadlines/").context["form"]

    choices = [[str(label) for _, label in row.choice.field.choices] for row in form.rows()]
    whole = "01.09.2022 – 31.08.2024 (весь период карты)"
    rest = ["другие даты", "без даты", "решу позже"]
    assert choices == [
        ["до 30.11.2022", "до 31.12.2022", whole, *rest],
        [whole, *rest],
    ]


def test_answers_are_written_at_once_and_the_printed_text_stays(asked):
    client, roadmap, tasks = asked
    url = f"/roadmaps/{roadmap.pk}/deadlines/"
    form = client.get(url).context["form"]

    page = client.post(
        url,
        told(tasks[0], "1", form) | told(tasks[1], "", form, starts="1.10.2022", due="31.10.2022"),
        follow=True,
    )

    values = ["deadline_text", "starts_on", "due_on", "confidence", "unclear"]
    assert list(Task.objects.order_by("pk").values_list(*values)) == [
        ("до декабря 2022г.", None, date(2022, 12, 31), 1.0, []),
        ("когда-нибудь", date(2022, 10, 1), date(2022, 10, 31), 1.0, []),
    ]
    assert page.redirect_chain == [(roadmap.get_absolute_url(), 302)]


def test_questions_left_for_later_are_asked_again(asked):
    client, roadmap, tasks = asked
    url = f"/roadmaps/{roadmap.pk}/deadlines/"
    form = client.get(url).context["form"]

    page = client.post(url, told(tasks[1], "undated", form), follow=True)

    assert [row.question.title for row in page.context["form"].rows()] == ["Издание приказа"]
    assert "Осталось: 1" in page.content.decode()


def test_deadline_changed_meanwhile_is_refused_and_choices_stay(asked):
    client, roadmap, tasks = asked
    url = f"/roadmaps/{roadmap.pk}/deadlines/"
    form = client.get(url).context["form"]
    Task.objects.filter(pk=tasks[0].pk).update(deadline_text="до января 2023")

    page = client.post(url, told(tasks[0], "0", form) | told(tasks[1], "undated", form))

    tasks[1].refresh_from_db()
    assert "«Издание приказа» – сейчас «до января 2023»" in page.context["refusal"]
    assert (tasks[1].deadline_kind, page.context["form"][f"choice_{tasks[1].pk}"].value()) == (
        "",
        "undated",
    )


def test_deadline_answered_meanwhile_is_said(asked):
    client, roadmap, tasks = asked
    url = f"/roadmaps/{roadmap.pk}/deadlines/"
    form = client.get(url).context["form"]
    Task.objects.filter(pk=tasks[0].pk).update(confidence=1)

    page = client.post(url, told(tasks[0], "0", form) | told(tasks[1], "undated", form))

    assert "уточнил другой сотрудник" in page.context["form"].non_field_errors()[0]


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        ({}, "Укажите начало или окончание."),
        ({"starts": "02.10.2022", "due": "01.10.2022"}, "Срок заканчивается раньше"),
        ({"due": "01.10.2050"}, "Год 2050 вне пределов 2015–2040."),
    ],
)
def test_impossible_dates_are_named_and_stay(asked, dates, message):
    client, roadmap, tasks = asked
    url = f"/roadmaps/{roadmap.pk}/deadlines/"
    form = client.get(url).context["form"]

    page = client.post(url, told(tasks[0], "dates", form, **dates))

    assert message in page.context["form"].errors[f"due_{tasks[0].pk}"][0]


def test_answers_of_an_import_wait_for_its_confirmation(sign_in):
    client = sign_in(MembershipFactory())
    client.post("/roadmaps/import/", PERIOD | {"title": "Карта", "text": TABLE})
    draft = ImportDraft.objects.get()
    url = f"/roadmaps/import/{draft.pk}/deadlines/"
    rows = list(client.get(url).context["form"].rows())

    chosen = {f"choice_{row.question.key}": "0" for row in rows[1:]}
    client.post(url, chosen | {f"choice_{rows[0].question.key}": "1"})
    preview = client.get(f"/roadmaps/import/{draft.pk}/")
    client.post(f"/roadmaps/import/{draft.pk}/confirm/")

    due = Task.objects.order_by("position").values_list("due_on", "confidence")
    assert [row.question.title for row in rows] == ["Издание приказа", "Сбор анкет"]
    assert preview.context["doubtful"] == 0
    assert list(due) == [
        (date(2022, 12, 31), 1.0),
        (date(2022, 10, 31), 1.0),
        (date(2022, 10, 20), 1.0),
    ]


def test_answers_stay_when_the_table_or_the_period_is_corrected(sign_in):
    """A row put above the answered ones, another period: only what reads otherwise is asked."""
    client = sign_in(MembershipFactory())
    client.post("/roadmaps/import/", PERIOD | {"title": "Карта", "text": TABLE})
    draft = ImportDraft.objects.get()
    url = f"/roadmaps/import/{draft.pk}/deadlines/"
    first, second = client.get(url).context["form"].rows()
    whole = str(len(second.question.proposals) - 1)
    answers = {f"choice_{first.question.key}": "1", f"choice_{second.question.key}": whole}
    client.post(url, answers)

    head, *rows = TABLE.splitlines()
    text = "\n".join([head, "0\tСовещание\tдо 01.10.2022\tДиректор", *rows])
    typed = {"title": "Карта", "text": text, "starts_on": "01.10.2022", "ends_on": "31.05.2024"}
    page = client.post(f"/roadmaps/import/?draft={draft.pk}", typed, follow=True)

    readings = [row.reading for section in page.context["sections"] for row in section.tasks]
    assert page.context["doubtful"] == 0
    assert [(row.starts_on, row.due_on) for row in readings] == [
        (None, date(2022, 10, 1)),
        (None, date(2022, 12, 31)),
        (date(2022, 10, 1), date(2024, 5, 31)),
        (None, date(2022, 10, 20)),
    ]


def test_screen_is_for_editors_of_the_very_organization(asked, sign_in):
    _, roadmap, _ = asked
    municipality = roadmap.organization.parent
    methodist = MembershipFactory(organization=municipality, role=Role.METHODIST)

    page = sign_in(methodist).get(f"/roadmaps/{roadmap.pk}/deadlines/")

    assert page.status_code == 403


def test_home_and_roadmap_lead_to_the_screen(asked):
    client, roadmap, _ = asked
    member = roadmap.organization.memberships.get()

    lines = lines_for(member, SchoolYear(2022), date(2022, 10, 1))
    page = client.get(roadmap.get_absolute_url())

    url = f"/roadmaps/{roadmap.pk}/deadlines/"
    assert [(line.count, line.url) for line in lines if "под вопросом" in line.text] == [(2, url)]
    assert f'href="{url}"' in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_screen_costs_the_same_for_any_number_of_rows(asked, rows, django_assert_max_num_queries):
    client, roadmap, tasks = asked
    for _ in range(rows):
        fields = {"section": tasks[0].section, "organization": roadmap.organization}
        TaskFactory(deadline_text="до мая 2023", **fields)
    client.get(f"/roadmaps/{roadmap.pk}/deadlines/")

    with django_assert_max_num_queries(12):
        client.get(f"/roadmaps/{roadmap.pk}/deadlines/")
