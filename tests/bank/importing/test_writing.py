from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.bank.affiliations import Standing, move
from mentorship.bank.models import Affiliation
from tests.factories.bank import MenteeEntryFactory
from tests.factories.imports import confirmed_run

pytestmark = pytest.mark.django_db
NAMES = [("Громова", "Полина"), ("Лосева", "Анна"), ("Титова", "Ольга")]


def stretches():
    rows = Affiliation.objects.order_by("person__sort_name", "period")
    return list(rows.values_list("category", "place", "period"))


@pytest.fixture
def pupils(curator):
    """Three pupils; the class of the last begins on the very day of the move."""
    entries = [
        MenteeEntryFactory(
            institution=curator.organization,
            person__last_name=surname,
            person__first_name=name,
            person__patronymic="",
            person__birth_year=2011,
            person__category__place="5 «А»",
        )
        for surname, name in NAMES
    ]
    Affiliation.objects.filter(person=entries[2].person).update(period="[2022-09-01,)")
    return entries


def test_classes_of_many_move_as_one_by_one(curator, pupils):
    day, standing = date(2022, 9, 1), Standing("pupil", "6 «А»")
    for entry in pupils:
        move(person=entry.person, standing=standing, day=day)
    expected = stretches()
    Affiliation.objects.all().delete()
    for entry, since in zip(pupils, ["2020-09-01", "2020-09-01", "2022-09-01"], strict=True):
        Affiliation.objects.create(
            person=entry.person, institution=entry.institution, category="pupil",
            place="5 «А»", period=f"[{since},)",
        )  # fmt: skip

    rows = [(f"{surname} {name}", 2011, "6 «А»", "") for surname, name in NAMES]
    run = confirmed_run(curator, *rows)

    assert run.counts["updated"] == 3
    assert stretches() == expected


def test_moving_many_asks_the_database_as_often_as_moving_few(curator, pupils):
    rows = [(f"{surname} {name}", 2011, "6 «А»", "") for surname, name in NAMES]
    counts = []

    for some in (rows[:1], rows[1:]):
        with CaptureQueriesContext(connection) as queries:
            confirmed_run(curator, *some)
        counts.append(len(queries))

    # The class of the last one is corrected in place: one statement more.
    assert counts[1] - counts[0] <= 1
