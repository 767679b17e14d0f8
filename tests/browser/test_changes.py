"""Before and after: coverage of both waves, means with their people, who counts as satisfied."""

import re

import pytest
from django.utils import timezone

from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.editing import copy_set, publish_set
from tests.browser.steps import PASSWORD
from tests.factories.bank import MenteeEntryFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import WaveFactory, questionnaire

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def curator(visitor):
    member = MembershipFactory()
    member.user.set_password(PASSWORD)
    member.user.save()
    visitor.sign_in(member, PASSWORD)
    return member


@pytest.fixture
def person(curator):
    """A mentee of the running year who answered both times."""
    year = SchoolYear.containing(timezone.localdate())
    entry = MenteeEntryFactory(institution=curator.organization, entered_on=year.starts_on)
    for wave, mark in (("entry", 4), ("exit", 7)):
        WaveFactory(
            person=entry.person,
            wave=wave,
            answers={"mood": mark},
            school_year=year.first,
            answered_on=year.starts_on,
        )
    return entry.person


def test_change_of_a_group_leads_to_the_person(visitor, person):
    visitor.open("/surveys/?purpose=exit")
    fits = visitor.fits_a_phone()
    visitor.press("Изменения")
    visitor.page.get_by_role("link", name=re.compile("список, Насколько хорошее")).click()
    visitor.page.wait_for_url("**scale=mood**")
    visitor.look()

    assert (visitor.sees("+3"), visitor.sees("мало ответов")) == (True, True)
    assert (fits, visitor.fits_a_phone()) == (True, True)
    visitor.press(person.full_name)
    assert visitor.sees("Что изменилось")
    assert (visitor.violations, visitor.complaints) == ([], [])


def test_curator_says_who_counts_as_satisfied(visitor, curator):
    draft = copy_set(member=curator, questionnaire=questionnaire("exit-mentee-pupil"))
    own = publish_set(member=curator, questionnaire=draft)
    visitor.open("/surveys/sets/")

    visitor.press("Кто доволен")
    visitor.page.get_by_label("ответы входят в показатель", exact=False).check()
    visitor.fill("доволен при среднем от", "7")
    visitor.press("Сохранить")

    own.refresh_from_db()
    assert (own.counts_satisfaction, own.satisfied_from) == (True, 7)
    assert (visitor.violations, visitor.complaints) == ([], [])
