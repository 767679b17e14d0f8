from datetime import date

import pytest

from tests.factories.bank import PersonFactory
from tests.factories.monitoring import QualitySheetFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import ResponseFactory, questionnaire

DAY = date(2023, 6, 1)


@pytest.fixture
def director(school):
    return MembershipFactory(role="director", organization=school)


@pytest.fixture
def sheet(school):
    return QualitySheetFactory(institution=school)


@pytest.fixture
def answered():
    """Pupils of an institution who answered both waves: one scale before and after."""

    def make(institution, before_after, scale="engagement", person=None):
        people = []
        for before, after in before_after:
            who = person or PersonFactory(institution=institution, consented=True)
            people.append(who)
            for wave, mark, day in (
                ("entry", before, date(2022, 10, 1)),
                ("exit", after, date(2023, 5, 1)),
            ):
                ResponseFactory(
                    person=who,
                    questionnaire=questionnaire(f"{wave}-mentee-pupil"),
                    answers={scale: mark},
                    answered_on=day,
                    is_satisfied=None,
                )
        return people

    return make


def marks(value="2"):
    """Every criterion of the built-in table marked alike, as a form sends it."""
    codes = (
        "goals",
        "principles",
        "approaches",
        "climate",
        "logic",
        "satisfaction",
        "partners",
        "activity",
        "application",
    )
    return {f"mark-{code}": value for code in codes}
