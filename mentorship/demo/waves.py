"""Entry and exit questionnaires: a closed year with changes, a living one at its beginning."""

from collections.abc import Sequence
from datetime import date

from mentorship.bank.models import Person
from mentorship.demo.others import day_in
from mentorship.demo.steps import School
from mentorship.surveys.models import Questionnaire
from mentorship.surveys.participants import in_bank
from mentorship.surveys.questions import Kind
from mentorship.surveys.services import record_response

ENTERED_ON, LEFT_ON = date(2022, 10, 6), date(2023, 5, 24)


def village_waves(school: School) -> None:
    """Seven pupils and two teachers answered both times, two pupils at the entry alone."""
    pupils = some_of(school, "entry-mentee-pupil", 9)
    teachers = some_of(school, "entry-mentor-teacher", 2)
    answer(school, "entry-mentee-pupil", pupils, ENTERED_ON)
    answer(school, "entry-mentor-teacher", teachers, ENTERED_ON)
    answer(school, "exit-mentee-pupil", pupils[:7], LEFT_ON, gained=2)
    answer(school, "exit-mentor-teacher", teachers, LEFT_ON, gained=1)


def living_waves(school: School) -> None:
    """The year has begun: three pupils and a teacher have answered the entry questionnaire."""
    day = day_in(school.year, school.today, 30)
    for code, number in (("entry-mentee-pupil", 3), ("entry-mentor-teacher", 1)):
        answer(school, code, some_of(school, code, number), day)


def some_of(school: School, code: str, number: int) -> list[Person]:
    """The first people with a consent whom the questionnaire is for."""
    people = Person.objects.visible_to(school.member).with_consent_on(school.today)
    return list(people.filter(in_bank(built_in(code), school.year)).order_by("pk")[:number])


def built_in(code: str) -> Questionnaire:
    return Questionnaire.objects.published().get(code=code, organization=None)


def answer(school: School, code: str, people: Sequence[Person], day: date, gained: int = 0) -> None:
    """Marks from 4 to 7, each different; `gained` is added to every second one."""
    questionnaire = built_in(code)
    scales = [q.code for q in questionnaire.asked if q.kind == Kind.SCALE]
    for number, person in enumerate(people):
        marks = {
            scale: 4 + (number + place) % 4 + (gained if (number + place) % 2 else 0)
            for place, scale in enumerate(scales)
        }
        record_response(
            member=school.member,
            questionnaire=questionnaire,
            person=person,
            year=school.year,
            answers=marks,
            answered_on=day,
            today=school.today,
        )
