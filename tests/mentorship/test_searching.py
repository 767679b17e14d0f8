import pytest

from mentorship.searching import look_everywhere, look_in, suggest
from tests.factories.bank import MenteeEntryFactory, PartnerFactory, PersonFactory
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def school(curator):
    return curator.organization


def titles(found):
    return [(group.title, group.count) for group in found.groups]


def test_groups_stand_in_their_order(curator, school):
    person = PersonFactory(institution=school, last_name="Ёлкин")
    PairFactory(institution=school, mentees=[MenteeEntryFactory(institution=school, person=person)])
    PartnerFactory(institution=school, name="ООО «Ёлкин»")
    DocumentFactory(organization=school, title="О премии Ёлкину")

    assert titles(look_everywhere(curator, "елкин")) == [
        ("Люди", 1),
        ("Пары и группы", 1),
        ("Документы", 1),
        ("Партнёры", 1),
    ]


@pytest.mark.parametrize(
    ("typed", "meant"), [("`krby", "ёлкин"), ("~KRBY vfnd", "ЁЛКИН матв"), ("tkrb", "елки")]
)
def test_other_layout_is_tried_when_nothing_is_found(curator, school, typed, meant):
    PersonFactory(institution=school, last_name="Ёлкин", first_name="Матвей")

    found = look_everywhere(curator, typed)

    assert (titles(found), found.is_similar) == ([("Люди", 1)], False)
    assert found.typed == meant


def test_number_typed_on_the_other_layout_is_found(curator, school):
    DocumentFactory(organization=school, title="Список ОД")

    assert look_everywhere(curator, "cgbcjr").typed == "список"


def test_similar_people_come_only_when_nothing_is_exact(curator, school):
    PersonFactory(institution=school, last_name="Иванов")
    PersonFactory(institution=school, last_name="Иваненко")

    exact, near = look_everywhere(curator, "иванов"), look_everywhere(curator, "ивонов")

    assert (titles(exact), exact.is_similar) == ([("Люди", 1)], False)
    assert near.is_similar
    assert near.groups[0].hits[0].text.startswith("Иванов ")


def test_similar_people_are_found_on_the_other_layout_too(curator, school):
    PersonFactory(institution=school, last_name="Кузнецов")

    found = look_everywhere(curator, "repybwjd")

    assert (found.typed, found.is_similar) == ("кузницов", True)


def test_nothing_found_is_no_group(curator):
    assert look_everywhere(curator, "щщщщщщ").groups == []


def test_position_is_looked_for_after_names(curator, school):
    PersonFactory(institution=school, category="teacher", category__place="учитель физики")

    assert titles(look_everywhere(curator, "физики")) == [("Люди", 1)]


def test_group_shows_the_first_and_counts_all(curator, school):
    for number in range(7):
        PersonFactory(institution=school, last_name=f"Ёлкин{'абвгдеж'[number]}")

    (group,) = look_everywhere(curator, "елкин").groups

    assert (len(group.hits), group.count, group.url) == (
        5,
        7,
        "?q=%D0%B5%D0%BB%D0%BA%D0%B8%D0%BD&group=people",
    )
    assert look_in(curator, "people", "елкин", None).paginator.count == 7


def test_one_room_is_shown_by_pages(curator, school):
    for number in range(27):
        PersonFactory(institution=school, last_name="Ёлкин", first_name=f"Имя{number:02}")

    page = look_in(curator, "people", "елкин", "2")

    assert [hit.text.split()[1] for hit in page.object_list] == ["Имя25", "Имя26"]


def test_suggestions_are_few_and_of_several_rooms(curator, school):
    for number in range(9):
        PersonFactory(institution=school, last_name=f"Ёлкин{'абвгдежзи'[number]}")
        DocumentFactory(organization=school, title=f"Ёлкин {number}")

    hits = suggest(curator, "елкин")

    assert [hit.url.split("/")[1] for hit in hits] == ["bank"] * 5 + ["documents"] * 3


def test_suggestions_follow_the_other_layout_and_slips(curator, school):
    person = PersonFactory(institution=school, last_name="Кузнецов")

    found = [[hit.url for hit in suggest(curator, text)] for text in ("repytwjd", "кузницов")]

    assert found == [[person.get_absolute_url()]] * 2


@pytest.mark.parametrize("count", [1, 5])
def test_search_asks_as_many_questions_for_more(curator, school, count, django_assert_num_queries):
    for _ in range(count):
        PersonFactory(institution=school, last_name="Ёлкин", consented=True)

    with django_assert_num_queries(8):
        look_everywhere(curator, "елкин")
