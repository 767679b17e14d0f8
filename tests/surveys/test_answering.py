from datetime import date

import pytest
from django.utils import timezone

from mentorship.accounts.links import LinkRefused, revoke_link
from mentorship.bank.topics import take_ready_catalogue
from mentorship.core.exceptions import DomainError
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.answering import (
    NO_CONSENT,
    answer_invitation,
    called,
    questions_for,
    topics_of,
)
from mentorship.surveys.models import Reply, Response
from tests.factories.bank import MenteeEntryFactory, PersonFactory
from tests.factories.surveys import InvitationFactory, questionnaire

TODAY = timezone.localdate()
ANSWERS = {
    "name": "Ёлкин Матвей Андреевич",
    "birth": "2009",
    "place": "8 «А»",
    "contacts": "+7 900 000-11-22",
    "request": "выбор профессии",
}
MARKS = {"comfort": 8, "useful": 7, "support": 6, "result": 5, "again": True, "missing": ""}


@pytest.fixture
def invitation(db):
    return InvitationFactory()


@pytest.fixture
def mentee(db):
    return MenteeEntryFactory().person


def satisfaction(mentee):
    return InvitationFactory(
        batch__institution=mentee.institution,
        batch__questionnaire=questionnaire(),
        batch__school_year=2022,
        person=mentee,
    )


def test_answers_wait_for_the_curator(invitation):
    reply = answer_invitation(invitation=invitation, answers=ANSWERS, today=TODAY)

    assert (reply.state, reply.answers, reply.answered_on) == ("waiting", ANSWERS, TODAY)
    assert reply.institution == invitation.institution
    assert reply.school_year == 2022


def test_second_sending_is_refused(invitation):
    answer_invitation(invitation=invitation, answers=ANSWERS, today=TODAY)

    with pytest.raises(LinkRefused, match="уже использована"):
        answer_invitation(invitation=invitation, answers=ANSWERS, today=TODAY)
    assert Reply.objects.count() == 1


def test_revoked_link_takes_no_answers(invitation):
    revoke_link(link=invitation.link)

    with pytest.raises(LinkRefused, match="отозвана"):
        answer_invitation(invitation=invitation, answers=ANSWERS, today=TODAY)


def test_refused_answers_leave_the_link_good(invitation):
    with pytest.raises(DomainError, match="Дата или год рождения"):
        answer_invitation(invitation=invitation, answers=ANSWERS | {"birth": "?"}, today=TODAY)

    invitation.link.refresh_from_db()
    assert invitation.link.is_open


def test_satisfaction_of_a_known_person_is_counted_at_once(mentee):
    response = answer_invitation(
        invitation=satisfaction(mentee), answers=MARKS, today=date(2023, 5, 20)
    )

    assert isinstance(response, Response)
    assert (response.person, response.school_year, response.is_satisfied) == (mentee, 2022, True)
    assert not Reply.objects.exists()


def test_answers_about_a_pupil_belong_to_the_pupil(mentee):
    invitation = InvitationFactory(
        batch__institution=mentee.institution,
        batch__questionnaire=questionnaire("about-pupil-parent"),
        about=mentee,
    )

    reply = answer_invitation(
        invitation=invitation, answers={"who": "мать", "help": "математика"}, today=TODAY
    )

    assert reply.person == mentee


def test_without_a_consent_a_known_person_is_not_listened_to(mentee):
    invitation = satisfaction(mentee)
    mentee.consents.update(valid_until=date(2023, 1, 1))

    with pytest.raises(DomainError) as error:
        answer_invitation(invitation=invitation, answers=MARKS, today=date(2023, 5, 20))
    assert str(error.value) == NO_CONSENT


def test_known_person_is_not_asked_for_the_name(invitation, mentee):
    named = InvitationFactory(batch__institution=mentee.institution, person=mentee)

    anonymous = [q.code for q in questions_for(invitation, topics=["любая"])]
    known = [q.code for q in questions_for(named, topics=["любая"])]

    assert [code for code in anonymous if code not in known] == ["name", "birth"]


def test_topics_are_not_asked_where_there_are_none(invitation):
    assert "topics" not in [q.code for q in questions_for(invitation, topics=[])]


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        ("mentee-pupil", {"study", "choice", "person", "creation"}),
        ("mentee-teacher", {"teaching"}),
        ("mentor-teacher", {"study", "choice", "person", "creation", "teaching"}),
    ],
)
def test_everybody_chooses_among_topics_of_their_own(curator, code, groups):
    take_ready_catalogue(curator.organization.region)

    assert {topic.group for topic in topics_of(questionnaire(code), curator)} == groups


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("patronymic", "words"), [("Игоревич", "Артём Игоревич"), ("", "Артём Т.")]
)
def test_page_calls_a_person_by_the_first_name_only(patronymic, words):
    assert called(PersonFactory(last_name="Тестов", patronymic=patronymic)) == words


def test_exit_questionnaire_by_a_link_is_kept_at_once(mentee):
    asked = questionnaire("exit-mentee-pupil")
    invitation = InvitationFactory(
        batch__institution=mentee.institution,
        batch__questionnaire=asked,
        batch__school_year=SchoolYear.containing(TODAY).first,
        person=mentee,
    )
    answers = {question.code: 7 for question in asked.asked if question.kind == "scale"}

    response = answer_invitation(invitation=invitation, answers=answers, today=TODAY)

    assert (response.person, response.answers["mood"], response.is_satisfied) == (mentee, 7, None)
    assert not Reply.objects.exists()
