import pytest

from mentorship.documents.dispatching.search import find_received, show_received
from mentorship.documents.search import find_documents
from mentorship.organizations.search import read
from tests.factories.letters import DispatchFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispatch():
    return DispatchFactory(document__number="05-12/234", document__number_key="0512/234")


@pytest.mark.parametrize("text", ["05-12/234", "направлении форм", "05.10.2022"])
def test_received_letter_is_found_by_number_title_and_date(dispatch, text):
    director = MembershipFactory(role="director", organization=dispatch.organization)

    found = find_received(director, read(text))
    hits = show_received(director, list(found))

    assert [hit.url for hit in hits] == [dispatch.get_absolute_url()]
    assert hits[0].detail.endswith("05.10.2022, не прочитано")


def test_letter_of_others_is_not_found(dispatch):
    neighbor = MembershipFactory(role="director")
    council = MembershipFactory(role="council", organization=dispatch.organization)

    assert [list(find_received(m, read("05-12/234"))) for m in (neighbor, council)] == [[], []]


def test_receiver_does_not_find_it_among_own_documents(dispatch):
    director = MembershipFactory(role="director", organization=dispatch.organization)

    assert list(find_documents(director, read("05-12/234"))) == []
