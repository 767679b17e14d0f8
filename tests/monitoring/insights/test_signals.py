from datetime import date, timedelta

import pytest
from django.urls import reverse

from mentorship.organizations.school_year import SchoolYear
from mentorship.pairs.feedback.months import dues, months_of, silent
from mentorship.pairs.models import Pair
from monitoring.insights.accuracy import RULE, accuracies, look_back
from monitoring.insights.intervals import Share
from monitoring.insights.signals import SIGNALS, fixed_day, today_as, with_signals
from monitoring.insights.watching import watched
from tests.factories.pairs import FeedbackFactory, MeetingFactory, planned
from tests.factories.surveys import ResponseFactory
from tests.monitoring.insights.conftest import TODAY, after

pytestmark = pytest.mark.django_db
DAY = 90


def signs(pair, day=None):
    told = with_signals(Pair.objects.filter(pk=pair.pk), today_as(day) if day else fixed_day())
    found = told.get()
    return {signal.code for signal in SIGNALS if getattr(found, signal.code)}


def live_through(pair, day):
    """Everything that may happen to a pair, dated so many days after its beginning."""
    mentee = pair.members.get().person
    first = after(day).replace(day=1)
    FeedbackFactory(pair=pair, word="help", month=first, answered_on=after(day))
    for number in range(2):
        planned(pair, after(day + number), cancelled_on=after(day), cancel_reason="болезнь")
    ResponseFactory(person=mentee, answered_on=after(day), is_satisfied=False)


def test_what_comes_after_the_fixed_day_changes_no_sign_of_it(working):
    """No look-ahead: the rule as it would have stood, whatever was written later."""
    pair = working()
    before = signs(pair)
    for day in (DAY + 1, DAY + 40):
        MeetingFactory(pair=pair, held_on=after(day))
    live_through(pair, DAY + 1)

    told = working()
    MeetingFactory(pair=told, held_on=after(DAY))
    live_through(told, DAY)

    assert (before, signs(pair)) == ({"is_silent", "is_unanswered"},) * 2
    assert signs(told) == {"asks_help", "is_called_off", "is_dissatisfied", "is_unanswered"}


def test_silence_in_feedback_is_the_rule_of_feedback(school, working):
    """The same sides as `feedback.months.silent`, one by one, on every tenth day of a year."""
    year = SchoolYear(2022)
    for months in ((), (10,), (10, 11), (10, 12), (11, 12)):
        pair = working()
        for person in (pair.members.get().person, pair.mentor_entry.person):
            for month in months:
                first = date(2022, month, 1)
                FeedbackFactory(
                    pair=pair, person=person, month=first, answered_on=first + timedelta(days=33)
                )
    days = [after(10 * step) for step in range(20)]

    for day in days:
        given = [due for due in dues(school, months_of(year, day)) if not later(due, day)]
        expected = {due.pair.pk for due in silent(given, day)}
        told = with_signals(Pair.objects.all(), today_as(day)).filter(is_unanswered=True)
        assert set(told.values_list("pk", flat=True)) == expected, day


def later(due, day):
    """Forgets a word that is not yet given: the room of feedback speaks of today alone."""
    if due.given and due.given.answered_on > day:
        object.__setattr__(due, "given", None)
    return False


def test_list_is_measured_on_pairs_of_the_past(curator, coordinator, ended):
    ended("dissolved", 8, on=date(2023, 3, 1))
    ended("dissolved", 4, on=date(2023, 3, 1), met_on=after(DAY - 5))
    ended("completed", 9, met_on=after(DAY - 5))
    ended("completed", 3, met_on=after(DAY + 1))
    ended("dissolved", 5, on=after(DAY - 1))

    silence = told(accuracies(curator, look_back(curator, TODAY)))
    above = told(accuracies(coordinator, look_back(coordinator, TODAY)))
    running = accuracies(curator, look_back(curator, date(2023, 6, 1)))

    assert (silence.sensitivity, silence.specificity) == (Share(8, 12), Share(9, 12))
    # Three and four pairs point at people above the school; of a running year nothing is known.
    assert (above.withheld, above.sensitivity) == ("пар меньше 10", None)
    assert {row.withheld for row in running} == {"пар меньше 10"}
    assert running[0].title == RULE


def told(rows):
    return next(row for row in rows if row.title == "Месяц без встреч")


def test_each_role_sees_the_signs_it_may_know(sign_in, curator, director, methodist, working):
    today = after(80)
    calm, calling = working(), working()
    for pair in (calm, calling):
        MeetingFactory(pair=pair, held_on=today)
        for month in (10, 11):
            for person in (pair.members.get().person, pair.mentor_entry.person):
                first = date(2022, month, 1)
                word = "help" if (pair, month) == (calling, 11) else "good"
                FeedbackFactory(
                    pair=pair,
                    person=person,
                    word=word,
                    month=first,
                    answered_on=first + timedelta(days=20),
                )

    told = [(row.pair, row.signs) for row in watched(curator, today)]
    page = sign_in(methodist).get(reverse("monitoring:insight_attention"))

    assert told == [(calling, ("просят о помощи в обратной связи",))]
    assert watched(director, today) == []
    assert watched(methodist, today) == []
    assert page.context["page_obj"].paginator.count == 0
