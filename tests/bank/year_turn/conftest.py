import pytest

from tests.factories.bank import MenteeEntryFactory
from tests.factories.documents import DocumentFactory
from tests.factories.pairs import PairFactory


@pytest.fixture
def working_pair(curator):
    """A pair of the curator's school that an order made and that works."""
    school = curator.organization
    order = DocumentFactory(organization=school)
    mentee = MenteeEntryFactory(institution=school)
    return PairFactory(institution=school, state="active", order=order, mentees=[mentee])
