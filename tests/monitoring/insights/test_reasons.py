import pytest

from monitoring.insights.intervals import Share
from monitoring.insights.reasons import count_reasons, reasons_told
from tests.factories.matching import MatchingRunFactory, SuggestionFactory
from tests.monitoring.insights.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def matched(school, ended):
    """Ended pairs that were accepted from a run, with the strength of «interests» given."""
    runs = {
        weight: MatchingRunFactory(institution=school, weights={"interests": weight})
        for weight in (0, 3)
    }

    def make(state, number, value, *, weight=3):
        told = [["age", 100, 3, "слова"], *([["interests", value, 3, "слова"]] if value else [])]
        for pair in ended(state, number):
            SuggestionFactory(
                run=runs[weight],
                mentor_entry=pair.mentor_entry,
                mentee_entry=pair.members.get().mentee_entry,
                state="accepted",
                pair=pair,
                reasons=told,
            )

    return make


def row_of(member, title="Интересы"):
    return next(row for row in told(member).rows if row.title == title)


def told(member, today=TODAY):
    return reasons_told(member, count_reasons(member, today))


def test_pairs_with_a_reason_stand_beside_those_without(curator, coordinator, matched):
    matched("completed", 15, 80)
    matched("dissolved", 5, 50)
    matched("completed", 5, 49)
    matched("dissolved", 10, 0)
    matched("completed", 3, 0, weight=0)

    row = row_of(curator)

    assert (row.having, row.lacking) == (Share(15, 20), Share(5, 15))
    assert row.words == "связано: такие пары чаще доходили до конца"
    assert row.points == "+42 (от +8 до +64)"
    assert row_of(coordinator) == row
    # A run of one weight says nothing of the other reasons.
    assert row_of(curator, "Желаемый возраст").withheld == "пар меньше 10"


def test_few_pairs_and_small_cells_above_the_school_are_hidden(curator, coordinator, matched):
    matched("completed", 16, 80)
    matched("dissolved", 4, 80)
    matched("completed", 9, 0)
    few = row_of(curator)
    matched("dissolved", 5, 0)

    assert (few.withheld, few.having) == ("пар меньше 10", None)
    assert row_of(curator).having == Share(16, 20)
    # Four pairs that broke point at people.
    assert row_of(coordinator).withheld == "пар меньше 10"
    assert told(coordinator).known == 0


def test_year_that_still_runs_is_not_looked_at(curator, matched):
    matched("completed", 15, 80)
    matched("dissolved", 15, 0)

    rows = told(curator, TODAY.replace(month=6)).rows

    assert {row.withheld for row in rows} == {"пар меньше 10"}
