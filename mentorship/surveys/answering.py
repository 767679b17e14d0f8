"""Answers that come by a link: from somebody without an account, once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from mentorship.accounts.links import use_link
from mentorship.bank.models import Consent, Person, Topic
from mentorship.bank.topics import offered_topics
from mentorship.core.exceptions import DomainError
from mentorship.organizations.models import Membership
from mentorship.organizations.school_year import SchoolYear
from mentorship.surveys.answers import answer_problems
from mentorship.surveys.models import Invitation, Questionnaire, Reply, Response
from mentorship.surveys.purposes import OF_YEAR
from mentorship.surveys.questions import Field, Kind, Question
from mentorship.surveys.services import keep_response
from mentorship.surveys.takers import TAKERS

NO_CONSENT = (
    "Ответить уже нельзя: действующего согласия на обработку персональных данных нет. "
    "Обратитесь к тому, кто прислал ссылку."
)


def asked_by(link: int) -> Invitation | None:
    """The invitation a link (pk) belongs to; None where a newer link has replaced it."""
    rows = Invitation.objects.select_related(
        "link", "person", "about", "institution", "batch__questionnaire"
    )
    return rows.filter(link=link).first()


def topics_for(invitation: Invitation) -> list[Topic]:
    """The catalogue of the institution; asked only where a question needs it."""
    if not any(question.kind == Kind.TOPICS for question in invitation.questionnaire.asked):
        return []
    return topics_of(invitation.questionnaire, invitation.batch.created_by)


def topics_of(questionnaire: Questionnaire, member: Membership) -> list[Topic]:
    """A pupil is not asked about the work of a teacher, nor a young teacher about school marks."""
    teaching = Topic.Group.TEACHING
    topics = offered_topics(member)
    if questionnaire.audience == Questionnaire.Audience.PUPIL:
        topics = topics.exclude(group=teaching)
    elif questionnaire.purpose == Questionnaire.Purpose.MENTEE_BANK:
        topics = topics.filter(group=teaching)
    return list(topics)


def questions_for(invitation: Invitation, topics: list[Topic]) -> list[Question]:
    """What is asked: not the name and birth of somebody known, nor topics where there are none."""
    known = {Field.NAME, Field.BIRTH} if invitation.person_id else set()
    return [
        question
        for question in invitation.questionnaire.asked
        if question.field not in known and (topics or question.kind != Kind.TOPICS)
    ]


def people_for(invitation: Invitation, today: date) -> list[tuple[str, str]]:
    """Whom an answer may name, as the room above that takes it tells them; mostly nobody."""
    purpose = invitation.questionnaire.purpose
    if purpose not in TAKERS or invitation.person is None:
        return []
    return TAKERS[purpose].people(invitation, today)


def called(person: Person) -> str:
    """All a page without an account says of a person: «Матвей Андреевич», «Матвей Ё.»."""
    return f"{person.first_name} {person.patronymic or person.last_name[:1] + '.'}"


@transaction.atomic
def answer_invitation(
    *, invitation: Invitation, answers: Mapping[str, Any], today: date
) -> Reply | Response | None:
    """Take the answers and spend the link, both or neither; of two at once one is taken.

    Answers of a known person about a year are kept at once, what a room above takes itself is kept
    there alone; everything else waits for the curator.
    Raises LinkRefused or DomainError in words.
    """
    use_link(link=invitation.link)
    named = invitation.person or invitation.about
    if named and not Consent.objects.for_processing(named.pk, today).exists():
        raise DomainError(NO_CONSENT)
    if problems := answer_problems(questions_for(invitation, topics_for(invitation)), answers):
        raise DomainError(" ".join(problems))
    if invitation.person and invitation.questionnaire.purpose in TAKERS:
        TAKERS[invitation.questionnaire.purpose].take(invitation, answers, today)
        return None
    if invitation.person and invitation.questionnaire.purpose in OF_YEAR:
        return keep_response(
            questionnaire=invitation.questionnaire,
            person=invitation.person,
            year=SchoolYear(invitation.batch.school_year),
            answers=answers,
            answered_on=today,
            today=today,
        )
    return _keep_reply(invitation, named, answers, today)


def _keep_reply(
    invitation: Invitation, named: Person | None, answers: Mapping[str, Any], today: date
) -> Reply:
    return Reply.objects.create(
        institution_id=invitation.institution_id,
        questionnaire=invitation.questionnaire,
        invitation=invitation,
        school_year=invitation.batch.school_year,
        answered_on=today,
        answers=dict(answers),
        person=named,
    )
