from datetime import date

import pytest

from mentorship.organizations.school_year import SchoolYear
from monitoring.attention import missing_headcounts_line
from tests.factories.organizations import HeadcountFactory, MembershipFactory
from tests.monitoring.conftest import TODAY

BOUNDS = [
    {"age_from": 10, "age_to": 19},
    {"age_from": 15, "age_to": 19},
    {"category": "teacher", "age_from": None, "age_to": None, "experience_to": 3},
    {"category": "enterprise", "age_from": None, "age_to": None},
]


def enter_headcounts(school, count):
    for bounds in BOUNDS[:count]:
        HeadcountFactory(organization=school, **bounds)


@pytest.mark.parametrize(
    ("entered", "words"),
    [(0, "показателя ждут численности"), (3, "показатель ждёт численности")],
)
def test_curator_is_told_how_many_indicators_wait(curator, school, year, entered, words):
    enter_headcounts(school, entered)

    line = missing_headcounts_line(curator, year, TODAY)

    assert (line.count, line.text, line.url) == (
        len(BOUNDS) - entered,
        words,
        "/organizations/own/headcounts/fill/",
    )


def test_nothing_is_said_when_all_headcounts_are_there(curator, methodist, school, year):
    enter_headcounts(school, len(BOUNDS))

    assert missing_headcounts_line(curator, year, TODAY) is None
    assert missing_headcounts_line(methodist, year, TODAY) is None


def test_methodist_and_coordinator_are_told_of_institutions(methodist, coordinator, neighbor, year):
    neighbor(0)

    lines = [missing_headcounts_line(member, year, TODAY) for member in (methodist, coordinator)]

    assert [(line.count, line.text) for line in lines] == [
        (2, "организации не указали численность")
    ] * 2
    assert lines[0].url == "/monitoring/indicators/"


@pytest.mark.parametrize("role", ["mentor", "council"])
def test_who_cannot_enter_a_headcount_is_not_asked(school, year, role):
    member = MembershipFactory(role=role, organization=school)

    assert missing_headcounts_line(member, year, TODAY) is None


def test_year_to_come_is_not_asked_about(curator):
    assert missing_headcounts_line(curator, SchoolYear(2023), date(2023, 8, 31)) is None
