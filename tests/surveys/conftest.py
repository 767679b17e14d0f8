import pytest

from mentorship.bank.banks import Bank
from mentorship.bank.companions import COMPANIONS, CompanionSource
from mentorship.bank.models import MenteeEntry, MentorEntry
from tests.factories.organizations import MembershipFactory

BANK_ENTRIES = {Bank.MENTEES: MenteeEntry, Bank.MENTORS: MentorEntry}


@pytest.fixture
def curator(db):
    return MembershipFactory()


@pytest.fixture
def desk(sign_in, curator):
    """The curator's browser in 2022/2023."""
    return sign_in(curator, 2022)


@pytest.fixture
def ending():
    """Everybody of the banks stands in a pair that is about to end."""
    source = CompanionSource(
        of_entries=lambda bank, pks, year: {},
        paired=lambda bank, year: BANK_ENTRIES[bank].objects.all(),
        ending=lambda bank, year, day: BANK_ENTRIES[bank].objects.all(),
    )
    before = dict(COMPANIONS._entries)
    COMPANIONS._entries.clear()
    COMPANIONS.register("test", source)
    yield
    COMPANIONS._entries.clear()
    COMPANIONS._entries.update(before)
