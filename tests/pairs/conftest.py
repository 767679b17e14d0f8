from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import (
    ConsentFactory,
    MenteeEntryFactory,
    MentorEntryFactory,
    PersonFactory,
    TopicFactory,
    form,
)
from tests.factories.documents import DocumentFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import PairFactory


@pytest.fixture
def curator(db):
    return MembershipFactory(role="curator")


@pytest.fixture
def school(curator):
    return curator.organization


@pytest.fixture
def drafting(curator, school):
    """Arguments of `create_pair` that pass, to be spoilt one at a time."""
    return {
        "member": curator,
        "mentor_entry": MentorEntryFactory(institution=school),
        "mentee_entries": [MenteeEntryFactory(institution=school)],
        "form": form("uchitel-uchenik"),
        "starts_on": date(2022, 10, 1),
        "ends_on": date(2023, 5, 31),
    }


@pytest.fixture
def make_pair(school):
    """A pair of the curator's school in any state, agreed to, with an order where one is due."""

    def make(state="draft", **kwargs):
        ordered = state in {"ordered", "active", "completed", "dissolved"}
        order = kwargs.pop("order", None) or (ordered and DocumentFactory(organization=school))
        agreed_on = None if state in {"draft", "proposed"} else date(2022, 9, 20)
        pair = PairFactory(
            institution=school,
            state=state,
            order=order or None,
            mentor_agreed_on=agreed_on,
            **kwargs,
        )
        live = state not in {"completed", "dissolved"}
        pair.members.update(agreed_on=agreed_on, live=live)
        return pair

    return make


@pytest.fixture
def order_dated(school, curator):
    """A registered order of the school with a date."""

    def make(day, **kwargs):
        number = f"{day:%j}-ОД"
        return DocumentFactory(
            organization=school,
            state="registered",
            number=number,
            number_key=number,
            dated_on=day,
            registered_at=timezone.now(),
            registered_by=curator,
            **kwargs,
        )

    return make


@pytest.fixture
def queries():
    """How many statements a page takes; the session is written at the first look only."""

    def count(client, url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count


@pytest.fixture
def this_year():
    """Pages ask the clock: the list of a past year is closed."""
    return SchoolYear.containing(timezone.localdate())


@pytest.fixture
def desk(sign_in, curator, this_year):
    return sign_in(curator, this_year.first)


@pytest.fixture
def topic(school):
    return TopicFactory(organization=school, title="Физика")


@pytest.fixture
def make_mentee(school, topic):
    """A pupil who waits, of the topic; no consent of theirs ends by age."""

    def make(last_name="Ёлкин"):
        person = PersonFactory(institution=school, last_name=last_name, birth_year=None)
        ConsentFactory(person=person)
        entry = MenteeEntryFactory(institution=school, person=person, form=form("uchitel-uchenik"))
        entry.topics.add(topic)
        return entry

    return make


@pytest.fixture
def mentee(make_mentee):
    return make_mentee()


@pytest.fixture
def make_mentor(school, topic):
    """A teacher with one place, of the topic."""

    def make(capacity=1):
        entry = MentorEntryFactory(institution=school, capacity=capacity)
        entry.topics.add(topic)
        return entry

    return make
