from datetime import date

import pytest

from mentorship.bank.gathering_attention import agreements_ending, banks_outdated, events_unmarked
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import (
    AgreementFactory,
    EventFactory,
    MentorEntryFactory,
    PartnerFactory,
)
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2022, 12, 1), SchoolYear(2022)


@pytest.fixture
def reader(curator):
    return MembershipFactory(organization=curator.organization, role="director")


def test_past_event_waits_for_its_mark(curator, reader):
    EventFactory(organization=curator.organization)

    line = events_unmarked(curator, YEAR, TODAY)

    assert (line.count, line.text) == (1, "мероприятие прошло и не отмечено")
    assert (line.since, line.url) == (
        date(2022, 10, 5),
        "/bank/events/?state=planned&own=yes",
    )
    assert events_unmarked(reader, YEAR, TODAY) is None


def test_no_events_no_line(curator):
    assert events_unmarked(curator, YEAR, TODAY) is None


@pytest.mark.parametrize(
    ("until", "tag", "tone"),
    [
        (date(2022, 12, 15), "до 15.12", "warn"),
        (date(2022, 11, 1), "закончились: 1", "bad"),
    ],
)
def test_agreement_of_a_giving_partner_ends(curator, reader, until, tag, tone):
    partner = PartnerFactory(institution=curator.organization)
    MentorEntryFactory(institution=curator.organization, person__partner=partner)
    AgreementFactory(partner=partner, valid_until=until)

    line = agreements_ending(curator, YEAR, TODAY)

    assert (line.count, line.text) == (1, "партнёр с истекающим договором")
    assert (line.tag, line.tone) == (tag, tone)
    assert agreements_ending(reader, YEAR, TODAY) is None


def test_no_agreement_ends_no_line(curator):
    assert agreements_ending(curator, YEAR, TODAY) is None


def test_banks_nobody_looked_at_for_a_year(curator, reader):
    MentorEntryFactory(institution=curator.organization, entered_on=date(2021, 10, 1))

    line = banks_outdated(curator, YEAR, TODAY)

    assert (line.count, line.text) == (1, "запись не обновлялась с 01.10.2021")
    assert (line.url, line.since) == ("/bank/mentors/refresh/", date(2021, 10, 1))
    assert banks_outdated(reader, YEAR, TODAY) is None


def test_refresh_is_asked_for_in_the_running_year_only(curator):
    MentorEntryFactory(institution=curator.organization, entered_on=date(2021, 10, 1))

    assert banks_outdated(curator, SchoolYear(2021), TODAY) is None


def test_fresh_banks_say_nothing(curator):
    MentorEntryFactory(institution=curator.organization)

    assert banks_outdated(curator, YEAR, TODAY) is None
