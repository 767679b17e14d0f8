from datetime import date

import pytest

from mentorship.bank import consent_attention
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory
from tests.factories.consents import WithdrawalFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2022, 11, 1), SchoolYear(2022)
LINES = [
    consent_attention.consents_end_soon,
    consent_attention.consents_to_renew,
    consent_attention.data_to_destroy,
]


@pytest.fixture
def troubled(curator):
    """A mentee whose paper ends, one who comes of age, and a withdrawal."""
    school = curator.organization
    MenteeEntryFactory(institution=school, person__consented__valid_until=date(2022, 11, 20))
    MenteeEntryFactory(
        institution=school, person__born_on=date(2004, 11, 1), person__consented=True
    )
    stopped = MenteeEntryFactory(institution=school, person__consented=False).person
    return WithdrawalFactory(person=stopped, received_on=date(2022, 10, 4))


def test_lines_count_what_their_lists_show(curator, troubled):
    lines = [line(curator, YEAR, TODAY) for line in LINES]

    assert [(line.count, line.text, line.url) for line in lines] == [
        (1, "согласие заканчивается", "/bank/consents/?state=ending"),
        (1, "согласие нужно переоформить", "/bank/consents/?state=renewal"),
        (1, "отзыв согласия не исполнен", "/bank/consents/withdrawals/"),
    ]


@pytest.mark.parametrize(
    ("today", "tag"), [(TODAY, "осталось дней: 2"), (date(2022, 11, 4), "просрочено")]
)
def test_destruction_names_its_day(curator, troubled, today, tag):
    line = consent_attention.data_to_destroy(curator, YEAR, today)

    assert (line.since, line.tag) == (date(2022, 11, 3), tag)


@pytest.mark.parametrize("line", LINES)
def test_lines_are_silent_without_trouble_and_to_readers(curator, troubled, line):
    reader = MembershipFactory(role="psychologist", organization=curator.organization)

    assert line(reader, YEAR, TODAY) is None
    assert line(MembershipFactory(), YEAR, TODAY) is None
