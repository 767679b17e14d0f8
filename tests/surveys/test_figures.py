from datetime import date

import pytest

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.figures import describe
from mentorship.surveys.models import Questionnaire
from tests.factories.bank import PersonFactory
from tests.factories.organizations import InstitutionFactory
from tests.factories.surveys import ResponseFactory, questionnaire

YEAR = SchoolYear(2022)


@pytest.fixture
def school(db):
    return InstitutionFactory()


@pytest.fixture
def answer(school):
    def make(**kwargs):
        person = kwargs.pop("person", None) or PersonFactory(institution=school, consented=True)
        return ResponseFactory(person=person, **kwargs)

    return make


def value(code, school, year=YEAR):
    return FIGURES[code].value(school, year)


def test_satisfied_are_counted_among_those_who_answered(answer, school):
    answer()
    answer()
    answer(is_satisfied=False)

    assert value("mentees_answered", school) == 3
    assert value("mentees_satisfied", school) == 2
    assert value("mentors_answered", school) == 0


def test_mentors_are_counted_apart(answer, school):
    answer(questionnaire=questionnaire("mentor-satisfaction"))

    assert value("mentors_answered", school) == value("mentors_satisfied", school) == 1
    assert value("mentees_answered", school) == 0


def test_other_year_is_not_touched(answer, school):
    answer()

    assert value("mentees_answered", school, SchoolYear(2023)) == 0


def test_newest_version_a_person_answered_decides(answer, school):
    second = questionnaire()
    Questionnaire.objects.filter(pk=second.pk).update(state="archived")
    second.pk, second.version = None, 2
    second.save()
    person = answer().person
    answer(person=person, questionnaire=Questionnaire.objects.get(version=2), is_satisfied=False)

    assert value("mentees_answered", school) == 1
    assert value("mentees_satisfied", school) == 0


@pytest.mark.parametrize(
    ("dates", "counted"),
    [
        ({"withdrawn_on": date(2023, 8, 31)}, 0),
        ({"withdrawn_on": date(2023, 9, 1)}, 1),
        ({"valid_until": date(2023, 5, 20)}, 1),
        ({"valid_until": date(2023, 5, 19)}, 0),
    ],
)
def test_later_fate_of_a_consent_leaves_the_year_alone(answer, school, dates, counted):
    answer().person.consents.update(**dates)

    assert value("mentees_answered", school) == counted


@pytest.mark.parametrize(
    "code", ["mentees_answered", "mentees_satisfied", "mentors_answered", "mentors_satisfied"]
)
def test_figure_is_one_statement(answer, school, code, django_assert_num_queries):
    answer()

    with django_assert_num_queries(1):
        FIGURES[code].by_institution(school.parent.parent, YEAR)


def test_row_is_told_by_name_and_class(answer):
    person = answer().person

    (row,) = FIGURES["mentees_answered"].rows(YEAR)

    assert describe(row) == f"{person.full_name}, 7 «А»"
