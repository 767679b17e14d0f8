from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from mentorship.accounts.links import LinkRefused
from mentorship.accounts.models import TokenLink
from mentorship.bank.lifecycle import consent_withdrawn
from mentorship.core.exceptions import DomainError
from mentorship.pairs.feedback import services
from mentorship.pairs.feedback.months import Month
from mentorship.pairs.models import Concern, Feedback
from tests.factories.bank import PersonFactory
from tests.factories.organizations import MembershipFactory
from tests.pairs.test_races import outcomes

pytestmark = pytest.mark.django_db
OCTOBER = Month(date(2022, 10, 1))
TODAY = date(2022, 11, 1)


def ask(curator):
    return services.ask(member=curator, month=OCTOBER, today=TODAY)


def asked(curator, person):
    ask(curator)
    return Feedback.objects.select_related("link").get(person=person)


def answer(feedback, word="good", **fields):
    return services.answer(feedback=feedback, word=word, remark="", today=TODAY, **fields)


def write(member, pair, person, **fields):
    known = {"month": OCTOBER, "word": "mixed", "remark": " редко видимся ", "today": TODAY}
    return services.write_down(member=member, pair=pair, person=person, **(known | fields))


def test_everybody_who_owes_a_word_gets_a_link(curator, pair):
    assert set(ask(curator)) == set(Feedback.objects.values_list("pk", flat=True))
    assert Feedback.objects.filter(word="").count() == 2


def test_a_new_link_ends_the_earlier_one(curator, pair, child):
    earlier = asked(curator, child).link
    later = asked(curator, child).link
    earlier.refresh_from_db()
    assert (earlier.is_open, later.is_open) == (False, True)
    assert services.asked_by(earlier.pk) is None


def test_nobody_is_asked_twice(curator, pair, child):
    for feedback in [asked(curator, child), asked(curator, pair.mentor_entry.person)]:
        answer(Feedback.objects.select_related("link").get(pk=feedback.pk))
    with pytest.raises(DomainError) as refusal:
        ask(curator)
    assert str(refusal.value).startswith("Спрашивать некого")


def test_a_month_to_come_is_not_asked_about(curator, pair):
    with pytest.raises(DomainError) as refusal:
        services.ask(member=curator, month=Month(date(2022, 12, 1)), today=TODAY)
    assert str(refusal.value) == "Декабрь 2022 ещё не наступил: спрашивать рано."


def test_a_link_is_used_once(curator, pair, child):
    feedback = asked(curator, child)
    answer(feedback, "help")
    with pytest.raises(LinkRefused):
        answer(feedback)
    feedback.refresh_from_db()
    assert (feedback.word, feedback.answered_on, feedback.written_by) == ("help", TODAY, None)


def test_without_a_consent_nothing_is_kept_and_the_link_stays(curator, pair, child):
    feedback = asked(curator, child)
    child.consents.all().delete()
    with pytest.raises(DomainError) as refusal:
        answer(feedback, concern="страшно")
    feedback.link.refresh_from_db()
    assert str(refusal.value) == services.NO_CONSENT
    assert feedback.link.is_open
    assert not Concern.objects.exists()


def test_a_withdrawn_consent_ends_the_link(curator, pair, child):
    feedback = asked(curator, child)
    consent_withdrawn(child, TODAY)
    feedback.link.refresh_from_db()
    assert not feedback.link.is_open


def test_the_curator_writes_down_what_was_said_and_the_link_ends(curator, pair, child):
    link = asked(curator, child).link
    feedback = write(curator, pair, child)
    link.refresh_from_db()
    assert (feedback.word, feedback.remark, feedback.written_by) == (
        "mixed",
        "редко видимся",
        curator,
    )
    assert not link.is_open


def test_a_mentor_speaks_for_themselves_and_for_nobody_else(mentor, pair, child):
    assert write(mentor, pair, pair.mentor_entry.person).word == "mixed"
    with pytest.raises(PermissionDenied):
        write(mentor, pair, child)


@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor"])
def test_others_write_nothing(pair, child, role):
    member = MembershipFactory(organization=pair.institution, role=role)
    with pytest.raises(PermissionDenied):
        write(member, pair, child)


def test_somebody_who_was_not_in_the_pair_owes_no_word(curator, pair):
    stranger = PersonFactory(institution=pair.institution, consented=True)
    with pytest.raises(DomainError) as refusal:
        write(curator, pair, stranger)
    assert str(refusal.value) == "В середине месяца (октябрь 2022) этого человека в паре не было."


def test_correcting_a_word_keeps_its_day(curator, pair, child):
    write(curator, pair, child)
    corrected = write(curator, pair, child, word="good", today=date(2022, 12, 1))
    assert (corrected.word, corrected.answered_on) == ("good", TODAY)
    assert Feedback.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_curators_ask_at_once(curator, pair):
    results = outcomes([lambda: ask(curator)] * 4)

    assert results == [True] * 4
    assert Feedback.objects.count() == 2
    assert TokenLink.objects.filter(purpose="feedback", revoked_at=None).count() == 2
