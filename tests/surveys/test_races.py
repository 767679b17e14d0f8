"""Many at once with one link: one is taken, the others are told that it is over."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from mentorship.accounts.links import LinkRefused
from mentorship.core.exceptions import DomainError
from mentorship.surveys.answering import answer_invitation
from mentorship.surveys.models import Invitation, Reply
from mentorship.surveys.reviewing import attach_reply, reject_reply
from tests.factories.bank import PersonFactory
from tests.factories.surveys import InvitationFactory, ReplyFactory, questionnaire

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8
ANSWERS = ReplyFactory.answers.function()


def outcomes(works):
    """What each of the works gave when all were let go at the same moment."""
    gate = Barrier(len(works))

    def run(work):
        try:
            gate.wait(timeout=30)
            work()
            return "done"
        except DomainError as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(run, works))


def test_link_takes_one_of_many_answers():
    pk = InvitationFactory().pk

    def send():
        invitation = Invitation.objects.select_related("link").get(pk=pk)
        answer_invitation(invitation=invitation, answers=ANSWERS, today=timezone.localdate())

    results = outcomes([send] * AT_ONCE)

    words = "Эта ссылка уже использована: она действует один раз."
    assert results == ["done"] + [words] * (AT_ONCE - 1)
    assert Reply.objects.count() == 1


def test_used_link_is_told_from_a_wrong_answer():
    invitation = InvitationFactory()
    answer_invitation(invitation=invitation, answers=ANSWERS, today=timezone.localdate())

    with pytest.raises(LinkRefused):
        answer_invitation(invitation=invitation, answers={}, today=timezone.localdate())


def test_reply_is_decided_once():
    pupil = PersonFactory(consented=True)
    reply = ReplyFactory(
        invitation__batch__institution=pupil.institution,
        invitation__batch__questionnaire=questionnaire("about-pupil-parent"),
        person=pupil,
    )
    curator = reply.invitation.batch.created_by

    def attach():
        attach_reply(member=curator, reply=reply)

    def reject():
        reject_reply(member=curator, reply=reply, reason="дубль")

    results = outcomes([attach, reject] * 4)

    assert results.count("done") == 1
    assert {words.split(":")[0] for words in results} == {"done", "Этот ответ уже разобран"}
