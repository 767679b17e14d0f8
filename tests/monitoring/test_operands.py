from datetime import date

import pytest

from mentorship.organizations.headcounts import HeadcountKey
from mentorship.organizations.models import Headcount
from monitoring.operands import count_operands, headcount_key, missing_headcounts
from tests.factories.organizations import HeadcountFactory, InstitutionFactory
from tests.monitoring.conftest import TODAY

PUPILS = "headcount:pupil:10-19"


@pytest.mark.parametrize(
    ("operand", "key", "title"),
    [
        (PUPILS, HeadcountKey("pupil", 10, 19), "численность обучающихся 10–19 лет"),
        (
            "headcount:teacher:experience-3",
            HeadcountKey("teacher", experience_to=3),
            "численность педагогов со стажем до 3 лет",
        ),
        (
            "headcount:teacher:0-34:experience-3",
            HeadcountKey("teacher", 0, 34, 3),
            "численность педагогов 0–34 лет со стажем до 3 лет",
        ),
        (
            "headcount:enterprise",
            HeadcountKey("enterprise"),
            "численность предприятий территории",
        ),
    ],
)
def test_headcount_key_reads_what_the_reference_data_says(operand, key, title):
    assert headcount_key(operand) == key
    assert key.title == title


def test_code_of_a_figure_is_no_headcount():
    assert headcount_key("mentees_answered") is None


@pytest.mark.parametrize(
    "operand", ["headcount:", "headcount:robot", "headcount:pupil:10", "headcount:pupil:10-19:x"]
)
def test_unreadable_headcount_is_an_error_of_reference_data(operand):
    with pytest.raises(ValueError, match="Неизвестный знаменатель"):
        headcount_key(operand)


@pytest.mark.parametrize(
    ("as_of", "today", "known"),
    [
        (date(2022, 8, 31), TODAY, None),
        (date(2022, 9, 1), TODAY, 108),
        (date(2023, 5, 31), TODAY, 108),
        (date(2023, 6, 2), TODAY, None),
        (date(2023, 8, 31), date(2026, 1, 1), 108),
        (date(2023, 9, 1), date(2026, 1, 1), None),
    ],
)
def test_headcount_counts_inside_its_school_year_up_to_today(school, year, as_of, today, known):
    HeadcountFactory(organization=school, as_of=as_of)

    assert count_operands([PUPILS], school, year, today)[PUPILS].of(school.pk) == known


def test_latest_headcount_of_the_year_counts(school, year):
    HeadcountFactory(organization=school, as_of=date(2022, 9, 1), value=108)
    HeadcountFactory(organization=school, as_of=date(2023, 1, 20), value=111)

    operand = count_operands([PUPILS], school, year, TODAY)[PUPILS]
    rows = headcount_key(PUPILS).rows(year, TODAY)

    assert operand.of(school.pk) == 111
    assert [row.value for row in rows] == [111, 108]


def test_headcount_of_other_bounds_does_not_count(school, year):
    HeadcountFactory(organization=school, age_from=15)
    HeadcountFactory(organization=school, age_from=None, age_to=None)
    HeadcountFactory(organization=school, category=Headcount.Category.TEACHER)

    assert count_operands([PUPILS], school, year, TODAY)[PUPILS].over([school.pk]) == {}


def test_headcounts_of_other_branches_are_not_counted(school, year):
    HeadcountFactory(organization=school)
    foreign = HeadcountFactory(organization=InstitutionFactory())

    region = count_operands([PUPILS], school.parent.parent, year, TODAY)[PUPILS]

    assert region.over([school.pk, foreign.organization_id]) == {school.pk: 108}


def test_figure_nobody_registered_is_unknown_not_zero(school, year):
    operand = count_operands(["no_such_figure"], school, year, TODAY)["no_such_figure"]

    assert operand.of(school.pk) is None
    assert operand.unknown == "величина «no_such_figure» в системе не описана"


def test_institution_without_rows_of_a_figure_has_zero(school, year, people_figure):
    operand = count_operands(["people_here"], school, year, TODAY)["people_here"]

    assert operand.of(school.pk) == 0


def test_missing_headcounts_are_counted_by_institution(school, year):
    HeadcountFactory(organization=school)
    bare = InstitutionFactory(parent=school.parent)
    operands = [PUPILS, "headcount:enterprise", "mentees_answered"]

    missing = missing_headcounts(operands, [school.pk, bare.pk], year, TODAY)

    assert missing == {school.pk: 1, bare.pk: 2}


def test_nothing_is_missing_where_no_headcount_is_needed(school, year):
    assert missing_headcounts(["mentees_answered"], [school.pk], year, TODAY) == {}
