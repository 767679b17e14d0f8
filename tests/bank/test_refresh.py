from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from pghistory.models import Events

from mentorship.bank import refresh
from mentorship.bank.banks import MENTEES, MENTORS
from mentorship.bank.models import MentorEntry
from mentorship.core.exceptions import DomainError
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2023, 9, 15)


@pytest.fixture
def entry(curator):
    """Entered on 1 September 2022 and not looked at since."""
    return MentorEntryFactory(institution=curator.organization)


def due(member):
    return list(refresh.to_refresh(member, MENTORS, TODAY))


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        ({"entered_on": date(2022, 9, 15)}, True),
        ({"entered_on": date(2022, 9, 16)}, False),
        ({"entered_on": date(2022, 9, 1), "left_on": date(2023, 5, 31)}, False),
    ],
)
def test_entry_is_due_a_year_after_it_was_entered(curator, fields, is_due):
    MentorEntryFactory(institution=curator.organization, **fields)

    assert bool(due(curator)) == is_due


@pytest.mark.parametrize(
    ("confirmed_on", "is_due"), [(date(2022, 9, 15), True), (date(2022, 9, 16), False)]
)
def test_confirmation_holds_for_a_year(curator, entry, confirmed_on, is_due):
    MentorEntry.objects.update(confirmed_on=confirmed_on, confirmed_by=curator)

    assert bool(due(curator)) == is_due


def test_both_banks_say_since_when(curator, entry):
    MenteeEntryFactory(institution=curator.organization, entered_on=date(2021, 9, 1))
    MenteeEntryFactory()

    found = refresh.overdue_in_banks(curator, TODAY)

    assert found == {
        MENTORS: refresh.Overdue(1, date(2022, 9, 1)),
        MENTEES: refresh.Overdue(1, date(2021, 9, 1)),
    }


def test_confirming_keeps_who_and_when_and_is_logged(curator, entry):
    count = refresh.confirm_entries(member=curator, entries=[entry], today=TODAY)

    entry.refresh_from_db()
    logged = Events.objects.filter(pgh_obj_model="bank.MentorEntry", pgh_label="update")
    assert (count, entry.confirmed_on, entry.confirmed_by) == (1, TODAY, curator)
    assert (due(curator), logged.count()) == ([], 1)


def test_foreign_entries_are_not_confirmed(curator):
    with pytest.raises(PermissionDenied):
        refresh.confirm_entries(member=curator, entries=[MenteeEntryFactory()], today=TODAY)


def test_reader_confirms_nothing(curator, entry):
    reader = MembershipFactory(organization=curator.organization, role="director")

    with pytest.raises(PermissionDenied):
        refresh.confirm_entries(member=reader, entries=[entry], today=TODAY)


def test_those_who_left_leave_and_the_others_are_confirmed(curator, entry):
    gone = MentorEntryFactory(institution=curator.organization, outcome="призёр")

    refresh.refresh_bank(
        member=curator, staying=[entry], leaving=[gone], left_on=date(2023, 6, 1), today=TODAY
    )

    gone.refresh_from_db()
    entry.refresh_from_db()
    assert (gone.left_on, gone.outcome, entry.confirmed_on) == (date(2023, 6, 1), "призёр", TODAY)


@pytest.mark.parametrize(
    ("left_on", "words"), [(date(2023, 9, 16), "ещё не наступил"), (date(2022, 8, 31), "раньше")]
)
def test_refusal_writes_nothing(curator, entry, left_on, words):
    gone = MentorEntryFactory(institution=curator.organization)

    with pytest.raises(DomainError, match=words):
        refresh.refresh_bank(
            member=curator, staying=[entry], leaving=[gone], left_on=left_on, today=TODAY
        )

    assert set(due(curator)) == {entry, gone}


def test_database_wants_somebody_behind_a_confirmation(entry):
    with pytest.raises(IntegrityError, match="mentorentry_confirmed_by_somebody"):
        MentorEntry.objects.update(confirmed_on=TODAY)
