from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.core.exceptions import DomainError
from mentorship.organizations.figures import FIGURES
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.editing import copy_set, publish_set
from mentorship.surveys.participants import answered_exit
from mentorship.surveys.satisfaction import opinion, set_satisfaction
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import ResponseFactory, WaveFactory, questionnaire

TODAY = date(2023, 5, 25)
YEAR = SchoolYear(2022)
HAPPY = {"comfort": 9, "result": 9, "mood": 1}
pytestmark = pytest.mark.django_db


@pytest.fixture
def own_exit(curator):
    """The curator's own exit questionnaire, in use; it feeds no figure yet."""
    draft = copy_set(member=curator, questionnaire=questionnaire("exit-mentee-pupil"))
    return publish_set(member=curator, questionnaire=draft)


@pytest.fixture
def person(curator):
    return PersonFactory(institution=curator.organization, consented=True)


def change(member, asked, **values):
    settings = {"satisfied_from": 6, "satisfied_source": "приказ", "counts_satisfaction": True}
    return set_satisfaction(member=member, questionnaire=asked, **settings | values, today=TODAY)


def satisfied(curator):
    return FIGURES["mentees_satisfied"].value(curator.organization, YEAR)


def test_exit_questionnaire_counts_nobody_until_it_is_chosen(curator, own_exit, person):
    WaveFactory(person=person, questionnaire=own_exit, answers=HAPPY)

    assert opinion(own_exit, HAPPY) is None
    assert (satisfied(curator), FIGURES["mentees_answered"].value(curator.organization, YEAR)) == (
        0,
        0,
    )


def test_chosen_exit_questionnaire_feeds_the_figure(curator, own_exit, person):
    response = WaveFactory(person=person, questionnaire=own_exit, answers=HAPPY)

    assert change(curator, own_exit) == 1

    response.refresh_from_db()
    assert (response.is_satisfied, satisfied(curator)) == (True, 1)


def test_scales_before_and_after_do_not_say_who_is_satisfied(own_exit):
    own_exit.counts_satisfaction = True

    assert opinion(own_exit, {"mood": 10, "comfort": 2}) is False


def test_threshold_recounts_the_running_year_alone(curator, own_exit, person):
    own_exit.counts_satisfaction = True
    own_exit.save()
    given = {"person": person, "questionnaire": own_exit, "answers": HAPPY, "is_satisfied": True}
    past = ResponseFactory(**given, school_year=2021, answered_on=date(2022, 5, 20))
    current = ResponseFactory(**given)

    assert change(curator, own_exit, satisfied_from=10) == 1

    past.refresh_from_db()
    current.refresh_from_db()
    assert (past.is_satisfied, current.is_satisfied) == (True, False)


def test_latest_of_two_questionnaires_that_feed_decides(curator, own_exit, person):
    change(curator, own_exit)
    ResponseFactory(person=person, is_satisfied=True, answered_on=date(2023, 4, 1))
    WaveFactory(person=person, questionnaire=own_exit, is_satisfied=False)

    assert satisfied(curator) == 0
    assert FIGURES["mentees_answered"].value(curator.organization, YEAR) == 1


@pytest.mark.parametrize("threshold", [0, 11])
def test_threshold_lies_on_the_scale(curator, own_exit, threshold):
    with pytest.raises(DomainError, match="Порог"):
        change(curator, own_exit, satisfied_from=threshold)


def test_set_without_a_scale_of_opinion_counts_nobody(curator, own_exit):
    draft = copy_set(member=curator, questionnaire=own_exit)
    draft.questions = [kept for kept in draft.questions if kept.get("is_compared")]
    draft.save()
    bare = publish_set(member=curator, questionnaire=draft)

    with pytest.raises(DomainError, match="нет шкалы"):
        change(curator, bare)


def test_built_in_set_is_nobodys_to_set(curator):
    with pytest.raises(PermissionDenied):
        change(curator, questionnaire())


def test_readers_set_nothing(own_exit):
    director = MembershipFactory(role="director", organization=own_exit.organization)

    with pytest.raises(PermissionDenied):
        change(director, own_exit)


def test_entry_questionnaire_says_nothing_of_satisfaction(curator):
    draft = copy_set(member=curator, questionnaire=questionnaire("entry-mentee-pupil"))
    own = publish_set(member=curator, questionnaire=draft)

    with pytest.raises(PermissionDenied):
        change(curator, own)


def test_answered_exit_names_who_answered_as_what(person, curator):
    silent = PersonFactory(institution=curator.organization, consented=True)
    WaveFactory(person=person)
    WaveFactory(person=silent, wave="entry")
    people = [person.pk, silent.pk]

    assert answered_exit(people, YEAR) == {person.pk}
    assert answered_exit(people, YEAR, "mentee") == {person.pk}
    assert answered_exit(people, YEAR, "mentor") == set()
    assert answered_exit(people, SchoolYear(2021)) == set()
