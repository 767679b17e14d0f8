"""Answers that came by QR codes to the living school and wait for its curator."""

from collections.abc import Sequence
from typing import Any

from mentorship.bank.models import Person
from mentorship.demo.steps import School
from mentorship.surveys.answering import answer_invitation
from mentorship.surveys.inviting import Order, issue_invitations
from mentorship.surveys.models import Invitation, InvitationBatch, Questionnaire

EXPECTATIONS = {"before": False, "benefit": 8, "glad": True}


def answers_by_link(school: School) -> None:
    """A pupil and a teacher ask in, one of them perhaps known already; a parent tells of a pupil.

    The last card of the sheet still lies with somebody.
    """
    known = Person.objects.filter(
        institution=school.member.organization, mentee_entries__isnull=False, consents__isnull=False
    ).order_by("pk")[0]
    pupils = give_out(school, "mentee-pupil", count=3)
    words = pupil_words(school)
    send(school, pupils[0], words | {"name": school.cast.full_name("f")})
    same_words = words | {"name": known.full_name, "birth": str(known.birth_year)}
    send(school, pupils[1], same_words)
    teachers = give_out(school, "mentor-teacher", count=2)
    send(school, teachers[0], teacher_words(school))
    parents = give_out(school, "about-pupil-parent", people=[known])
    send(school, parents[0], parent_words())


def give_out(
    school: School, code: str, *, count: int = 0, people: Sequence[Person] = ()
) -> list[Invitation]:
    order = Order(
        questionnaire=Questionnaire.objects.published().get(code=code, organization=None),
        manner=InvitationBatch.Manner.SHEET,
        days=14,
        people=people,
        count=count,
    )
    batch, _ = issue_invitations(
        member=school.member, order=order, year=school.year, today=school.today
    )
    return list(batch.invitations.order_by("pk"))


def send(school: School, invitation: Invitation, answers: dict[str, Any]) -> None:
    answer_invitation(invitation=invitation, answers=answers, today=school.today)


def pupil_words(school: School) -> dict[str, Any]:
    return {
        "birth": str(school.year.first - 13),
        "place": "7 «Б»",
        "contacts": "+7 900 000-11-22",
        "request": "хочу научиться программировать, не знаю, с чего начать",
        "directions": ["интеллектуальное"],
        "interests": "робототехника, шахматы",
        "forms": ["учитель – ученик"],
        **EXPECTATIONS,
    }


def teacher_words(school: School) -> dict[str, Any]:
    return {
        "name": school.cast.full_name("f"),
        "place": "учитель информатики",
        "since": "2011",
        "contacts": "+7 900 000-33-44",
        "competences": "программирование, проектная деятельность",
        "interests": "робототехника",
        "forms": ["учитель – ученик"],
        "age": ["5–7 классы", "8–9 классы"],
        "time": "2 часа в неделю",
        "capacity": "2",
        **EXPECTATIONS,
    }


def parent_words() -> dict[str, Any]:
    return {
        "who": "мать",
        "help": "уверенность на публике, выступления",
        "directions": ["творческое"],
        "strong": "много читает, хорошо рассказывает",
        "motivation": 8,
        "mentor": ["учитель"],
    }
