from datetime import date

import pytest
from psycopg2.extras import DateRange

from mentorship.bank.affiliations import Standing, last_day, move, put_right, standing_on
from mentorship.bank.models import Affiliation
from tests.factories.bank import PersonFactory

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2022, 9, 1)


@pytest.fixture
def pupil():
    """In class 7 «А» since September 2020."""
    return PersonFactory(category="pupil", category__place="7 «А»")


def stretches(person):
    return [
        (a.category, a.place, a.period.lower, a.period.upper)
        for a in person.affiliations.order_by("period", "pk")
    ]


def test_move_ends_the_class_of_before(pupil):
    move(person=pupil, standing=Standing("pupil", "8 «А»"), day=SEPTEMBER)

    assert stretches(pupil) == [
        ("pupil", "7 «А»", date(2020, 9, 1), SEPTEMBER),
        ("pupil", "8 «А»", SEPTEMBER, None),
    ]


def test_move_to_another_category_of_the_group_ends_the_first(pupil):
    move(person=pupil, standing=Standing("student", "1 курс"), day=SEPTEMBER)

    assert [(s[0], s[3]) for s in stretches(pupil)] == [("pupil", SEPTEMBER), ("student", None)]


def test_move_leaves_what_may_stand_beside():
    parent = PersonFactory(category="parent", category__place="")

    move(person=parent, standing=Standing("teacher", "учитель"), day=SEPTEMBER)

    assert [(s[0], s[3]) for s in stretches(parent)] == [("parent", None), ("teacher", None)]


def test_move_on_the_first_day_of_a_stretch_corrects_it(pupil):
    move(person=pupil, standing=Standing("pupil", "7 «Б»"), day=date(2020, 9, 1))

    assert stretches(pupil) == [("pupil", "7 «Б»", date(2020, 9, 1), None)]


def test_move_before_a_later_stretch_does_not_run_over_it(pupil):
    move(person=pupil, standing=Standing("pupil", "6 «А»"), day=date(2019, 9, 1))

    assert stretches(pupil) == [
        ("pupil", "6 «А»", date(2019, 9, 1), date(2020, 9, 1)),
        ("pupil", "7 «А»", date(2020, 9, 1), None),
    ]


def test_put_right_keeps_the_dates(pupil):
    put_right(person=pupil, standing=Standing("pupil", "7 «В»"), day=SEPTEMBER)

    assert stretches(pupil) == [("pupil", "7 «В»", date(2020, 9, 1), None)]


def test_standing_on_a_day_after_the_end_is_the_latest(pupil):
    Affiliation.objects.update(period=DateRange(date(2020, 9, 1), date(2021, 9, 1)))

    assert standing_on(pupil, SEPTEMBER).place == "7 «А»"


def test_standing_on_a_day_before_everything_is_nothing(pupil):
    assert standing_on(pupil, date(2019, 1, 1)) is None


def test_last_day_is_the_day_before_the_open_bound():
    assert last_day(DateRange(date(2020, 9, 1), date(2021, 9, 1))) == date(2021, 8, 31)
