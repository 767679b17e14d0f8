from datetime import date

import pytest
from psycopg2.extras import DateRange

from mentorship.bank.models import Affiliation, YearTurn
from mentorship.bank.year_turn.attention import year_to_turn
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory

pytestmark = pytest.mark.django_db
NOVEMBER = date(2025, 11, 22)


@pytest.fixture
def curator():
    curator = MembershipFactory()
    PersonFactory(institution=curator.organization, category="pupil", category__place="6 «А»")
    Affiliation.objects.update(period=DateRange(date(2022, 9, 1), None))
    return curator


def said(curator, first, today=NOVEMBER):
    line = year_to_turn(curator, SchoolYear(first), today)
    return line and (line.count, line.text, line.detail)


def test_running_year_names_the_oldest_year_that_was_not_turned(curator):
    assert said(curator, 2025) == (
        1,
        "обучающийся ещё в классах 2022/2023 учебного года",
        "выберите 2022/2023 в шапке и перейдите на новый",
    )


def test_year_that_was_turned_is_not_named_again(curator):
    maker = {"made_by": curator, "made_at": "2023-06-20T10:00Z"}
    YearTurn.objects.create(institution=curator.organization, school_year=2022, **maker)

    assert said(curator, 2025)[2] == "выберите 2023/2024 в шапке и перейдите на новый"


def test_classes_of_the_running_year_are_where_they_should_be(curator):
    assert said(curator, 2022, date(2022, 11, 22)) is None
