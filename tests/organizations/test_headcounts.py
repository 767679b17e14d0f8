from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.organizations.headcounts import (
    HeadcountKey,
    latest_headcounts,
    needed_headcounts,
    record_headcounts,
)
from mentorship.organizations.models import Headcount
from tests.factories.organizations import HeadcountFactory, MembershipFactory

pytestmark = pytest.mark.django_db
CHILDREN, TEENS = HeadcountKey("pupil", 10, 19), HeadcountKey("pupil", 15, 19)
ALL, YOUNG = HeadcountKey("teacher"), HeadcountKey("teacher", experience_to=3)
DAY = date(2022, 9, 1)


def test_indicators_say_which_headcounts_are_needed():
    assert [key.label for key in needed_headcounts()] == [
        "Обучающиеся 10–19 лет",
        "Обучающиеся 15–19 лет",
        "Педагогические работники со стажем до 3 лет",
        "Предприятия территории",
    ]


@pytest.mark.parametrize(
    ("wide", "narrow", "includes"),
    [
        (CHILDREN, TEENS, True),
        (TEENS, CHILDREN, False),
        (CHILDREN, CHILDREN, False),
        (HeadcountKey("pupil"), CHILDREN, True),
        (CHILDREN, HeadcountKey("pupil"), False),
        (ALL, YOUNG, True),
        (YOUNG, ALL, False),
        (ALL, TEENS, False),
    ],
)
def test_wider_headcount_includes_the_narrower(wide, narrow, includes):
    assert wide.includes(narrow) == includes


def test_several_headcounts_are_recorded_at_once():
    member = MembershipFactory()

    record_headcounts(
        member=member, values={CHILDREN: 108, YOUNG: 0}, as_of=DAY, source="форма ОО-1"
    )

    rows = Headcount.objects.order_by("category")
    assert [(row.organization, row.value, row.source) for row in rows] == [
        (member.organization, 108, "форма ОО-1"),
        (member.organization, 0, "форма ОО-1"),
    ]


def test_number_of_the_same_day_takes_the_place_of_the_earlier():
    member = MembershipFactory()
    for value in (100, 108):
        record_headcounts(member=member, values={CHILDREN: value}, as_of=DAY, source="ОО-1")

    assert Headcount.objects.get().value == 108


@pytest.mark.parametrize("role", ["methodist", "coordinator", "council", "mentor"])
def test_only_the_institution_records_by_hand(role):
    with pytest.raises(PermissionDenied):
        record_headcounts(
            member=MembershipFactory(role=role), values={CHILDREN: 1}, as_of=DAY, source="ОО-1"
        )


def test_newest_headcount_of_the_year_counts(year):
    newest = HeadcountFactory(as_of=date(2023, 1, 10))
    organization = newest.organization
    HeadcountFactory(organization=organization, as_of=DAY)
    HeadcountFactory(organization=organization, as_of=date(2023, 9, 1))
    teens = HeadcountFactory(organization=organization, as_of=DAY, age_from=15)

    found = latest_headcounts(organization, year, date(2026, 1, 1))

    assert found == {CHILDREN: newest, TEENS: teens}
