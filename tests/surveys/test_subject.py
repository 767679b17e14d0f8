from datetime import date

import pytest

from mentorship.bank.subject import as_json, everything_about
from mentorship.surveys.subject import answers_in_words
from tests.factories.bank import PersonFactory
from tests.factories.surveys import (
    InvitationFactory,
    QuestionnaireFactory,
    ReplyFactory,
    ResponseFactory,
    question,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return QuestionnaireFactory(
        questions=[
            question("comfort", "scale", text="Комфортно ли вам?"),
            question("again", "yes_no", text="Хотите продолжить?"),
            question("left", "text", text="Не отвечали"),
        ]
    )


def test_answers_are_told_by_their_questions(asked):
    response = ResponseFactory(questionnaire=asked, answers={"again": True, "comfort": 9})

    assert answers_in_words([response]) == ["Комфортно ли вам? – 9 из 10; Хотите продолжить? – да"]


def test_export_of_a_person_holds_answers_and_links_in_russian(asked, curator):
    person = PersonFactory(institution=curator.organization)
    invitation = InvitationFactory(batch__institution=curator.organization, person=person)
    ReplyFactory(invitation=invitation, questionnaire=asked, person=person, answers={"again": True})

    sections = everything_about(person, curator)
    told = as_json(sections, person, curator, date(2022, 10, 1))

    assert [word for word in ("Хотите продолжить? – да", "ссылка, до") if word not in told] == []
    assert [word for word in ("again", "survey", "не указано") if word in told] == []
