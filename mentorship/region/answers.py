"""Answers of those who take part: how it is, and where they stood at the beginning."""

from collections.abc import Iterator
from random import Random
from typing import Any

from mentorship.bank.models import Affiliation, Person
from mentorship.region.pairing import Company
from mentorship.region.term import Term
from mentorship.surveys.models import Questionnaire, Response
from mentorship.surveys.questions import Kind, Question
from mentorship.surveys.satisfaction import opinion

Category = Affiliation.Category
# Percents of those taking part; with 300,000 people some 80,000 answers.
SATISFACTION, ENTRY = 72, 52
GROUPS = {Category.TEACHER: "teacher", Category.STUDENT: "career", Category.PUPIL: "pupil"}
OF_MENTORS = GROUPS | {Category.STUDENT: "student"}


class Interviewer:
    """Asks the people of the ordered pairs, each questionnaire once; answers are all invented."""

    def __init__(self, random: Random, term: Term) -> None:
        self.random, self.term = random, term
        built_in = Questionnaire.objects.published().filter(organization=None)
        self.sets = {row.code: (row, row.asked) for row in built_in}

    def responses(self, company: Company, category: dict[int, str]) -> Iterator[Response]:
        """Rows not yet written; `category` by the identity of the person's row."""
        ordered = {id(pair) for pair in company.ordered}
        mentees = {id(m.person): m.person for m in company.members if id(m.pair) in ordered}
        mentors = {
            id(pair.mentor_entry.person): pair.mentor_entry.person for pair in company.ordered
        }
        for role, people, groups in (("mentee", mentees, GROUPS), ("mentor", mentors, OF_MENTORS)):
            for key, person in people.items():
                yield from self._asked(role, person, groups[Category(category[key])])

    def _asked(self, role: str, person: Person, group: str) -> Iterator[Response]:
        for code, percent in (
            (f"{role}-satisfaction", SATISFACTION),
            (f"entry-{role}-{group}", ENTRY),
        ):
            if self.random.randrange(100) < percent:
                yield self._answered(person, *self.sets[code])

    def _answered(
        self, person: Person, questionnaire: Questionnaire, asked: list[Question]
    ) -> Response:
        content = self.random.randint(3, 9)
        answers = {q.code: self._answer(q, content) for q in asked if q.kind in DRAWN}
        return Response(
            institution_id=person.institution_id,
            questionnaire=questionnaire,
            person=person,
            school_year=self.term.year.first,
            answered_on=self.term.moment(self.random.random()),
            answers=answers,
            is_satisfied=opinion(questionnaire, answers),
        )

    def _answer(self, question: Question, content: int) -> Any:
        if question.kind == Kind.SCALE:
            return content + self.random.choice((-1, 0, 0, 1))
        if question.kind == Kind.YES_NO:
            return self.random.random() < 0.7
        return self.random.choice(question.options)


DRAWN = frozenset({Kind.SCALE, Kind.YES_NO, Kind.ONE_OF})
