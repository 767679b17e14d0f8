from datetime import timedelta

import pgtrigger
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.audit.context import Actor, acting
from mentorship.audit.models import Reading
from mentorship.audit.reading import note_reading
from mentorship.audit.tasks import purge_readings
from tests.factories.organizations import HeadcountFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def reading(**fields):
    return Reading.objects.create(**{"kind": "card", "people": [1], "count": 1} | fields)


def aged(days):
    """A reading of that many days ago; nobody but a test may move its moment."""
    row = reading()
    with pgtrigger.ignore("audit.Reading:kept_as_written"):
        Reading.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(days=days))
    return row


def test_reading_says_who_saw_whom(django_assert_num_queries):
    member, headcount = MembershipFactory(), HeadcountFactory()
    who = {"user": member.user_id, "membership": member.pk}
    where = {"organization": member.organization_id, "request": "abc", "address": "192.0.2.1"}
    with acting(Actor(**who, **where), writes=False), django_assert_num_queries(1):
        note_reading(Reading.Kind.FILE, [5, 3, 5], about=headcount, selection="2022/2023")

    row = Reading.objects.get()
    assert (row.people, row.count, row.selection) == ([3, 5], 2, "2022/2023")
    assert (row.user, row.membership, row.organization) == (
        member.user,
        member,
        member.organization,
    )
    assert (row.subject, row.subject_pk) == ("organizations.headcount", headcount.pk)
    assert (row.request_id, row.address, row.job) == ("abc", "192.0.2.1", None)


def test_reading_of_a_job_names_the_job():
    with acting(Actor(job=12)):
        note_reading(Reading.Kind.EXPORT, [5])

    assert Reading.objects.get().job == 12


def test_nobody_shown_is_not_noted():
    note_reading(Reading.Kind.SEARCH, [])

    assert not Reading.objects.exists()


def test_long_selection_is_cut():
    note_reading(Reading.Kind.EXPORT, [5], selection="я" * 500)

    assert len(Reading.objects.get().selection) == 200


def test_readings_of_one_person():
    own = reading(people=[1, 2])
    reading(people=[12])

    assert list(Reading.objects.about(2)) == [own]


def test_readings_of_own_institution_only():
    member, other = MembershipFactory(), MembershipFactory()
    own = reading(organization=member.organization)
    reading(organization=other.organization)

    assert list(Reading.objects.visible_to(member)) == [own]


@pytest.mark.parametrize("role", ["methodist", "coordinator"])
def test_readings_stay_in_the_institution(role):
    member = MembershipFactory(role=role)
    reading(organization=member.organization)

    assert not Reading.objects.visible_to(member).exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_reading_is_kept_from_the_owner_too(change):
    reading()
    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
        Reading.objects.update(count=2) if change == "update" else Reading.objects.all().delete()


def test_purge_removes_what_is_past_its_term():
    kept, _old = aged(3 * 365 - 1), aged(3 * 366 + 1)

    purge_readings()

    assert list(Reading.objects.all()) == [kept]


def test_purge_with_a_shorter_term_keeps_three_years(settings):
    settings.READING_LOG_YEARS = 0
    kept = aged(3 * 365 - 1)

    purge_readings()

    assert list(Reading.objects.all()) == [kept]


def test_purge_with_a_longer_term_keeps_more(settings):
    settings.READING_LOG_YEARS = 5
    kept = aged(4 * 366)

    purge_readings()

    assert list(Reading.objects.all()) == [kept]
