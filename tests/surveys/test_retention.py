from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.surveys.models import Invitation, Reply
from mentorship.surveys.retention import days_left, purge_replies
from mentorship.surveys.tasks import purge_replies as purge_task
from tests.factories.bank import PersonFactory
from tests.factories.surveys import ReplyFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def reply_of(days, **kwargs):
    return ReplyFactory(answered_on=TODAY - timedelta(days=days), **kwargs)


def decided(days, state):
    person = PersonFactory()
    return reply_of(days, state=state, reason="дубль", person=person, reviewed_at=timezone.now())


def test_what_nobody_took_goes_after_ninety_days():
    fresh = reply_of(90)
    taken = decided(400, "accepted")
    reply_of(91)
    decided(91, "rejected")

    assert purge_replies(today=TODAY) == 2
    assert set(Reply.objects.all()) == {fresh, taken}


def test_invitation_stays_and_says_that_it_was_used():
    reply_of(91)

    purge_replies(today=TODAY)

    assert Invitation.objects.get().state == "answered"


def test_term_is_a_setting(settings):
    settings.SURVEY_RETENTION_DAYS = 10
    reply = reply_of(4)

    assert days_left(reply, TODAY) == 6
    assert purge_replies(today=TODAY + timedelta(days=7)) == 1


def test_task_of_the_night_purges(caplog):
    reply = reply_of(91)

    purge_task()

    assert not Reply.objects.exists()
    assert [record.getMessage() for record in caplog.records] == [f"replies purged: [{reply.pk}]"]
