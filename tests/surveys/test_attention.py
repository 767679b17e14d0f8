from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.surveys.attention import exit_sets_are_due, replies_await_review
from tests.factories.bank import MenteeEntryFactory
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import InvitationFactory, ReplyFactory, WaveFactory, questionnaire

TODAY = timezone.localdate()


def test_replies_wait_since_the_oldest(curator, year):
    for days in (1, 5):
        ReplyFactory(
            invitation__batch__institution=curator.organization,
            answered_on=TODAY - timedelta(days=days),
        )
    ReplyFactory()

    line = replies_await_review(curator, year, TODAY)

    assert (line.count, line.text, line.url, line.since) == (
        2,
        "ответа ждут просмотра",
        "/surveys/replies/",
        TODAY - timedelta(days=5),
    )


def test_nothing_waits_nothing_is_said(curator, year):
    assert replies_await_review(curator, year, TODAY) is None


@pytest.mark.parametrize("role", ["director", "psychologist"])
def test_readers_are_not_called(curator, year, role):
    ReplyFactory(invitation__batch__institution=curator.organization)
    reader = MembershipFactory(role=role, organization=curator.organization)

    assert replies_await_review(reader, year, TODAY) is None


def test_exit_questionnaires_are_due_before_the_pairs_end(curator, year, ending):
    _, asked, done = (MenteeEntryFactory(institution=curator.organization).person for _ in range(3))
    InvitationFactory(
        batch__institution=curator.organization,
        batch__questionnaire=questionnaire("exit-mentee-pupil"),
        person=asked,
    )
    WaveFactory(person=done)

    line = exit_sets_are_due(curator, year, date(2023, 5, 20))

    assert (line.count, line.text) == (1, "участнику не выдана итоговая анкета")
    assert line.url == "/surveys/?purpose=exit&among=ending&show=unasked"


def test_list_of_due_exits_equals_the_line(curator, year, ending, desk):
    mentee = MenteeEntryFactory(institution=curator.organization).person
    WaveFactory(person=MenteeEntryFactory(institution=curator.organization).person)
    line = exit_sets_are_due(curator, year, date(2023, 5, 20))

    response = desk.get(line.url)

    assert list(response.context["page_obj"]) == [mentee]
    assert line.count == 1


def test_no_pair_that_ends_needs_no_exit(curator, year):
    MenteeEntryFactory(institution=curator.organization)

    assert exit_sets_are_due(curator, year, date(2023, 5, 20)) is None


def test_exits_are_not_called_for_by_readers(curator, year, ending):
    MenteeEntryFactory(institution=curator.organization)
    reader = MembershipFactory(role="director", organization=curator.organization)

    assert exit_sets_are_due(reader, year, date(2023, 5, 20)) is None
