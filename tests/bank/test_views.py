import pytest

from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PartnerFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return MembershipFactory()


@pytest.fixture
def people(curator):
    mentee = MenteeEntryFactory(institution=curator.organization)
    mentor = MentorEntryFactory(institution=curator.organization)
    return mentee, mentor


@pytest.mark.parametrize(
    "path",
    [
        "/bank/mentors/",
        "/bank/mentees/",
        "/bank/mentors/new/",
        "/bank/mentees/new/",
        "/bank/mentors/export/",
        "/bank/mentees/export/",
        "/bank/consents/",
        "/bank/partners/",
        "/bank/partners/new/",
        "/bank/imports/",
        "/bank/imports/new/",
        "/bank/imports/sample/mentors/",
        "/bank/imports/sample/mentees/",
    ],
)
def test_page_opens_for_the_curator(sign_in, curator, people, path):
    PartnerFactory(institution=curator.organization)

    response = sign_in(curator, 2022).get(path)

    assert response.status_code == 200


def test_person_pages(sign_in, curator, people):
    client = sign_in(curator, 2022)
    mentee, mentor = people
    for url in [
        f"/bank/people/{mentee.person_id}/",
        f"/bank/people/{mentor.person_id}/",
        f"/bank/people/{mentor.person_id}/edit/",
        f"/bank/people/{mentor.person_id}/affiliations/new/",
        f"/bank/people/{mentor.person_id}/consents/new/",
        f"/bank/mentors/{mentor.pk}/edit/",
        f"/bank/mentees/{mentee.pk}/edit/",
        f"/bank/mentees/{mentee.pk}/leave/",
    ]:
        assert client.get(url).status_code == 200, url
