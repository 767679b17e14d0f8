from datetime import date

import pytest
from django.utils import timezone

from mentorship.documents.search import find_documents, show_documents
from mentorship.organizations.search import read
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def director():
    return MembershipFactory(role="director")


@pytest.fixture
def order(director):
    return DocumentFactory(
        organization=director.organization,
        title="О зачислении в базу: Ёлкины",
        state="registered",
        number="203-ОД",
        number_key="203ОД",
        dated_on=date(2022, 10, 5),
        registered_at=timezone.now(),
        registered_by=director,
    )


@pytest.mark.parametrize(
    "text",
    [
        "203-ОД",
        "203ОД",
        "203 од",
        "№ 203 – OD",
        "203",
        "№ 203-ОД от 05.10.2022",
        "05.10.2022",
        "елкины",
        "базу зачислении",
        "зачислении 2022",
        "приказ елкины",
    ],
)
def test_document_is_found(director, order, text):
    DocumentFactory(organization=director.organization, title="Иное", school_year=2019)

    assert list(find_documents(director, read(text))) == [order]


@pytest.mark.parametrize("text", ["204", "06.10.2022", "%", "_", "елкины 2019", "№", ""])
def test_document_is_not_found(director, order, text):
    assert list(find_documents(director, read(text))) == []


def test_the_very_number_stands_first(director, order):
    longer = DocumentFactory(
        organization=director.organization,
        state="registered",
        number="1203-ОД",
        number_key="1203ОД",
        dated_on=date(2022, 10, 6),
        registered_at=timezone.now(),
        registered_by=director,
    )

    assert list(find_documents(director, read("203-ОД"))) == [order, longer]


def test_line_of_a_document_says_state_and_date(director, order):
    (hit,) = show_documents(director, [order])

    assert (hit.text, hit.detail) == (
        "О зачислении в базу: Ёлкины № 203-ОД",
        "зарегистрирован, 05.10.2022",
    )


def test_foreign_document_is_not_found(director):
    DocumentFactory(title="Ёлкины")

    assert list(find_documents(director, read("елкины"))) == []


@pytest.mark.parametrize("role", ["mentor", "methodist"])
def test_document_is_not_found_without_the_right_or_from_above(order, role):
    school = order.organization
    at = school if role == "mentor" else school.parent
    member = MembershipFactory(role=role, organization=at)

    assert list(find_documents(member, read("203"))) == []
