import pytest

from mentorship.audit.models import Reading
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
PAGES = ["/search/", "/search/suggestions/"]
HOSTILE = [
    "\x00",
    "\x00иванов",
    "%",
    "_%",
    "\\",
    "'",
    "'; DROP TABLE bank_person; --",
    "<b>",
    "{{7*7}}",
    "а" * 10_000,
    "а " * 5_000,
    "\u202e\u0000\ud7ff",
    "(((",
    "[",
    "99999999999999999999",
    "31.02.2022",
    "№",
    "7",
    "2022/2023",
]


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def person(curator):
    return PersonFactory(institution=curator.organization, last_name="Ёлкин")


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", PAGES)
def test_strange_search_is_answered(sign_in, curator, person, path, query):
    assert sign_in(curator).get(path, {"q": query}).status_code == 200


def test_search_of_one_letter_asks_for_more(sign_in, curator):
    page = sign_in(curator).get("/search/", {"q": "е"}).content.decode()

    assert "хотя бы две буквы" in page


def test_search_shows_what_it_took_the_text_for(sign_in, curator, person):
    page = sign_in(curator).get("/search/", {"q": "`krby"}).content.decode()

    assert "Показано для «ёлкин»" in page


def test_search_says_that_people_are_only_similar(sign_in, curator, person):
    page = sign_in(curator).get("/search/", {"q": "елктн"}).content.decode()

    assert "Показаны похожие" in page


def test_one_room_of_the_search_has_its_page(sign_in, curator, person):
    answer = sign_in(curator).get("/search/", {"q": "елкин", "group": "people"})

    assert [hit.text for hit in answer.context["page_obj"].object_list] == [person.full_name]


@pytest.mark.parametrize("group", ["nobody", "", "people'"])
def test_unknown_room_is_the_whole_search(sign_in, curator, person, group):
    answer = sign_in(curator).get("/search/", {"q": "елкин", "group": group})

    assert [found.title for found in answer.context["found"].groups] == ["Люди"]


@pytest.mark.parametrize("path", PAGES)
def test_search_notes_whom_it_showed_and_not_the_words(sign_in, curator, person, path):
    sign_in(curator).get(path, {"q": "елкин"})

    note = Reading.objects.get()
    assert (note.kind, note.people, note.selection) == ("search", [person.pk], "")


def test_suggestions_lead_to_cards_and_to_all_results(sign_in, curator, person):
    page = sign_in(curator).get("/search/suggestions/", {"q": "елк"}).content.decode()

    assert page.count('role="option"') == 2
    assert 'href="/search/?q=%D0%B5%D0%BB%D0%BA"' in page


def test_nothing_to_suggest_is_an_empty_answer(sign_in, curator):
    assert sign_in(curator).get("/search/suggestions/", {"q": "я"}).content.strip() == b""
