from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from mentorship.demo.papers import SOURCES
from roadmaps.models import ImportDraft, Roadmap, Task
from tests.factories.organizations import MembershipFactory
from tests.factories.roadmaps import RoadmapFactory

pytestmark = pytest.mark.django_db
PERIOD = {"starts_on": "01.09.2022", "ends_on": "31.08.2023"}
TABLE = "№\tМероприятия\tСроки\tОтветственный\n1\tИздание приказа\tдо 20.10.2022 г.\tДиректор\n"


def upload(name):
    return SimpleUploadedFile(name, (SOURCES / name).read_bytes())


def to_preview(client, **typed):
    return client.post("/roadmaps/import/", PERIOD | {"title": "Карта"} | typed, follow=True)


def test_form_begins_with_the_chosen_school_year(sign_in):
    form = sign_in(MembershipFactory(), 2023).get("/roadmaps/import/").context["form"]

    assert (form["starts_on"].value(), form["ends_on"].value()) == (
        date(2023, 9, 1),
        date(2024, 8, 31),
    )


@pytest.mark.parametrize(
    ("name", "sections", "tasks"),
    [("novoalexandrovsky.txt", 7, 37), ("mishkinskaya.txt", 8, 37), ("gimnaziya-7.txt", 7, 7)],
)
@pytest.mark.parametrize("pasted", [True, False])
def test_source_roadmap_is_previewed_and_loaded(sign_in, name, sections, tasks, pasted):
    member = MembershipFactory()
    client = sign_in(member)
    given = {"text": (SOURCES / name).read_text()} if pasted else {"file": upload(name)}

    preview = to_preview(client, **given)
    written_before = Roadmap.objects.count()
    page = client.post(f"/roadmaps/import/{preview.context['draft'].pk}/confirm/", follow=True)

    parsed = preview.context["parsed"]
    parts = (parsed.tasks, parsed.section_rows, parsed.joined, parsed.dropped)
    assert sum(len(part) for part in parts) == parsed.rows_read
    assert (written_before, len(page.context["sections"]), page.context["count"]) == (
        0,
        sections,
        tasks,
    )
    assert page.context["roadmap"].source_name == ("" if pasted else name)


def test_preview_shows_readings_doubts_and_remarks(sign_in):
    text = TABLE + "1\tОбучение\tкак получится\tКуратор\n"

    preview = to_preview(sign_in(MembershipFactory()), text=text)

    [section] = preview.context["sections"]
    assert [row.reading.due_on for row in section.tasks] == [date(2022, 10, 20), None]
    assert [row.reading.is_doubtful for row in section.tasks] == [False, True]
    assert [row.messages for row in section.tasks] == [
        [],
        ["Номер 1 повторяется: он уже стоит в строке 2"],
    ]
    assert preview.context["doubtful"] == 1


def test_preview_offers_the_period_that_the_plan_itself_names(sign_in):
    client = sign_in(MembershipFactory())
    preview = to_preview(client, file=upload("novoalexandrovsky.txt"))

    draft = preview.context["draft"]
    form = client.get(f"/roadmaps/import/?draft={draft.pk}&period=suggested").context["form"]

    assert preview.context["outside"] == 17
    assert (form["starts_on"].value(), form["ends_on"].value()) == (
        date(2022, 1, 1),
        date(2024, 12, 31),
    )


def test_title_above_the_table_is_taken_when_none_is_typed(sign_in):
    preview = to_preview(
        sign_in(MembershipFactory()), text=f"Дорожная карта лицея\n\n{TABLE}", title=""
    )

    assert preview.context["draft"].title == "Дорожная карта лицея"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "text"),
        ({"text": "Просто письмо без таблицы."}, "text"),
        ({"file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7 scan")}, "file"),
        ({"file": SimpleUploadedFile("plan.txt", b"")}, "file"),
        ({"text": TABLE, "title": ""}, "title"),
        ({"text": TABLE, "ends_on": "01.01.2022"}, "ends_on"),
        ({"text": TABLE, "starts_on": "31.02.2022"}, "starts_on"),
    ],
)
def test_bad_input_is_named_at_its_field_and_stays(sign_in, typed, field):
    page = to_preview(sign_in(MembershipFactory()), **typed)

    form = page.context["form"]
    assert list(form.errors) == [field]
    assert form["text"].value() == typed.get("text")
    assert ImportDraft.objects.count() == 0


