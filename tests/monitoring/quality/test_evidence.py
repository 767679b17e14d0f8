import pytest

from mentorship.organizations.school_year import SchoolYear
from monitoring.models import QualityTable
from monitoring.quality.evidence import Proposal, proposals_for
from tests.factories.surveys import ResponseFactory
from tests.monitoring.quality.conftest import DAY

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)


@pytest.fixture
def proposed(school):
    """What is proposed of a criterion now."""
    table = QualityTable.objects.get(organization=None, version=1)
    return lambda code: proposals_for(school, YEAR, DAY, None, table)[code]


@pytest.fixture
def opinions(school):
    """Answers of mentees that count satisfaction."""

    def make(*told):
        for is_satisfied in told:
            ResponseFactory(person__institution=school, is_satisfied=is_satisfied)

    return make


def test_satisfaction_proposes_from_five_answers_on_and_at_its_bounds(opinions, proposed):
    opinions(True, True, True, True)
    few = proposed("satisfaction")
    opinions(False)
    four_of_five = proposed("satisfaction")
    opinions(False)
    four_of_six = proposed("satisfaction")
    opinions(False, False, False)

    assert (few.mark, four_of_five.mark, four_of_six.mark) == (None, 2, 1)
    assert proposed("satisfaction") == Proposal("довольны участием 4 из 9 (44 %) ответивших", 0)
    assert (
        few.words == "анкеты удовлетворённости: ответили меньше 5 человек, предлагать оценку рано"
    )


@pytest.mark.parametrize(
    ("before_after", "mark"),
    [
        ([(3, 4)] * 5, 2),
        ([(3, 4)] * 4 + [(3, 3)], 1),
        ([(3, 3)] * 5, 1),
        ([(4, 3)] * 5, 0),
        ([(1, 9)] * 4, None),
    ],
)
def test_growth_proposes_by_the_mean_difference(school, answered, proposed, before_after, mark):
    answered(school, before_after)

    assert proposed("activity").mark == mark


def test_what_data_do_not_say_is_left_to_the_person(proposed):
    assert [proposed(code).mark for code in ("goals", "approaches", "climate", "partners")] == [
        None
    ] * 4
