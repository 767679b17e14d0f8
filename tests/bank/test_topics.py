from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from pghistory.models import Events

from mentorship.bank import topics
from mentorship.bank.models import Topic
from mentorship.core.exceptions import DomainError
from mentorship.organizations.roles import Role
from mentorship.organizations.school_year import SchoolYear
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, PersonFactory, TopicFactory
from tests.factories.organizations import InstitutionFactory, MembershipFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 10, 1)


@pytest.fixture
def coordinator(curator):
    region = curator.organization.region
    return MembershipFactory(role=Role.COORDINATOR, organization=region)


def regional(member, **kwargs):
    return TopicFactory(organization=member.organization.region, **kwargs)


def test_catalogue_flows_down_and_not_sideways(curator):
    shared, own = regional(curator), TopicFactory(organization=curator.organization)
    neighbor = InstitutionFactory(parent=curator.organization.parent)
    TopicFactory(organization=neighbor)
    TopicFactory()

    assert set(Topic.objects.shared_with(curator)) == {shared, own}


def test_ready_catalogue_is_taken_once(coordinator):
    first = topics.take_catalogue(member=coordinator)

    assert first == Topic.objects.count() == len(topics.ready_catalogue())
    with pytest.raises(DomainError):
        topics.take_catalogue(member=coordinator)


def test_ready_catalogue_leaves_what_the_region_changed(coordinator):
    topics.take_catalogue(member=coordinator)
    mathematics = Topic.objects.get(code="matematika")
    Topic.objects.filter(pk=mathematics.pk).update(title="Математика и логика")
    Topic.objects.get(code="fizika").delete()

    added = topics.take_ready_catalogue(coordinator.organization)

    mathematics.refresh_from_db()
    assert (added, mathematics.title) == (1, "Математика и логика")


def test_institution_takes_no_catalogue(curator):
    with pytest.raises(DomainError):
        topics.take_catalogue(member=curator)


def test_topic_is_put_once_and_logged(curator):
    entry = MentorEntryFactory(institution=curator.organization)
    topic = regional(curator)

    for _ in range(2):
        topics.put_topic(member=curator, entry=entry, topic=topic)
    topics.take_topic(member=curator, entry=entry, topic=topic)

    logged = Events.objects.filter(pgh_obj_model="bank.MentorTopic").order_by("pgh_id")
    assert sorted(logged.values_list("pgh_label", flat=True)) == ["delete", "insert"]


@pytest.mark.parametrize("kind", ["archived", "foreign"])
def test_topic_out_of_reach_is_not_put(curator, kind):
    entry = MenteeEntryFactory(institution=curator.organization)
    topic = regional(curator, archived_on=TODAY) if kind == "archived" else TopicFactory()

    with pytest.raises(DomainError):
        topics.put_topic(member=curator, entry=entry, topic=topic)


def test_topic_is_put_to_own_entries_only(curator):
    with pytest.raises(PermissionDenied):
        topics.put_topic(member=curator, entry=MenteeEntryFactory(), topic=regional(curator))


def test_merging_moves_entries_of_both_banks(coordinator, curator):
    topic, into = regional(curator, title="Алгебра"), regional(curator, title="Математика")
    mentor = MentorEntryFactory(institution=curator.organization)
    mentee = MenteeEntryFactory(institution=curator.organization)
    mentor.topics.set([topic, into])
    mentee.topics.set([topic])

    topics.merge_topics(member=coordinator, topic=topic, into=into, today=TODAY)

    topic.refresh_from_db()
    assert (list(mentor.topics.all()), list(mentee.topics.all())) == ([into], [into])
    assert (topic.merged_into, topic.archived_on) == (into, TODAY)


def test_merging_leads_earlier_merged_topics_on(coordinator, curator):
    first, second, third = (regional(curator) for _ in range(3))
    topics.merge_topics(member=coordinator, topic=first, into=second, today=TODAY)

    topics.merge_topics(member=coordinator, topic=second, into=third, today=TODAY)

    first.refresh_from_db()
    assert first.merged_into == third


def test_merging_with_itself_or_an_archived_one_is_refused(coordinator, curator):
    topic, archived = regional(curator), regional(curator, archived_on=TODAY)

    for into in (topic, archived):
        with pytest.raises(DomainError):
            topics.merge_topics(member=coordinator, topic=topic, into=into, today=TODAY)


def test_only_the_keeper_changes_a_topic(curator):
    topic = regional(curator)

    with pytest.raises(PermissionDenied):
        topics.archive_topic(member=curator, topic=topic, today=TODAY)


def test_archived_topic_stays_with_its_entries_and_comes_back(coordinator, curator):
    topic = regional(curator)
    entry = MentorEntryFactory(institution=curator.organization)
    entry.topics.set([topic])

    topics.archive_topic(member=coordinator, topic=topic, today=TODAY)

    assert list(topics.offered_topics(curator)) == []
    assert list(entry.topics.all()) == [topic]
    topics.restore_topic(member=coordinator, topic=topic)
    assert list(topics.offered_topics(curator)) == [topic]


def test_topic_does_not_come_back_over_its_namesake(coordinator, curator):
    old = regional(curator, title="Физика", archived_on=TODAY)
    regional(curator, title="физика")

    with pytest.raises(DomainError):
        topics.restore_topic(member=coordinator, topic=old)


def test_merged_topic_does_not_come_back(coordinator, curator):
    topic, into = regional(curator), regional(curator)
    topics.merge_topics(member=coordinator, topic=topic, into=into, today=TODAY)

    with pytest.raises(DomainError):
        topics.restore_topic(member=coordinator, topic=topic)


def test_one_title_once_in_the_database(curator):
    regional(curator, title="Физика")

    with pytest.raises(IntegrityError, match="topic_title_once"):
        regional(curator, title="физика")


def test_usage_counts_own_entries_with_consent(curator):
    topic = regional(curator)
    without = PersonFactory(institution=curator.organization)
    for entry in (
        MentorEntryFactory(institution=curator.organization),
        MenteeEntryFactory(institution=curator.organization),
        MenteeEntryFactory(institution=curator.organization, person=without),
        MenteeEntryFactory(),
    ):
        entry.topics.set([topic])

    (counted,) = topics.with_usage(Topic.objects.all(), curator, SchoolYear(2022), TODAY)

    assert (counted.mentors_count, counted.mentees_count) == (1, 1)


def test_catalogue_is_taken_by_its_keeper_only(curator):
    director = MembershipFactory(organization=curator.organization, role=Role.DIRECTOR)

    with pytest.raises(PermissionDenied):
        topics.take_catalogue(member=director)
