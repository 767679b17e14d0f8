from datetime import date

import pytest
from psycopg2.extras import DateRange

from mentorship.bank.roll import count_people
from mentorship.organizations.headcounts import HeadcountKey
from mentorship.organizations.roll import RollCount
from tests.factories.bank import PersonFactory
from tests.factories.organizations import InstitutionFactory

pytestmark = pytest.mark.django_db
CHILDREN, YOUNG = HeadcountKey("pupil", 10, 19), HeadcountKey("teacher", experience_to=3)
DAY = date(2022, 9, 1)


@pytest.fixture
def school():
    return InstitutionFactory()


def person(school, **fields):
    return PersonFactory(institution=school, **{"consented": True} | fields)


@pytest.mark.parametrize(("birth_year", "fitting"), [(2002, 0), (2003, 1), (2012, 1), (2013, 0)])
def test_age_is_that_of_the_end_of_the_calendar_year(school, birth_year, fitting):
    person(school, birth_year=birth_year)

    assert count_people(school, CHILDREN, DAY) == RollCount(fitting, 1, 0, 0)


@pytest.mark.parametrize(("since", "fitting"), [(2018, 0), (2019, 1), (2022, 1)])
@pytest.mark.parametrize("category", ["teacher", "head"])
def test_experience_is_counted_in_full_years(school, category, since, fitting):
    person(school, category=category, category__teaching_since=since)

    assert count_people(school, YOUNG, DAY) == RollCount(fitting, 1, 0, 0)


def test_headcount_without_bounds_counts_everybody(school):
    person(school, birth_year=None)
    person(school, birth_year=1990)

    assert count_people(school, HeadcountKey("pupil"), DAY) == RollCount(2, 2, 0, 0)


def test_what_is_not_known_and_who_gave_no_consent_is_counted_apart(school):
    person(school)
    person(school, birth_year=None)
    person(school, consented=False)

    assert count_people(school, CHILDREN, DAY) == RollCount(2, 3, 1, 1)


def test_people_of_others_of_other_days_and_other_categories_are_out(school):
    person(InstitutionFactory())
    person(school, category="parent")
    person(school, archived_on=date(2022, 8, 1))
    left = person(school)
    left.affiliations.update(period=DateRange(date(2020, 9, 1), date(2022, 6, 1)))
    coming = person(school)
    coming.affiliations.update(period=DateRange(date(2022, 9, 2), None))

    assert count_people(school, CHILDREN, DAY).everybody == 0


def test_person_with_two_standings_counts_once(school, django_assert_num_queries):
    teacher = person(school, category="teacher", category__teaching_since=2021)
    teacher.affiliations.create(
        institution=school, category="head", period=DateRange(date(2021, 9, 1), None)
    )

    with django_assert_num_queries(1):
        found = count_people(school, HeadcountKey("teacher"), DAY)

    assert found.everybody == 1
