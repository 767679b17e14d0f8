import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.programs.models import Practice, ProgramTemplate
from tests.factories.bank import form
from tests.factories.organizations import InstitutionFactory, MembershipFactory
from tests.factories.programs import PracticeFactory, ProgramTemplateFactory

TEMPLATES, PRACTICES = "/programs/templates/", "/programs/practices/"


@pytest.fixture
def curator(db):
    return MembershipFactory()


@pytest.fixture
def desk(sign_in, curator):
    return sign_in(curator, 2022)


@pytest.fixture
def draft(curator):
    return ProgramTemplateFactory(organization=curator.organization)


@pytest.fixture
def neighbour(curator):
    return InstitutionFactory(parent=curator.organization.parent)


def statements(desk, path):
    desk.get(path)
    with CaptureQueriesContext(connection) as captured:
        desk.get(path)
    return len(captured)


def test_template_list_query_count_is_independent_of_rows(desk, curator):
    ProgramTemplateFactory(organization=curator.organization, published=True)
    one = statements(desk, TEMPLATES)
    for _ in range(2):
        ProgramTemplateFactory(organization=curator.organization, published=True)

    assert statements(desk, TEMPLATES) == one


def test_practice_list_query_count_is_independent_of_rows(desk, neighbour):
    PracticeFactory(organization=neighbour, published=True)
    one = statements(desk, PRACTICES)
    for _ in range(2):
        PracticeFactory(organization=neighbour, published=True)

    assert statements(desk, PRACTICES) == one


def test_template_is_begun_from_nothing(desk):
    response = desk.post(f"{TEMPLATES}new/", {"title": "Своя", "form": form("uchitel-uchenik").pk})

    template = ProgramTemplate.objects.get(title="Своя")
    assert response.url == f"{TEMPLATES}{template.pk}/edit/"


def test_texts_of_a_template_are_saved(desk, draft):
    desk.post(
        f"{TEMPLATES}{draft.pk}/edit/",
        {
            "title": draft.title,
            "form": draft.form_id,
            "source": draft.source,
            "checked_on": "01.09.2022",
            "kind": "development",
            "weeks": 20,
            "goal": "Иная цель",
        },
    )

    draft.refresh_from_db()
    kept = [draft.content[name] for name in ("kind", "weeks", "goal")]
    assert (kept, len(draft.content["activities"])) == (["development", 20, "Иная цель"], 2)


def test_line_of_a_template_is_added_and_changed(desk, draft):
    url = f"{TEMPLATES}{draft.pk}/activities/"

    desk.post(f"{url}new/", {"title": "Итог", "week": 10})
    desk.post(f"{url}a1/", {"title": "Знакомство", "week": 1, "problem": "p1"})

    draft.refresh_from_db()
    lines = [(row["title"], row["problem"]) for row in draft.content["activities"]]
    assert lines == [("Знакомство", "p1"), ("Пробный тур", "p1"), ("Итог", "")]


@pytest.mark.parametrize(("kind", "status"), [("people", 404), ("problems", 200)])
def test_unknown_kind_of_lines_is_not_there(desk, draft, kind, status):
    assert desk.get(f"{TEMPLATES}{draft.pk}/{kind}/new/").status_code == status


def test_line_that_is_gone_leads_back(desk, draft):
    response = desk.get(f"{TEMPLATES}{draft.pk}/problems/p9/")

    assert response.url == f"{TEMPLATES}{draft.pk}/edit/"


def test_lines_are_moved_and_removed_by_buttons(desk, draft):
    desk.post(f"{TEMPLATES}{draft.pk}/activities/a2/up/")
    desk.post(f"{TEMPLATES}{draft.pk}/activities/a1/remove/")

    draft.refresh_from_db()
    assert [row["key"] for row in draft.content["activities"]] == ["a2"]


