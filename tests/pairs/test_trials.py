from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.links import LinkRefused
from mentorship.bank.lifecycle import consent_withdrawn
from mentorship.core.exceptions import DomainError
from mentorship.pairs import services, trials
from mentorship.pairs.declining import trial_gaps
from mentorship.pairs.models import PairMember, Ruling, TrialAnswer
from tests.factories.bank import MenteeEntryFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.pairs import MeetingFactory

DAY = date(2022, 10, 5)


@pytest.fixture
def pair(make_pair):
    return make_pair("proposed")


def mentee_of(pair):
    return pair.members.first().person


def answer(pair, curator, word="yes", person=None, **kwargs):
    said = {"answered_on": DAY, "today": DAY} | kwargs
    person = person or mentee_of(pair)
    return trials.record_answer(pair=pair, member=curator, person=person, word=word, **said)


def test_record_answer_replaces_the_earlier_one(pair, curator):
    answer(pair, curator, "unsure")

    answer(pair, curator, "yes", remark=" согласен ")

    row = pair.trial_answers.get()
    assert (row.word, row.remark, row.answered_on) == ("yes", "согласен", DAY)


def test_record_answer_of_a_day_to_come_is_refused(pair, curator):
    with pytest.raises(DomainError, match="позже сегодняшнего дня"):
        answer(pair, curator, answered_on=DAY + timedelta(days=1))


@pytest.mark.parametrize("state", ["draft", "ordered", "active", "completed"])
def test_sides_are_asked_before_the_order_only(make_pair, curator, state):
    with pytest.raises(DomainError):
        answer(make_pair(state), curator)


def test_stranger_is_not_asked(pair, make_pair, curator):
    with pytest.raises(DomainError, match="в паре не состоит"):
        answer(pair, curator, person=mentee_of(make_pair("proposed")))


def test_answer_comes_by_a_link_once(pair, curator):
    row, _secret = trials.give_link(pair=pair, member=curator, person=mentee_of(pair))

    trials.answer_by_link(answer=row, word="yes")

    row.refresh_from_db()
    assert (row.word, row.written_by, row.answered_on) == ("yes", None, timezone.localdate())
    with pytest.raises(LinkRefused, match="уже использована"):
        trials.answer_by_link(answer=row, word="no")


def test_link_given_anew_ends_the_earlier_one(pair, curator):
    first, _secret = trials.give_link(pair=pair, member=curator, person=mentee_of(pair))
    earlier = first.link

    trials.give_link(pair=pair, member=curator, person=mentee_of(pair))

    earlier.refresh_from_db()
    assert not earlier.is_open


def test_answer_by_link_is_closed_when_the_pair_has_moved_on(pair, curator):
    row, _secret = trials.give_link(pair=pair, member=curator, person=mentee_of(pair))
    services.move_pair(pair=pair, action="return_to_draft", member=curator)

    with pytest.raises(DomainError, match="о паре решили без этого ответа"):
        trials.answer_by_link(answer=row, word="yes")
    row.link.refresh_from_db()
    assert row.link.is_open


def test_withdrawn_consent_ends_the_link(pair, curator):
    row, _secret = trials.give_link(pair=pair, member=curator, person=mentee_of(pair))

    consent_withdrawn(mentee_of(pair), DAY)

    row.link.refresh_from_db()
    assert not row.link.is_open


def test_no_of_a_side_closes_acceptance(pair, curator):
    answer(pair, curator, "no")
    pair.members.update(agreed_on=DAY)
    type(pair).objects.filter(pk=pair.pk).update(mentor_agreed_on=DAY)

    with pytest.raises(DomainError) as error:
        services.move_pair(pair=pair, action="accept", member=curator, today=DAY)

    assert str(error.value) == (
        f"После пробной встречи не готовы работать в паре: {mentee_of(pair).short_name}"
    )


def test_declined_pair_goes_back_to_matching_and_is_not_proposed_again(pair, curator):
    answer(pair, curator, "no")
    MeetingFactory(pair=pair, stage="trial")

    ended = services.move_pair(
        pair=pair, action="decline", member=curator, comment="не сошлись", today=DAY
    )

    row = pair.members.get()
    ruling = Ruling.objects.get()
    assert (ended.state, row.live) == ("declined", False)
    assert (ruling.kind, ruling.mentor_entry, ruling.mentee_entry, ruling.reason) == (
        "forbidden",
        pair.mentor_entry,
        row.mentee_entry,
        "не сошлись",
    )


def test_declined_for_another_reason_may_be_proposed_again(pair, curator):
    services.move_pair(pair=pair, action="decline", member=curator, comment="переезд", today=DAY)

    assert not Ruling.objects.exists()


@pytest.mark.parametrize(("by_mentor", "count"), [(True, 2), (False, 1)])
def test_no_of_the_mentor_forbids_the_whole_group(make_pair, curator, school, by_mentor, count):
    mentees = MenteeEntryFactory.create_batch(2, institution=school)
    pair = make_pair("proposed", mentees=mentees)
    person = pair.mentor_entry.person if by_mentor else mentees[0].person
    answer(pair, curator, "no", person=person)

    services.move_pair(pair=pair, action="decline", member=curator, comment="нет", today=DAY)

    assert Ruling.objects.open().filter(kind="forbidden").count() == count


def test_gaps_tell_what_the_trial_lacks(pair, curator):
    answer(pair, curator, "unsure")

    mentor, mentee = pair.mentor_entry.person, mentee_of(pair)
    assert trial_gaps(pair) == [
        "Пробная встреча не записана.",
        f"Нет ответа после пробной встречи: {mentor.short_name}",
        f"Сомневаются: {mentee.short_name}",
    ]


@pytest.mark.parametrize("role", ["director", "council", "psychologist", "mentor"])
def test_answers_are_the_curators_alone(pair, curator, school, role):
    answer(pair, curator, "no")
    others = MembershipFactory(role=role, organization=school)

    assert TrialAnswer.objects.visible_to(curator).count() == 1
    assert not TrialAnswer.objects.visible_to(others).exists()


def test_declined_pair_frees_the_mentee(pair, curator):
    services.move_pair(pair=pair, action="decline", member=curator, comment="нет", today=DAY)

    assert not PairMember.objects.filter(live=True).exists()


@pytest.mark.parametrize(("role", "knows"), [("curator", True), ("mentor", False)])
def test_who_said_no_is_told_to_whoever_asked(pair, curator, school, sign_in, role, knows):
    answer(pair, curator, "no")
    reader = MembershipFactory(role=role, organization=school)
    type(mentee_of(pair)).objects.filter(pk=pair.mentor_entry.person_id).update(user=reader.user)

    told = sign_in(reader, 2022).get(pair.get_absolute_url()).context["obstacles"]

    assert any("не готовы работать" in words for words in told) is knows


@pytest.mark.parametrize(("role", "knows"), [("curator", True), ("mentor", False)])
def test_why_a_pair_did_not_come_about_is_told_to_whoever_asked(
    pair, curator, school, sign_in, role, knows
):
    services.move_pair(pair=pair, action="decline", member=curator, comment="боится", today=DAY)
    reader = MembershipFactory(role=role, organization=school)
    type(mentee_of(pair)).objects.filter(pk=pair.mentor_entry.person_id).update(user=reader.user)

    page = sign_in(reader, 2022).get(pair.get_absolute_url())

    assert ("боится" in page.content.decode()) is knows