def test_file_that_takes_all_memory_leaves_the_page_alive(sign_in):
    client = sign_in(MembershipFactory())
    document = docx.Document()
    cell = document.add_table(rows=2, cols=2).cell(1, 1)
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), "300000000")
    cell._tc.get_or_add_tcPr().append(span)
    content = BytesIO()
    document.save(content)

    refused = to_preview(client, file=SimpleUploadedFile("план.docx", content.getvalue()))
    read = to_preview(client, file=upload("novoalexandrovsky.txt"))

    assert list(refused.context["form"].errors) == ["file"]
    assert len(read.context["parsed"].tasks) == 37


def test_going_back_finds_everything_as_typed(sign_in):
    client = sign_in(MembershipFactory())
    draft = to_preview(client, text=TABLE, mark_reported_done="on").context["draft"]

    form = client.get(f"/roadmaps/import/?draft={draft.pk}").context["form"]

    assert (form["text"].value().strip(), form["title"].value()) == (TABLE.strip(), "Карта")
    assert form["mark_reported_done"].value() is True


def test_going_back_keeps_the_file_that_was_read(sign_in):
    client = sign_in(MembershipFactory())
    draft = to_preview(client, file=upload("gimnaziya-7.txt")).context["draft"]

    again = client.post(f"/roadmaps/import/?draft={draft.pk}", PERIOD | {"title": "Иначе"})

    kept = ImportDraft.objects.get(pk=int(again.url.split("/")[3]))
    assert (kept.title, kept.source_name) == ("Иначе", "gimnaziya-7.txt")
    assert kept.parsed == draft.parsed


def test_second_confirmation_leads_to_the_same_roadmap(sign_in):
    client = sign_in(MembershipFactory())
    url = f"/roadmaps/import/{to_preview(client, text=TABLE).context['draft'].pk}/confirm/"

    assert client.post(url).url == client.post(url).url
    assert (Roadmap.objects.count(), Task.objects.count()) == (1, 1)


def test_draft_of_a_colleague_is_not_found(sign_in):
    member = MembershipFactory()
    draft = to_preview(sign_in(member), text=TABLE).context["draft"]
    client = sign_in(MembershipFactory(organization=member.organization))

    answers = [
        client.get(f"/roadmaps/import/{draft.pk}/"),
        client.post(f"/roadmaps/import/{draft.pk}/confirm/"),
        client.get(f"/roadmaps/import/?draft={draft.pk}"),
        client.get("/roadmaps/import/?draft=x"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


@pytest.mark.parametrize("role", ["director", "coordinator", "mentor"])
def test_import_is_for_editors(sign_in, role):
    client = sign_in(MembershipFactory(role=role))

    assert client.get("/roadmaps/import/").status_code == 403


def test_methodist_imports_the_municipal_roadmap(sign_in):
    member = MembershipFactory(role="methodist")
    client = sign_in(member)

    draft = to_preview(client, text=TABLE).context["draft"]
    client.post(f"/roadmaps/import/{draft.pk}/confirm/")

    assert Roadmap.objects.get().organization == member.organization


def test_preview_warns_of_a_roadmap_with_the_same_title(sign_in):
    member = MembershipFactory()
    same = RoadmapFactory(organization=member.organization, title="Карта")

    assert to_preview(sign_in(member), text=TABLE).context["same"] == same


def test_drafts_of_last_week_go_with_the_next_import(sign_in):
    client = sign_in(MembershipFactory())
    old = to_preview(client, text=TABLE).context["draft"]
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=8))

    to_preview(client, text=TABLE)

    assert ImportDraft.objects.filter(pk=old.pk).exists() is False
