from datetime import date, timedelta

import pytest

from mentorship.pairs.health import health
from mentorship.pairs.models import Pair
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import FeedbackFactory, MeetingFactory

DAY = date(2022, 11, 15)


def judged(pair, day=DAY, role="curator"):
    member = MembershipFactory(organization=pair.institution, role=role)
    known = Pair.objects.with_health_facts(day).heard_by(member, day)
    return health(known.get(pk=pair.pk), day)


@pytest.mark.parametrize("state", ["draft", "proposed", "accepted"])
def test_pair_before_its_order_is_too_early_to_judge(make_pair, state):
    assert judged(make_pair(state)) == ("Рано судить", "info", "ещё не закреплена приказом")


def test_pair_without_a_meeting_yet_is_too_early_to_judge(make_pair):
    pair = make_pair("active", starts_on=date(2022, 11, 1))

    assert judged(pair) == ("Рано судить", "info", "встреч ещё не было")


@pytest.mark.parametrize(("days", "word"), [(30, "Идёт по плану"), (31, "Нужно внимание")])
def test_pair_is_silent_after_thirty_days(make_pair, days, word):
    pair = make_pair("active")
    met_on = DAY - timedelta(days=days)
    MeetingFactory(pair=pair, held_on=met_on)

    found = judged(pair)

    assert (found.word, found.reason) == (word, f"последняя встреча {met_on:%d.%m.%Y}")


def test_silence_means_the_same_in_the_word_and_in_the_list(make_pair):
    silent, met = make_pair("active"), make_pair("active")
    MeetingFactory(pair=met, held_on=DAY)

    assert list(Pair.objects.silent_on(DAY)) == [silent]
    assert judged(silent) == ("Нужно внимание", "warn", "встреч ещё не было")


def test_pair_past_its_term_needs_attention(make_pair):
    pair = make_pair("active")
    MeetingFactory(pair=pair, held_on=date(2023, 5, 30))

    assert judged(pair, date(2023, 6, 1)).reason == "срок закончился 31.05.2023"


def test_pair_without_consent_needs_attention(make_pair):
    pair = make_pair()
    pair.members.get().person.consents.all().delete()

    assert judged(pair) == ("Нужно внимание", "warn", "нет согласия на обработку данных")


@pytest.mark.parametrize("state", ["completed", "dissolved"])
def test_ended_pair_has_no_health(make_pair, state):
    assert judged(make_pair(state)) is None


@pytest.mark.parametrize(
    ("role", "tone"), [("curator", "warn"), ("psychologist", "warn"), ("mentor", "good")]
)
def test_a_call_for_help_is_heard_by_those_who_help(make_pair, role, tone):
    pair = make_pair("active")
    MeetingFactory(pair=pair, held_on=DAY)
    FeedbackFactory(pair=pair, word="help", answered_on=DAY - timedelta(days=45))

    assert judged(pair, role=role).tone == tone
    assert judged(pair, DAY + timedelta(days=1)).tone == "good"
