from datetime import date

import pytest

from mentorship.bank.cards import card_of
from mentorship.bank.papers.starting import starts_of, starts_with
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory, PartnerFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db


def offered(member, person):
    card = card_of(member, person, SchoolYear(2022), date(2022, 12, 1))
    return [start.kind for start in starts_of(member, person, card)]


def test_card_offers_awards_by_the_banks(mentor, curator, school):
    mentee = MenteeEntryFactory(institution=school)

    assert offered(curator, mentor().person) == ["mentor_certificate", "mentor_thanks"]
    assert offered(curator, mentee.person) == ["parent_thanks"]
    assert offered(curator, mentor(stage="declined").person) == []


def test_card_offers_nothing_without_a_consent(mentor, curator):
    person = mentor().person
    person.consents.all().delete()

    assert offered(curator, person) == []


def test_card_offers_nothing_to_readers(mentor, school):
    member = MembershipFactory(role="council", organization=school)

    assert offered(member, mentor().person) == []


def test_card_shows_its_buttons(sign_in, mentor, curator):
    page = sign_in(curator, 2022).get(f"/bank/people/{mentor().person_id}/").content.decode()

    assert '/documents/new/mentor_certificate/"' in page


@pytest.mark.parametrize(
    ("role", "kinds"),
    [("director", ["partner_agreement", "network_agreement"]), ("council", [])],
)
def test_partner_offers_agreements_to_who_prepares_them(school, role, kinds):
    member = MembershipFactory(role=role, organization=school)

    starts = starts_with(member, PartnerFactory(institution=school))

    assert [start.kind for start in starts] == kinds


def test_page_of_a_partner_shows_its_buttons(sign_in, curator, school):
    partner = PartnerFactory(institution=school)

    page = sign_in(curator, 2022).get(partner.get_absolute_url()).content.decode()

    assert '/documents/new/partner_agreement/"' in page
