"""Figures counted together are the same as each counted alone."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from mentorship.organizations.figures import FIGURES
from mentorship.organizations.models import Organization
from mentorship.organizations.school_year import SchoolYear
from mentorship.organizations.together import Asked, counts_by_institution
from tests.monitoring.figures.world import World

pytestmark = pytest.mark.django_db
YEAR, END = SchoolYear(2022), date(2023, 8, 31)
CUT = [
    ("mentees_taking_part", "age_september", range(11, 19)),
    *(("participants", *cut) for cut in [("sex", ("f",)), ("role", "mentor")]),
    *(("participants", "role", roles) for roles in [("mentee", "mentor"), "nobody"]),
]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def test_figures_together_are_the_same_as_alone(world):
    asked = [Asked(figure) for figure in FIGURES]
    asked += [Asked(FIGURES[code], ((cut, value),)) for code, cut, value in CUT]
    school, closed = world.schools[:2]
    Organization.objects.filter(pk=closed.pk).update(closed_on=YEAR.starts_on)
    for place in (world.region, school.parent, school):
        alone = [
            figure.table(place, YEAR, ("institution",), dict(where), as_of=END)
            for figure, where in asked
        ]
        with CaptureQueriesContext(connection) as queries:
            together = counts_by_institution(asked, place, YEAR, END)

        wholes = [
            figure.table(place, YEAR, (), dict(where), as_of=END).get((), 0)
            for figure, where in asked
        ]
        told = [{(pk,): n for pk, n in counts.items()} for counts in together]
        assert dict(zip(asked, told, strict=True)) == dict(zip(asked, alone, strict=True))
        assert [sum(counts.values()) for counts in together] == wholes
        assert len(queries) == 1
        assert all(closed.pk not in counts for counts in together)


def test_facts_ask_the_database_nothing(world, django_assert_num_queries):
    """A statement is built once and kept: what it is made of may not change meanwhile."""
    with django_assert_num_queries(0):
        for figure in FIGURES:
            figure.facts(YEAR, END)


def test_nothing_asked_is_nothing_counted(world):
    assert counts_by_institution([], world.region, YEAR, END) == []
