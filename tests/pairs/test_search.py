import pytest

from mentorship.organizations.search import SEARCH
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory


def test_pair_is_found_by_a_part_of_a_mentees_name(make_pair, curator, school):
    person = PersonFactory(institution=school, last_name="Ёлкин")
    pair = make_pair(mentees=[MenteeEntryFactory(institution=school, person=person)])
    make_pair()

    hits = SEARCH["Пары и группы"](curator, "елк")

    assert [(hit.url, hit.detail) for hit in hits] == [
        (pair.get_absolute_url(), "учитель – ученик, 2022/2023, черновик")
    ]


def test_pair_is_found_by_the_title_of_the_group(make_pair, curator):
    pair = make_pair(title="Добрые дела")

    assert [hit.url for hit in SEARCH["Пары и группы"](curator, "добрые")] == [
        pair.get_absolute_url()
    ]


def test_foreign_pair_is_not_found(curator):
    PairFactory(title="Добрые дела")

    assert SEARCH["Пары и группы"](curator, "добрые") == []


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_nothing_is_found_above_the_school(make_pair, role):
    make_pair(title="Добрые дела")

    assert SEARCH["Пары и группы"](MembershipFactory(role=role), "добрые") == []
