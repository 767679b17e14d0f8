from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.small_cells import Cell
from monitoring.models import Indicator
from monitoring.operands import TOO_MANY
from monitoring.summaries import (
    by_institution,
    current_indicators,
    home_indicators,
    indicator_values,
    institutions_counted,
    plan_values,
    readable_values,
)
from monitoring.values import Coverage
from tests.factories.monitoring import IndicatorFactory, PlanValueFactory, StatedValueFactory
from tests.factories.organizations import (
    HeadcountFactory,
    InstitutionFactory,
    MembershipFactory,
    MunicipalityFactory,
)
from tests.monitoring.conftest import TODAY

YEAR = SchoolYear(2022)


def value_of(indicator, organization, year=YEAR, **kwargs):
    return indicator_values(organization, year, TODAY, indicators=[indicator], **kwargs)[0]


def test_value_of_a_school_is_its_people_over_its_headcount(indicator, school, fill):
    fill(school, 11, 20)

    value = value_of(indicator, school)

    assert (value.numerator, value.denominator, value.percent, value.reason) == (11, 20, 55, "")


def test_missing_headcount_is_a_reason_not_a_zero(indicator, school, fill):
    fill(school, 11)

    value = value_of(indicator, school)

    assert (value.numerator, value.denominator, value.percent) == (11, None, None)
    assert value.reason == "нет численности обучающихся 10–19 лет на 2022/2023 учебный год"
    assert value.lacks_headcount


def test_zero_headcount_is_a_reason_of_its_own(indicator, school, fill):
    fill(school, 0, 0)

    value = value_of(indicator, school)

    assert (value.reason, value.lacks_headcount) == (
        "численность обучающихся 10–19 лет равна нулю",
        False,
    )


def test_more_people_than_the_base_is_no_percent(indicator, school, fill):
    fill(school, 11, 10)

    assert (value_of(indicator, school).reason, value_of(indicator, school).percent) == (
        TOO_MANY,
        None,
    )


def test_unknown_figure_says_so(school, fill):
    value = value_of(IndicatorFactory(numerator="no_such_figure"), fill(school, 1, 10))

    assert value.reason == "величина «no_such_figure» в системе не описана"


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 30)), min_size=1, max_size=5))
def test_region_is_the_sum_of_its_schools_and_of_its_municipalities(indicator, fill, numbers):
    cities = [MunicipalityFactory()]
    cities.append(MunicipalityFactory(parent=cities[0].parent))
    schools = [InstitutionFactory(parent=cities[place % 2]) for place in range(len(numbers))]
    for school, (people, headcount) in zip(schools, numbers, strict=True):
        fill(school, people, headcount)

    region = value_of(indicator, cities[0].parent)

    for level in (schools, cities):
        values = [value_of(indicator, organization) for organization in level]
        assert region.numerator == sum(value.numerator or 0 for value in values)
        assert region.denominator == sum(value.denominator or 0 for value in values)


def test_school_without_a_headcount_is_left_out_whole_and_said(indicator, school, fill, neighbor):
    fill(school, 11, 20)
    neighbor(40)
    neighbor(0)

    value = value_of(indicator, school.parent)

    assert (value.numerator, value.denominator, value.left_out) == (11, 20, 2)
    assert value.reason == ""


def test_municipality_without_any_headcount_is_unknown(indicator, school, fill):
    fill(school, 11)

    value = value_of(indicator, school.parent)

    assert (value.numerator, value.denominator, value.left_out) == (None, None, 0)
    assert value.reason == "нет численности обучающихся 10–19 лет на 2022/2023 учебный год"


def test_region_without_institutions_says_so(indicator, db):
    region = MunicipalityFactory().parent

    assert value_of(indicator, region).reason == "нет ни одной организации"


def test_later_headcount_leaves_the_past_year_alone(indicator, school, fill):
    fill(school, 11, 20)
    before = value_of(indicator, school)
    HeadcountFactory(organization=school, as_of=date(2023, 9, 1), value=500)

    assert value_of(indicator, school) == before
    assert value_of(indicator, school, SchoolYear(2021)).denominator is None


def test_school_closed_before_the_year_is_not_counted(school, year):
    InstitutionFactory(parent=school.parent, closed_on=year.starts_on)
    closing = InstitutionFactory(parent=school.parent, closed_on=year.ends_on)

    assert set(institutions_counted(school.parent, year)) == {school, closing}


def test_narrowed_methodist_counts_only_own_types(indicator, school, fill):
    garden = InstitutionFactory(parent=school.parent, institution_type="kindergarten")
    fill(school, 11, 20), fill(garden, 6, 10)
    member = MembershipFactory(
        role="methodist", organization=school.parent, institution_types=["kindergarten"]
    )

    value = value_of(indicator, school.parent, member=member)

    assert (value.numerator, value.denominator) == (6, 10)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((), None), ((None,), 10), ((None, 2), 20), ((None, 2, 1), 30), ((None, 2, 1, 0), 40)],
)
def test_nearest_plan_counts(indicator, school, year, levels, expected):
    tree = [school, school.parent, school.parent.parent]
    for number, level in enumerate(levels, start=1):
        organization = None if level is None else tree[level]
        PlanValueFactory(indicator=indicator, organization=organization, value=10 * number)

    plan = plan_values(school, year).get(indicator.code)

    assert (plan and plan.value) == expected


