from datetime import date

import pytest

from mentorship.bank.attention import people_lack_consent
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
YEAR, TODAY = SchoolYear(2022), date(2022, 11, 1)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "человек без согласия на обработку данных"),
        (2, "человека без согласия на обработку данных"),
    ],
)
def test_people_lack_consent_counts_and_leads_to_the_list(curator, count, text):
    for _ in range(count):
        MenteeEntryFactory(institution=curator.organization, person__consented=False)

    line = people_lack_consent(curator, YEAR, TODAY)

    assert (line.count, line.text, line.url) == (count, text, "/bank/consents/")


def test_people_lack_consent_is_silent_when_all_agreed(curator):
    MenteeEntryFactory(institution=curator.organization)

    assert people_lack_consent(curator, YEAR, TODAY) is None


def test_people_lack_consent_speaks_to_the_curator_only():
    director = MembershipFactory(role="director")
    MenteeEntryFactory(institution=director.organization, person__consented=False)

    assert people_lack_consent(director, YEAR, TODAY) is None
