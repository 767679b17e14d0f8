from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from mentorship.bank import partners
from mentorship.bank.models import Agreement
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import AgreementFactory, MentorEntryFactory, PartnerFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2022, 12, 1), SchoolYear(2022)


@pytest.fixture
def partner(curator):
    partner = PartnerFactory(institution=curator.organization)
    MentorEntryFactory(institution=curator.organization, person__partner=partner)
    return partner


@pytest.mark.parametrize(
    ("ends", "covered_until"),
    [
        ([], None),
        ([None], partners.FOREVER),
        ([date(2022, 11, 30)], None),
        ([date(2022, 12, 1), date(2023, 5, 31)], date(2023, 5, 31)),
        ([date(2023, 5, 31), None], partners.FOREVER),
    ],
)
def test_cover_is_the_latest_end_of_those_in_force(curator, partner, ends, covered_until):
    for until in ends:
        AgreementFactory(partner=partner, valid_until=until)

    (row,) = partners.partner_list(curator, YEAR, TODAY)

    assert (row.covered_until, row.agreements_count) == (covered_until, len(ends))


@pytest.mark.parametrize(
    ("until", "is_listed"),
    [(date(2022, 11, 1), True), (date(2022, 12, 31), True), (date(2023, 1, 1), False)],
)
def test_reminded_of_what_ends_within_a_month(curator, partner, until, is_listed):
    AgreementFactory(partner=partner, valid_until=until)

    assert partners.uncovered(curator, YEAR, TODAY).exists() == is_listed


def test_newer_agreement_ends_the_reminder(curator, partner):
    AgreementFactory(partner=partner, valid_until=date(2022, 12, 5))
    AgreementFactory(partner=partner)

    assert list(partners.uncovered(curator, YEAR, TODAY)) == []


def test_partner_without_mentors_is_not_reminded_of(curator):
    partner = PartnerFactory(institution=curator.organization)
    AgreementFactory(partner=partner, valid_until=date(2022, 12, 5))

    assert list(partners.uncovered(curator, YEAR, TODAY)) == []


def test_agreement_is_removed_by_its_curator_only(curator, partner):
    agreement = AgreementFactory(partner=partner)

    for member in (
        MembershipFactory(),
        MembershipFactory(organization=curator.organization, role="director"),
    ):
        with pytest.raises(PermissionDenied):
            partners.remove_agreement(member=member, agreement=agreement)
    partners.remove_agreement(member=curator, agreement=agreement)

    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"valid_until": date(2022, 8, 31)}, "agreement_ends_after_signing"),
        ({"number": "", "signed_on": None}, "agreement_has_number_or_date"),
    ],
)
def test_database_refuses_nonsense(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        AgreementFactory(**fields)
