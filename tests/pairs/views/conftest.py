import pytest
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
