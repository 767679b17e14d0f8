import pytest

from mentorship.organizations.search import read
from mentorship.pairs.search import find_pairs, show_pairs
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory


@pytest.fixture
def pair(make_pair, school):
    """Ёлкин with his mentor Седых, group «Добрые дела», 2022/2023."""
    mentee = PersonFactory(institution=school, last_name="Ёлкин")
    mentor = MentorEntryFactory(institution=school, person__last_name="Седых")
    entry = MenteeEntryFactory(institution=school, person=mentee)
    return make_pair(mentees=[entry], mentor_entry=mentor, title="Добрые дела")


@pytest.mark.parametrize(
    "text", ["елк", "седых", "Седых Ёлкин", "елкин седых", "добр", "седых 2022/2023", "седых 2023"]
)
def test_pair_is_found_by_names_of_both_sides(pair, make_pair, curator, text):
    make_pair()

    assert list(find_pairs(curator, read(text))) == [pair]


@pytest.mark.parametrize(
    "text", ["елкин иванов", "седых 2019", "седых 2023/2024", "%", "2022", "7б"]
)
def test_pair_is_not_found_by_what_is_not_its_own(pair, curator, text):
    assert list(find_pairs(curator, read(text))) == []


def test_line_of_a_pair_names_its_people_for_the_log(pair, curator):
    (hit,) = show_pairs(curator, [pair])

    people = {pair.mentor_entry.person_id, pair.members.get().person_id}
    assert (hit.detail, hit.people) == ("учитель – ученик, 2022/2023, черновик", people)


def test_foreign_pair_is_not_found(curator):
    PairFactory(title="Добрые дела")

    assert list(find_pairs(curator, read("добрые"))) == []


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_nothing_is_found_above_the_school(pair, role):
    assert list(find_pairs(MembershipFactory(role=role), read("добрые"))) == []
