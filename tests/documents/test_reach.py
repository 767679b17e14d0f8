"""Above the institution everybody keeps papers of their own office and sees no school's."""

import pytest

from mentorship.documents.models import Document
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    """A coordinator, a methodist and a curator, one above the other, with a document each."""
    school = InstitutionFactory()
    places = {
        "coordinator": school.parent.parent,
        "methodist": school.parent,
        "curator": school,
    }
    members = {
        role: MembershipFactory(role=role, organization=place) for role, place in places.items()
    }
    return {
        role: (member, DocumentFactory(organization=member.organization, created_by=member))
        for role, member in members.items()
    }


def test_everybody_sees_the_documents_of_exactly_their_organization(offices):
    seen = {
        role: list(Document.objects.visible_to(member)) for role, (member, _) in offices.items()
    }

    assert seen == {role: [document] for role, (_, document) in offices.items()}


@pytest.mark.parametrize("reader", ["coordinator", "methodist", "curator"])
@pytest.mark.parametrize("owner", ["coordinator", "methodist", "curator"])
def test_page_of_a_document_opens_in_its_own_office_only(offices, sign_in, reader, owner):
    page = sign_in(offices[reader][0]).get(offices[owner][1].get_absolute_url())

    assert page.status_code == (200 if reader == owner else 404)


def test_journal_holds_own_documents_only(offices, sign_in):
    page = sign_in(offices["methodist"][0]).get("/documents/?year=2022")

    assert page.context["page_obj"].paginator.count == 1