def test_template_is_put_to_use_archived_and_brought_back(desk, draft):
    states = []
    for verb in ("publish", "archive", "restore"):
        desk.post(f"{TEMPLATES}{draft.pk}/{verb}/")
        draft.refresh_from_db()
        states.append(draft.state)

    assert states == ["published", "archived", "published"]


def test_editor_of_a_template_in_use_leads_to_its_page(desk, curator):
    used = ProgramTemplateFactory(organization=curator.organization, published=True)

    assert desk.get(f"{TEMPLATES}{used.pk}/edit/").url == used.get_absolute_url()


def test_newer_version_of_the_inherited_one_is_told(desk, curator):
    above = curator.organization.parent
    old = ProgramTemplateFactory(organization=above, code="c", state="archived")
    newer = ProgramTemplateFactory(organization=above, code="c", version=2, published=True)
    own = ProgramTemplateFactory(
        organization=curator.organization, code="c", derived_from=old, published=True
    )

    assert desk.get(own.get_absolute_url()).context["newer"] == newer


def test_own_version_of_a_template_from_above_is_a_draft(desk, curator):
    above = ProgramTemplateFactory(organization=curator.organization.parent, published=True)

    desk.post(f"{TEMPLATES}{above.pk}/copy/")

    assert ProgramTemplate.objects.owned_by(curator).get().derived_from == above


@pytest.mark.parametrize("verb", ["edit/", "problems/new/"])
def test_template_of_others_is_not_edited(desk, neighbour, verb):
    foreign = ProgramTemplateFactory(organization=neighbour)

    assert desk.get(f"{TEMPLATES}{foreign.pk}/{verb}").status_code == 404


def test_practice_in_words_is_written_and_published(desk):
    words = {
        "title": "Клуб",
        "form": form("uchitel-uchenik").pk,
        "description": "Как мы это делали",
    }
    desk.post(f"{PRACTICES}new/", words | {"link": "school.example/club"})
    practice = Practice.objects.get()

    desk.post(f"{PRACTICES}{practice.pk}/publish/")

    practice.refresh_from_db()
    assert (practice.state, practice.link) == ("published", "https://school.example/club")


def test_practice_of_others_is_taken_in_one_click(desk, curator, neighbour):
    practice = PracticeFactory(organization=neighbour, published=True)

    desk.post(f"{PRACTICES}{practice.pk}/take/")

    taken = ProgramTemplate.objects.owned_by(curator).get()
    context = desk.get(practice.get_absolute_url()).context
    assert (taken.title, context["taken"], context["practice"].takings) == (
        practice.title,
        taken,
        1,
    )


def test_draft_of_others_is_not_there(desk, neighbour):
    assert desk.post(
        f"{PRACTICES}{PracticeFactory(organization=neighbour).pk}/take/"
    ).status_code == (404)


def test_methodist_recommends_what_the_branch_published(sign_in, curator, neighbour):
    methodist = sign_in(
        MembershipFactory(organization=curator.organization.parent, role="methodist"), 2022
    )
    practice = PracticeFactory(organization=neighbour, published=True)

    methodist.post(f"{PRACTICES}{practice.pk}/recommend/")
    practice.refresh_from_db()
    assert practice.recommended_at is not None
    methodist.post(f"{PRACTICES}{practice.pk}/recommend/", {"off": "1"})

    practice.refresh_from_db()
    assert practice.recommended_at is None


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"whose": "own"}, ["Наша"]),
        ({"whose": "others"}, ["Чужая"]),
        ({"whose": "recommended"}, []),
        ({"q": "чуж"}, ["Чужая"]),
    ],
)
def test_library_is_filtered(desk, curator, neighbour, query, titles):
    PracticeFactory(organization=curator.organization, title="Наша")
    PracticeFactory(organization=neighbour, title="Чужая", published=True)

    page = desk.get(PRACTICES, query).context["page_obj"]

    assert [practice.title for practice in page] == titles


def test_library_is_downloaded(desk):
    response = desk.get(f"{PRACTICES}export/")

    assert response.content[:2] == b"PK"
