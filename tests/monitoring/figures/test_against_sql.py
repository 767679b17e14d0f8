from datetime import date
from itertools import product

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from tests.monitoring.figures.statements import STATEMENTS, TAKING
from tests.monitoring.figures.world import LATER, World

pytestmark = pytest.mark.django_db
YEAR, DAY, END = SchoolYear(2022), date(2023, 2, 1), date(2023, 8, 31)
CODES = [figure.code for figure in FIGURES]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once: nothing here changes it but inside a transaction that is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def by_hand(statement, day):
    with connection.cursor() as cursor:
        params = {"year": 2022, "day": day, "start": YEAR.starts_on, "end": YEAR.ends_on}
        cursor.execute(statement, params)
        return cursor.fetchall()


def counted_on(world, day):
    """All figures by school."""
    return {
        figure.code: figure.table(world.region, YEAR, ("institution",), as_of=day)
        for figure in FIGURES
    }


@pytest.fixture(scope="module")
def known(world):
    return counted_on(world, DAY)


@pytest.mark.parametrize("code", CODES)
def test_figure_equals_independent_sql(world, code):
    for day in (DAY, END):
        schools = {school.pk for school in world.schools}
        written = {(pk,): n for pk, n in by_hand(STATEMENTS[code], day) if pk in schools}

        assert FIGURES[code].table(world.region, YEAR, ("institution",), as_of=day) == written


def test_keys_of_a_cell_are_the_rows_behind_its_number(world):
    for figure in FIGURES:
        cells = figure.keys(world.region, YEAR, ("institution",), as_of=END)
        rows = figure.rows(YEAR, as_of=END).order_by("pk")
        for school in world.schools:
            behind = rows.filter(**{figure.institution: school.pk}).values_list("pk", flat=True)
            assert cells.get((school.pk,), []) == list(behind), figure.code


@pytest.mark.parametrize("code", CODES)
def test_schools_add_up_to_municipalities_and_to_the_region(world, code):
    figure = FIGURES[code]
    schools = figure.table(world.region, YEAR, ("municipality", "institution"), as_of=END)
    places = figure.table(world.region, YEAR, ("municipality",), as_of=END)
    summed = {}
    for (place, _school), count in schools.items():
        summed[place,] = summed.get((place,), 0) + count

    assert (summed, sum(summed.values())) == (
        places,
        figure.table(world.region, YEAR, as_of=END)[()],
    )
    assert sum(summed.values()) > 0


def test_cuts_of_participants_equal_independent_sql(world):
    written = by_hand(
        f"""SELECT f.code, x.role, b.sex, %(year)s - b.birth_year, count(DISTINCT b.id)
        FROM ({TAKING}) x JOIN bank_person b ON b.id = x.person_id
        JOIN bank_mentoringform f ON f.id = x.form_id GROUP BY 1, 2, 3, 4""",
        END,
    )
    by = ("form", "role", "sex", "age")
    counted = FIGURES["participants"].table(world.region, YEAR, by, as_of=END)

    assert counted == {row[:-1]: row[-1] for row in written}


@pytest.mark.parametrize("code", CODES)
def test_rows_behind_a_number_are_as_many_as_it_says(world, code):
    figure, school = FIGURES[code], world.schools[0]
    rows = figure.rows(YEAR, as_of=END).filter(**{figure.institution: school.pk})

    assert rows.count() == figure.table(school, YEAR, as_of=END)[()]


# They hold for the whole year, or have no day of their own, so nothing later can come to them.
UNDATED = {"institutions_listed", "results_written"}


def test_every_figure_is_changed_by_something_later(world):
    """Else the property below would say nothing about it."""
    before = counted_on(world, END)
    with transaction.atomic():
        for change, number in product(LATER, range(3)):
            change(world, date(2023, 3, 3), number)
        after = counted_on(world, END)
        transaction.set_rollback(True)

    assert {code for code in CODES if after[code] == before[code]} == UNDATED


@settings(max_examples=8)
@given(
    changes=st.lists(
        st.tuples(
            st.sampled_from(LATER), st.dates(date(2023, 2, 2), date(2023, 5, 20)), st.integers(0, 5)
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_dated_later_changes_no_earlier_day(world, known, changes):
    with transaction.atomic():
        for change, day, number in changes:
            change(world, day, number)
        after = counted_on(world, DAY)
        transaction.set_rollback(True)

    assert after == known
