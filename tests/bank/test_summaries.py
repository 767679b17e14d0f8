from datetime import date

import pytest

from mentorship.bank.banks import MENTEES
from mentorship.bank.summaries import entry_list, is_disclosed, rows_of
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import ConsentFactory, MenteeEntryFactory

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)
TODAY = date(2022, 11, 1)


def rows(curator, today=TODAY, **kwargs):
    entries = entry_list(MENTEES, curator, YEAR, today, **kwargs)
    return rows_of(MENTEES, entries.order_by("person__sort_name", "pk"), YEAR, today)


def mentee(curator, **kwargs):
    return MenteeEntryFactory(institution=curator.organization, **kwargs)


@pytest.mark.parametrize(
    ("consent", "state", "shown"),
    [
        ({}, ("есть", "good"), True),
        ({"valid_until": date(2022, 11, 20)}, ("до 20.11", "warn"), True),
        ({"withdrawn_on": date(2022, 10, 1)}, ("нет", "bad"), False),
    ],
)
def test_row_says_the_consent_in_a_word(curator, consent, state, shown):
    entry = mentee(curator, person__consented=False)
    ConsentFactory(person=entry.person, **consent)

    (row,) = rows(curator)

    assert (row.consent.text, row.consent.tone, row.is_disclosed) == (*state, shown)


@pytest.mark.parametrize(
    ("consent", "text"),
    [
        ({"valid_until": date(2023, 9, 1)}, "истекло"),
        ({"signed_on": date(2024, 1, 1)}, "позже"),
    ],
)
def test_row_of_a_past_year_tells_then_from_now(curator, consent, text):
    entry = mentee(curator, person__consented=False)
    ConsentFactory(person=entry.person, **consent)

    (row,) = rows(curator, today=date(2024, 2, 1))

    assert row.consent.text == text


def test_entry_list_holds_the_year_and_with_left_those_before(curator):
    left = mentee(curator, entered_on=date(2021, 9, 1), left_on=date(2022, 5, 31))
    now = mentee(curator)
    mentee(curator, entered_on=date(2023, 9, 1))
    MenteeEntryFactory()

    assert [row.entry for row in rows(curator)] == [now]
    assert {row.entry for row in rows(curator, with_left=True)} == {left, now}


def test_entry_list_knows_class_and_its_number(curator):
    mentee(curator, person__category="pupil", person__category__place="10 «А»")

    assert rows(curator)[0].entry.place == "10 «А»"
    chosen = entry_list(MENTEES, curator, YEAR, TODAY).filter(grade=10, place_key="10а")
    assert chosen.count() == 1


@pytest.mark.parametrize("place", ["учитель физики", "", "№ 7"])
def test_entry_list_survives_a_place_without_a_number_in_front(curator, place):
    mentee(curator, person__category="teacher", person__category__place=place)

    assert entry_list(MENTEES, curator, YEAR, TODAY).filter(grade=None).count() == 1


def test_is_disclosed_asks_for_processing_today(curator):
    entry = mentee(curator, person__consented=False)
    ConsentFactory(person=entry.person, purpose="publication")

    assert not is_disclosed(entry.person, TODAY)
