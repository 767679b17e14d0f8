"""Who waits, and since when: the score, the waiting list and the hand agree."""

from datetime import date

from mentorship.pairs.matching.facts import Scope, load_facts
from mentorship.pairs.waiting import lists
from mentorship.pairs.waiting.by_hand import mentees_to_choose
from tests.factories.bank import form
from tests.pairs.matching.conftest import TODAY, YEAR


def days_told(curator):
    """Whole days of the wait by the three places that tell it."""
    wanted = form("uchitel-uchenik")
    facts = load_facts(Scope(curator, YEAR, wanted, TODAY))
    listed = lists.waiting_mentees(curator, YEAR, TODAY)
    by_hand = mentees_to_choose(curator, YEAR, wanted, "", TODAY)
    return (
        [mentee.days_waiting for mentee in facts.mentees],
        [(TODAY - entry.waits_since).days for entry in listed],
        [(TODAY - entry.waits_since).days for entry in by_hand],
    )


def test_wait_is_counted_from_the_end_of_the_last_pair(curator, mentee, make_pair):
    make_pair(
        "completed",
        mentees=[mentee(entered_on=date(2021, 9, 1))],
        school_year=2021,
        starts_on=date(2021, 10, 1),
        ends_on=date(2022, 5, 31),
    )

    assert days_told(curator) == ([124], [124], [124])


def test_longest_wait_comes_first_everywhere(curator, mentee):
    mentee(entered_on=date(2022, 9, 23))
    mentee(entered_on=date(2022, 9, 3))

    assert days_told(curator) == ([30, 10], [30, 10], [30, 10])


def test_whoever_finished_this_year_is_paired_again_by_hand_alone(curator, mentee, make_pair):
    make_pair("completed", mentees=[mentee()])

    assert days_told(curator)[:2] == ([], [])
    [entry] = mentees_to_choose(curator, YEAR, form("uchitel-uchenik"), "", TODAY)
    assert entry.list_name == "finished"
