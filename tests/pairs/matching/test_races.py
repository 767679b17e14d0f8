"""Several curators decide at once: one pair comes of it, the others read why."""

import pytest

from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.matching import decisions
from mentorship.pairs.matching.runs import run_matching
from mentorship.pairs.models import MatchingRun, Pair, PairMember, Ruling
from tests.factories.bank import MenteeEntryFactory, MentorEntryFactory, TopicFactory, form
from tests.factories.organizations import MembershipFactory
from tests.pairs.matching.conftest import TODAY
from tests.pairs.test_races import outcomes

AT_ONCE = 8


def matched(curator, mentees=1, **kwargs):
    """A run of one mentor with one place for each of the mentees."""
    school = curator.organization
    MentorEntryFactory(institution=school, capacity=mentees)
    MenteeEntryFactory.create_batch(mentees, institution=school)
    return run_matching(
        member=curator, year=SchoolYear(2022), form=form("uchitel-uchenik"), today=TODAY, **kwargs
    )


def accepting(curator, suggestion):
    return lambda: decisions.accept(member=curator, suggestion=suggestion, today=TODAY)


@pytest.mark.django_db(transaction=True)
def test_one_suggestion_is_accepted_once():
    curator = MembershipFactory()
    suggestion = matched(curator).suggestions.get()

    results = outcomes([accepting(curator, suggestion)] * AT_ONCE)

    assert results.count(True) == 1
    assert {words for words in results if words is not True} == {"Решение уже принято: принято."}
    assert (Pair.objects.count(), PairMember.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_last_place_goes_to_one_of_the_suggestions():
    curator = MembershipFactory()
    run = matched(curator, mentees=4)
    mentor = run.suggestions.first().mentor_entry
    type(mentor).objects.filter(pk=mentor.pk).update(capacity=1)

    results = outcomes([accepting(curator, s) for s in run.suggestions.all()])

    assert results.count(True) == 1
    assert sorted(run.suggestions.values_list("state", flat=True)) == [
        "accepted",
        "offered",
        "offered",
        "offered",
    ]
    assert PairMember.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_runs_at_once_leave_one_current():
    curator = MembershipFactory()
    matched(curator)

    def work():
        run_matching(
            member=curator, year=SchoolYear(2022), form=form("uchitel-uchenik"), today=TODAY
        )

    assert outcomes([work] * AT_ONCE) == [True] * AT_ONCE
    assert MatchingRun.objects.current().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_rulings_of_one_mentee_do_not_meet():
    curator = MembershipFactory()
    mentee = MenteeEntryFactory(institution=curator.organization)
    mentors = MentorEntryFactory.create_batch(AT_ONCE, institution=curator.organization)

    def locking(mentor):
        return lambda: decisions.lock(member=curator, mentor_entry=mentor, mentee_entry=mentee)

    results = outcomes([locking(mentor) for mentor in mentors])

    assert results.count(True) == 1
    assert Ruling.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_group_is_accepted_once_whoever_it_is_begun_with():
    curator, topic = MembershipFactory(), TopicFactory()
    MentorEntryFactory(institution=curator.organization, capacity=4).topics.add(topic)
    for mentee in MenteeEntryFactory.create_batch(4, institution=curator.organization):
        mentee.topics.add(topic)
    run = run_matching(
        member=curator,
        year=SchoolYear(2022),
        form=form("uchitel-uchenik"),
        groups=True,
        today=TODAY,
    )

    both_ways = [*run.suggestions.order_by("pk"), *run.suggestions.order_by("-pk")]
    results = outcomes([accepting(curator, suggestion) for suggestion in both_ways])

    assert results.count(True) == 1
    assert (Pair.objects.count(), PairMember.objects.count()) == (1, 4)
