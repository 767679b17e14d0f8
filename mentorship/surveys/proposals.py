"""What a reply would put into the bank, and whom of the bank it may come from."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from mentorship.bank.affiliations import place_on
from mentorship.bank.banks import MENTEES, MENTORS, BankInfo
from mentorship.bank.births import Birth
from mentorship.bank.importing.doubles import Identity, Likeness, find_likenesses
from mentorship.bank.importing.special import tells_special
from mentorship.bank.models import Consent, MentoringForm, Person
from mentorship.bank.topics import offered_topics
from mentorship.core.wording import parse_date
from mentorship.organizations.models import Membership
from mentorship.surveys.answers import read_name, shown_answer
from mentorship.surveys.models import Questionnaire, Reply
from mentorship.surveys.purposes import CATEGORY_OF
from mentorship.surveys.questions import Field, Kind, Question

_BANK_OF = {
    Questionnaire.Purpose.MENTOR_BANK: MENTORS,
    Questionnaire.Purpose.MENTEE_BANK: MENTEES,
}
_NOT_ASKED = object()
_NAME_OF = {"surname": "last_name", "first_name": "first_name", "patronymic": "patronymic"}


@dataclass(frozen=True)
class AnswerLine:
    """A question and its answer in words; `is_special` marks what should not be kept here."""

    question: Question
    text: str
    is_special: bool


@dataclass(frozen=True)
class Candidate:
    """Somebody of the institution who may be the one that answered."""

    person: Any
    likeness: str
    is_agreed: bool
    # Name and birth are the same: this is who is meant unless somebody says otherwise.
    is_exact: bool


def bank_for(reply: Reply) -> BankInfo | None:
    """The bank a reply asks to enter; None where it asks for none."""
    return _BANK_OF.get(Questionnaire.Purpose(reply.questionnaire.purpose))


def answer_lines(reply: Reply) -> list[AnswerLine]:
    """Answers in the order of the questions; what was not asked of this person is left out."""
    return [
        AnswerLine(question, text := shown_answer(question, value), tells_special(text))
        for question in reply.questionnaire.asked
        if (value := reply.answers.get(question.code, _NOT_ASKED)) is not _NOT_ASKED
    ]


def proposal_of(reply: Reply, member: Membership) -> dict[str, Any]:
    """Initial values of the form of the bank, by its fields; nothing for what was not answered."""
    given = _given(reply)
    audience = Questionnaire.Audience(reply.questionnaire.audience)
    found: dict[str, Any] = {"category": CATEGORY_OF[audience]}
    if names := given.pop(Field.NAME, None):
        name = read_name(names[0])
        found |= {field: getattr(name, part) for part, field in _NAME_OF.items()}
    if titles := given.pop(Field.FORMS, None):
        forms = list(MentoringForm.objects.filter(title__in=titles))
        found |= {"forms": forms, "form": forms[0] if forms else None}
    if titles := given.pop(Field.TOPICS, None):
        found["topics"] = [t for t in offered_topics(member) if t.title in titles]
    if since := given.pop(Field.TEACHING_SINCE, None):
        found["teaching_since"] = since[0][-4:]
    return found | {field: "; ".join(values) for field, values in given.items()}


def candidates_for(reply: Reply, member: Membership, today: date) -> list[Candidate]:
    """People of the institution the reply may come from, the likeliest first."""
    given = _given(reply)
    if reply.invitation.person_id or Field.NAME not in given:
        return []
    name = read_name(given[Field.NAME][0])
    mine = Identity.of(name.surname, name.first_name, name.patronymic, _birth(given))
    people = list(
        Person.objects.visible_to(member)
        .filter(archived_on=None)
        .annotate(
            place=place_on(today, "pk"),
            is_agreed=Exists(Consent.objects.for_processing(OuterRef("pk"), today)),
        )
        .order_by("sort_name", "pk")
    )
    alike = find_likenesses([mine], [_identity(person) for person in people])
    return [_candidate(people[index], likeness) for index, likeness in alike.get(0, [])]


def _candidate(person: Any, likeness: Likeness) -> Candidate:
    words = likeness.text or "имя и рождение совпадают"
    return Candidate(person, words, person.is_agreed, is_exact=not likeness.points)


def _identity(person: Person) -> Identity:
    born = Birth(person.birth_year, person.born_on) if person.birth_year else None
    return Identity.of(person.last_name, person.first_name, person.patronymic, born)


def _birth(given: dict[str, list[str]]) -> Birth | None:
    text = next(iter(given.get(Field.BIRTH, [])), "")
    if len(text) == 4:
        return Birth(int(text))
    day = parse_date(text) if text else None
    return Birth(day.year, day) if day else None


def _given(reply: Reply) -> dict[str, list[str]]:
    """Answers by the field they feed; several questions may feed one."""
    found: dict[str, list[str]] = {}
    for question in reply.questionnaire.asked:
        value = reply.answers.get(question.code)
        if not question.field or value in (None, "", []):
            continue
        # What is never kept does not go into the form: the curator sees the answer beside it.
        if tells_special(shown_answer(question, value)):
            continue
        words = value if isinstance(value, list) else [str(value)]
        if question.kind == Kind.SEVERAL_OF and question.field != Field.FORMS:
            words = [", ".join(words)]
        found.setdefault(question.field, []).extend(words)
    return found
