"""What a set of each purpose may ask, whom, and which fields of the bank it may feed."""

from collections.abc import Sequence

from mentorship.bank.affiliations import Category
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.questions import Field, Kind, Question, question_problems

Purpose = Questionnaire.Purpose
Audience = Questionnaire.Audience
_OF_PERSON = (
    Field.NAME,
    Field.BIRTH,
    Field.PLACE,
    Field.TEACHING_SINCE,
    Field.CONTACTS,
    Field.REPRESENTATIVE_NAME,
    Field.REPRESENTATIVE_CONTACTS,
)
FIELDS_OF: dict[str, tuple[Field, ...]] = {
    Purpose.MENTOR_BANK: (
        *_OF_PERSON,
        Field.COMPETENCES,
        Field.ACHIEVEMENTS,
        Field.INTERESTS,
        Field.TOPICS,
        Field.DESIRED_AGE,
        Field.TIME_RESOURCE,
        Field.CAPACITY,
        Field.FORMS,
    ),
    Purpose.MENTEE_BANK: (*_OF_PERSON, Field.REQUEST, Field.INTERESTS, Field.TOPICS, Field.FORMS),
    Purpose.THIRD_PARTY: (),
    Purpose.SATISFACTION: (),
    Purpose.PREFERENCE: (Field.WISHES, Field.AVOIDS),
    Purpose.ENTRY: (),
    Purpose.EXIT: (),
}
AUDIENCES_OF: dict[str, tuple[Questionnaire.Audience, ...]] = {
    Purpose.MENTOR_BANK: (
        Audience.TEACHER,
        Audience.PUPIL,
        Audience.EMPLOYER,
        Audience.PARENT,
    ),
    Purpose.MENTEE_BANK: (Audience.PUPIL, Audience.TEACHER),
    Purpose.THIRD_PARTY: (Audience.PARENT, Audience.TEACHER),
    Purpose.SATISFACTION: (Audience.MENTEE, Audience.MENTOR),
    Purpose.PREFERENCE: (Audience.MENTEE,),
    Purpose.ENTRY: (Audience.MENTEE, Audience.MENTOR),
    Purpose.EXIT: (Audience.MENTEE, Audience.MENTOR),
}
# Who answers is what they are in the institution.
CATEGORY_OF = {
    Audience.PUPIL: Category.PUPIL,
    Audience.TEACHER: Category.TEACHER,
    Audience.EMPLOYER: Category.EMPLOYER,
    Audience.PARENT: Category.PARENT,
}
# Before and after the work of a pair; answers belong to the wave their set is for.
WAVES = (Purpose.ENTRY, Purpose.EXIT)
# Asked of a known person about a year; kept as a response at once, on paper or by a link.
OF_YEAR = frozenset({Purpose.SATISFACTION, *WAVES})
# Those that may feed the figure of the satisfied: nobody is satisfied before the work.
OF_OPINION = frozenset({Purpose.SATISFACTION, Purpose.EXIT})
_OF_KNOWN_PEOPLE = (Kind.SCALE, Kind.YES_NO, Kind.TEXT, Kind.ONE_OF, Kind.SEVERAL_OF)


def kinds_of(purpose: str) -> Sequence[Kind]:
    """What is asked of a known person about a year asks no name, contact or birth again.

    After a group meeting people are chosen and nothing is written: a child's words about somebody
    go to as few as may be.
    """
    if purpose in OF_YEAR:
        return _OF_KNOWN_PEOPLE
    if purpose == Purpose.PREFERENCE:
        return (Kind.MENTORS,)
    return tuple(kind for kind in Kind if kind != Kind.MENTORS)


def set_problems(questionnaire: Questionnaire) -> list[str]:
    """Why a set may not be put to use, each in a sentence; empty when it may."""
    questions, purpose = questionnaire.asked, questionnaire.purpose
    found = [
        f"«{question.text}»: {problem}"
        for question in questions
        for problem in question_problems(question).values()
    ]
    if not questions:
        found.append("В анкете нет ни одного вопроса.")
    elif not opinion_scales(questions) and (
        purpose == Purpose.SATISFACTION or questionnaire.counts_satisfaction
    ):
        found.append("Для удовлетворённости нужна хотя бы одна шкала: по ней считается доля.")
    elif purpose in WAVES and not any(q.is_compared for q in questions):
        found.append("Нужна хотя бы одна шкала, которая сравнивается до и после.")
    elif purpose in (Purpose.MENTOR_BANK, Purpose.MENTEE_BANK) and not _asks_a_name(questions):
        found.append("Нужен обязательный вопрос, который записывается в фамилию, имя, отчество.")
    elif purpose == Purpose.PREFERENCE and {q.field for q in questions} != {
        Field.WISHES,
        Field.AVOIDS,
    }:
        found.append("Нужны два вопроса: с кем хочет работать и с кем просит не ставить.")
    if questionnaire.audience not in AUDIENCES_OF[purpose]:
        found.append("Эта анкета не для таких отвечающих: выберите другое назначение или адресата.")
    return found


def opinion_scales(questions: Sequence[Question]) -> list[str]:
    """Codes of the scales that say how satisfied one is: those compared speak of the person."""
    return [q.code for q in questions if q.kind == Kind.SCALE and not q.is_compared]


def _asks_a_name(questions: Sequence[Question]) -> bool:
    return any(question.field == Field.NAME and question.required for question in questions)
