from datetime import date

import pytest

from mentorship.bank.models import Person
from mentorship.bank.renewals import ending, needs_paper, to_renew, years_before
from tests.factories.bank import ConsentFactory, PersonFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
PROCESSING = "processing"


def person_with(birth, **paper):
    """Somebody born on a day or in a year, with a paper of a representative unless told."""
    known = {"born_on": birth, "birth_year": birth.year} if isinstance(birth, date) else {}
    person = PersonFactory(**known or {"birth_year": birth})
    if paper is not None:
        ConsentFactory(person=person, **{"signed_on": date(2024, 9, 1)} | paper)
    return person


def found(select, *arguments):
    return set(select(Person.objects.all(), PROCESSING, TODAY, *arguments))


@pytest.mark.parametrize(
    ("day", "years", "born"),
    [
        (date(2026, 11, 22), 18, date(2008, 11, 22)),
        (date(2024, 2, 29), 18, date(2006, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
    ],
)
def test_years_before_knows_leap_years(day, years, born):
    assert years_before(day, years) == born


@pytest.mark.parametrize(
    ("valid_until", "is_ending"),
    [
        (date(2026, 11, 22), True),
        (date(2026, 12, 22), True),
        (date(2026, 12, 23), False),
        (date(2026, 11, 21), False),
        (None, False),
    ],
)
def test_ending_is_within_thirty_days(valid_until, is_ending):
    person = person_with(1980, valid_until=valid_until)

    assert found(ending) == ({person} if is_ending else set())


def test_ending_looks_at_the_paper_that_lasts_longest():
    person = person_with(1980, valid_until=date(2026, 12, 1))
    ConsentFactory(person=person, signed_on=date(2026, 11, 1))

    assert found(ending) == set()


@pytest.mark.parametrize(
    ("birth", "is_due"),
    [
        (date(2008, 11, 22), True),
        (date(2008, 12, 22), True),
        (date(2008, 12, 23), False),
        (date(2007, 1, 1), True),
        (2008, False),
        (2007, True),
        (2009, False),
    ],
)
def test_to_renew_asks_for_ones_own_paper_at_18(birth, is_due):
    person = person_with(birth)

    assert found(to_renew, False) == ({person} if is_due else set())


def test_to_renew_is_over_with_ones_own_paper():
    person = person_with(date(2008, 11, 1))
    ConsentFactory(
        person=person, signed_on=date(2026, 11, 2), signer="self", representative_name=""
    )

    assert found(to_renew, True) == set()


def test_to_renew_leaves_the_guardian_of_an_adult_alone():
    person_with(date(1990, 1, 1))

    assert found(to_renew, True) == set()


@pytest.mark.parametrize(
    ("birth", "signer", "asks_joint", "is_due"),
    [
        (date(2012, 11, 22), "representative", True, True),
        (date(2012, 11, 23), "representative", True, False),
        (date(2012, 11, 22), "representative", False, False),
        (date(2012, 11, 22), "joint", True, False),
        (2011, "representative", True, True),
        (2012, "representative", True, False),
    ],
)
def test_to_renew_reminds_of_both_at_14_where_it_is_wanted(birth, signer, asks_joint, is_due):
    person = person_with(birth, signer=signer)

    assert found(to_renew, asks_joint) == ({person} if is_due else set())


def test_needs_paper_is_whoever_lacks_ends_or_renews():
    nobody = PersonFactory()
    soon = person_with(1980, valid_until=date(2026, 12, 1))
    grown = person_with(date(2008, 11, 1))
    fourteen = person_with(2011)
    person_with(1980)
    withdrawn = person_with(1980, withdrawn_on=date(2026, 10, 1))

    assert found(needs_paper, True) == {nobody, soon, grown, fourteen, withdrawn}
