from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.changes import changes_of, group_lines
from monitoring.models import QualityTable
from monitoring.quality.growth import growth_by_institution, growth_of
from tests.factories.bank import MenteeEntryFactory, form
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import InstitutionFactory
from tests.factories.pairs import PairFactory
from tests.factories.surveys import ResponseFactory, questionnaire
from tests.monitoring.quality.conftest import DAY

pytestmark = pytest.mark.django_db
YEAR = SchoolYear(2022)
FIVE = [(3, 5), (4, 4), (6, 7), (2, 8), (5, 6)]


def numbers(lines):
    return [(line.code, line.count, line.before, line.after) for line in lines]


def test_growth_of_a_school_is_what_the_answers_of_its_people_say(school, answered):
    """Two independent ways: one statement here, people one by one in the room of surveys."""
    people = [*answered(school, FIVE), *answered(school, [(9, 1)], scale="mood")]
    again = {"engagement": 10}
    ResponseFactory(
        person=people[0],
        questionnaire=questionnaire("exit-mentee-career"),
        answers=again,
        answered_on=date(2023, 5, 9),
        is_satisfied=None,
    )
    slow = group_lines(
        change
        for change in changes_of([person.pk for person in people], YEAR)
        if change.group == ("mentee", "pupil")
    )

    (group,) = growth_of(
        school, YEAR, DAY, table=QualityTable.objects.get(organization=None, version=1)
    )

    engagement, mood = group.lines
    expected = next(line for line in slow if line.code == "engagement")
    assert (engagement.count, engagement.before, engagement.after) == (
        5,
        expected.before,
        expected.after,
    )
    assert engagement.words == "с 4,0 до 6,0 (+2), ответили дважды: 5"
    assert (engagement.aspect, mood.is_hidden) == ("Мотивационно-личностный рост", True)
    assert numbers([mood]) == [("mood", None, None, None)]


def test_program_is_hidden_when_others_would_give_it_away(school, answered):
    """Six, five and two in three forms, thirteen in all: the five go with the two."""
    people = answered(school, [(3, 5)] * 13)
    order = DocumentFactory(organization=school)
    forms = ["uchitel-uchenik"] * 6 + ["student-uchenik"] * 5 + ["rabotodatel-uchenik"] * 2
    for person, code in zip(people, forms, strict=True):
        entry = MenteeEntryFactory(institution=school, person=person)
        PairFactory(
            institution=school, mentees=[entry], state="ordered", order=order, form=form(code)
        )

    (whole,) = growth_of(school, YEAR, DAY)
    programs = [growth_of(school, YEAR, DAY, form=code)[0] for code in dict.fromkeys(forms)]

    assert whole.lines[0].count == 13
    assert [program.lines[0].count for program in programs] == [6, None, None]
    assert growth_of(school, YEAR, DAY, form="uchenik-uchenik") == []


def test_region_compares_institutions_in_one_statement(school, coordinator, answered):
    neighbors = [InstitutionFactory(parent=school.parent) for _ in range(3)]
    for institution, people in zip([school, *neighbors], (5, 6, 7, 1), strict=True):
        answered(institution, [(3, 5)] * people)

    with CaptureQueriesContext(connection) as captured:
        lines = growth_by_institution(coordinator, YEAR, DAY, "mentee-pupil")["engagement"]

    shown = {pk: line.count for pk, line in lines.items()}
    # The one of 1 is small; 5 is hidden with it, or it would follow from the total.
    assert shown == {school.pk: None, neighbors[0].pk: 6, neighbors[1].pk: 7, neighbors[2].pk: None}
    assert len(captured) == 1
