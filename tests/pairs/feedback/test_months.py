from datetime import date

import pytest

from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.feedback.months import Month, begun_late, cadence, dues, months_of, silent
from mentorship.pairs.models import Feedback, Pair
from tests.factories.pairs import PairFactory

pytestmark = pytest.mark.django_db
OCTOBER = Month(date(2022, 10, 1))
NOVEMBER = OCTOBER.following
DECEMBER = NOVEMBER.following


def give(pair, person, month, day, word="good"):
    return Feedback.objects.create(
        pair=pair, person=person, month=month.first, word=word, answered_on=day
    )


def owed(pair, *months):
    return dues(pair.institution, months)


def test_a_month_is_on_time_until_the_seventh_of_the_next():
    assert (OCTOBER.due_on, str(OCTOBER), OCTOBER.code) == (
        date(2022, 11, 7),
        "октябрь 2022",
        "2022-10",
    )


@pytest.mark.parametrize("text", ["", "2022", "2022-13", "октябрь", "2022-10-05"])
def test_what_is_no_month_is_none(text):
    assert Month.of(text) is None


def test_months_of_a_year_are_those_that_have_begun():
    codes = [m.code for m in months_of(SchoolYear(2022), date(2022, 11, 20))]
    assert codes == ["2022-09", "2022-10", "2022-11"]
    assert len(months_of(SchoolYear(2022), date(2026, 1, 1))) == 12


def test_both_sides_of_a_pair_an_order_made_owe_a_word(pair, child):
    found = [(due.person, due.is_mentor) for due in owed(pair, OCTOBER)]
    assert found == [(pair.mentor_entry.person, True), (child, False)]


def test_nobody_owes_a_word_for_a_month_the_pair_did_not_reach(pair):
    assert owed(pair, Month(date(2022, 9, 1)), Month(date(2023, 6, 1))) == []


def test_a_draft_owes_nothing(curator):
    assert owed(PairFactory(institution=curator.organization), OCTOBER) == []


def test_nobody_is_asked_about_a_pair_without_a_consent_in_the_middle_of_the_month(pair, child):
    child.consents.update(signed_on=date(2022, 10, 16))
    assert owed(pair, OCTOBER) == []
    assert len(owed(pair, NOVEMBER)) == 2


def test_cadence_counts_every_due_once(pair, child):
    give(pair, child, OCTOBER, date(2022, 11, 7))
    give(pair, pair.mentor_entry.person, OCTOBER, date(2022, 11, 8))
    counted = cadence(OCTOBER, owed(pair, OCTOBER), date(2022, 12, 1))
    assert (counted.expected, counted.on_time, counted.late, counted.missing) == (2, 1, 1, 0)
    assert (counted.share, counted.words) == (50, "вовремя 1 из 2\N{NO-BREAK SPACE}ответов")


def test_a_word_is_waited_for_until_its_time_is_over(pair):
    listed = owed(pair, OCTOBER)
    assert cadence(OCTOBER, listed, date(2022, 11, 7)).waiting == 2
    assert cadence(OCTOBER, listed, date(2022, 11, 8)).missing == 2


def test_a_month_nobody_owes_has_no_share(pair):
    assert cadence(OCTOBER, [], date(2022, 12, 1)).share is None


def test_two_months_without_a_word_make_somebody_silent(pair, child):
    give(pair, pair.mentor_entry.person, NOVEMBER, date(2022, 11, 20))
    listed = owed(pair, OCTOBER, NOVEMBER, DECEMBER)
    today = date(2022, 12, 10)
    assert [due.person for due in silent(listed, today)] == [child]


def test_one_month_without_a_word_is_no_silence(pair):
    assert silent(owed(pair, OCTOBER), date(2022, 11, 8)) == []


def test_the_statements_do_not_depend_on_pairs(pair, django_assert_num_queries):
    with django_assert_num_queries(3):
        owed(pair, OCTOBER)
    PairFactory(institution=pair.institution, state="active", order=pair.order)
    with django_assert_num_queries(3):
        assert len(owed(pair, OCTOBER)) == 4


def test_a_pair_begun_after_the_middle_of_a_month_is_told_of(curator, pair):
    late = {"starts_on": date(2022, 10, 16), "institution": curator.organization}
    PairFactory(state="active", order=pair.order, **late)
    PairFactory(**late)
    pairs = Pair.objects.visible_to(curator)
    assert [begun_late(pairs, month) for month in (OCTOBER, NOVEMBER)] == [1, 0]
