from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.surveys.attention import replies_await_review
from tests.factories.organizations import MembershipFactory
from tests.factories.surveys import ReplyFactory

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