def test_plan_of_a_foreign_region_or_another_year_does_not_count(indicator, school, year):
    PlanValueFactory(indicator=indicator, organization=MunicipalityFactory().parent)
    PlanValueFactory(indicator=indicator, year=2023)

    assert indicator.code not in plan_values(school, year)


def test_stated_value_stands_beside_the_computed(indicator, school, fill):
    fill(school, 3, 34)
    stated = StatedValueFactory(organization=school, indicator=indicator)

    value = value_of(indicator, school)

    assert (value.stated, value.percent, value.differs_from_stated) == (stated, 9, True)


def test_newest_version_of_an_indicator_counts(indicator, school):
    newer = IndicatorFactory(code=indicator.code, version=2, position=99)

    found = [row for row in current_indicators(school, YEAR) if row.code == indicator.code]

    assert found == [newer]
    codes = [row.code for row in current_indicators(school, YEAR)]
    assert codes[:6] == ["I1", "I2", "I3", "I4", "I5", "I6"]


def test_reference_indicators_name_figures_the_system_counts(school):
    values = indicator_values(school, YEAR, TODAY)

    unknown = [value.reason for value in values if "не описана" in value.reason]
    assert (unknown, len(values)) == ([], Indicator.objects.count())


def test_nobody_answered_is_a_reason(school):
    satisfaction = indicator_values(school, YEAR, TODAY)[4]

    assert (satisfaction.indicator.code, satisfaction.percent) == ("I5", None)
    assert satisfaction.reason == "ещё никто не ответил на анкету"


def test_table_by_institution_hides_small_cells_also_by_subtraction(
    indicator, school, fill, neighbor
):
    fill(school, 3, 20)
    neighbor(9, 30)
    neighbor(12, 40)

    rows = by_institution(school.parent, YEAR, TODAY, indicators=[indicator])
    # By names «№ 100» stands before «№ 99».
    rows.sort(key=lambda row: row.institution.pk)
    cells = [row.cells[indicator.code] for row in rows]

    hidden = Cell(None, is_hidden=True)
    assert [cell.numerator for cell in cells] == [hidden, hidden, Cell(12)]
    assert [cell.denominator for cell in cells] == [Cell(20), Cell(30), Cell(40)]
    assert [cell.percent for cell in cells] == [hidden, hidden, Cell(30)]


def test_table_gives_no_numbers_of_a_school_left_out(indicator, school, fill, neighbor):
    fill(school, 11, 20)
    bare = neighbor(40)

    rows = by_institution(school.parent, YEAR, TODAY, indicators=[indicator])
    cells = {row.institution: row.cells[indicator.code] for row in rows}

    assert (cells[bare].numerator, cells[bare].denominator) == (Cell(None), Cell(None))
    assert cells[bare].reason == "нет численности обучающихся 10–19 лет на 2022/2023 учебный год"
    assert cells[school].percent == Cell(55)


def test_total_of_few_people_is_hidden_above_the_school_only(indicator, school, fill):
    fill(school, 3, 20)

    own = readable_values(school, YEAR, TODAY, indicators=[indicator])[0]
    above = readable_values(school.parent, YEAR, TODAY, indicators=[indicator])[0]

    assert (own.numerator_text, own.percent) == ("3", 15)
    assert (above.numerator_text, above.percent) == ("<5", None)


@pytest.mark.parametrize("count", [1, 3])
def test_statements_do_not_depend_on_the_number_of_schools(
    school, fill, neighbor, django_assert_num_queries, indicator, count
):
    fill(school, 11, 20)
    for _ in range(count - 1):
        neighbor(6, 10)

    with django_assert_num_queries(5):
        value_of(indicator, school.parent.parent)
    with django_assert_num_queries(4):
        by_institution(school.parent.parent, YEAR, TODAY, indicators=[indicator])


def test_home_shows_four_cards_the_computed_first(curator, school, fill, year):
    HeadcountFactory(organization=school, age_from=15, value=34)

    cards = home_indicators(curator, year)

    assert [(card.indicator.code, card.percent) for card in cards] == [
        ("I2", 0),
        ("I1", None),
        ("I3", None),
        ("I4", None),
    ]


def test_home_of_a_mentor_shows_no_indicators(school, year):
    mentor = MembershipFactory(role="mentor", organization=school)

    assert home_indicators(mentor, year) == []


def test_coverage_is_of_those_who_took_part():
    assert (str(Coverage(12, 15)), Coverage(12, 15).is_partial) == ("ответили 12 из 15", True)
    assert not Coverage(59, 59).is_partial
