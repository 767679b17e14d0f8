from datetime import date, timedelta

import pytest
from psycopg2.extras import DateRange

from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import MeetingFactory, PairFactory

BEGAN = date(2022, 10, 1)
TODAY = date(2023, 11, 20)


@pytest.fixture
def director(school):
    return MembershipFactory(role="director", organization=school)


@pytest.fixture
def ended(school):
    """Pairs of 2022/2023 by an order that ended so on a day; `met_on` is a meeting of each."""
    order = DocumentFactory(organization=school)

    def make(state, number=1, *, on=date(2023, 5, 31), met_on=None):
        found = []
        for _ in range(number):
            pair = PairFactory(institution=school, state=state, order=order, starts_on=BEGAN)
            pair.members.update(live=False, period=DateRange(BEGAN, on, "[]"))
            pair.moves.create(
                action="complete" if state == "completed" else "dissolve",
                made_by=order.created_by,
            )
            if met_on:
                MeetingFactory(pair=pair, held_on=met_on)
            found.append(pair)
        return found

    return make


@pytest.fixture
def working(school):
    """A pair that works since October 2022."""

    def make(**kwargs):
        order = DocumentFactory(organization=school)
        return PairFactory(
            institution=school, state="active", order=order, starts_on=BEGAN, **kwargs
        )

    return make


def after(days):
    """So many days after the pairs began."""
    return BEGAN + timedelta(days=days)
