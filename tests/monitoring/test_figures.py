import pytest

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MentorEntryFactory, PartnerFactory, PersonFactory
from tests.factories.documents import DocumentFactory
from tests.factories.pairs import PairFactory

YEAR = SchoolYear(2022)


@pytest.fixture
def pair_of_employer(school):
    """A pair whose mentor was given by a partner of the school."""

    def make(partner, **kwargs):
        person = PersonFactory(
            institution=school, partner=partner, category="employer", consented=True
        )
        entry = MentorEntryFactory(institution=school, person=person)
        return PairFactory(institution=school, mentor_entry=entry, **kwargs)

    return make


def test_enterprise_counts_once_however_many_mentors_it_gave(school, pair_of_employer):
    partner = PartnerFactory(institution=school)
    PartnerFactory(institution=school)
    order = DocumentFactory(organization=school)
    for _ in range(2):
        pair_of_employer(partner, state="active", order=order)

    figure = FIGURES["enterprises_with_mentors"]

    assert list(figure.rows(YEAR)) == [partner]
    assert figure.value(school, YEAR) == 1


def test_enterprise_of_a_draft_does_not_count(school, pair_of_employer):
    pair_of_employer(PartnerFactory(institution=school))

    assert FIGURES["enterprises_with_mentors"].value(school, YEAR) == 0
